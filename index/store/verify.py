"""Is a store whole: every file of the generation that serves, and every original?"""

from __future__ import annotations

from pathlib import Path

from index.errors import StoreError
from index.messages import say
from index.store import Store
from index.store.files import check_file, check_input
from index.store.generation import Manifest, current


def verify(store: Path) -> Manifest:
    """Check every file of the generation that serves, and open it; StoreError says what is wrong."""
    manifest = current(store)
    for name in sorted(manifest.names):
        check_file(store, name)
    opened = Store.open(store)
    for known in opened.inputs().values():
        for file in (*known.files, *known.notes):
            check_input(store, file.sha256)
    if sum(1 for _ in opened.articles()) != manifest.articles or len(opened.rows()) != manifest.passages:
        raise StoreError(
            say("{store} 的文章数与清单不符：请退回上一代（python -m index rollback --store {store}）", store=store)
        )
    return manifest
