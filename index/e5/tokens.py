"""Text → tokens, by the model's pieces: all of them, or those that Chinese and English are written with.

Of 250,002 pieces 150,000 have letters of other alphabets, and take four fifths of the time and the memory to be read
(1.3 s and 280 MB). A piece matches nothing but its own characters: so a text without such letters is cut into the same
tokens without those pieces.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

from index.e5.weights import Vocabulary

WHOLE_FILE, USUAL_FILE, IDS_FILE = "tokenizer.json", "tokenizer_usual.json", "tokenizer_usual.npy"
_OTHER = re.compile("[À-ÖØ-öø-\u1fff\ua000-\ud7ff]")
"""Letters after ASCII, up to where signs and Chinese begin, and from where Chinese ends."""


class Tokens(NamedTuple):
    """The tokens of a text: their ids (tokens,) and where each stands, (tokens, 2), in code points.

    ``own`` (tokens,) are those that are not the start or the end.
    """

    ids: NDArray[np.int64]
    offsets: NDArray[np.int64]
    own: NDArray[np.bool_]


class Pieces:
    """The pieces in a model's folder; all are read only when a text has letters that the usual ones lack."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / WHOLE_FILE
        self._usual = Tokenizer.from_file(str(folder / USUAL_FILE))
        self._ids = np.load(folder / IDS_FILE)
        self._whole: Tokenizer | None = None
        self._reading = Lock()

    def tokens(self, text: str) -> Tokens:
        """The tokens of a text, as many as the model reads."""
        normal = self._usual.normalizer.normalize_str(text)
        usual = _OTHER.search(normal) is None
        encoded = (self._usual if usual else self._all()).encode(text)
        ids = np.array(encoded.ids, np.int64)
        return Tokens(
            self._ids[ids] if usual else ids,
            np.array(encoded.offsets, np.int64).reshape(-1, 2),
            np.array(encoded.special_tokens_mask) == 0,
        )

    def _all(self) -> Tokenizer:
        with self._reading:
            if self._whole is None:
                self._whole = Tokenizer.from_file(str(self._file))
            return self._whole


def write(folder: Path, vocabulary: Vocabulary, positions: int) -> None:
    """Write what ``Pieces`` reads; a text has at most so many ``positions``."""
    _save(folder / WHOLE_FILE, vocabulary, positions)
    usual = _usual(vocabulary)
    np.save(folder / IDS_FILE, usual)
    _save(folder / USUAL_FILE, _only(vocabulary, usual), positions)


def _usual(vocabulary: Vocabulary) -> NDArray[np.int64]:
    """The ids of the pieces without other letters, and of the least probable one, below which the unknown is scored."""
    usual = np.array([_OTHER.search(piece) is None for piece in vocabulary.pieces])
    usual[vocabulary.scores.argmin()] = True
    return np.flatnonzero(usual)


def _only(vocabulary: Vocabulary, ids: NDArray[np.int64]) -> Vocabulary:
    """A vocabulary of some of the pieces, the special ones among them."""
    bos, eos, pad, unk = np.searchsorted(ids, [vocabulary.bos, vocabulary.eos, vocabulary.pad, vocabulary.unk]).tolist()
    pieces = tuple(vocabulary.pieces[each] for each in ids.tolist())
    return replace(vocabulary, pieces=pieces, scores=vocabulary.scores[ids], bos=bos, eos=eos, pad=pad, unk=unk)


def _save(path: Path, vocabulary: Vocabulary, positions: int) -> None:
    """The tokenizer of XLM-RoBERTa: SentencePiece's Unigram with its ``nmt_nfkc`` normalisation."""
    pieces = vocabulary.pieces
    scored = list(zip(pieces, vocabulary.scores.tolist(), strict=True))
    tokenizer = Tokenizer(models.Unigram(scored, unk_id=vocabulary.unk))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    special = vocabulary.special
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{special['bos']} $A {special['eos']}",
        special_tokens=[(special["bos"], vocabulary.bos), (special["eos"], vocabulary.eos)],
    )
    tokenizer.add_special_tokens([AddedToken(token, special=True) for token in special.values()])
    tokenizer.enable_truncation(positions)
    path.write_text(tokenizer.to_str(pretty=True), encoding="utf-8")
