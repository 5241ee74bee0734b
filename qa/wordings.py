"""A question in all the wordings that are searched: as asked, with the other names of what it names, as it sounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.encoder import Encoder
from index.projection import projection_for
from index.store import Store
from qa.listing import subject, wants_list
from qa.names import aliases, rewordings
from qa.question import Question
from qa.retrieve import Wording
from qa.sound import Respelling, Sounds, respelled

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
        found = aliases(text, store.manifest.papers, store.lexical)
        respelling = None if found else respelled(text, sounds)
        meant = [respelling.text] if respelling else rewordings(text, found)[:OTHER_NAMES]
        texts = [text, *meant]
        about = list(dict.fromkeys(map(subject, texts))) if wants_list(text) else []
        phrasings = _phrasings([*texts, *about], store, encoder)
        notices = tuple(each.notice for each in found if each.notice)
        return cls(text, phrasings[: len(texts)], phrasings[len(texts) :], notices, respelling)


def _phrasings(texts: Sequence[str], store: Store, encoder: Encoder) -> tuple[Phrasing, ...]:
    projection = projection_for(encoder.identity)
    return tuple(
        Phrasing(text, Wording.of(text, encoded, projection), Question.of(text, store.lexical))
        for text, encoded in zip(texts, encoder.encode_queries(texts), strict=True)
    )
