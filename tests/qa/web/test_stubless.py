"""Gradio is imported without what only its developers need."""

from __future__ import annotations

import ast
import importlib.util
import subprocess
import sys
from pathlib import Path

from qa.web.stubless import Stubless


def functions(module: str) -> set[str]:
    """The functions and methods that Gradio's own source of a module has."""
    package = importlib.util.find_spec("gradio")
    assert package
    assert package.origin
    source = Path(package.origin).with_name(f"{module}.py").read_text(encoding="utf-8")
    return {node.name for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)}


def test_what_is_left_out_is_what_gradio_has() -> None:
    assert "create_or_modify_pyi" in functions("component_meta")
    assert "set_doc" in functions("events")


def test_it_is_left_out_of_every_import_through_ours() -> None:
    seen = (
        "import qa.web.chat, gradio.component_meta as meta, gradio.blocks_events as blocks, gradio.events as events;"
        "print(meta.create_or_modify_pyi.__module__, blocks.create_or_modify_pyi.__module__,"
        "events.EventListener.set_doc.__module__)"
    )
    printed = subprocess.run([sys.executable, "-c", seen], check=True, stdout=subprocess.PIPE, text=True).stdout
    assert printed.split() == ["qa.web.stubless"] * 3


def test_pandas_waits_until_it_is_asked_for() -> None:
    seen = (
        "import sys, qa.web.server; print('pandas.core.frame' in sys.modules);"
        "import pandas; print(pandas.DataFrame({'a': [1, 2]})['a'].sum(), 'pandas.core.frame' in sys.modules)"
    )
    printed = subprocess.run([sys.executable, "-c", seen], check=True, stdout=subprocess.PIPE, text=True).stdout
    assert printed.split() == ["False", "3", "True"]


def test_other_modules_are_found_as_ever() -> None:
    assert Stubless().find_spec("json", None) is None
    assert Stubless().find_spec("gradio.blocks", None) is None
