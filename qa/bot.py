"""Ask the paper: a question in, an answer with its citations out. A few lines of plumbing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from index.encoder import Encoder, load_encoder
from index.store import Rows, Store
from qa import compose
from qa.answer import Answer, Citation, Filters, Hit, Lean, Query, Searched
from qa.caution import outdated
from qa.filters import leaned, no_such_day, passes
from qa.newer import Amendment, amendments, cite
from qa.query import asked_terms, parse
from qa.reader import Finding, Question, read
from qa.retrieve import Wording, retrieve
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

    @cached_property
    def amendments(self) -> tuple[Amendment, ...]:
        """What the corrections in the archive put right."""
        return amendments(self.store.articles())

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

        A soft filter that lets nothing answer is dropped, with a notice, if that helps or if nothing dated
        passes it; undated articles pass every date filter.
        """
        today = today or date.today()
        query = parse(question, today, filters)
        terms = asked_terms(query.text)
        if refusal := compose.objection(question) or (None if terms else compose.NO_QUESTION):
            return replace(self._answer(query, [], (), 0.0, k, ()), text=refusal)
        wordings = [Wording(self.encoder.encode_queries([query.text])[0], terms)]
        asked = Question.of(query.text, self.store.lexical)

        def look(filters: Filters) -> tuple[list[Hit], Finding]:
            return self._look(wordings, asked, query.lean, self._allowed(filters, without))

        notices = [*compose.remarks(question), *map(no_such_day, query.impossible)]
        hits, finding = look(query.filters)
        if query.filters.soft and not query.filters.empty and not self._answers(finding):
            wider = look(Filters())
            if self._answers(wider[1]) or not any(hit.article.date for hit in hits):
                hits, finding = wider
                notices.append(compose.unfiltered(query.filters))
                query = replace(query, filters=Filters())
        citations = self._cited(query, asked, finding)
        if any(outdated(citation, today) for citation in citations):
            notices.append(compose.CAUTION)
        return self._answer(query, hits, citations, finding.probability, k, notices)

    def _look(
        self, wordings: Sequence[Wording], asked: Question, lean: Lean | None, allowed: Rows | None
    ) -> tuple[list[Hit], Finding]:
        """Search and read; of hits that match alike, the one that the question leans to is read alone if it answers."""
        rank = self.weights.rank if self.weights else RANK
        hits = leaned(retrieve(self.store, wordings, rank, allowed), lean)
        if not self.weights:
            return hits, Finding((), 0.0)
        first = read(asked, hits[:1], self.weights) if lean else Finding((), 0.0)
        return hits, first if self._answers(first) else read(asked, hits, self.weights)

    def _allowed(self, filters: Filters, without: Collection[str]) -> Rows | None:
        if filters.empty and not without:
            return None
        return self.store.rows_where(lambda article: article.id not in without and passes(article, filters))

    def _answers(self, finding: Finding) -> bool:
        return self.weights is not None and finding.probability >= self.weights.threshold

    def _cited(self, query: Query, asked: Question, finding: Finding) -> tuple[Citation, ...]:
        if not self._answers(finding):
            return ()
        return cite(query.text, asked, finding.sentences, finding.others, self.amendments)

    def _answer(
        self,
        query: Query,
        hits: Sequence[Hit],
        citations: tuple[Citation, ...],
        probability: float,
        k: int,
        notices: Sequence[str],
    ) -> Answer:
        fitted, found = self.weights is not None, bool(citations)
        inside, undated = compose.group(hits[:k], query.filters)
        verdict = compose.found(citations) if found else compose.not_found(self.searched, hits)
        return Answer(
            question=query.question,
            text=verdict if fitted else compose.ranked(hits[:k]),
            found=found if fitted else None,
            confidence=round(probability, 4) if fitted else None,
            citations=citations,
            hits=inside,
            undated=undated,
            filters=query.filters,
            searched=self.searched,
            notices=tuple(notices) if fitted else (*notices, compose.UNFITTED),
        )
