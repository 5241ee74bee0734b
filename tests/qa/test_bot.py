from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.build import Options
from index.store import Store
from qa import compose
from qa.answer import Answer, Filters
from qa.bot import Bot
from qa.question.turn import Turn
from qa.rank import Rank
from qa.report import to_json
from qa.rerank import Reranker
from qa.weights import Weights
from tests.building import build
from tests.fake import FakeEncoder
from tests.qa.question.test_query import GRAMMAR

TODAY = date(2032, 3, 10)
# Hand-made: a sentence answers when it and its article hold most of what the question asks about.
WEIGHTS = Weights(
    encoder="fake/1",
    rank=Rank(1.0, 6.0, 0.0),
    select={"around": 6.5, "named": 4.5, "ahead": 1.0},
    answer={"one": -3.0, "article": 10.0, "sentence_lacks_figure": -12.0},
    threshold=0.5,
)
PAPERS = {
    "澄江报_2030-12-18.txt": "望潮大桥将封闭施工\n\n本报讯(记者 甲乙)望潮大桥明年1月6日起封闭施工。工期约八个月。\n",
    "澄江报_2031-12-07.txt": "望潮大桥恢复通车\n\n本报讯(记者 甲乙)12月6日10时,望潮大桥恢复通车。"
    "大桥更换斜拉索128根。\n\n春茶节开幕\n\n本报讯(记者 沈丁)昨日,春茶节在云栈开幕。茶农都来了。\n",
    "补页.txt": "望潮大桥图片展开展\n\n本报讯(记者 戊己)望潮大桥图片展展出老照片60幅。\n",
    "paper.toml": 'name = "澄江报"\naliases = ["胜利大桥 → 1999 望潮大桥"]\n',
}


def bot_of(folder: Path, papers: Mapping[str, str]) -> Bot:
    """A bot over papers of these names."""
    (folder / "papers").mkdir()
    for name, text in papers.items():
        (folder / "papers" / name).write_text(text, encoding="utf-8")
    build([folder / "papers"], folder / "store", FakeEncoder(), Options(paper="澄江报"))
    return Bot(Store.open(folder / "store"), FakeEncoder(), WEIGHTS)


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    return bot_of(tmp_path_factory.mktemp("archive"), PAPERS)


def ask(bot: Bot, question: str, **options: object) -> Answer:
    return bot.ask(question, today=TODAY, **options)  # type: ignore[arg-type]


def test_the_sentence_that_answers_is_quoted_with_its_source(bot: Bot) -> None:
    answer = ask(bot, "望潮大桥什么时候恢复通车？")
    first = answer.citations[0]
    assert answer.found is True
    assert first.quote == "12月6日10时,望潮大桥恢复通车。"
    assert first.article.text[first.start : first.end] == first.quote
    assert answer.text.startswith("据《澄江报》2031年12月7日《望潮大桥恢复通车》：“12月6日10时,望潮大桥恢复通车。”[1]")


def test_an_article_that_does_not_say_is_no_answer(bot: Bot) -> None:
    answer = ask(bot, "春茶节开幕来了多少人？")
    assert answer.found is False
    assert answer.citations == ()
    assert answer.hits[0].article.title == "春茶节开幕"
    assert "没有找到" in answer.text
    assert "春茶节开幕" in answer.text


def test_one_hit_an_article_and_no_more_than_asked_for(bot: Bot) -> None:
    answer = ask(bot, "望潮大桥", k=2)
    ids = [hit.article.id for hit in answer.hits]
    assert len(ids) == len(set(ids)) == 2


def test_a_full_date_is_kept_to_and_the_undated_stand_apart(bot: Bot) -> None:
    answer = ask(bot, "2031年12月7日望潮大桥的报道")
    assert {hit.article.date for hit in answer.hits} == {"2031-12-07", None}
    assert [hit.article.title for hit in answer.undated] == ["望潮大桥图片展开展"]
    assert answer.filters == Filters("2031-12-07", "2031-12-07", soft=False)


def test_of_a_full_date_without_an_answer_what_speaks_of_the_day_is_shown_with_a_notice(bot: Bot) -> None:
    answer = ask(bot, "2031年12月6日望潮大桥恢复通车了吗？")
    assert answer.citations[0].article.date == "2031-12-07"
    assert answer.notices == ("这一天的报纸上没有找到，以下结果包括说到这一天的报道。",)
    assert answer.filters == Filters("2031-12-06", "2031-12-06")
    assert {hit.article.date for hit in answer.hits} == {"2031-12-07", None}


