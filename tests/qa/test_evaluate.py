from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from index.errors import BaowenError
from index.store import Extent
from qa import sets
from qa.answer import Answer, Filters
from qa.bot import Bot
from qa.evaluate import Outcome, evaluate, summary, sure
from qa.fit import fit
from qa.sets import QuestionSet, open_set, unread_keys
from qa.turn import Turn
from tests.fake import FakeEncoder
from tests.qa.questions import questions

__all__ = ["questions"]


def outcome(rank: int, quotes: tuple[str, ...], confidence: float, withheld: float | None) -> Outcome:
    kept = None if withheld is None else _declined(withheld)
    return Outcome(rank, quotes, ("12月6日",), confidence, confidence >= 0.5, kept, 0.010)


def _declined(confidence: float) -> Answer:
    nothing = Extent(1, None, None)
    return Answer("q", "", confidence >= 0.5, confidence, (), (), Filters(), nothing)


def test_measures_by_hand() -> None:
    result = summary(
        [
            outcome(1, ("通车是12月6日。", "桥长。"), 0.9, 0.2),
            outcome(2, ("桥长。", "通车是12月6日。"), 0.6, 0.7),
            outcome(0, (), 0.1, None),
        ]
    )
    assert result == {
        "questions": 3,
        "r_at_1": 0.3333,
        "r_at_5": 0.6667,
        "mrr_at_10": 0.5,
        "answer_at_1": 0.3333,
        "answer_at_2": 0.6667,
        "quote_chars_mean": 6.0,
        "answerable_auroc": 0.75,  # of the pairs 0.9>0.2, 0.9>0.7, 0.6>0.2, 0.6<0.7 three are in order
        "answered_of_answerable": 1.0,
        "declined_of_unanswerable": 0.5,
        "query_ms_p50": 10.0,
        "query_ms_p95": 10.0,
    }


def test_what_no_article_answers_counts_among_what_is_declined_only() -> None:
    nothing = replace(outcome(1, (), 0.3, 0.3), rank=None)
    result = summary([outcome(1, ("通车是12月6日。",), 0.9, 0.7), nothing])
    assert (result["questions"], result["r_at_1"], result["answer_at_1"]) == (2, 1.0, 1.0)
    assert (result["answered_of_answerable"], result["declined_of_unanswerable"]) == (1.0, 0.5)
    assert result["answerable_auroc"] == 1.0


def test_a_sentence_over_160_characters_is_no_answer() -> None:
    result = summary([outcome(1, ("长" * 155 + "12月6日。",), 0.9, None)])
    assert result["answer_at_1"] == 0.0


def test_no_questions_have_no_measures() -> None:
    assert summary([])["r_at_1"] is None


def test_a_set_knows_its_right_articles(questions: QuestionSet) -> None:
    first, second, third, fourth = questions.questions
    assert [len(questions.relevant(asked)) for asked in (first, second, third, fourth)] == [1, 1, 1, 0]
    (right,) = questions.relevant(second)
    assert questions.store.article(right).title == "春茶节开幕"


def test_opening_a_set_again_encodes_nothing(questions: QuestionSet, tmp_path: Path) -> None:
    encoder = FakeEncoder()
    open_set(tmp_path / "p.jsonl", tmp_path / "q.jsonl", encoder, lambda _: None)
    assert encoder.encoded == []


def test_articles_of_an_issue_are_known_by_file_and_title(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sets, "user_cache_path", lambda _: tmp_path / "cache")
    (tmp_path / "papers").mkdir()
    text = "望潮大桥 恢复通车\n\n本报讯(记者 甲乙)12月6日,望潮大桥恢复通车。\n"
    (tmp_path / "papers" / "澄江报.txt").write_text(text, encoding="utf-8")
    asked = tmp_path / "q.jsonl"
    line = {
        "id": 1,
        "question": "?",
        "relevant": ["澄江报.txt#望潮大桥恢复通车", "澄江报.txt#没有这篇", "别报.txt#望潮大桥"],
    }
    asked.write_text(json.dumps(line, ensure_ascii=False), encoding="utf-8")
    opened = open_set(tmp_path / "papers", asked, FakeEncoder(), lambda _: None)
    assert opened.relevant(opened.questions[0]) == {next(opened.store.articles()).id}


