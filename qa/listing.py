"""A question for several articles (哪些、几次、历年) → those that belong on the list, by date, each with one sentence.

What is asked for is taken apart from the asking: 易守年上过几次报纸 is searched for, and judged, as 易守年.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise

import numpy as np

from index.messages import say
from index.store import Mask, Rows, Store
from index.text import fold, letters, terms
from qa import compose
from qa.answer import Citation, Hit, Lean
from qa.place import UNKNOWN_ISSUE, place
from qa.question import Question
from qa.question.request import asks_author, asks_imprint, asks_reports, names_nothing, speaks_of_report
from qa.question.subject import PROPER, only_names, tagged
from qa.reader.pieces import announcing, quotable

LONGEST = 20
"""Articles listed at most."""
NEAR = 3.4
"""An article belongs when its nearest window is this many deviations nearer than chance …"""
BEHIND = 0.54
"""… more by this for each deviation that it is behind the nearest one of all …"""
WORDS_SHARE = 2.2
"""… less by this times the share of the subject's words that it has …"""
ALL_WORDS = 1.6
"""… and by this, when it has every one of them.

The four are a logistic model fitted on the questions of ``bench/lists.jsonl`` marked tune; late interaction made it no
better.
"""
RARE = 4.0
"""Nats of a name that an article must have: what stands in one passage of fifty or fewer, not the paper's own town."""
WORDS = 3.0
"""Deviations that a sentence with all words of the subject is ahead of one with none, when one is quoted: by hand."""

_OLDEST_FIRST = re.compile(r"历年|历[届次]|先后|历程|来龙去脉|大事记|始末|盘点|梳理|回顾|哪几届|系列|连载")
_TIMES = re.compile(r"(?:几|多少)[次回届场]")


@dataclass(frozen=True, slots=True)
class Entry:
    """An article on the list, and the sentence of it that says why: ``hit.article.text[start:end]``."""

    hit: Hit
    start: int
    end: int


def listed(
    text: str, questions: Sequence[Question], hits: Sequence[Hit], lean: Lean | None = None
) -> tuple[Entry, ...]:
    """The articles that belong on the list a question asks for, by date, the undated last.

    ``questions`` are ``subject(text)`` in all its wordings, and ``hits`` were found with them. 最早, 历年, 先后 and the
    like go from the oldest, others from the newest. For nothing but a name belongs what has all of it, and where its
    author or its page is asked for, what is headed so.
    """
    if asks_imprint(text):
        report = speaks_of_report(text)
        belonging = _headed(questions, hits, whole=not report) or (_belonging(questions, hits) if report else [])
    elif only_names(text):
        belonging = _having(questions, hits)
    else:
        belonging = _belonging(questions, hits, beside=not asks_reports(text))
    chosen = _in_order(belonging[:LONGEST], oldest=oldest_first(text, lean))
    return tuple(Entry(hit, *_sentence(hit, questions)) for hit in chosen)


def all_of(hits: Iterable[Hit], *, oldest: bool) -> tuple[Entry, ...]:
    """A list of all hits by date, those of one day as they stand in the paper, each with its first sentence."""
    in_paper = sorted(hits, key=lambda hit: place(hit.article))
    return tuple(Entry(hit, *_opening(hit)) for hit in _in_order(in_paper, oldest=oldest))


def _in_order(hits: Sequence[Hit], *, oldest: bool) -> list[Hit]:
    if not oldest:
        return compose.by_date(hits)
    dated = sorted((hit for hit in hits if hit.article.date), key=lambda hit: hit.article.date or "")
    return [*dated, *(hit for hit in hits if not hit.article.date)]


def oldest_first(text: str, lean: Lean | None) -> bool:
    """Does a list begin with the oldest?"""
    return lean == "oldest" or bool(_OLDEST_FIRST.search(fold(text)))


