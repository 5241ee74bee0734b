"""A small question set: three articles, three questions they answer and one they do not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qa.learn import sets
from qa.learn.sets import QuestionSet, open_set
from tests.fake import FakeEncoder

PASSAGES = [
    {"id": "p1", "text": "望潮大桥12月6日恢复通车。大桥更换斜拉索128根。"},
    {"id": "p2", "text": "春茶节在云栈开幕。三天成交1260万元。", "title": "春茶节开幕"},
    {"id": 3, "text": "鹭湾中学建成开学。学校迎来540名新生。"},
]
QUESTIONS = [
    {"id": 1, "question": "望潮大桥哪天恢复通车？", "relevant": ["p1"], "answers": ["12月6日"]},
    {"id": 2, "question": "春茶节三天成交多少？", "relevant": ["p2"], "answers": ["1260万元"], "today": "2032-03-10"},
    {"id": 3, "question": "鹭湾中学有多少新生？", "relevant": [3], "answers": ["540名"]},
    {"id": 4, "question": "鹭湾中学的校长是谁？"},
]


@pytest.fixture
def questions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> QuestionSet:
    monkeypatch.setattr(sets, "user_cache_path", lambda _: tmp_path / "cache")
    passages, asked = tmp_path / "p.jsonl", tmp_path / "q.jsonl"
    passages.write_text("\n".join(json.dumps(p, ensure_ascii=False) for p in PASSAGES), encoding="utf-8")
    asked.write_text("\n".join(json.dumps(q, ensure_ascii=False) for q in QUESTIONS), encoding="utf-8")
    return open_set(passages, asked, FakeEncoder(), lambda _: None)
