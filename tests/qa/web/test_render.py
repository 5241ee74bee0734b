from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from qa.answer import Answer, Filters
from qa.question.turn import Turn
from qa.web import render
from qa.web.documents import article_page
from qa.web.render import Said, Shown
from qa.web.runs import Piece, Quote, excerpt
from qa.web.search import Search
from qa.web.site import Site
from qa.web.texts import Texts
from tests.qa.web.archive import (
    BRIDGE,
    FERRY,
    HOSTILE,
    HOSTILE_WORDS,
    LIBRARY,
    SEARCHED,
    UNDATED,
    bridge_answer,
    cited,
    hit,
    missing,
    ranked,
    written,
)

SITE = Site("", "http://paper.example/")


def text_of(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


def shown(answer: Answer, turn: int) -> Markup:
    return render.answer(answer, Search(answer.question), turn, Texts())


def elements(html: str) -> set[str]:
    return set(re.findall(r"<([a-z0-9]+)", html))


def test_an_answer_links_its_references_to_the_quotations_in_its_cards() -> None:
    html = shown(bridge_answer("二桥"), 7)
    assert re.findall(r'href="#(t7-c\d)"', html) == ["t7-c1", "t7-c2"]
    assert re.findall(r'<mark id="(t7-c\d)"', html) == ["t7-c1", "t7-c2"]
    marks = [text_of(mark) for mark in re.findall(r"<mark[^>]*>(.*?)</mark>", html)]
    assert marks[0] == "建成后，从老城到江北新区的车程将由四十分钟缩短到八分钟。"
    assert marks[1] == "一是等船，二是怕风，江北人进城总要起个大早。"


def test_an_article_cited_twice_has_one_card_and_a_link_to_both_quotations() -> None:
    (card,) = render.cited_cards(bridge_answer("二桥").citations)
    (first, second) = bridge_answer("二桥").citations
    assert card.numbers == (1, 2)
    assert card.address == f"a/b1?q={first.start}-{first.end}&q={second.start}-{second.end}#q1"


def test_a_card_tells_headline_paper_date_page_and_authors() -> None:
    html = text_of(shown(bridge_answer("二桥"), 1))
    for words in (
        "三年建设 一朝牵手",
        "澄江二桥主桥合龙",
        "《澄江报》",
        "2031年9月7日",
        "第1版",
        "要闻",
        "记者 林知远 何小满",
    ):
        assert words in html


def test_unknown_paper_and_date_read_as_such_and_file_names_stay_inside() -> None:
    undated = article_page(SITE, UNDATED, ())
    assert text_of(undated).count("刊期待核") == 1
    assert "刊期待核" not in article_page(SITE, FERRY, ())
    assert "报纸待核" in article_page(SITE, replace(FERRY, paper=None), ())
    assert "刊期待核" in article_page(SITE, replace(FERRY, date=None), ())
    assert "秘密路径" not in undated
    assert "第 1–1 行" not in undated


def test_other_hits_are_shown_once_and_undated_ones_apart() -> None:
    found = bridge_answer("二桥")
    answer = replace(found, hits=(hit(UNDATED, 0, 18), *found.hits), filters=Filters(since="2031-01-01"))
    html = text_of(shown(answer, 1))
    assert html.count("阅读全文") == 3
    assert html.index("其他相关报道 1 篇") < html.index("区图书馆新馆下月开馆") < html.index("刊期不明")
    assert html.index("刊期不明") < html.index("老城墙北段重新开放")


def test_what_is_no_question_gets_its_friendly_sentence() -> None:
    refused = replace(missing("？"), text="请用一句话提问。", hits=())
    assert "请用一句话提问。" in text_of(shown(refused, 1))


def test_not_found_says_what_was_searched_and_what_comes_near() -> None:
    html = text_of(shown(missing("外星人"), 1))
    for words in (
        "没有找到",
        "查阅 5 篇报道",
        "2031年1月2日至2031年9月7日",
        "可能相关",
        "大雾锁江 轮渡停航三小时",
        "情况可能已有变化",
    ):
        assert words in html
    assert "把握" not in html
    assert "出处" not in html


def test_an_encoder_without_weights_shows_no_confidence() -> None:
    html = text_of(shown(ranked("未校准", [LIBRARY, FERRY]), 1))
    assert "相关报道" in html
    assert "把握" not in html
    assert "把握 87%" in text_of(shown(bridge_answer("二桥"), 1))


def test_beside_an_answer_stands_how_many_the_search_lists_and_not_that_they_are_all() -> None:
    answer = cited("通车", BRIDGE, [(0, 5)])
    assert "按相关度看 1 篇" in shown(answer, 1)
    assert "按相关度看 3 篇" in shown(replace(answer, hits=ranked("通车", [FERRY, LIBRARY]).hits), 1)


def test_filters_are_told() -> None:
    answer = replace(missing("六月"), filters=Filters(since="2031-06-01", until="2031-06-30", soft=False))
    assert "只看 时间：2031年6月" in text_of(shown(answer, 1))


def test_limits_that_let_nothing_pass_can_be_changed() -> None:
    nothing = replace(ranked("桥", []), found=False)
    limited = shown(replace(nothing, filters=Filters(page="99", soft=False)), 1)
    assert 'class="limited"' in limited
    assert 'name="page" type="text" size="4" value="99"' in limited
    assert "按时间看全部结果" not in limited
    assert 'class="limited"' not in shown(nothing, 1)


def test_said_cuts_at_quotations_and_references() -> None:
    answer = replace(
        cited("门", LIBRARY, [(0, 16)]), text="据《区图书馆新馆下月开馆》：“区图书馆新馆将于下月一日开馆。”[1]见[2]\n完"
    )
    quote = "区图书馆新馆将于下月一日开馆。"
    assert LIBRARY.text[:15] == quote
    answer = replace(answer, citations=(replace(answer.citations[0], end=15),))
    assert render.said(answer) == [
        [
            Said((Piece("据《"),)),
            Said((Piece("区图书馆新馆下月开馆"),)),
            Said((Piece("》：“"),)),
            Said((Piece(quote),), quoted=True),
            Said((Piece("”"),)),
            Said(
                (),
                reference=answer.citations[0],
                context=(excerpt(LIBRARY, 0, LIBRARY.text.index("\n"), [Quote(1, 0, 15)]),),
            ),
            Said((Piece("见[2]"),)),
        ],
        [Said((Piece("完"),))],
    ]


def test_a_reference_printed_in_the_paper_is_no_reference_of_ours() -> None:
    article = written("r", "据统计[1]，产量增长一成。", title="产量[1]公布", date="2031-01-02", paper="澄江报")
    html = shown(cited("产量", article, [(0, len(article.text))]), 1)
    assert html.count('class="reference"') == 1
    assert text_of(html).count("据统计[1]，产量增长一成。") == 3  # in the answer, beside its reference, in its card


def test_hit_cards_show_the_words_nearest_to_the_question() -> None:
    (card,) = render.hit_cards("大雾停航", [hit(BRIDGE, 0, 30)])
    assert "".join(piece.text for run in card.excerpts[0].runs for piece in run.pieces) == BRIDGE.text[:30]
    assert card.address == "a/b1?q=0-30#q1"
    assert card.numbers == ()
    assert card.words == ("大雾", "停航")


def test_a_card_says_which_words_of_the_question_it_has() -> None:
    assert "文中有 大雾轮渡" in text_of(shown(ranked("大雾时轮渡还开吗", [FERRY]), 1))
    assert "意思相近" in text_of(shown(ranked("篮球联赛", [FERRY]), 1))
    assert "意思相近" not in shown(cited("大雾", FERRY, [(0, 5)]), 1)


def test_a_reference_is_described_by_its_quotation_in_context() -> None:
    html = shown(bridge_answer("二桥"), 1)
    described = re.findall(r'href="#t1-c2" aria-describedby="([^"]*)"', html)
    assert len(described) == 1
    peek = re.findall(rf'<span class="peek" role="tooltip" id="{described[0]}".*?</p>', html, re.DOTALL)[0]
    assert "《澄江报》2031年9月7日第1版要闻" in text_of(peek)
    assert "十七岁的老船工郑伯说。一是等船，二是怕风，江北人进城总要起个大早。他把合龙的照片" in text_of(peek)
    assert [text_of(mark) for mark in re.findall(r"<b>(.*?)</b>", peek)] == [
        "一是等船，二是怕风，江北人进城总要起个大早。"
    ]
    ids = re.findall(r' id="([^"]*)"', html)
    assert len(ids) == len(set(ids))


def test_a_conversation_is_newest_first_earlier_turns_folded_each_on_one_line() -> None:
    turns = [
        Shown(1, Turn("第一问\n又一行", ""), render.remark("一"), Search("第一问\n又一行")),
        Shown(2, Turn("第二问", ""), shown(bridge_answer("二桥"), 2), Search("第二问")),
    ]
    newest, earlier = render.conversation(turns).split("\n\n")
    assert newest.startswith('<details class="turn" data-address="search?q=%E7%AC%AC%E4%BA%8C%E9%97%AE" open>')
    assert re.match('<details class="turn" data-address="[^"]*">', earlier)
    assert "\n" not in newest + earlier
    assert "第一问 又一行" in text_of(earlier)
    assert render.conversation([]) == ""


def test_one_line_keeps_the_spaces_of_the_paper() -> None:
    assert render.one_line(Markup(" <p>一\u3000二  三\r\n  四</p>\n")) == "<p>一\u3000二  三 四</p>"


def test_addresses_take_any_id() -> None:
    assert render.article_address(HOSTILE) == "a/x%221%2F..%2F%3Cb%3E"


def test_repairs_are_shown_in_place_and_listed_with_their_lines() -> None:
    html = article_page(SITE, BRIDGE, ())
    assert '<span class="edit" tabindex="0" title="原件作“-是”">一是</span>' in html
    text = text_of(html)
    assert "修订 3 处" in text
    assert "-是 → 一是原件第 4 行" in text
    assert "删去 下转第三版原件第 1 行" in text
    assert "原件错排、已移回：建设方介绍，原件第 2、9 行" in text


def test_truncated_articles_say_so_and_only_they() -> None:
    assert "原件此处文字残缺，未作补全" in article_page(SITE, BRIDGE, ())
    assert "残缺" not in article_page(SITE, LIBRARY, ())


def test_an_article_page_has_everything_that_was_printed() -> None:
    text = text_of(article_page(SITE, BRIDGE, ()))
    for words in ("过江车程缩短到八分钟", "“跨江发展看变化”系列报道之二", "通讯员 吴江", "三十年的盼望", "第 1–4 行"):
        assert words in text
    assert re.search(r"<h2><span[^>]*>三十年的盼望</span></h2>", article_page(SITE, BRIDGE, ()))


def test_a_site_under_a_path_links_below_it() -> None:
    html = article_page(Site("/baowen", "https://paper.example/baowen/"), LIBRARY, ())
    assert set(re.findall(r'(?:href|src)="(/[^"?]*)', html)) == {
        "/baowen/",
        "/baowen/search",
        "/baowen/browse",
        "/baowen/browse/2031-06-18",
        "/baowen/feedback",
        "/baowen/set",
        "/baowen/web/paper.css",
        "/baowen/web/page.css",
        "/baowen/web/icon.svg",
    }


def test_hostile_words_stay_words() -> None:
    answer = cited(HOSTILE_WORDS, HOSTILE, [(0, len(HOSTILE_WORDS))])
    harmless = elements(shown(bridge_answer("二桥"), 1)) | {"details", "summary"}
    html = render.conversation([Shown(1, Turn(HOSTILE_WORDS, ""), shown(answer, 1), Search(HOSTILE_WORDS))])
    assert elements(html) <= harmless
    assert text_of(html).count(HOSTILE_WORDS) >= 3
    page = article_page(SITE, HOSTILE, (Quote(1, 0, 20),))
    assert elements(page) <= elements(article_page(SITE, BRIDGE, (Quote(1, 0, 20),)))
    assert 'href="javascript' not in html + page


@given(st.text(max_size=60))
def test_any_words_come_out_as_they_went_in(words: str) -> None:
    html = render.remark(words)
    assert text_of(html).strip() == f"答{words}".strip()
    assert elements(html) == {"p", "span"}


def test_masthead() -> None:
    assert text_of(render.masthead(SEARCHED, Texts())).split() == [
        "报问",
        "问一份报纸，得报纸原话",
        "收录报道",
        "5",
        "篇2031年1月2日至2031年9月7日",
        "检索按日期看报大字常规字English",
    ]