def test_of_a_day_without_a_paper_the_report_that_speaks_of_it_is_listed(bot: Bot) -> None:
    answer = ask(bot, "2031年12月6日有什么新闻？")
    titles = [str(citation.article.title) for citation in answer.citations]
    assert sorted(titles) == ["春茶节开幕", "望潮大桥恢复通车"]
    assert answer.notices == ("这一天的报纸上没有找到，以下结果包括说到这一天的报道。", compose.UNLISTED)
    nothing = ask(bot, "2031年12月5日有什么新闻？")
    nearest = "没有收录2031年12月5日的报纸，离它最近的一期是2031年12月7日。"
    assert (nothing.found, nothing.citations, nothing.notices) == (False, (), (nearest,))
    assert nothing.hits == ()
    printed = ask(bot, "2031年12月7日有什么新闻？")
    assert {citation.article.date for citation in printed.citations} == {"2031-12-07"}
    assert printed.notices == (compose.UNLISTED,)


def test_what_a_day_has_in_print_is_a_list_of_it(bot: Bot) -> None:
    answer = ask(bot, "2031年12月7日都登了什么？")
    assert {citation.article.title for citation in answer.citations} == {"望潮大桥恢复通车", "春茶节开幕"}
    assert ask(bot, "都登了什么？").text == compose.NO_MATTER


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("最新一期都登了什么？", "2031-12-07"),
        ("本期有哪些内容？", "2031-12-07"),
        ("上期报纸写了什么？", "2030-12-18"),
        ("最早的报纸上有哪些报道？", "2030-12-18"),
        ("创刊以来最早的一篇报道是什么？", "2030-12-18"),
    ],
)
def test_an_issue_asked_for_as_a_whole_is_that_of_its_day(bot: Bot, question: str, day: str) -> None:
    answer = ask(bot, question)
    assert answer.filters == Filters(day, day, soft=False)
    assert {citation.article.date for citation in answer.citations} == {day}


@pytest.mark.parametrize("question", ["去年12月有什么新闻？", "12月7日登了什么？", "2031年12月发生了什么事？"])
def test_what_a_time_has_in_print_is_asked_for_without_the_words_for_the_time(bot: Bot, question: str) -> None:
    answer = ask(bot, question)
    assert {citation.article.title for citation in answer.citations} == {"望潮大桥恢复通车", "春茶节开幕"}


def test_the_reports_of_somebody_who_writes_are_by_them(bot: Bot) -> None:
    for question in ("沈丁的报道有哪些？", "沈丁写过什么？", "沈丁的稿子"):
        answer = ask(bot, question)
        assert answer.filters.author == "沈丁"
        assert [citation.article.title for citation in answer.citations] == ["春茶节开幕"]
    assert ask(bot, "云栈的报道").filters.empty


def test_a_question_in_traditional_characters_is_asked_in_those_of_the_archive(bot: Bot, tmp_path: Path) -> None:
    asked = ask(bot, "望潮大橋什麼時候恢復通車？")
    assert (asked.question, asked.asked) == ("望潮大橋什麼時候恢復通車？", "望潮大桥什么时候恢复通车?")
    assert asked.confidence == ask(bot, "望潮大桥什么时候恢复通车?").confidence
    printed = bot_of(tmp_path, {"報.txt": "望潮大橋恢復通車\n\n12月6日10時,望潮大橋恢復通車。\n"})
    assert ask(printed, "望潮大橋什麼時候恢復通車？").asked == "望潮大橋什麼時候恢復通車？"


def test_a_name_alone_lists_what_was_printed_of_it(bot: Bot) -> None:
    answer = ask(bot, "望潮大桥")
    assert answer.text.startswith("找到3篇报道，从新到旧：\n据《澄江报》2031年12月7日")
    assert ask(bot, "最新的望潮大桥").text.startswith("据《澄江报》2031年12月7日")
    assert ask(bot, "青石水库").found is False


def test_an_issue_is_meant_only_when_nothing_else_is_asked(bot: Bot) -> None:
    assert ask(bot, "最新一期头版登了什么？").filters == Filters("2031-12-07", "2031-12-07", "1", soft=False)
    assert ask(bot, "最新一期都登了什么？", filters=Filters()).text == compose.NO_MATTER
    assert ask(bot, "最新的大桥新闻").filters.empty


def test_of_an_issue_by_its_number_articles_without_one_are_no_certain_part(bot: Bot) -> None:
    answer = ask(bot, "第1234期登了什么？")
    assert answer.notices == (compose.UNNUMBERED,)
    assert {citation.article.edition for citation in answer.citations} == {None}