def _belonging(questions: Sequence[Question], hits: Sequence[Hit], *, beside: bool = False) -> list[Hit]:
    """The hits near enough; ``beside`` an answer only what has the rarest word of the subject."""
    near = [hit.why.window for hit in hits]
    nearest = max(near, default=0.0)
    texts = [_folded(hit) for hit in hits]
    loose = {pair: weight for each in questions for pair, weight in _loose(each) if any(pair in t for t in texts)}
    parts = [{**part, **loose} for part in _parts(*questions)]
    shares = [_share(parts, text) for text in texts]
    # Then an article with none of the words, however near, is about something else.
    named = beside or 1.0 in shares
    needed = {max(part, key=part.__getitem__) for part in parts} if beside else set().union(*parts)
    names = _called(questions, parts)

    def belongs(near: float, share: float, text: str) -> bool:
        merit = near - BEHIND * (nearest - near) + WORDS_SHARE * share + ALL_WORDS * (share == 1)
        whose = not names or any(name in text for name in names)
        return merit >= NEAR and whose and (not named or any(word in text for word in needed))

    return [hit for hit, z, share, text in zip(hits, near, shares, texts, strict=True) if belongs(z, share, text)]


def _called(questions: Sequence[Question], parts: Iterable[Mapping[str, float]]) -> set[str]:
    """The names that few articles have, if every part of a subject has one: 深圳地铁 is none of another town's."""
    named = ((word.text, each.words) for each in questions for word in tagged(each.folded) if word.tag in PROPER)
    names = {name for name, words in named if words.get(name, 0.0) >= RARE}
    return names if all(map(names.intersection, parts)) else set()


def holding(questions: Sequence[Question], store: Store, allowed: Mask | None) -> tuple[Mask, int]:
    """Which passages have words of a name, shape (passages,), and how many stories have all of it, 0: unknown.

    ``questions`` are the name in all its wordings. A word of more than two characters is known by its pairs.
    """
    inside, told = np.zeros(store.lexical.size, np.bool_), set[int]()
    for thing in [thing for each in questions for thing in ([[each.folded]] if _cut(each) else _parts(each))]:
        rows = [_rows(word, store, allowed) for word in thing]
        articles, stories = zip(*map(store.articles_of, rows), strict=True)
        whole = reduce(np.intersect1d, articles)
        for of_word, article, story in zip(rows, articles, stories, strict=True):
            kept = np.isin(article, whole)
            inside[of_word[kept]] = True
            told.update(story[kept].tolist())
    return inside, 0 if any(map(_cut, questions)) else len(told)


def _rows(word: str, store: Store, allowed: Mask | None) -> Rows:
    """The passages that have all pairs of a word."""
    pairs = {term for term in terms(word) if len(term) == 2 or term.isascii()} or set(terms(word))
    return reduce(np.intersect1d, [store.matching([pair], store.lexical.seen(pair), allowed) for pair in pairs])


def _cut(question: Question) -> bool:
    """Do the words of a name leave something out of it (刘强东)?"""
    return sum(map(len, question.words)) < len(question.folded)


def _having(questions: Sequence[Question], hits: Sequence[Hit]) -> list[Hit]:
    """The hits that have a name: all its words, or itself where its words leave something out of it."""
    cut = [question.folded for question in questions if _cut(question)]
    parts = _parts(*(question for question in questions if question.folded not in cut))
    return [
        hit
        for hit in hits
        if _share(parts, _folded(hit)) == 1.0
        or any(name in fold(f"{hit.article.headline}\n{hit.article.text}") for name in cut)
    ]


def _headed(questions: Sequence[Question], hits: Sequence[Hit], *, whole: bool) -> list[Hit]:
    """The hits whose headline has all words of the subject, or ``whole`` is the subject: a book has an author too."""
    if whole:
        titles = {letters(question.folded) for question in questions}
        return [
            hit for hit in hits if not titles.isdisjoint(map(letters, (hit.article.headline, *hit.article.heading)))
        ]
    parts = _parts(*questions)
    return [hit for hit in hits if _share(parts, fold(" ".join(hit.article.heading or [hit.article.text]))) == 1.0]


def names_all(questions: Sequence[Question], hits: Sequence[Hit]) -> bool:
    """Has an article every word of the subject, so that a list without a sentence that answers can be trusted?"""
    parts = _parts(*questions)
    return any(_share(parts, _folded(hit)) == 1.0 for hit in hits)


