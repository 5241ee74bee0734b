"""A second opinion on the order of hits, for those who have a model: a cross-encoder reads both texts together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from index.errors import BaowenError
from index.messages import say
from qa.answer import Hit

RERANKED = 20
"""Hits read again, the best; the others keep their places after them."""


class Pairs(Protocol):
    """What is asked of a sentence-transformers CrossEncoder."""

    def predict(self, pairs: list[tuple[str, str]], *, show_progress_bar: bool) -> Sequence[float]:
        """How well each second text answers the first, higher is better."""


class Reranker:
    """Orders hits by a cross-encoder's scores of their best passages; the hits keep their own scores."""

    def __init__(self, model: Pairs) -> None:
        self._model = model

    def rerank(self, question: str, hits: Sequence[Hit]) -> list[Hit]:
        """The hits in the order in which their passages answer a question."""
        read = hits[:RERANKED]
        pairs = [(question, "\n".join((*hit.article.heading, hit.passages[0].text))) for hit in read]
        scores = self._model.predict(pairs, show_progress_bar=False) if pairs else ()
        order = sorted(range(len(read)), key=lambda place: -float(scores[place]))
        return [*(read[place] for place in order), *hits[RERANKED:]]


def load_reranker(name: str) -> Reranker:
    """The cross-encoder in a folder or of a hub name, looked for on this machine first; BaowenError says why not."""
    from sentence_transformers import CrossEncoder

    try:
        try:
            model = CrossEncoder(name, local_files_only=True)
        except OSError:
            if Path(name).is_dir():
                raise
            model = CrossEncoder(name)
    except Exception as error:  # loaders of foreign models raise anything
        reason = str(error).strip().partition("\n")[0]
        raise BaowenError(
            say(
                "无法载入重排模型 {name}：{reason}；请给出完整的 CrossEncoder 文件夹，或联网后重试",
                name=name,
                reason=reason,
            )
        ) from error
    return Reranker(model)
