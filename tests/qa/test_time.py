"""The questions of ``bench/time.jsonl``: what each is limited to, read on its day."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from qa.question.query import parse

QUESTIONS = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "bench" / "time.jsonl").read_text(encoding="utf-8").splitlines()
]


def understood(question: Mapping[str, Any]) -> dict[str, Any]:
    query = parse(question["question"], date.fromisoformat(question["today"]))
    filters = query.filters
    return {
        **{name: getattr(filters, name) for name in ("since", "until", "soft", "page", "author", "edition")},
        "lean": query.lean,
        **({"impossible": list(query.impossible)} if query.impossible else {}),
    }


def test_nine_of_ten_questions_are_understood_in_both_halves() -> None:
    for half in ("tuned", "held out"):
        asked = [each for each in QUESTIONS if each["half"] == half]
        wrong = [each["id"] for each in asked if understood(each) != each["expect"]]
        assert len(asked) > 40
        assert len(wrong) <= 0.1 * len(asked), wrong
