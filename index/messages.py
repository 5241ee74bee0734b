"""What the product says, in the language of whoever it speaks to: Chinese, as it stands in the code, or English.

The Chinese sentence is the key; ``locale/en.toml`` has the English one under it. ``BAOWEN_LANG`` chooses for a process:
the options of the command lines are worded before any option is read.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from typing import Final, Literal, get_args

Language = Literal["zh", "en"]
Tell = Callable[[str], None]
"""Hears what there is to say of work as it goes on."""
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)


def language_of(said: str | None) -> Language:
    """The language that a setting, a cookie or an address names; Chinese when it names none of ours.

    >>> language_of("en"), language_of("fr"), language_of(None)
    ('en', 'zh', 'zh')
    """
    return next((each for each in LANGUAGES if each == said), LANGUAGES[0])


_CHOSEN: Final = language_of(os.environ.get("BAOWEN_LANG"))
_spoken: ContextVar[Language] = ContextVar("spoken", default=_CHOSEN)


def spoken() -> Language:
    """The language spoken now."""
    return _spoken.get()


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Speak a language within a block."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def message(chinese: str) -> str:
    """A sentence that ``say`` will say later: itself, marked for the catalogue."""
    return chinese


def say(chinese: str, **values: object) -> str:
    """A sentence in the language spoken, with its values in their places; Chinese where the catalogue lacks it.

    >>> say("共 {articles} 篇", articles=3)
    '共 3 篇'
    """
    sentence = english().get(chinese, chinese) if spoken() == "en" else chinese
    return sentence.format(**values) if values else sentence


@cache
def english() -> Mapping[str, str]:
    """The English sentences by the Chinese ones."""
    catalogue = tomllib.loads(files("index").joinpath("locale", "en.toml").read_text(encoding="utf-8"))
    return {chinese: sentence for part in catalogue.values() for chinese, sentence in part.items()}
