"""A question in all the wordings that are searched: as asked, with the other names of what it names, as it sounds."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache

from index.encoder import Encoded, Encoder
from index.projection import projection_for
from index.store import Store
from qa.question import Question
from qa.question.aliases import aliases, rewordings
from qa.question.latin import latin_as_printed
from qa.question.query import asked_terms
from qa.question.request import subject, wants_list
from qa.question.sound import Respelling, Sounds, respelled
from qa.question.spoken import as_printed_words
from qa.question.subject import only_names
from qa.retrieve import Wording

OTHER_NAMES = 4
"""Rewordings searched at most, the likeliest first."""


@dataclass(frozen=True, slots=True)
class Phrasing:
    """One wording of a question, as it is searched for and as it is read for."""

    text: str
    wording: Wording
    asked: Question


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question ready to be looked up.

    ``phrasings`` begin with its own words and end with the respelled ones, if any; ``subjects`` are what the list is
    about that it asks for, in every wording, none when it wants no list; ``notices`` tell which names were added.
    """

    text: str
    phrasings: tuple[Phrasing, ...]
    subjects: tuple[Phrasing, ...]
    notices: tuple[str, ...]
    respelling: Respelling | None

    @classmethod
    def of(cls, text: str, store: Store, sounds: Sounds, encoder: Encoder) -> Inquiry:
        """Reword a question for an archive and encode every wording; a slip is looked for where no name was known."""
        # The model runs beside the search for other names, and beside that for the terms: most questions have no names.
        plain = _beside().submit(_encoded, text, encoder)
        found = aliases(text, store.manifest.papers, store.lexical)
        respelling = None if found else respelled(text, sounds)
        meant = [respelling.text] if respelling else rewordings(text, found)[:OTHER_NAMES]
        texts = list(dict.fromkeys((text, as_printed_words(latin_as_printed(text, store)), *meant)))
        about = list(dict.fromkeys(map(subject, texts))) if wants_list(text) or only_names(text) else []
        phrasings = _phrasings([*texts, *about], plain, store, encoder)
        notices = tuple(each.notice for each in found if each.notice)
        return cls(text, phrasings[: len(texts)], phrasings[len(texts) :], notices, respelling)


def _phrasings(texts: Sequence[str], first: Future[Encoded], store: Store, encoder: Encoder) -> tuple[Phrasing, ...]:
    """The wordings of some texts; the first is being encoded."""
    projection = projection_for(encoder.identity)
    further = [text for text in dict.fromkeys(texts) if text != texts[0]]
    encoded = {texts[0]: first, **{text: _beside().submit(_encoded, text, encoder) for text in further}}
    return tuple(
        Phrasing(text, Wording(asked_terms(text), encoded[text].result, projection), Question.of(text, store.lexical))
        for text in texts
    )


def _encoded(text: str, encoder: Encoder) -> Encoded:
    return encoder.encode_queries([text])[0]


@cache
def _beside() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(os.cpu_count())
