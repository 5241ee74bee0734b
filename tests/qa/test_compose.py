from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.document import Article, Passage
from index.messages import speaking
from index.store import Extent
from qa import compose
from qa.answer import Answer, Citation, Filters, Hit, Query, Standing
from qa.question.turn import Turn
from tests.qa.printed import cited, printed

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
        "据《澄江报》2031年12月7日第2版〔图片说明〕望潮大桥12月6日恢复通车：“"
    )


def test_an_article_of_unknown_issue_is_named_by_its_title() -> None:
    unknown = replace(ARTICLE, paper=None, date=None, page=None, kicker=None)
    assert compose.found([Citation(1, unknown, 14, 20)]) == "据《望潮大桥恢复通车》（刊期待核）：“市民都说好。”[1]"
    undated = replace(unknown, paper="澄江报")
    assert compose.found([Citation(1, undated, 14, 20)]).startswith("据《澄江报》（刊期待核）《望潮大桥恢复通车》：“")


def test_what_the_times_meant_stands_after_the_quotation() -> None:
    article = printed("12 月 20 日装的。今年装灯90盏。昨日通报。", "2031-01-03")
    assert compose.found([cited(article, "今年装灯90盏。")]) == (
        "据《澄江报》2031年1月3日《路灯亮了》：“今年装灯90盏。”[1]（文中“今年”指2031年）"
    )
    assert compose.found([cited(article, "12 月 20 日装的。", 2)]).endswith(
        "：“12 月 20 日装的。”[2]（文中“12 月 20 日”指2030年12月20日）"
    )
    assert compose.found([cited(article)]).endswith(
        "（文中“12 月 20 日”指2030年12月20日，“今年”指2031年，“昨日”指2031年1月2日）"
    )


def test_a_newer_report_and_a_correction_are_called_so() -> None:
    newer, older = printed("修灯48万元。", "2032-03-05"), printed("修灯30万元。", "2031-06-18")
    text = compose.found(
        [cited(newer, number=1, standing=Standing.NEWER), cited(older, number=2, standing=Standing.OLDER)]
    )
    assert text == (
        "较新的报道：据《澄江报》2032年3月5日《路灯亮了》：“修灯48万元。”[1]\n"
        "较早的报道：据《澄江报》2031年6月18日《路灯亮了》：“修灯30万元。”[2]"
    )
    corrected = compose.found(
        [cited(newer, number=1, standing=Standing.CORRECTION), cited(older, number=2, standing=Standing.CORRECTED)]
    )
    assert [line.split("：")[0] for line in corrected.splitlines()] == ["更正", "更正前的报道"]


def test_not_found_says_what_was_searched_and_what_is_near() -> None:
    text = compose.not_found(Extent(66, "2030-12-18", "2032-03-10"), [hit(ARTICLE)])
    assert "没有找到" in text
    assert "66 篇" in text
    assert "2030年12月18日至2032年3月10日" in text
    assert "封闭施工334天 望潮大桥恢复通车" in text


def test_not_found_names_nothing_that_is_much_further_off_than_the_nearest() -> None:
    scores = {"路灯": 10.0, "灯会": 6.5, "水库": 6.4}
    hits = [replace(hit(printed("灯。", "2031-01-01", title=title)), score=score) for title, score in scores.items()]
    assert compose.not_found(Extent(66, None, None), hits).endswith(
        "可能相关：路灯（2031年1月1日）；灯会（2031年1月1日）。"
    )


def test_not_found_lists_the_nearest_and_then_others_by_date() -> None:
    dates = ["2031-01-01", "2029-01-01", None, "2030-05", None, "2031-12-07", "2030"]
    hits = [hit(printed("灯。", day, title=f"标题{n}")) for n, day in enumerate(dates, 1)]
    assert compose.not_found(Extent(66, "2030-12-18", "2032-03-10", 7), hits) == (
        "没有找到能回答这个问题的报道。查了 7 期、66 篇文章（2030年12月18日至2032年3月10日）。"
        "可能相关：标题1（2031年1月1日）；标题2（2029年1月1日）；标题3（刊期待核）。\n"
        "其他沾边的报道，按日期排列：标题6（2031年12月7日）；标题4（2030年5月）；标题7（2030年）；标题5（刊期待核）。"
    )


