"""Old generations deleted, with the files that nothing needs any more."""

from __future__ import annotations

from pathlib import Path

from index.generation import current, generations, manifest
from index.holdings import Holdings
from index.part import Part


def prune(store: Path, keep: int) -> list[str]:
    """Delete all generations but the newest ``keep`` and the one that serves; return the names of those deleted."""
    serving = current(store).generation
    names = generations(store)
    removed = [name for name in names[:-keep] if name != serving]
    for name in removed:
        (store / "generations" / f"{name}.json").unlink()
    sweep(store)
    inputs = {name for each in names if each not in removed for name in kept_inputs(store, each)}
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


def kept_inputs(store: Path, generation: str) -> set[str]:
    """The names in ``inputs/`` of all that a generation's articles were read from."""
    made = manifest(store, generation)
    known = Holdings(made, tuple(Part(store, files) for files in made.parts)).inputs().values()
    return {f"{file.sha256}.gz" for input in known for file in (*input.files, *input.notes)}