def test_of_more_than_a_list_holds_the_newest_are_listed(tmp_path: Path) -> None:
    news = "桥头新闻之{day}\n\n本报讯(记者 甲乙)桥头今天有{day}件新闻。\n"
    busy = bot_of(tmp_path, {f"澄江报_2031-06-{day:02}.txt": news.format(day=day) for day in range(1, 31)})
    answer = ask(busy, "2031年6月都登了什么？")
    assert [citation.article.date for citation in answer.citations] == [f"2031-06-{day}" for day in range(30, 10, -1)]
    assert answer.text.startswith("共30篇报道，列出最新的20篇，从新到旧：")
    oldest = ask(busy, "2031年6月最早的报道有哪些？")
    assert [citation.article.date for citation in oldest.citations] == [f"2031-06-{day:02}" for day in range(1, 21)]
    assert oldest.text.startswith("共30篇报道，列出最早的20篇，从早到晚：")


def test_of_a_name_all_stories_that_have_it_are_counted_and_the_best_listed(tmp_path: Path) -> None:
    for day in range(1, 26):
        text = (
            f"桥头花市第{day}日\n\n本报讯(记者 甲乙)桥头花市今天卖出{day}盆花。\n\n菜价\n\n本报讯 桥头菜价{day}元。\n"
        )
        (tmp_path / f"澄江报_2031-06-{day:02}.txt").write_text(text, encoding="utf-8")
    build([tmp_path], tmp_path / "store", FakeEncoder(), Options(paper="澄江报"))
    answer = ask(Bot(Store.open(tmp_path / "store"), FakeEncoder(), WEIGHTS), "桥头花市")
    assert answer.text.startswith("共25篇报道，列出最相关的20篇，从新到旧：")
    assert all("花市" in citation.quote for citation in answer.citations)


def test_somebody_of_whom_nothing_was_printed_is_not_found(bot: Bot) -> None:
    answer = ask(bot, "刘强东")
    assert (answer.found, answer.citations) == (False, ())


def test_for_a_name_that_was_never_printed_only_what_is_likely_is_quoted(bot: Bot) -> None:
    # 1 / (1 + e^.5) = .378: enough for a question, too little for a name.
    unsure = replace(bot, weights=replace(WEIGHTS, answer={"one": -0.5}, threshold=0.3))
    assert ask(unsure, "望潮机场在哪里").found
    assert not ask(unsure, "望潮机场").found
    assert ask(unsure, "望潮大桥").found


def test_limits_that_a_reader_sets_are_kept_to_whatever_answers(bot: Bot) -> None:
    limits = Filters("2031-12-06", "2031-12-06", soft=False)
    answer = ask(bot, "望潮大桥恢复通车了吗？", filters=limits)
    assert (answer.filters, answer.notices) == (limits, (compose.UNDATED,))
    assert {hit.article.date for hit in answer.hits} == {None}


def test_what_a_reporter_wrote_is_listed_when_nothing_else_is_asked(bot: Bot) -> None:
    answer = ask(bot, "记者沈丁写的报道有哪些？")
    assert [citation.article.title for citation in answer.citations] == ["春茶节开幕"]
    assert answer.filters.author == "沈丁"
    assert ask(bot, "记者林一舟写的报道有哪些？").found is False
    assert ask(bot, "有哪些报道？").text == compose.NO_MATTER


def test_a_year_that_answers_nothing_is_dropped_with_a_notice(bot: Bot) -> None:
    answer = ask(bot, "2029年望潮大桥恢复通车")
    assert answer.notices == ("未按时间筛选：所说时间内没有找到，以下结果不限时间。",)
    assert answer.filters == Filters()
    assert answer.citations[0].article.title == "望潮大桥恢复通车"


def test_a_day_after_the_newest_issue_is_no_limit(bot: Bot) -> None:
    answer = ask(bot, "2032年3月9日望潮大桥能过吗？")
    assert answer.filters.empty
    assert "望潮大桥" in answer.hits[0].article.text
    assert not ask(bot, "2031年12月7日望潮大桥能过吗？").filters.empty


def test_a_year_that_answers_is_kept(bot: Bot) -> None:
    answer = ask(bot, "前年望潮大桥封闭施工")
    assert answer.notices == ()
    assert [hit.article.date for hit in answer.hits] == ["2030-12-18", None]


def test_articles_kept_away_are_not_found(bot: Bot) -> None:
    away = {article.id for article in bot.store.articles() if article.title == "望潮大桥恢复通车"}
    answer = ask(bot, "望潮大桥什么时候恢复通车？", without=away)
    assert not away & {hit.article.id for hit in answer.hits}


