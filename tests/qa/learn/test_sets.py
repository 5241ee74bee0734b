from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from index.errors import BaowenError
from qa.learn import sets
from qa.learn.sets import Asked, QuestionSet, open_set, unread_keys
from tests.fake import FakeEncoder


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


def test_four_articles_of_five_are_learned_from_in_sets_that_can_spare_some(questions: QuestionSet) -> None:
    asked = [Asked(n, "?", (n,), ("a",)) for n in range(500)]
    large = QuestionSet(questions.store, tuple(asked))
    learned = [large.learned(each) for each in asked]
    assert 350 < sum(learned) < 450
    assert learned[0] == (hashlib.sha256(b"0").digest()[0] % 5 > 0)
    assert not any(QuestionSet(questions.store, tuple(asked[:499])).learned(each) for each in asked)
    assert not large.learned(Asked(1, "?", (), ()))
