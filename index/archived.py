"""New articles and the store: which of them tell a story that it has told already."""

from __future__ import annotations

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

    ``gone`` are the ids of articles of the store that are replaced or removed.
    """
    new = [Telling(article.id, article.text, signature(article.text)) for _, article in put]
    ids = {telling.id for telling in new}
    stories = link(new, Archived(before, gone | ids) if before else Tellings())
    return [
        (input, replace(article, story=stories.get(article.id)), telling.sketch)
        for (input, article), telling in zip(put, new, strict=True)
    ]


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
