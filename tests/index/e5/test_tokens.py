from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from index import e5
from index.e5 import tokens
from index.e5.tokens import Pieces
from index.e5.weights import Vocabulary

SCORED = {
    "<s>": 0.0,
    "<pad>": 0.0,
    "</s>": 0.0,
    "<unk>": 0.0,
    "▁": -1.0,
    "é": -2.0,
    "a": -1.0,
    "abc": -30.0,
    "c": -30.0,
    "б": -100.0,
    "я": -3.0,
    "d": -30.0,
    "cd": -1.0,
    "江": -4.0,
    "北": -4.0,
    "江北": -5.0,
    "<mask>": 0.0,
}
VOCABULARY = Vocabulary(tuple(SCORED), np.array(list(SCORED.values()), np.float32), bos=0, eos=2, pad=1, unk=3)
LIKELY = "江北区新桥通车了12年ＡＢ①㎡μ℃é б한かｶﾅ,。 \u3000\u200b\u0301ab"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    tokens.write(tmp_path, VOCABULARY, 6)
    return tmp_path


def test_the_usual_pieces_have_no_letters_of_other_alphabets_and_keep_their_ids(folder: Path) -> None:
    # Without é (5) and я (10); б (9) has such a letter too, but is the least probable.
    assert np.load(folder / "tokenizer_usual.npy").tolist() == [0, 1, 2, 3, 4, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16]
    found = Pieces(folder).tokens("江北a")
    assert found.ids.tolist() == [0, 4, 15, 6, 2]
    assert found.offsets.tolist() == [[0, 0], [0, 1], [0, 2], [2, 3], [0, 0]]
    assert found.own.tolist() == [False, True, True, True, False]


def test_all_pieces_are_read_for_a_text_that_needs_them_and_not_before(folder: Path) -> None:
    whole = (folder / "tokenizer.json").rename(folder / "elsewhere.json")
    pieces = Pieces(folder)
    assert pieces.tokens("北").ids.tolist() == [0, 4, 14, 2]
    whole.rename(folder / "tokenizer.json")
    assert pieces.tokens("é北").ids.tolist() == [0, 4, 5, 14, 2]
    # A letter that becomes another one: the text is looked at as it is cut.
    assert pieces.tokens("e\u0301").ids.tolist() == [0, 4, 5, 2]


def test_what_is_unknown_is_scored_below_the_least_probable_of_all_pieces(folder: Path) -> None:
    # abc and d: -60. a, an unknown b and cd: -2 less 110; had б been left out, less 40, and they would be taken.
    assert Pieces(folder).tokens("abcd").ids.tolist() == [0, 4, 7, 11, 2]


def test_a_text_is_read_as_far_as_the_model_goes(folder: Path) -> None:
    assert Pieces(folder).tokens("江北" * 9).ids.tolist() == [0, 4, 15, 15, 15, 2]
    assert Pieces(folder).tokens("я" * 9).ids.tolist() == [0, 4, 10, 10, 10, 2]


@pytest.fixture(scope="module")
def bundled() -> tuple[Pieces, Tokenizer]:
    folder = e5.prepare(lambda _: None)
    return Pieces(folder), Tokenizer.from_file(str(folder / "tokenizer.json"))


@pytest.mark.model
@given(text=st.text(st.one_of(st.sampled_from(LIKELY), st.characters(codec="utf-8")), max_size=40))
def test_every_text_has_the_tokens_that_all_pieces_give(bundled: tuple[Pieces, Tokenizer], text: str) -> None:
    pieces, whole = bundled
    found, expected = pieces.tokens(text), whole.encode(text)
    assert found.ids.tolist() == expected.ids
    assert found.offsets.tolist() == [list(each) for each in expected.offsets]
    assert found.own.tolist() == [not each for each in expected.special_tokens_mask]
