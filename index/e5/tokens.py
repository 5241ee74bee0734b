"""Text → tokens, by no more of the model's pieces than its letters need.

Of 250,002 pieces 150,000 have letters of other alphabets, 80,000 plain Latin ones. Read without the first they take a
third of the time and the memory, without both a tenth. A piece matches nothing but its own characters: so a text
without such letters is cut into the same tokens without those pieces.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

from index.e5.weights import Vocabulary

_OTHER = "À-ÖØ-öø-\u1fff\ua000-\ud7ff"
"""Letters after ASCII, up to where signs and Chinese begin, and from where Chinese ends."""
LACKING = {
    "tokenizer_chinese": re.compile(f"[A-Za-z{_OTHER}]"),
    "tokenizer_latin": re.compile(f"[{_OTHER}]"),
    "tokenizer": re.compile("(?!)"),
}
"""The files of pieces, the fewest first, each with the letters that its pieces lack; the last has all pieces."""
_SPACE = "▁"


class Tokens(NamedTuple):
    """The tokens of a prompt and a text: their ids (tokens,), and where they stand in both together.

    The text begins at ``start``.
    """

    ids: NDArray[np.int64]
    places: Sequence[tuple[int, int]]
    start: int

    def own(self) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
        """Those of the text itself, not of the prompt, the start and the end, (tokens,).

        And where each of these stands in the text, (own tokens, 2), in code points.
        """
        offsets = np.array(self.places, np.int64).reshape(-1, 2) - self.start
        own = offsets[:, 1] > 0
        return own, offsets[own].clip(min=0)


class Pieces:
    """The pieces in a model's folder; more than Chinese has is read when a text needs it."""

    def __init__(self, folder: Path) -> None:
        self._kept = [_Kept(folder / name, lacking) for name, lacking in LACKING.items()]
        fewest, _ = self._kept[0].read()
        self._normal = fewest.normalizer

    def tokens(self, prompt: str, text: str) -> Tokens:
        """The tokens of one of the model's prompts and a text, as many as it reads."""
        tokenizer, ids = self._for(text)
        encoded = tokenizer.encode(prompt + text)
        return Tokens(ids[encoded.ids], encoded.offsets, len(prompt))

    def ready(self, texts: Iterable[str]) -> None:
        """Read what some texts need: while a thread reads it, no other goes on."""
        for text in texts:
            self._for(text)

    def _for(self, text: str) -> tuple[Tokenizer, NDArray[np.int64]]:
        normal = self._normal.normalize_str(text)
        return next(each for each in self._kept if not each.lacking.search(normal)).read()


class _Kept:
    """Some of the pieces, with the ids that they have among all, read when they are first needed."""

    def __init__(self, path: Path, lacking: re.Pattern[str]) -> None:
        self.lacking = lacking
        self._path = path
        self._reading = Lock()
        self._read: tuple[Tokenizer, NDArray[np.int64]] | None = None

    def read(self) -> tuple[Tokenizer, NDArray[np.int64]]:
        with self._reading:
            if self._read is None:
                tokenizer = Tokenizer.from_file(str(self._path.with_suffix(".json")))
                self._read = tokenizer, np.load(self._path.with_suffix(".npy"))
            return self._read


def write(folder: Path, vocabulary: Vocabulary, positions: int, prompts: Collection[str]) -> None:
    """Write what ``Pieces`` reads; a text has at most so many ``positions``, its prompt's included."""
    for name, lacking in LACKING.items():
        ids = _without(vocabulary, lacking, prompts)
        np.save(folder / f"{name}.npy", ids)
        tokenizer = _tokenizer(_only(vocabulary, ids), positions)
        (folder / f"{name}.json").write_text(tokenizer.to_str(pretty=True), encoding="utf-8")


def _without(vocabulary: Vocabulary, lacking: re.Pattern[str], prompts: Collection[str]) -> NDArray[np.int64]:
    """The ids of the pieces without some letters; with them those that a prompt may be cut into, those that stand for
    no characters, and the least probable one, below which the unknown is scored.
    """
    given = [f"{_SPACE}{prompt}".replace(" ", _SPACE) for prompt in prompts]
    special = vocabulary.special.values()
    kept = np.array(
        [not lacking.search(p) or p in special or any(p in each for each in given) for p in vocabulary.pieces]
    )
    kept[vocabulary.scores.argmin()] = True
    return np.flatnonzero(kept)


def _only(vocabulary: Vocabulary, ids: NDArray[np.int64]) -> Vocabulary:
    """A vocabulary of some of the pieces, the special ones among them."""
    bos, eos, pad, unk = np.searchsorted(ids, [vocabulary.bos, vocabulary.eos, vocabulary.pad, vocabulary.unk]).tolist()
    pieces = tuple(vocabulary.pieces[each] for each in ids.tolist())
    return replace(vocabulary, pieces=pieces, scores=vocabulary.scores[ids], bos=bos, eos=eos, pad=pad, unk=unk)


def _tokenizer(vocabulary: Vocabulary, positions: int) -> Tokenizer:
    """The tokenizer of XLM-RoBERTa: SentencePiece's Unigram with its ``nmt_nfkc`` normalisation."""
    scored = list(zip(vocabulary.pieces, vocabulary.scores.tolist(), strict=True))
    tokenizer = Tokenizer(models.Unigram(scored, unk_id=vocabulary.unk))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement=_SPACE, prepend_scheme="always")
    special = vocabulary.special
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{special['bos']} $A {special['eos']}",
        special_tokens=[(special["bos"], vocabulary.bos), (special["eos"], vocabulary.eos)],
    )
    tokenizer.add_special_tokens([AddedToken(token, special=True) for token in special.values()])
    tokenizer.enable_truncation(positions)
    return tokenizer