def _loose(question: Question) -> list[tuple[str, float]]:
    """The pairs of a subject that none of its words holds, as the dictionary cuts them apart (捏脊), with weights."""
    rest = reduce(lambda text, word: text.replace(word, " "), question.words, question.folded)
    return [(pair, question.terms[pair]) for pair in map("".join, pairwise(rest)) if pair in question.terms]


def _folded(hit: Hit) -> str:
    return fold("\n".join((*hit.article.heading, hit.article.text)))


def _parts(*questions: Question) -> list[Mapping[str, float]]:
    """The words of each thing that subjects name (防火、消防), with their weights."""
    named = ((part, each.words.items()) for each in questions for part in each.folded.split("、"))
    return [thing for part, words in named if (thing := {word: nats for word, nats in words if word in part})]


def _share(parts: Iterable[Mapping[str, float]], folded: str) -> float:
    """The share of its weight that a text has of the thing it has most of."""
    shares = (sum(weight for w, weight in part.items() if w in folded) / sum(part.values()) for part in parts)
    return max(shares, default=0.0)


def _opening(hit: Hit) -> tuple[int, int]:
    text = hit.article.text
    return quotable(text, 0, len(text))[0]


def _sentence(hit: Hit, questions: Sequence[Question]) -> tuple[int, int]:
    """The sentence that says most of the subject, no interviewer's question and no heading; of equal ones the first."""
    text = hit.article.text
    spans = [span for p in hit.passages for span in quotable(text, p.start, p.end)]
    told = [span for span, only in zip(spans, announcing(hit.article, spans), strict=True) if not only]

    def merit(span: tuple[int, int]) -> float:
        window = max(hit.windows, key=lambda w: min(w.end, span[1]) - max(w.start, span[0])).score
        return window + WORDS * max(question.cover(fold(text[span[0] : span[1]])) for question in questions)

    return max(told or spans, key=merit)


def quoted(entries: Sequence[Entry], beside: Sequence[Citation], first: int) -> tuple[Citation, ...]:
    """The list as citations; those ``beside`` it are numbered from ``first`` and are not quoted a second time."""
    known = {(each.article.id, each.start, each.end): each for each in beside}
    for entry in entries:
        place = entry.hit.article.id, entry.start, entry.end
        known.setdefault(place, Citation(first + len(known), entry.hit.article, entry.start, entry.end))
    return tuple(known[entry.hit.article.id, entry.start, entry.end] for entry in entries)


def told(text: str, citations: Sequence[Citation], lean: Lean | None = None, total: int = 0) -> str:
    """The list in words, a line for each citation in the order of ``listed``; the undated stand under their own line.

    Articles are counted, never events: two of them may tell of one, and one of several. ``total`` is how many there
    are, as far as that is known. Of those of a matter the best are listed, of all that was printed the newest.
    """
    dated = [citation for citation in citations if citation.article.date]
    undated = [citation for citation in citations if not citation.article.date]
    days = {citation.article.date for citation in dated}
    oldest = oldest_first(text, lean)
    direction = say("，从早到晚") if oldest else say("，从新到旧")
    note = say("（篇数不等于次数，请看原文）") if _TIMES.search(fold(text)) else ""
    found = {"articles": len(citations), "order": (direction if len(days) > 1 else "") + note}
    if not (total > len(citations) if total else len(citations) == LONGEST):
        head = say("找到{articles}篇报道{order}：", **found)
    elif not names_nothing(text):
        count = say("共{total}篇报道，", total=total) if total else ""
        head = say("{count}列出最相关的{articles}篇{order}：", count=count, **found)
    elif len(days) == 1:
        head = say("共{total}篇报道，列出前{articles}篇：", total=total, **found)
    elif oldest:
        head = say("共{total}篇报道，列出最早的{articles}篇{order}：", total=total, **found)
    else:
        head = say("共{total}篇报道，列出最新的{articles}篇{order}：", total=total, **found)
    signed = asks_author(text)
    parts = [head, compose.found(dated, signed=signed)]
    if undated:
        parts += [say("{head}：", head=say(UNKNOWN_ISSUE)) if dated else "", compose.found(undated, signed=signed)]
    return "\n".join(part for part in parts if part)
