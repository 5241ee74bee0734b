import numpy as np
import pytest

from index import e5
from index.e5.light import AHEAD, LightEncoder
from index.e5.weights import parse
from tests.index.e5.small_model import small_weights

TEXTS = ["澄江区新桥通车了", "江", "新桥", "通车了", "澄", "区新桥通车"]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> LightEncoder:
    folder = tmp_path_factory.mktemp("model")
    e5.write_folder(folder, parse(small_weights()), lambda _: None)
    return LightEncoder(folder, "small")


def test_vectors_have_length_one_and_the_order_of_their_texts(small: LightEncoder) -> None:
    encoded = list(small.encode_passages(TEXTS))
    assert [each.vector.shape for each in encoded] == [(32,)] * 6
    assert {each.vector.dtype for each in encoded} == {np.dtype(np.float32)}
    np.testing.assert_allclose([np.linalg.norm(each.vector) for each in encoded], 1, rtol=1e-6)
    # To the bit: a text's vector does not depend on what was encoded with it.
    for text, each in zip(TEXTS, encoded, strict=True):
        assert np.array_equal(next(small.encode_passages([text])).vector, each.vector)


def test_questions_and_passages_have_different_prompts(small: LightEncoder) -> None:
    question, passage = small.encode_queries(["新桥"])[0], next(small.encode_passages(["新桥"]))
    assert not np.array_equal(question.vector, passage.vector)


def test_more_texts_than_are_read_ahead_keep_their_order(small: LightEncoder) -> None:
    many = [TEXTS[i % 6] for i in range(AHEAD + 3)]
    alone = {text: next(small.encode_passages([text])).vector for text in TEXTS}
    encoded = list(small.encode_passages(many))
    assert all(np.array_equal(each.vector, alone[text]) for text, each in zip(many, encoded, strict=True))


def test_no_texts_give_nothing(small: LightEncoder) -> None:
    assert small.encode_queries([]) == []
    assert list(small.encode_passages([])) == []


def test_token_states_stand_at_the_characters_of_the_text(small: LightEncoder) -> None:
    one, two = small.encode_passages(["澄江 区新", "桥"])
    # Pieces are single characters; the space is a piece of its own.
    assert one.offsets.tolist() == [[0, 1], [1, 2], [2, 3], [3, 4], [4, 5]]
    assert one.states.shape == (5, 32)
    assert two.offsets.tolist() == [[0, 1]]


def test_a_text_longer_than_the_model_is_read_up_to_its_end(small: LightEncoder) -> None:
    # 12 positions: start, ▁passage, ":", ▁, end leave 7 for the text.
    long, seven = small.encode_passages(["江" * 50, "江" * 7])
    assert long.offsets.tolist() == [[i, i + 1] for i in range(7)]
    assert np.array_equal(long.vector, seven.vector)
