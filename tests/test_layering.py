"""Imports go one way: app.py → qa → index; and inside, only the store knows the two indexes."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
INDEX = sorted(ROOT.glob("index/**/*.py"))
QA = sorted(ROOT.glob("qa/**/*.py"))
STAGES = ("text", "layout", "read", "segment", "store", "build")
MODULES = [*INDEX, *QA, ROOT / "app.py"]


def imports(path: Path) -> set[str]:
    """The modules a file imports, at its top or inside a function; ``from a import b`` counts as a and as a.b."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def touches(path: Path, package: str) -> bool:
    return any(each == package or each.startswith(f"{package}.") for each in imports(path))


def test_imports_are_seen_wherever_they_stand(tmp_path: Path) -> None:
    file = tmp_path / "m.py"
    file.write_text("import os.path\ndef f():\n    from qa.bot import Bot\n", encoding="utf-8")
    assert imports(file) == {"os.path", "qa.bot", "qa.bot.Bot"}


def test_the_tree_is_not_empty() -> None:
    assert len(MODULES) > 20


@pytest.mark.parametrize("path", INDEX, ids=name)
def test_building_knows_nothing_of_asking(path: Path) -> None:
    assert not touches(path, "qa")
    assert not touches(path, "app")


@pytest.mark.parametrize("path", QA, ids=name)
def test_asking_knows_nothing_of_serving(path: Path) -> None:
    assert not touches(path, "app")


@pytest.mark.parametrize("path", [path for path in QA if path.parent.name != "web"], ids=name)
def test_answers_know_nothing_of_the_web(path: Path) -> None:
    assert not touches(path, "qa.web")
    assert not touches(path, "gradio")
    assert not touches(path, "fastapi")


@pytest.mark.parametrize("path", QA, ids=name)
def test_asking_knows_the_store_and_not_what_it_is_made_of(path: Path) -> None:
    for module in ROOT.glob("index/store/[!_]*.py"):
        assert not touches(path, f"index.store.{module.stem}")


@pytest.mark.parametrize("path", INDEX, ids=name)
def test_papers_become_a_store_one_stage_after_the_other(path: Path) -> None:
    stage = path.relative_to(ROOT / "index").parts[0]
    later = STAGES[STAGES.index(stage) + 1 :] if stage in STAGES else ()
    assert [package for package in later if touches(path, f"index.{package}")] == []


@pytest.mark.parametrize("path", QA, ids=name)
def test_only_learning_a_projection_knows_how_tokens_are_kept(path: Path) -> None:
    assert not touches(path, "index.states") or path.name in {"lessons.py", "project.py"}


def test_each_library_has_one_place() -> None:
    def users(library: str) -> set[str]:
        return {name(path) for path in MODULES if touches(path, library)}

    assert users("faiss") == {"index/store/codes.py", "index/store/vectors.py"}
    assert users("jieba") == {"index/text/__init__.py", "qa/question/people.py"}
    assert users("pypinyin") == {"index/text/pinyin.py"}


@pytest.mark.parametrize("library", ["torch", "sentence_transformers", "transformers"])
def test_heavy_libraries_are_imported_only_where_they_are_used(library: str) -> None:
    def at_the_top(path: Path) -> bool:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        return any(
            isinstance(node, ast.Import | ast.ImportFrom) and library in ast.unparse(node).split()[1].split(".")
            for node in tree.body
        )

    assert [path.name for path in MODULES if at_the_top(path)] == []


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_modules_stay_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 260
