"""Other saved pages: one article, its own words, its own day or none."""

from __future__ import annotations

import pytest

from index.document import Issue
from index.read import Unreadable
from index.read.html import read_saved
from tests.files import of_text

TEXT = (
    "澄江区图书馆昨日开馆，当天接待读者一千二百余人次，馆内设有儿童阅览室。",
    "馆长林若水说：“周末将延长开放两小时。”",
    "据了解，图书馆历时三年建成，藏书四十万册。",
    "“以后看书不用跑远路了。”家住湖滨社区的周阿姨说。",
    "（本报记者 沈青禾）",
)
CHROME = '<div class="nav"><a href="/">首页</a><a href="/n">新闻中心</a></div>'
FOOT = (
    '<div class="related"><h3>相关新闻</h3><ul><li><a href="/1">澄江区召开会议</a></li></ul></div>'
    '<div class="footer">版权所有 Copyright 2009-01-01 澄江网</div>'
)


def page(head: str = "", info: str = "", body: str | None = None) -> str:
    printed = body or "\n".join(f"<p>　　{text}</p>" for text in TEXT)
    return (
        f"<!doctype html>\n<html><head><title>区图书馆开馆</title>{head}</head><body>\n{CHROME}\n"
        f'<div class="content"><h1>区图书馆开馆</h1>{info}\n{printed}</div>\n{FOOT}</body></html>'
    )


def said(issue: Issue) -> list[tuple[str | None, str]]:
    return [(line.role, line.text) for each in issue.pages for line in each.lines]


def day(text: str) -> str | None:
    return read_saved(of_text(text, "a.html")).date


def test_an_article_comes_whole_and_without_the_chrome() -> None:
    issue = read_saved(of_text(page('<meta property="og:site_name" content="澄江网">'), "web/a.html"))
    assert (issue.key, issue.source, issue.paper, issue.date, issue.form) == (
        "web/a.html",
        "web/a.html",
        "澄江网",
        None,
        "html",
    )
    assert said(issue) == [("title", "区图书馆开馆"), *(("body", text) for text in TEXT)]


def test_lines_are_those_of_the_file() -> None:
    source = page()
    for line in read_saved(of_text(source, "a.html")).pages[0].lines[1:]:
        assert line.text in source.split("\n")[line.number - 1]


def test_headings_and_paragraphs_said_twice_are_kept() -> None:
    body = "".join(f"<p>{text}</p>" for text in (TEXT[0], TEXT[2])) + "<h2>读者说</h2>"
    body += (
        "".join(f"<p>{text}</p>" for text in (TEXT[3], TEXT[2]))
        + "<p><strong>分馆进社区</strong></p><p>分馆明年建成开放，届时服务湖滨社区。</p>"
    )
    assert said(read_saved(of_text(page(body=body), "a.html"))) == [
        ("title", "区图书馆开馆"),
        ("body", TEXT[0]),
        ("body", TEXT[2]),
        ("heading", "读者说"),
        ("body", TEXT[3]),
        ("body", TEXT[2]),
        ("heading", "分馆进社区"),
        ("body", "分馆明年建成开放，届时服务湖滨社区。"),
    ]


def test_paragraphs_parted_by_line_breaks() -> None:
    body = "<br><br>\n".join(f"　　{text}" for text in TEXT)
    assert said(read_saved(of_text(page(body=body), "a.html")))[1:] == [("body", text) for text in TEXT]


@pytest.mark.parametrize(
    ("head", "info", "expected"),
    [
        ('<meta name="pubdate" content="2023-10-17 08:00:00">', "", "2023-10-17"),
        ('<meta property="article:published_time" content="2023-10-17T08:00:00+08:00">', "", "2023-10-17"),
        ('<meta name="PubDate" content="待定"><script>{"datePublished": "2023-10-17"}</script>', "", "2023-10-17"),
        ('<script type="application/ld+json">{"datePublished": "2023-10-17T08:00"}</script>', "", "2023-10-17"),
        ("", '<time datetime="2023-10-17">昨天</time>', "2023-10-17"),
        ("", '<time datetime="2023-10-17">甲</time><time datetime="2023-10-18">乙</time>', None),
        ("", '<time datetime="2023-10-17" pubdate>甲</time><time datetime="2023-10-18">乙</time>', "2023-10-17"),
        ("", '<span class="pub-time">2023年10月17日 08:00</span>', "2023-10-17"),
        ("", '<span id="pubtime">2023-10-17</span><li class="pubtime">2023-09-01</li>', None),
        ("", "<span>2023-10-17</span>", None),
        ("", "", None),
    ],
)
def test_the_day_is_the_pages_own_or_unknown(head: str, info: str, expected: str | None) -> None:
    assert day(page(head, info)) == expected


def wechat(body: str, script: str = "", day: str = "") -> str:
    return f"""<!DOCTYPE html><html><head><meta property="og:title" content="湖边的白鹭回来了" />
<meta name="author" content="林若水" /></head><body><h1 class="rich_media_title" id="activity-name">
湖边的白鹭回来了
</h1><a id="js_name">
  澄江发布 </a><em id="publish_time">{day}</em>
<div id="js_content" style="visibility: hidden;">{body}</div>
<div>预览时标签不可点 微信扫一扫关注该公众号</div><script>{script}</script></body></html>"""


SECTIONS = """<section><section><span>昨日清晨，</span><span>三只白鹭落在湖心岛。</span></section></section>
<p><strong>市民抢拍</strong></p><p><img data-src="https://mmbiz/640" alt="图片"></p><p>许多市民赶来。</p>"""


def test_a_wechat_article_from_its_own_places() -> None:
    issue = read_saved(of_text(wechat(SECTIONS, day="2023年10月17日 20:15"), "a.html"))
    assert (issue.paper, issue.date) == ("澄江发布", "2023-10-17")
    assert said(issue) == [
        ("title", "湖边的白鹭回来了"),
        ("byline", "林若水"),
        ("body", "昨日清晨，三只白鹭落在湖心岛。"),
        ("heading", "市民抢拍"),
        ("body", "许多市民赶来。"),
    ]


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ('var ct = "1697500000";', "2023-10-17"),
        ('var ct = "1697558400";', "2023-10-18"),
        ("var createTime = '2023-10-17 20:15';", "2023-10-17"),
        ("create_time: JsDecode('2023-10-17 20:15'),", "2023-10-17"),
        ('var ct = "";', None),
        ("", None),
    ],
)
def test_the_day_of_a_wechat_article_in_its_script(script: str, expected: str | None) -> None:
    assert day(wechat(SECTIONS, script, "昨天")) == expected


@pytest.mark.parametrize(
    "text",
    [
        "<html><body><form>用户名<input>密码<input type=password></form><p>忘记密码？请联系管理员。</p></body></html>",
        "<html><body><div id=app></div><noscript>您的浏览器不支持脚本，请启用后再访问本网站。</noscript></body></html>",
        "<html><ul>" + "".join(f"<li><a href=/{k}>澄江区召开第{k}次会议</a></li>" for k in range(40)) + "</ul></html>",
        wechat(""),
        "<html>",
        "<html>http://127.0.0.1/",
        "<!-- -->",
    ],
)
def test_a_page_without_an_article_is_refused(text: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_saved(of_text(text, "a.html"))
    assert refused.value.source == "a.html"
