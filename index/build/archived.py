"""New articles and the store: which of them tell a story that it has told already."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from index.document import Article
from index.store import Store
from index.story import Sketch, Telling, Tellings, link, signature


def linked(
    put: Sequence[tuple[str, Article]], before: Store | None, gone: AbstractSet[str]
) -> list[tuple[str, Article, Sketch]]:
    """New articles, each with its input's id, as they are to be stored: with the story that they tell, and a sketch.

    ``gone`` are the ids of articles of the store that are replaced or removed. An article whose id names a story that
    others tell, and that tells another one now, gets a story of its own.
    """
    ids = {article.id for _, article in put}
    archived = Archived(before, gone | ids) if before else None
    left = archived.told_elsewhere(gone & ids) if archived else frozenset()
    new = [
        Telling(each.id, each.text, signature(each.text), _anew(each) if each.id in left else None) for _, each in put
    ]
    stories = link(new, archived or Tellings())
    return [
        (input, replace(article, story=stories.get(article.id)), telling.sketch)
        for (input, article), telling in zip(put, new, strict=True)
    ]


def _anew(article: Article) -> str:
    return hashlib.sha256(f"{article.id}\n{article.text}".encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Archived:
    """The articles of a store as ``index.story`` asks for them, without those that are put anew."""

    store: Store
    without: AbstractSet[str]

    def tellers(self, sketch: int, most: int) -> Sequence[int]:
        """See ``story.Told``."""
        return self.store.tellers(sketch, most)

    def telling(self, number: int) -> Telling:
        """See ``story.Told``."""
        article = self.store.article_numbered(number)
        sketch = () if article.id in self.without else signature(article.text)
        return Telling(article.id, article.text, sketch, article.story)

    def told_elsewhere(self, stories: AbstractSet[str]) -> AbstractSet[str]:
        """Those of some stories that its articles tell."""
        return {article.told_as for article in self.store.telling(stories) if article.id not in self.without}
