from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from index.errors import BaowenError
from index.store import Extent
from qa.answer import Answer, Filters
from qa.bot import Bot
from qa.learn import sets
from qa.learn.evaluate import Outcome, evaluate, summary, sure
from qa.learn.sets import QuestionSet, open_set
from qa.question.turn import Turn
from tests.fake import FakeEncoder


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