@pytest.mark.parametrize("question", ["", "   ", "？？？", "😀", "…………"])
def test_no_question_is_answered_with_a_friendly_sentence(bot: Bot, question: str) -> None:
    answer = ask(bot, question)
    assert answer.text == compose.NO_QUESTION
    assert (answer.found, answer.citations, answer.hits) == (False, (), ())


@pytest.mark.parametrize(
    "question", ["问" * 10_000, "<script>alert(1)</script>", "SELECT * FROM t; --", "\x00桥", "👍大桥", "大\ud800桥"]
)
def test_strange_questions_are_answered(bot: Bot, question: str) -> None:
    assert ask(bot, question).text


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(question=st.text(max_size=80) | st.text(GRAMMAR, max_size=16))
def test_any_text_gets_an_answer_whose_quotations_are_exact(bot: Bot, question: str) -> None:
    answer = ask(bot, question)
    assert answer.text
    assert all(c.quote and c.article.text[c.start : c.end] == c.quote for c in answer.citations)


def test_without_weights_there_is_a_ranking_and_no_verdict(bot: Bot) -> None:
    answer = ask(replace(bot, weights=None), "望潮大桥什么时候恢复通车？")
    assert (answer.found, answer.confidence, answer.citations) == (None, None, ())
    assert answer.hits[0].article.title == "望潮大桥恢复通车"
    assert answer.notices == (compose.UNFITTED,)


def test_what_a_reporter_wrote_is_searched_first_and_the_limit_goes_when_it_answers_nothing(bot: Bot) -> None:
    answer = ask(bot, "记者沈丁写的春茶节在哪里开幕？")
    assert (answer.filters.author, answer.notices) == ("沈丁", ())
    answer = ask(bot, "记者沈丁写的望潮大桥恢复通车")
    assert answer.citations[0].article.title == "望潮大桥恢复通车"
    assert answer.notices == ("未按所说的版面、期号或作者筛选：其中没有找到，以下结果不限。",)


