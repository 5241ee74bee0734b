"""What the README says of the tree is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
ORDER = README[README.index("To read the code, in order") : README.index("The language model is")]
FOLDERS = ("index", "index/text", "index/store", "index/build", "qa", "qa/question", "qa/reader", "qa/learn", "qa/web")
MODULES = [path for folder in FOLDERS for path in sorted((ROOT / folder).glob("[!_]*.py"))]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_reader_of_the_code_is_led_to_every_module(path: Path) -> None:
    assert f"{path.name}`" in ORDER


def test_every_module_named_is_there() -> None:
    there = {path.name for path in ROOT.glob("**/*.py") if ".venv" not in path.parts}
    assert set(re.findall(r"\b(\w+\.py)", ORDER)) <= there
