"""Builds for tests: all in one process, with one reading process for the whole run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from index.build import Options, Report
from index.build import build as build_store
from index.encoder import Encoder
from index.read.worker import Worker

WORKER = Worker()
"""Started by the first build, stopped at the end of the run."""


def build(paths: Sequence[Path], store: Path, encoder: Encoder, options: Options) -> Report:
    """Build without a word."""
    return build_store(paths, store, encoder, options, WORKER, lambda _: None)
