"""Ask the paper: a question in, an answer with its citations out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from threadpoolctl import threadpool_limits

from index import clock
from index.document import Article
from index.encoder import Encoder, load_encoder
from index.errors import BaowenError
from index.messages import message, say
from index.store import Mask, Store
from index.text.names import names
from qa import compose
from qa.answer import Answer, Citation, Filters, Hit, Lean, Query
from qa.caution import outdated
from qa.contents import contents, limited
from qa.filters import leaned, no_such_day, scope
from qa.listing import holding, listed, names_all, quoted, told
from qa.look import Asking, Look, looked
from qa.question.asking import written
from qa.question.followup import resolve
from qa.question.parts import parts
from qa.question.query import LONGEST, asked_terms, parse
from qa.question.request import asks_reports, names_nothing
from qa.question.script import as_printed, in_traditional
from qa.question.sound import Sounds
from qa.question.subject import only_names
from qa.question.turn import Turn
from qa.question.wordings import Inquiry, Phrasing
from qa.reader import Finding, read
from qa.reader.newer import Amendments, cite, clauses
from qa.reader.opened import READ
from qa.rerank import Reranker, load_reranker
from qa.retrieve import HITS, retrieve
from qa.weights import RANK, Weights, weights_for

LIKELY = 0.5
"""What is quoted for a name that no article has all of must be more probable than not."""
NO_MORE = message("除了上文引用的，没有找到别的回答。")
MEANT = 50
"""Passages among which the article is looked for that a correction means."""


@dataclass(frozen=True)
class Bot:
    """A store, the encoder that made it, and the weights fitted for that encoder (None: it has none).

    A ``reranker``, if any, orders the hits once more.
    """

    store: Store
    encoder: Encoder
    weights: Weights | None
    reranker: Reranker | None = None

    @classmethod
    def open(cls, store: Path, e5_file: Path | None = None, reranker: str | None = None) -> Bot:
        """Open a store with the encoder that its manifest names.

        ``e5_file`` is a copy of the bundled weights, ``reranker`` the name of a cross-encoder.
        """
        # Products as small as a question's would only wait for a second thread; readers have one each.
        threadpool_limits(1, "blas")
        opened = Store.open(store)
        encoder = load_encoder(opened.manifest.encoder, opened.manifest.form, weights=e5_file)
        if not opened.made_with(encoder):
            raise BaowenError(say("{store} 是用另一版模型建的：请再运行一次 build，旧文件会重新编码", store=store))
        return cls(opened, encoder, weights_for(encoder.identity), load_reranker(reranker) if reranker else None)

    def warm(self) -> None:
        """Load what is loaded on first use."""
        self.ask("本报创刊于哪一年？", k=1)

    @cached_property
    def amendments(self) -> Amendments:
        """What the corrections in the archive put right."""
        return Amendments(clauses(self.store.corrections()), self._having)

    def _having(self, words: str) -> list[Article]:
        """The articles that have most of some words."""
        passages = [self.store.passage(row) for row in self.store.matching(asked_terms(words), MEANT).tolist()]
        return list({passage.article.id: passage.article for passage in passages}.values())

    @cached_property
    def traditional(self) -> bool:
        """Is the archive printed in traditional characters?"""
        return in_traditional(article.text for article in self.store.articles())

    @cached_property
    def sounds(self) -> Sounds:
        """What the archive has printed, by its sound."""
        return Sounds(self.store.lexical, self.store)

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        *,
        today: date | None = None,
        k: int = 5,
        filters: Filters | None = None,
        without: Collection[str] = (),
    ) -> Answer:
        """Answer a question from the archive, ``k`` articles at most; those with ids in ``without`` are passed over.

        ``history`` are the turns before it, the latest last: what the question lacks is taken from them. Of several
        questions at once each is answered, those before it being its history. A list may have more than ``k`` articles.
        """
        asking = Asking(today or clock.today(), k, filters, without)
        turns = [replace(turn, question=self._written(turn.question)) for turn in history]
        answered = list[tuple[str, Answer]]()
        for part in parts(self._written(question)):
            whole = resolve(part, turns)
            given = [citation for _, answer in answered for citation in answer.citations]
            quoted = [quote for turn in turns for quote in turn.quotes] if whole.more else []
            answer = self._answer(whole.text, replace(asking, quoted=quoted), 1 + len(given))
            if whole.taken and not answered:
                answer = replace(answer, notices=(compose.resumed(whole.taken), *answer.notices))
            answered.append((whole.text, compose.unrepeated(answer, given)))
            turns.append(Turn(part, answer.text))
        answer = compose.together(answered, asking.k)
        remarks = compose.remarks(question) if answer.hits else ()
        asked = "".join(text for text, _ in answered)
        return replace(answer, question=question, asked=asked, notices=(*remarks, *answer.notices))

    def _written(self, question: str) -> str:
        """A question as it would be written in the archive's characters."""
        read = question.encode(errors="ignore").decode()[:LONGEST]
        return written(read if self.traditional else as_printed(read))

    def _answer(self, text: str, asking: Asking, first: int) -> Answer:
        """Answer one question that stands alone, its citations numbered from ``first``."""
        query, free = parse(text, asking.today, asking.filters), asking.filters is None
        if free:
            query = limited(query, self.store)
        impossible = tuple(map(no_such_day, query.impossible))
        if refusal := compose.refusal(query, text):
            return replace(self._nothing(query, refusal), notices=impossible)
        inquiry = Inquiry.of(query.text, self.store, self.sounds, self.encoder)
        whole = names_nothing(query.text)

        def look(limits: Filters) -> Look:
            if whole:
                return contents(self.store, query, limits, asking.without, inquiry.phrasings[0])
            inside = scope(limits, asking.without)
            return self._look(inquiry, query.lean, self.store.inside(inside) if inside else None, asking)

        query, found, widened = looked(query, look, self.store.extent) if free else (query, look(query.filters), [])
        notices = [*inquiry.notices, *impossible, *widened]
        if inquiry.respelling and (found.phrasing is inquiry.phrasings[-1] or not found.found):
            notices.append(inquiry.respelling.notice)
        if found.unlisted and found.entries:
            notices.append(say(compose.UNLISTED))
        if whole and not found.entries:
            notices += compose.no_issue(query.filters, self.store.days)
        return self._worded(query, found, first, asking, notices)

    def _look(self, inquiry: Inquiry, lean: Lean | None, allowed: Mask | None, asking: Asking) -> Look:
        """Search and read; of hits that match alike, the one that the question leans to is read alone if it answers."""
        rank = self.weights.rank if self.weights else RANK
        most = HITS if lean or self.reranker else max(READ, asking.k)
        hits = retrieve(self.store, [each.wording for each in inquiry.phrasings], rank, allowed, most)
        if self.reranker:
            hits = self.reranker.rerank(inquiry.text, hits)
        hits = leaned(hits, lean)
        plain = inquiry.phrasings[0]
        if not self.weights:
            return Look(hits, plain)
        subjects = [each.asked for each in inquiry.subjects]
        named = only_names(inquiry.text)
        inside, total = holding(subjects, self.store, allowed) if named else (allowed, 0)
        about = retrieve(self.store, [each.wording for each in inquiry.subjects], rank, inside)
        entries = () if named and lean else listed(inquiry.text, subjects, about, lean)
        nobody = named and not entries and bool(names(inquiry.text, ""))
        if nobody or (entries and (named or asks_reports(inquiry.text))):
            return Look(hits, plain, entries=entries, total=total)
        first = self._read(inquiry, hits[:1], self.weights, asking.quoted) if lean else None
        found = first if first and self._found(first[1]) else self._read(inquiry, hits, self.weights, asking.quoted)
        sure = self._found(found[1]) and (not named or found[1].probability > LIKELY)
        listing = len(entries) > 1 and (sure or names_all(subjects, [entry.hit for entry in entries]))
        return Look(hits, *found, sure, entries if listing else ())

    def _read(
        self, inquiry: Inquiry, hits: Sequence[Hit], weights: Weights, quoted: Collection[str]
    ) -> tuple[Phrasing, Finding]:
        """What the hits answer to the phrasing that they answer most probably."""
        found = [(each, read(each.asked, hits, weights, quoted)) for each in inquiry.phrasings]
        return max(found, key=lambda pair: pair[1].probability)

    def _worded(self, query: Query, look: Look, first: int, asking: Asking, notices: Sequence[str]) -> Answer:
        """Put in words what was found, or that nothing was."""
        answer = replace(self._nothing(query, ""), hits=tuple(look.hits[: asking.k]))
        if not self.weights:
            return replace(answer, text=compose.ranked(answer.hits), notices=(*notices, say(compose.UNFITTED)))
        citations = self._cited(look, first)
        entries = quoted(look.entries, citations, first)
        texts = [compose.found(citations)] * bool(citations)
        texts += [told(look.phrasing.text, entries, query.lean, look.total)] * bool(entries)
        citations = (*citations, *(each for each in entries if each not in citations))
        caution = [say(compose.CAUTION)] if any(outdated(citation, asking.today) for citation in citations) else []
        caution += compose.doubts(query.filters, citations)
        return replace(
            answer,
            text="\n".join(texts) or self._not_found(look, asking),
            found=bool(citations),
            confidence=None if entries and not look.found else round(look.finding.probability, 4),
            citations=citations,
            notices=(*notices, *caution),
        )

    def _not_found(self, look: Look, asking: Asking) -> str:
        return say(NO_MORE) if asking.quoted else compose.not_found(self.store.extent, look.hits)

    def _cited(self, look: Look, first: int) -> tuple[Citation, ...]:
        if not look.found:
            return ()
        asked, finding = look.phrasing, look.finding
        cited = cite(asked.text, asked.asked, finding.sentences, finding.others, self.amendments)
        return tuple(replace(each, number=number) for number, each in enumerate(cited, first))

    def _nothing(self, query: Query, text: str) -> Answer:
        fitted = self.weights is not None
        return Answer(
            question=query.question,
            text=text,
            found=False if fitted else None,
            confidence=0.0 if fitted else None,
            citations=(),
            hits=(),
            filters=query.filters,
            searched=self.store.extent,
        )

    def _found(self, finding: Finding) -> bool:
        return self.weights is not None and finding.probability >= self.weights.threshold
