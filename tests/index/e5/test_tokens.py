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
    "p": -3.0,
    "б": -100.0,
    "东": -1.0,
    "东西南": -30.0,
    "中": -30.0,
    "南中": -1.0,
    "江": -4.0,
    "北": -4.0,
    "江北": -5.0,
    "<mask>": 0.0,
}
VOCABULARY = Vocabulary(tuple(SCORED), np.array(list(SCORED.values()), np.float32), bos=0, eos=2, pad=1, unk=3)
LIKELY = "江北区新桥通车了12年ＡＢ①㎡μ℃é б한かｶﾅ,。 \u3000\u200b\u0301ab"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    tokens.write(tmp_path, VOCABULARY, 6, ["p "])
    return tmp_path


def test_fewer_pieces_lack_letters_but_those_of_the_prompts_and_keep_their_ids(folder: Path) -> None:
    kept = {path.stem: np.load(path).tolist() for path in folder.glob("*.npy")}
    # Without é (5) and a (6): p is of the prompt, and б (8) the least probable.
    assert kept["tokenizer_chinese"] == [0, 1, 2, 3, 4, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]
    assert kept["tokenizer_latin"] == [0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]
    assert kept["tokenizer"] == list(range(17))


def test_tokens_of_a_text_are_told_from_those_of_its_prompt(folder: Path) -> None:
    found = Pieces(folder).tokens("p ", "江北")
    assert found.ids.tolist() == [0, 4, 7, 4, 15, 2]
    own, offsets = found.own()
    assert own.tolist() == [False, False, False, False, True, False]
    assert offsets.tolist() == [[0, 2]]


def test_more_pieces_are_read_for_a_text_that_needs_them_and_not_before(folder: Path) -> None:
    latin, whole = folder / "tokenizer_latin.json", folder / "tokenizer.json"
    for path in (latin, whole):
        path.rename(path.with_suffix(".away"))
    pieces = Pieces(folder)
    assert pieces.tokens("p ", "北").ids.tolist() == [0, 4, 7, 4, 14, 2]
    latin.with_suffix(".away").rename(latin)
    assert pieces.tokens("", "a北").ids.tolist() == [0, 4, 6, 14, 2]
    # A sign that becomes a letter: the text is looked at as it is cut.
    assert pieces.tokens("", "ａ北").ids.tolist() == [0, 4, 6, 14, 2]
    whole.with_suffix(".away").rename(whole)
    assert pieces.tokens("", "é北").ids.tolist() == [0, 4, 5, 14, 2]
    assert pieces.tokens("", "e\u0301").ids.tolist() == [0, 4, 5, 2]


def test_what_is_unknown_is_scored_below_the_least_probable_of_all_pieces(folder: Path) -> None:
    # 东西南 and 中: -60. 东, an unknown 西 and 南中: -2 less 110; without б less 40, and they would be taken.
    assert Pieces(folder).tokens("", "东西南中").ids.tolist() == [0, 4, 10, 11, 2]


def test_a_text_is_read_as_far_as_the_model_goes(folder: Path) -> None:
    assert Pieces(folder).tokens("", "江北" * 9).ids.tolist() == [0, 4, 15, 15, 15, 2]
    assert Pieces(folder).tokens("", "б" * 9).ids.tolist() == [0, 4, 8, 8, 8, 2]


@pytest.fixture(scope="module")
def bundled() -> tuple[Pieces, Tokenizer]:
    folder = e5.prepare(lambda _: None)
    return Pieces(folder), Tokenizer.from_file(str(folder / "tokenizer.json"))


@pytest.mark.model
@given(
    prompt=st.sampled_from(sorted({*e5.PROMPTS.values()})),
    text=st.text(st.one_of(st.sampled_from(LIKELY), st.characters(codec="utf-8")), max_size=40),
)
def test_every_text_has_the_tokens_that_all_pieces_give(
    bundled: tuple[Pieces, Tokenizer], prompt: str, text: str
) -> None:
    pieces, whole = bundled
    found, expected = pieces.tokens(prompt, text), whole.encode(prompt + text)
    assert found.ids.tolist() == expected.ids
    places = [(first - len(prompt), last - len(prompt)) for first, last in expected.offsets]
    own, offsets = found.own()
    assert own.tolist() == [last > 0 for _, last in places]
    assert offsets.tolist() == [[max(0, first), last] for first, last in places if last > 0]