def test_a_set_is_what_its_folder_holds_now_and_tells_what_it_could_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sets, "user_cache_path", lambda _: tmp_path / "cache")
    folder, asked = tmp_path / "papers", tmp_path / "q.jsonl"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.txt").write_text(f"大桥通车\n\n本报讯(记者 甲乙)大桥{name}通车。\n", encoding="utf-8")
    asked.write_text('{"id": 1, "question": "大桥通车了吗？", "relevant": ["a.txt"]}', encoding="utf-8")
    assert open_set(folder, asked, FakeEncoder(), lambda _: None).store.manifest.articles == 2
    (folder / "a.txt").unlink()
    (folder / "c.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    opened = open_set(folder, asked, FakeEncoder(), lambda _: None)
    assert [Path(each.source).name for each in opened.refused] == ["c.doc"]
    assert opened.store.manifest.articles == 1
    result = evaluate(opened, FakeEncoder(), None, lambda _: None)
    assert (result["misnamed"], result["refused"], result["r_at_5"]) == (1, 1, 0.0)
    (folder / "b.txt").unlink()
    with pytest.raises(BaowenError, match=r"c\.doc"):
        open_set(folder, asked, FakeEncoder(), lambda _: None)


def test_a_set_without_articles_or_without_questions_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, questions: QuestionSet
) -> None:
    monkeypatch.setattr(sets, "user_cache_path", lambda _: tmp_path / "cache")
    (tmp_path / "none").mkdir()
    with pytest.raises(BaowenError, match=f"^{tmp_path / 'none'}：里面没有文章"):
        open_set(tmp_path / "none", tmp_path / "q.jsonl", FakeEncoder(), lambda _: None)
    (tmp_path / "blank.jsonl").write_text("\n \n", encoding="utf-8")
    with pytest.raises(BaowenError, match=f"^{tmp_path / 'blank.jsonl'}：里面一道题也没有"):
        open_set(tmp_path / "p.jsonl", tmp_path / "blank.jsonl", FakeEncoder(), lambda _: None)


@pytest.mark.parametrize("line", ["{", "[]", '{"id": 1}', '{"question": "?"}'])
def test_a_line_that_is_no_question_is_named(tmp_path: Path, questions: QuestionSet, line: str) -> None:
    (tmp_path / "q.jsonl").write_text("\n" + line, encoding="utf-8")
    with pytest.raises(BaowenError, match="第 2 行不是题目"):
        open_set(tmp_path / "p.jsonl", tmp_path / "q.jsonl", FakeEncoder(), lambda _: None)


def test_keys_that_no_question_has_are_counted_by_line(tmp_path: Path) -> None:
    file = tmp_path / "q.jsonl"
    lines = ({"id": 1, "question": "?", "answer": ["a"]}, {"id": 2, "question": "?", "answers": ["a"], "near": 1})
    file.write_text("\n\n".join(map(json.dumps, [*lines, lines[0]])), encoding="utf-8")
    assert unread_keys(file) == {"answer": 2, "near": 1}


def test_evaluating_goes_through_the_bot(questions: QuestionSet) -> None:
    result = evaluate(questions, FakeEncoder(), None, lambda _: None)
    assert (result["questions"], result["r_at_5"]) == (4, 1.0)
    assert result["answerable_auroc"] is None  # nobody has fitted weights for the fake encoder


def test_a_question_is_asked_after_its_history(
    tmp_path: Path, questions: QuestionSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {"question": "春茶节什么时候开幕？", "answer": "据《澄江报》《春茶节开幕》：“春茶节在云栈开幕。”[1]"}
    line = {"id": 5, "question": "成交额呢？", "relevant": ["p2"], "history": [before]}
    (tmp_path / "q.jsonl").write_text(json.dumps(line, ensure_ascii=False), encoding="utf-8")
    opened = open_set(tmp_path / "p.jsonl", tmp_path / "q.jsonl", FakeEncoder(), lambda _: None)
    assert opened.questions[0].history == (Turn(**before),)
    heard: list[Sequence[Turn]] = []
    ask = Bot.ask

    def listening(bot: Bot, question: str, history: Sequence[Turn] = (), **how: Any) -> Answer:
        heard.append(history)
        return ask(bot, question, history, **how)

    monkeypatch.setattr(Bot, "ask", listening)
    assert evaluate(opened, FakeEncoder(), None, lambda _: None)["r_at_1"] == 1.0
    assert heard[-1] == (Turn(**before),)


def test_a_list_has_no_confidence_and_counts_as_sure() -> None:
    listed = replace(_declined(0.1), found=True, confidence=None)
    assert [sure(each).confidence for each in (listed, _declined(0.1))] == [1.0, 0.1]
    unfitted = replace(listed, found=None)
    assert sure(unfitted).confidence is None


def test_fitted_weights_tell_what_is_said_from_what_is_not(questions: QuestionSet) -> None:
    weights = fit([questions], FakeEncoder(), lambda _: None)
    assert weights.encoder == "fake/1"
    assert 0 < weights.threshold < 1
    assert weights.select["named"] > 0
    assert fit([questions], FakeEncoder(), lambda _: None) == weights
