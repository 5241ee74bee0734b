"""Old generations deleted, with the files that nothing needs any more."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from index.errors import StoreError
from index.store.generation import current, generations, manifest
from index.store.holdings import Holdings
from index.store.part import Part


def prune(store: Path, keep: int) -> list[str]:
    """Delete all generations but the newest ``keep`` and the one that serves; return the names of those deleted."""
    serving = current(store).generation
    names = generations(store)
    removed = [name for name in names[:-keep] if name != serving]
    for name in removed:
        (store / "generations" / f"{name}.json").unlink()
    sweep(store)
    with suppress(StoreError):  # then nobody knows what that generation needs
        _keep(store / "inputs", {name for each in generations(store) for name in kept_inputs(store, each)})
    return removed


def sweep(store: Path) -> None:
    """Delete the files that no generation needs: of deleted ones, and parts that were merged before they served.

    While a generation is kept that cannot be read, nothing is deleted.
    """
    with suppress(StoreError):
        _keep(store / "files", {name for each in generations(store) for name in manifest(store, each).names})


def _keep(folder: Path, needed: Collection[str]) -> None:
    for path in folder.iterdir():
        if path.name not in needed and path.is_file():
            path.unlink()


def kept_inputs(store: Path, generation: str) -> set[str]:
    """The names in ``inputs/`` of all that a generation's articles were read from."""
    made = manifest(store, generation)
    known = Holdings(made, tuple(Part(store, files) for files in made.parts)).inputs().values()
    return {f"{file.sha256}.gz" for input in known for file in (*input.files, *input.notes)}
