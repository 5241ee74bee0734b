"""Ask the paper: a question in, an answer with its citations out. A few lines of plumbing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from index.dates import overlaps
from index.document import Article
from index.encoder import Encoder, load_encoder
from index.store import Rows, Store, Vectors
from qa import compose
from qa.answer import Answer, Citation, Filters, Hit, Query, Searched
from qa.query import asked_terms, parse
from qa.reader import Finding, Question, read
from qa.retrieve import retrieve
from qa.weights import RANK, Weights, weights_for


@dataclass(frozen=True)
class Bot:
    """A store, the encoder that made it, and the weights fitted for that encoder (None: it has none)."""

    store: Store
    encoder: Encoder
    weights: Weights | None

    @classmethod
    def open(cls, store: Path, e5_file: Path | None = None) -> Bot:
        """Open a store with the encoder that its manifest names; ``e5_file``: a copy of the bundled weights."""
        opened = Store.open(store)
        encoder = load_encoder(opened.manifest.encoder, opened.manifest.form, weights=e5_file)
        return cls(opened, encoder, weights_for(encoder.identity))

    @cached_property
    def searched(self) -> Searched:
        """What every unfiltered question searches."""
        return compose.searched(self.store.articles())

    def ask(
        self,
        question: str,
        *,
        today: date | None = None,
        k: int = 5,
        filters: Filters | None = None,
        without: Collection[str] = (),
    ) -> Answer:
        """Answer a question from the archive, ``k`` articles at most; those with ids in ``without`` are passed over.

        A soft filter that lets nothing answer is dropped, with a notice; undated articles pass every date filter.
        """
        query = parse(question, today or date.today(), filters)
        terms = asked_terms(query.text)
        if not terms:
            return replace(self._answer(query, [], Finding((), 0.0), k), text=compose.NO_QUESTION)
        vector = self.encoder.encode_queries([query.text])[0]
        asked = Question.of(query.text, self.store.lexical)

        def look(filters: Filters) -> tuple[list[Hit], Finding]:
            return self._look(vector, terms, asked, self._allowed(filters, without))

        hits, finding = look(query.filters)
        if query.filters.dated and query.filters.soft and not self._answers(finding):
            query = replace(query, filters=Filters())
            hits, finding = look(query.filters)
            return self._answer(query, hits, finding, k, compose.UNFILTERED)
        return self._answer(query, hits, finding, k)

    def _look(
        self, vector: Vectors, terms: Sequence[str], asked: Question, allowed: Rows | None
    ) -> tuple[list[Hit], Finding]:
        rank = self.weights.rank if self.weights else RANK
        hits = retrieve(self.store, vector, terms, rank, allowed)
        return hits, read(asked, hits, self.weights) if self.weights else Finding((), 0.0)

    def _allowed(self, filters: Filters, without: Collection[str]) -> Rows | None:
        if filters.empty and not without:
            return None
        return self.store.rows_where(lambda article: article.id not in without and _passes(article, filters))

    def _answers(self, finding: Finding) -> bool:
        return self.weights is not None and finding.probability >= self.weights.threshold

    def _answer(self, query: Query, hits: Sequence[Hit], finding: Finding, k: int, *notices: str) -> Answer:
        fitted = self.weights is not None
        found = self._answers(finding)
        quoted = finding.sentences if found else ()
        citations = tuple(Citation(n, s.hit.article, s.start, s.end) for n, s in enumerate(quoted, 1))
        inside, undated = compose.group(hits[:k], query.filters)
        searched = self.searched
        verdict = compose.found(citations) if found else compose.not_found(searched, hits)
        return Answer(
            question=query.question,
            text=verdict if fitted else compose.ranked(hits[:k]),
            found=found if fitted else None,
            confidence=round(finding.probability, 4) if fitted else None,
            citations=citations,
            hits=inside,
            undated=undated,
            filters=query.filters,
            searched=searched,
            notices=notices if fitted else (*notices, compose.UNFITTED),
        )


def _passes(article: Article, filters: Filters) -> bool:
    return (
        (article.date is None or overlaps(article.date, filters.since, filters.until))
        and filters.page in (None, article.page)
        and filters.paper in (None, article.paper)
    )
