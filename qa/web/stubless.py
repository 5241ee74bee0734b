"""Gradio's import without what only its developers need: most of the time that a server would take to start.

Whenever it is imported, Gradio (6.31) parses the source of each of its components and renders a type stub, to compare
that with the one it was published with, and fills in the documentation of each of their events. It imports pandas too,
which only tables and plots need: that waits until something of it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from importlib.util import LazyLoader
from types import ModuleType
from typing import Any


def _nothing(*_: object, **__: object) -> None:
    pass


def _no_stubs(components: Any) -> None:
    components.create_or_modify_pyi = _nothing


def _no_documentation(events: Any) -> None:
    events.EventListener.set_doc = _nothing


_LESS: dict[str, Callable[[Any], None]] = {
    "gradio.component_meta": _no_stubs,
    "gradio.events": _no_documentation,
}
_LATER = {"pandas"}


class _Loader(SourceFileLoader):
    def exec_module(self, module: ModuleType) -> None:
        super().exec_module(module)
        with suppress(AttributeError):  # another version may have it elsewhere
            _LESS[module.__name__](module)


class Stubless(MetaPathFinder):
    """Finds the modules of Gradio's that do such work, and those that wait, for ``sys.meta_path``."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        """Where one of them is, to be loaded without that or later; None for every other module."""
        if name not in _LESS.keys() | _LATER:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec and isinstance(spec.loader, SourceFileLoader):
            spec.loader = LazyLoader(spec.loader) if name in _LATER else _Loader(name, spec.loader.path)
        return spec
