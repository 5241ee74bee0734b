"""Old generations deleted, with the files that nothing needs any more."""

from __future__ import annotations

from pathlib import Path

from index.catalogue import Catalogue
from index.files import file_of
from index.generation import current, generations, manifest


def prune(store: Path, keep: int) -> list[str]:
    """Delete all generations but the newest ``keep`` and the one that serves; return the names of those deleted."""
    serving = current(store).generation
    names = generations(store)
    removed = [name for name in names[:-keep] if name != serving]
    for name in removed:
        (store / "generations" / f"{name}.json").unlink()
    sweep(store)
    kept = [manifest(store, name) for name in names if name not in removed]
    catalogues = {part.catalogue for each in kept for part in each.parts}
    inputs = {name for each in catalogues for name in kept_inputs(store, each)}
    for path in (store / "inputs").iterdir():
        if path.name not in inputs:
            path.unlink()
    return removed


def sweep(store: Path) -> None:
    """Delete the files that no generation needs: of deleted ones, and parts that were merged before they served."""
    needed = {name for each in generations(store) for name in manifest(store, each).names}
    for path in (store / "files").iterdir():
        if path.name not in needed:
            path.unlink()


def kept_inputs(store: Path, catalogue: str) -> set[str]:
    """The names in ``inputs/`` of all that a part's articles were read from."""
    known = (input for _, _, input in Catalogue(file_of(store, catalogue)).inputs() if input)
    return {f"{file.sha256}.gz" for input in known for file in (*input.files, *input.notes)}
