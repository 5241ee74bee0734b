from __future__ import annotations

from dataclasses import replace

from index.document import Article, Passage
from qa import compose
from qa.answer import Citation, Filters, Hit, Searched

ARTICLE = Article(
    id="a1",
    issue="i",
    source="papers/1.txt",
    kind="news",
    text="望潮大桥12月6日恢复通车。市民都说好。",
    paragraphs=(),
    ranges=(),
    paper="澄江报",
    date="2031-12-07",
    page="2",
    kicker="封闭施工334天",
    title="望潮大桥恢复通车",
)


def hit(article: Article) -> Hit:
    return Hit(article, (Passage(article, 0, 5),), 5.0)


def test_the_source_as_far_as_it_is_known() -> None:
    assert compose.issue_line(ARTICLE) == "《澄江报》2031年12月7日第2版"
    assert compose.issue_line(replace(ARTICLE, date="2031-12", page=None)) == "《澄江报》2031年12月"
    assert compose.issue_line(replace(ARTICLE, date=None)) == "《澄江报》第2版（刊期待核）"
    assert compose.issue_line(replace(ARTICLE, paper=None)) == "2031年12月7日第2版（刊期待核）"
    assert compose.issue_line(replace(ARTICLE, paper=None, date=None, page=None)) == "刊期待核"


def test_an_answer_is_its_quotations_with_source_and_number() -> None:
    text = compose.found([Citation(1, ARTICLE, 0, 14)])
    assert text == "据《澄江报》2031年12月7日第2版《封闭施工334天 望潮大桥恢复通车》：“望潮大桥12月6日恢复通车。”[1]"


def test_quotations_of_one_article_share_its_source() -> None:
    other = replace(ARTICLE, id="a2", kicker=None, title="市民上桥参观")
    citations = [Citation(1, ARTICLE, 0, 14), Citation(2, ARTICLE, 14, 20), Citation(3, other, 14, 20)]
    assert compose.found(citations) == (
        "据《澄江报》2031年12月7日第2版《封闭施工334天 望潮大桥恢复通车》："
        "“望潮大桥12月6日恢复通车。”[1]“市民都说好。”[2]\n"
        "据《澄江报》2031年12月7日第2版《市民上桥参观》：“市民都说好。”[3]"
    )


def test_a_caption_is_named_by_its_first_words() -> None:
    caption = replace(ARTICLE, kind="caption", kicker=None, title=None)
    assert compose.found([Citation(1, caption, 0, 14)]).startswith(
        "据《澄江报》2031年12月7日第2版〔图片说明〕望潮大桥12月6日恢复通车。市：“"
    )


def test_not_found_says_what_was_searched_and_what_is_near() -> None:
    text = compose.not_found(Searched(66, "2030-12-18", "2032-03-10"), [hit(ARTICLE)])
    assert "没有找到" in text
    assert "66 篇" in text
    assert "2030年12月18日至2032年3月10日" in text
    assert "封闭施工334天 望潮大桥恢复通车" in text


def test_not_found_in_an_undated_archive_names_no_period() -> None:
    assert compose.not_found(Searched(3, None, None), []) == "没有找到能回答这个问题的报道。查了 3 篇文章。"


def test_what_is_searched() -> None:
    assert compose.searched([ARTICLE, replace(ARTICLE, date=None), replace(ARTICLE, date="2030")]) == Searched(
        3, "2030", "2031-12-07"
    )


def test_undated_hits_are_a_group_of_their_own_under_a_date_filter_only() -> None:
    dated, undated = hit(ARTICLE), hit(replace(ARTICLE, date=None))
    assert compose.group([undated, dated], Filters(since="2031-01-01")) == ((dated,), (undated,))
    assert compose.group([undated, dated], Filters()) == ((undated, dated), ())
