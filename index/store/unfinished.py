"""What a build has written so far: when it is killed, the next one does not encode that again."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from pydantic import TypeAdapter

from index.errors import StoreError
from index.store.catalogue import News
from index.store.files import replace
from index.store.generation import PartFiles
from index.store.part import Known, Part
from index.store.save import Fresh, save

FILE = "unfinished.json"

_LEFT = TypeAdapter(tuple[str, tuple[PartFiles, ...]])


class Unfinished:
    """The parts of a generation that is not published yet.

    ``recipe`` names all that decides what is kept of a window; ``before`` are the parts of the last generation if they
    were made by the same. How articles are cut decides which windows there are, not what is kept of one.
    """

    def __init__(self, store: Path, recipe: str, before: Sequence[Part]) -> None:
        self._store, self._recipe = store, recipe
        left = _left(store, recipe)
        self._left = tuple(part.files for part in left)
        self._known = [*before, *left]
        self.files: tuple[PartFiles, ...] = ()

    def recall(self, key: int) -> Known | None:
        """What is kept of a window, if it was encoded before."""
        return next((known for part in self._known if (known := part.known(key))), None)

    def add(self, fresh: Fresh, news: News, generation: str) -> None:
        """Write a part."""
        self.files = (*self.files, save(self._store, fresh, news, generation))
        replace(self._store / FILE, _LEFT.dump_json((self._recipe, (*self._left, *self.files))))

    def done(self) -> None:
        """Forget: all of it is published."""
        (self._store / FILE).unlink(missing_ok=True)


def _left(store: Path, recipe: str) -> list[Part]:
    """The parts that a killed build left, as far as they are there and of the same recipe."""
    with suppress(FileNotFoundError, StoreError, ValueError):
        made_by, files = _LEFT.validate_json((store / FILE).read_bytes())
        if made_by == recipe:
            return [Part(store, each) for each in files]
    return []
