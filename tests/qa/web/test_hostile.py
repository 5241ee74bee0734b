"""Words that would like to be more: in every place of an article and of a question they stay words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Page, expect

from index.document import Article, Author
from qa.answer import Answer
from qa.feedback import Queue
from qa.web.texts import Texts
from tests.qa.web.archive import HandBot, HandStore, cited, written
from tests.qa.web.reading import Watch, ask
from tests.qa.web.serving import made, serving

WORDS: Final = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    '" autofocus onfocus=alert(1) x="',
    "<iframe srcdoc='<script>parent.alert(1)</script>'>",
    "<a href=javascript:alert(1)>点这里</a>",
    "[点这里](javascript:alert(1))",
    '![图](x" onerror="alert(1))',
    "<http://evil.example/>",
    "javascript:alert(1)//",
    "data:text/html,<script>alert(1)</script>",
    "</title></textarea></style><b>粗</b>",
    "<!-- --!> <![CDATA[ ]]> <?php ?>",
    "&lt;b&gt; &#x3c;script&#x3e; &amp;",
    "{{ 7 * 7 }} {% raw %} ${7*7} #{7*7}",
    "**粗** _斜_ `码` # 题 $\\alpha$ | 表 |",
    "\u202e倒过来的字\u202c与\u2066隔开\u2069",
    "零\u200b宽\u200d字\ufeff符\u00ad",
    "<form action=//evil.example><button>送出</button></form>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<base href=//evil.example/><link rel=stylesheet href=//evil.example/x.css>",
    "<math><mi xlink:href=javascript:alert(1)>x</mi></math>",
    "<details open ontoggle=alert(1)><summary>开</summary></details>",
)
FOREIGN: Final = (
    "script[src*=evil], img:not([src^='/picture/']), iframe, form[action*=evil], base[href*=evil], link[href*=evil], "
    "meta[http-equiv=refresh], math, object, embed, [onerror], [onload], [onfocus], [ontoggle], [autofocus], "
    "a[href^='javascript'], a[href^='data'], a[href^='//'], a[href^='http']"
)


def article(number: int, words: str) -> Article:
    """An article that has some words in every place; its text says them twice."""
    body = f"{words}。第{number}篇的正文。"
    places = ("paper", "page", "section", "kicker", "title", "subtitle", "series", "dateline")
    fields: dict[str, Any] = dict.fromkeys(places, words)
    made = written(f"h{number}", body, body, date="2031-05-03", authors=(Author(words, words),), **fields)
    return replace(made, source=f"{words}.txt")


ARTICLES: Final = tuple(article(number, words) for number, words in enumerate(WORDS))


@dataclass
class HostileBot(HandBot):
    """Answers 第 n 篇 with the article of that number, quoted; the question may say anything else besides."""

    def _answer(self, question: str, history: object) -> Answer:
        for number, each in enumerate(ARTICLES):
            if f"第{number}篇" in question:
                return cited(question, each, [(0, each.paragraphs[0].end)])
        return super()._answer(question, ())


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site of such articles, whose own texts are such words too."""
    texts = Texts(motto=WORDS[0], service=WORDS[2], footer=(WORDS[1],))
    bot, queue = HostileBot(HandStore(ARTICLES)), Queue(tmp_path_factory.mktemp("queue"))
    with serving(made(bot, queue, texts)) as address:
        yield address


@pytest.fixture
def page(hostile: str, browser: Browser) -> Iterator[Page]:
    """A page that may ask nobody else, say nothing and show no dialog."""
    watch, context = Watch(), browser.new_context()
    context.on("request", watch.request)
    context.on("page", watch.page)
    page = context.new_page()
    yield page
    context.close()
    assert watch.asked <= {hostile}
    assert watch.trouble == []


@pytest.mark.parametrize("number", range(len(WORDS)))
def test_on_the_pages(page: Page, hostile: str, number: int) -> None:
    words, id = WORDS[number], f"h{number}"
    page.goto(f"{hostile}/a/{id}?q=0-{ARTICLES[number].paragraphs[0].end}")
    assert page.locator("h1").inner_text() == page.evaluate("it => it.trim()", words)
    assert "".join(page.locator(".body mark").all_text_contents()) == ARTICLES[number].text.split("\n")[0]
    expect(page.locator(FOREIGN)).to_have_count(0)
    page.goto(f"{hostile}/search")
    page.get_by_role("searchbox").fill(f"{words} 第{number}篇")
    page.get_by_role("button", name="检索").click()
    assert page.get_by_role("searchbox").input_value().startswith(words)
    expect(page.locator(".card")).to_have_count(1)
    expect(page.locator(FOREIGN)).to_have_count(0)
    page.locator(".card").get_by_role("link", name="纠错").click()
    expect(page.locator(FOREIGN)).to_have_count(0)
    assert page.locator(".about").text_content() == f"{words} {words}"


def test_by_date(page: Page, hostile: str) -> None:
    page.goto(f"{hostile}/browse/2031-05-03")
    expect(page.locator(".sheet li")).to_have_count(len(WORDS))
    expect(page.locator(FOREIGN)).to_have_count(0)


def test_in_the_chat(page: Page, hostile: str) -> None:
    page.goto(hostile)
    scripts = page.locator("script").count()
    for number, words in enumerate(WORDS):
        ask(page, f"第{number}篇 {words}")
        expect(page.locator(".turn[open] .question")).to_have_text(f"第{number}篇 {words}", use_inner_text=False)
        quoted = page.locator(".turn[open] .card mark")
        expect(quoted.first).to_be_attached()  # the question stands there before its answer
        assert "".join(quoted.all_text_contents()) == ARTICLES[number].text.split("\n")[0]
        expect(page.locator(f"#conversation :is({FOREIGN})")).to_have_count(0)
    assert page.locator("script").count() == scripts