def test_not_found_in_an_undated_archive_names_no_period() -> None:
    assert compose.not_found(Extent(3, None, None), []) == "没有找到能回答这个问题的报道。查了 3 篇文章。"


@pytest.mark.parametrize("question", ["", "   ", "？？？", "😀", "…………", "\ud800"])
def test_a_question_of_no_words_is_asked_for_again(question: str) -> None:
    assert compose.objection(question) == compose.NO_QUESTION


@pytest.mark.parametrize("question", ["桥", "桥？", "啊啊啊啊", "a", "问" * 2000])
def test_a_question_of_one_character_is_asked_to_say_more(question: str) -> None:
    assert compose.objection(question) == compose.TOO_SHORT


@pytest.mark.parametrize(
    "question", ["大桥", "62801177", "88888888", "'; DROP TABLE t; --", "<b>大桥</b>", "橋はいつ？", "2月30日", "LED"]
)
def test_anything_else_is_searched_for(question: str) -> None:
    assert compose.objection(question) is None


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("2031年2月30日停水吗", ()),
        ("橋はいつ開通しますか？", (compose.FOREIGN,)),
        ("대교는 언제 개통하나요?", (compose.FOREIGN,)),
        ("When does the bridge open?", (compose.FOREIGN,)),
        ("LED 路灯", ()),
        ("大桥通车" * 500, ("问题比较长，只读了前 500 个字；挑最要紧的一句来问，会找得更准。",)),
        (
            "the bridge is " * 40 + "桥",
            (compose.FOREIGN, "问题比较长，只读了前 500 个字；挑最要紧的一句来问，会找得更准。"),
        ),
        ("大桥什么时候通车？", ()),
        ("'; DROP TABLE 路灯; --", ()),
        ("<script>alert('大桥')</script>", ()),
    ],
)
def test_what_a_reader_is_told_beside_the_answer(question: str, said: tuple[str, ...]) -> None:
    assert compose.remarks(question) == said


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("谢谢！", compose.COURTESY),
        ("你好", compose.COURTESY),
        ("您好，在吗？", compose.COURTESY),
        ("哈哈", compose.COURTESY),
        ("Hello", compose.COURTESY),
        ("好的，知道了，谢谢您", compose.COURTESY),
        ("？？", compose.NO_QUESTION),
        ("有哪些报道？", compose.NO_MATTER),
        ("多少钱？", compose.NO_MATTER),
        ("在哪里", compose.NO_MATTER),
        ("为什么呢？", compose.NO_MATTER),
        ("谁", compose.NO_MATTER),
        ("门票多少钱？", None),
        ("桥", compose.TOO_SHORT),
        ("好桥", None),
        ("你好大桥", None),
        ("谢谢谁修的桥", None),
        ("好" * 400 + "桥", None),
    ],
)
def test_what_cannot_be_searched_for_is_met_with_a_sentence(question: str, said: str | None) -> None:
    assert compose.refusal(Query(question, question), question) == said


@pytest.mark.parametrize(
    "limits",
    [Filters("2031-05", "2031-05"), Filters("2031-05-03", "2031-05-03"), Filters("2031-05-04"), Filters(page="3")],
)
def test_only_of_a_day_without_an_issue_the_nearest_is_named(limits: Filters) -> None:
    assert compose.no_issue(limits, ["2031-05-03"]) == ()
    assert compose.no_issue(Filters("2031-05-04", "2031-05-04"), []) == ()


@given(question=st.text(max_size=80))
def test_any_text_can_be_judged(question: str) -> None:
    assert compose.objection(question) in (None, compose.NO_QUESTION, compose.TOO_SHORT)
    assert all(compose.remarks(question))


