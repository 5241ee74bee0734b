"""Every sentence has its English one, and both have the same places for values."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.messages import english, message, say, speaking, spoken

ROOT = Path(__file__).parents[2]
PLACE = re.compile(r"\{(\w+)")
SPOKEN_IN_TEMPLATE = re.compile(r"""\bsay\(\s*(?:"([^"]*)"|'([^']*)')""")


def in_code() -> Iterator[str]:
    for path in [ROOT / "app.py", *(ROOT / "index").rglob("*.py"), *(ROOT / "qa").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("say", "message"):
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    yield str(first.value)
                elif node.func.id == "message":
                    raise AssertionError(f"{path}:{node.lineno}: message() takes the sentence itself")


def in_templates() -> Iterator[str]:
    for path in (ROOT / "qa" / "web" / "templates").glob("*.html"):
        for double, single in SPOKEN_IN_TEMPLATE.findall(path.read_text(encoding="utf-8")):
            yield double or single


SENTENCES = sorted({*in_code(), *in_templates()})


def test_every_sentence_has_an_english_one() -> None:
    assert [each for each in SENTENCES if each not in english()] == []


def test_the_catalogue_has_no_sentence_that_nobody_says() -> None:
    assert sorted(english().keys() - set(SENTENCES)) == []


@pytest.mark.parametrize("chinese", SENTENCES)
def test_both_have_the_same_places(chinese: str) -> None:
    assert sorted(set(PLACE.findall(english()[chinese]))) == sorted(set(PLACE.findall(chinese)))


def test_english_is_said_within_its_block_only() -> None:
    with speaking("en"):
        assert (spoken(), say("没有这一页")) == ("en", "No such page")
    assert (spoken(), say("没有这一页")) == ("zh", "没有这一页")


def test_a_sentence_the_catalogue_lacks_stays_chinese() -> None:
    with speaking("en"):
        assert say("只此一句 {n}", n=1) == "只此一句 1"


def test_braces_in_values_are_left_alone() -> None:
    assert say("{n}", n="{x}") == "{x}"


def test_a_marked_sentence_is_itself() -> None:
    assert message("有用") == "有用"
