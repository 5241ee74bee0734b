from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.build.proposal import Evidence, Proposal, propose
from index.document import Article, ArticleKind, Paragraph, Range


def article(
    line: int, text: str, *, title: str | None = None, kind: ArticleKind = "news", dateline: str | None = None
) -> Article:
    """An article with its headline on ``line`` and a paragraph on each second line after it."""
    paragraphs, at = [], 0
    for i, words in enumerate(text.split("\n"), 1):
        paragraphs.append(Paragraph(at, at + len(words), "p", (line + 2 * i,)))
        at += len(words) + 1
    ranges = (Range("a.txt", line, line + 2 * len(paragraphs)),)
    return Article(str(line), "i", "a.txt", kind, text, tuple(paragraphs), ranges, title=title, dateline=dateline)


def test_an_issue_lies_after_what_it_reports_and_before_what_it_announces() -> None:
    issue = [
        article(1, "2031年6月15日，区图书馆新馆开馆了。", title="新馆开馆"),
        article(9, "读书节筹备就绪。\n读书节将于2031年7月2日举行，为期三天。"),
    ]
    assert propose(issue) == Proposal(
        since="2031-06-15",
        until="2031-07-02",
        after=None,
        before=None,
        evidence=(
            Evidence("2031年6月15日，区图书馆新馆开馆了", "a.txt", 3),
            Evidence("读书节将于2031年7月2日举行", "a.txt", 13),
        ),
    )


def test_days_without_a_year_bound_the_day_only() -> None:
    proposal = propose([article(1, "10月9日，区医院在社区举行义诊。"), article(5, "婚姻登记处将于11月3日搬迁。")])
    assert proposal is not None
    assert (proposal.since, proposal.until) == (None, None)
    assert (proposal.after, proposal.before) == ("10-09", "11-03")
    assert [evidence.line for evidence in proposal.evidence] == [3, 7]


def test_the_year_of_a_day_follows_from_a_date_within_half_a_year() -> None:
    proposal = propose([article(1, "2031年6月15日，新馆开馆了。"), article(5, "8月9日，区医院举行义诊。")])
    assert proposal is not None
    assert (proposal.since, proposal.after) == ("2031-08-09", "08-09")


def test_a_year_says_less_than_a_day() -> None:
    """In an issue of January 2032, 10月9日 may be of 2031: the two together bound no more than each alone."""
    issue = [
        article(1, "近日，2032年读书奖公布。"),
        article(5, "10月9日，区医院举行义诊。", title="区政协2032年调研成果"),
    ]
    proposal = propose(issue)
    assert proposal is not None
    assert (proposal.since, proposal.after) == ("2032-01-01", "10-09")


def test_a_year_that_one_article_names_is_no_bound() -> None:
    assert propose([article(1, "2039年获得读书奖的是他。")]) is None


def test_a_dateline_is_a_report() -> None:
    proposal = propose([article(1, "大会闭幕了。", dateline="新华社北京7月13日电")])
    assert proposal == Proposal(None, None, "07-13", None, (Evidence("新华社北京7月13日电", "a.txt", 1),))


def test_days_on_both_sides_of_new_year_are_in_order() -> None:
    proposal = propose([article(1, "12月28日，新馆开馆。"), article(5, "1月3日，区医院举行义诊。")])
    assert proposal is not None
    assert proposal.after == "01-03"


def test_days_all_over_the_year_bound_nothing() -> None:
    issue = [article(line, f"{month}月9日，区医院举行义诊。") for line, month in ((1, 1), (5, 5), (9, 9))]
    assert propose(issue) is None


def test_what_is_neither_reported_nor_announced_bounds_nothing() -> None:
    texts = [
        "昨日，近日，今年6月24日是第三个全区读书日。",
        "工期推迟到2031年11月30日，原计划2031年8月31日完成。",
        "到2035年，目标基本实现了。",
        "依照《2030年修正案》公布。",
        "缴费2031年度已开始。",
        "当年，9月1日起施行。",
        "",
    ]
    assert propose([article(10 * i, text) for i, text in enumerate(texts, 1)]) is None
    assert propose([]) is None


def test_a_notice_announces_and_reports_nothing() -> None:
    notice = article(1, "10月9日，公布名单。\n报名将于11月3日开始。", kind="notice")
    proposal = propose([notice])
    assert proposal is not None
    assert (proposal.after, proposal.before) == (None, "11-03")


def test_an_old_plan_does_not_bound_what_came_after_it() -> None:
    issue = [article(1, "2031年6月15日，新馆开馆了。"), article(5, "他说过，大桥将于2030年1月1日通车。")]
    proposal = propose(issue)
    assert proposal is not None
    assert (proposal.since, proposal.until) == ("2031-06-15", None)


_WORDS = st.text(st.sampled_from("0123459年月日至将于了，。公布通车今去《》29-"), max_size=60)


@given(st.lists(_WORDS | st.text(max_size=60), max_size=4))
def test_any_text_is_read_without_error(texts: list[str]) -> None:
    issue = [article(10 * i, text, title=text) for i, text in enumerate(texts, 1)]
    proposal = propose(issue)
    if proposal is not None:
        printed = "\n".join(text for text in texts)
        assert proposal.evidence
        assert all(evidence.quote in printed for evidence in proposal.evidence)