def test_the_answers_to_two_questions_stand_under_them() -> None:
    answered = [("大桥哪天通车？", "据《澄江报》……"), ("花了多少钱？", "没有找到……")]
    assert compose.joined(answered) == "【大桥哪天通车？】\n据《澄江报》……\n【花了多少钱？】\n没有找到……"


def told(text: str, found: bool | None, confidence: float | None, *hits: Hit, **fields: Any) -> Answer:
    cited = (Citation(1, ARTICLE, 0, 16),) if found else ()
    filters = fields.pop("filters", Filters())
    return Answer("问", text, found, confidence, cited, hits, filters, Extent(1, None, None), **fields)


def test_the_answers_to_the_parts_of_a_question_are_one_answer() -> None:
    one, two, three = (hit(replace(ARTICLE, id=id)) for id in ("a1", "a2", "a3"))
    first = told("甲。", True, 0.9, one, two, notices=("说明",), filters=Filters(page="2"))
    second = told("没有找到。\n其他沾边的报道……", False, 0.2, one, three, notices=("说明", "又一说明"))
    whole = compose.together([("一？", first), ("二？", second)], 2)
    assert whole.text == "【一？】\n甲。\n【二？】\n没有找到。"
    assert (whole.found, whole.confidence) == (True, 0.9)
    assert whole.citations == first.citations
    assert [each.article.id for each in whole.hits] == ["a1", "a2"]  # by turns: a1 a1 a2 a3
    assert whole.notices == ("说明", "又一说明")
    assert whole.filters == Filters()


def test_what_a_part_quotes_again_is_only_named_by_its_number() -> None:
    one, other = Citation(1, ARTICLE, 0, 14), Citation(2, ARTICLE, 14, 20)
    again = replace(told("乙。", True, 0.9), citations=(replace(other, number=3), replace(one, number=4)))
    assert compose.unrepeated(again, [one, other]) == replace(again, text="见上文[2][1]。", citations=())
    assert compose.unrepeated(again, [one]) == again
    nothing = told("没有找到。", False, 0.1)
    assert compose.unrepeated(nothing, [one]) == nothing


def test_of_several_answers_the_least_sure_tells_how_sure_all_are() -> None:
    found, surer, not_found = told("甲", True, 0.6), told("乙", True, 0.9), told("没有", False, 0.1)
    listed, unfitted = told("找到2篇", True, None), told("按相关程度", None, None)
    assert compose.together([("一", surer), ("二", found)], 5).confidence == 0.6
    assert compose.together([("一", not_found), ("二", not_found)], 5).found is False
    assert compose.together([("一", listed), ("二", listed)], 5).confidence is None
    assert compose.together([("一", unfitted), ("二", unfitted)], 5).found is None


def test_one_answer_stands_as_it_is() -> None:
    answer = told("甲。", True, 0.9)
    assert compose.together([("一？", answer)], 5) is answer


def test_in_english_the_papers_words_stay_as_they_are() -> None:
    with speaking("en"):
        text = compose.found([Citation(1, ARTICLE, 0, 14), Citation(2, ARTICLE, 14, 20)])
        nothing = compose.not_found(Extent(66, "2030-12-18", "2032-03-10", 7), [hit(ARTICLE)])
    assert text == (
        "《澄江报》, 7 December 2031, page 2, 《封闭施工334天 望潮大桥恢复通车》: "
        "“望潮大桥12月6日恢复通车。”[1]“市民都说好。”[2]"
    )
    assert nothing == (
        "Nothing was found that answers this question. "
        "Searched: issues 7, articles 66 (18 December 2030 to 10 March 2032). "
        "Possibly related: 封闭施工334天 望潮大桥恢复通车 (7 December 2031)."
    )


def test_a_turn_in_english_is_understood_by_the_next_question() -> None:
    with speaking("en"):
        turn = Turn("望潮大桥怎么了", compose.found([Citation(1, ARTICLE, 0, 14), Citation(2, ARTICLE, 14, 20)]))
    assert turn.quotes == ["望潮大桥12月6日恢复通车。", "市民都说好。"]
    assert turn.headline == "封闭施工334天 望潮大桥恢复通车"