def test_words_for_the_newest_and_the_first_choose_among_articles_that_match_alike(
    bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.filters.CLOSE", 100.0)
    answers = [ask(bot, f"{lean}望潮大桥的报道") for lean in ("最新的", "最早的")]
    assert [answer.hits[0].article.title for answer in answers] == ["望潮大桥恢复通车", "望潮大桥将封闭施工"]
    printed = [to_json(answer)["passages"] for answer in answers]
    assert [[each["article_id"] for each in passages] for passages in printed] == [
        [hit.article.id for hit in answer.hits] for answer in answers
    ]
    assert any(passages[0]["score"] < passages[1]["score"] for passages in printed)


def test_what_may_have_changed_since_is_said_once_a_year_has_gone_by(tmp_path: Path) -> None:
    text = "候船厅重新开放\n\n本报讯(记者 甲乙)候船厅昨日重新开放。咨询电话62845520。\n"
    phone = bot_of(tmp_path, {"澄江报_2031-12-07.txt": text})
    noticed = [phone.ask("候船厅咨询电话", today=day).notices for day in (date(2032, 12, 7), date(2032, 12, 8))]
    assert noticed == [(), (compose.CAUTION,)]


def test_an_undated_article_is_quoted_for_a_day_with_a_warning(tmp_path: Path) -> None:
    undated = bot_of(tmp_path, {"paper.txt": "候船厅重新开放\n\n本报讯(记者 甲乙)候船厅重新开放。\n"})
    noticed = [undated.ask(f"{when}候船厅重新开放了吗", today=date(2032, 1, 1)).notices for when in ("2031年", "")]
    assert noticed == [(compose.UNDATED,), ()]


def test_a_former_name_finds_what_was_printed_under_the_later_one(bot: Bot) -> None:
    answer = ask(bot, "胜利大桥什么时候恢复通车？")
    assert answer.citations[0].quote == "12月6日10时,望潮大桥恢复通车。"
    assert answer.notices == ("“胜利大桥”自1999年起称“望潮大桥”，已一并查找",)


def test_a_slip_is_survived_and_the_reader_is_asked(bot: Bot) -> None:
    answer = ask(bot, "望巢大桥什么时候恢复通车？")
    assert answer.citations[0].quote == "12月6日10时,望潮大桥恢复通车。"
    assert answer.notices == ("您是不是要找“望潮”？",)


def test_what_was_printed_is_taken_for_no_slip(bot: Bot) -> None:
    assert ask(bot, "望潮大桥什么时候恢复通车？").notices == ()


def test_what_a_question_lacks_is_taken_from_the_turns_before_and_shown(bot: Bot) -> None:
    first = "望潮大桥什么时候恢复通车？"
    before = [Turn(first, ask(bot, first).text)]
    answer = ask(bot, "工期多久？", history=before)
    assert answer.question == "工期多久？"
    assert answer.notices == ("承接上文：“望潮大桥”",)
    assert "工期约八个月。" in [citation.quote for citation in answer.citations]
    assert ask(bot, "春茶节在哪里开幕？", history=before).notices == ()


def test_more_is_what_was_not_quoted_yet_until_there_is_no_more(bot: Bot) -> None:
    turns, quotes = [Turn("春茶节怎么样？", ask(bot, "春茶节怎么样？").text)], set[str]()
    for _ in range(9):
        answer = ask(bot, "还有呢？", history=turns)
        new = {citation.quote for citation in answer.citations}
        assert not new & {*quotes, *turns[0].quotes}
        quotes |= new
        turns.append(Turn("还有呢？", answer.text))
    assert answer.found is False
    assert answer.text == "除了上文引用的，没有找到别的回答。"


def test_reports_that_are_asked_for_are_listed_by_date_however_few_hits_are_wanted(bot: Bot) -> None:
    answer = ask(bot, "关于望潮大桥有哪些报道？", k=1)
    assert answer.text.splitlines()[0] == "找到3篇报道，从新到旧："
    assert [(each.number, each.article.date) for each in answer.citations] == [
        (1, "2031-12-07"),
        (2, "2030-12-18"),
        (3, None),
    ]
    assert (answer.found, answer.confidence, len(answer.hits)) == (True, None, 1)


def test_a_list_stands_after_the_sentence_that_answers_and_shares_its_numbers(bot: Bot) -> None:
    answer = ask(bot, "历年望潮大桥做过哪些事？")
    answered, _, listed = answer.text.partition("找到3篇报道，从早到晚：\n")
    assert "“望潮大桥明年1月6日起封闭施工。”[1]" in answered
    assert "“望潮大桥明年1月6日起封闭施工。”[1]" in listed
    assert [each.number for each in answer.citations] == list(range(1, len(answer.citations) + 1))
    spans = [(each.article.id, each.start) for each in answer.citations]
    assert len(spans) == len(set(spans))


def test_a_list_of_nothing_is_an_honest_not_found(bot: Bot) -> None:
    answer = ask(bot, "关于望潮大桥有哪些报道？", without={article.id for article in bot.store.articles()})
    assert (answer.found, answer.citations) == (False, ())
    assert answer.text.startswith("没有找到能回答这个问题的报道。")


def test_the_json_of_an_answer(bot: Bot) -> None:
    result = to_json(ask(bot, "望潮大桥什么时候恢复通车？"))
    assert set(result) == {
        "found",
        "confidence",
        "answer",
        "notices",
        "filters",
        "searched",
        "citations",
        "passages",
    }
    assert result["searched"] == {"articles": 4, "from": "2030-12-18", "to": "2031-12-07"}
    unlimited = {"from": None, "to": None, "page": None, "paper": None, "soft": True, "author": None, "edition": None}
    assert result["filters"] == unlimited
    first = result["citations"][0]
    assert (first["number"], first["title"], first["kicker"]) == (1, "望潮大桥恢复通车", None)
    assert first["authors"] == [{"name": "甲乙", "role": "记者"}]
    assert (first["paper"], first["date"], first["page"], first["section"]) == ("澄江报", "2031-12-07", None, None)
    assert Path(first["source"]).name == "澄江报_2031-12-07.txt"
    assert (first["first_line"], first["last_line"]) == (3, 3)
    assert set(result["passages"][0]) == {"article_id", "title", "date", "page", "score", "text"}


def test_the_json_of_a_refusal(bot: Bot) -> None:
    result = to_json(ask(bot, "春茶节开幕来了多少人？"))
    assert result["found"] is False
    assert result["citations"] == []
    assert result["passages"][0]["title"] == "春茶节开幕"


def test_a_reranker_orders_the_hits_once_more(bot: Bot) -> None:
    class Tea:
        def predict(self, pairs: list[tuple[str, str]], *, show_progress_bar: bool) -> list[float]:
            return [float("茶" in text) for _, text in pairs]

    question = "望潮大桥什么时候恢复通车？"
    assert "茶" not in ask(bot, question).hits[0].article.text
    assert "茶" in ask(replace(bot, reranker=Reranker(Tea())), question).hits[0].article.text
