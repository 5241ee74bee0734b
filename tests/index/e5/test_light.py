import numpy as np
import pytest

from index import e5
from index.e5.light import LightEncoder
from index.e5.weights import parse
from tests.index.e5.small_model import small_weights

TEXTS = ["澄江区新桥通车了", "江", "新桥", "通车了", "澄", "区新桥通车"]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> LightEncoder:
    folder = tmp_path_factory.mktemp("model")
    e5.write_folder(folder, parse(small_weights()), lambda _: None)
    return LightEncoder(folder, "small")


def test_vectors_have_length_one_and_the_order_of_their_texts(small: LightEncoder) -> None:
    vectors = small.encode_passages(TEXTS)
    assert vectors.shape == (6, 32)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-6)
    # To the bit: a text's vector does not depend on what was encoded with it.
    for text, vector in zip(TEXTS, vectors, strict=True):
        assert np.array_equal(small.encode_passages([text])[0], vector)


def test_questions_and_passages_have_different_prompts(small: LightEncoder) -> None:
    question, passage = small.encode_queries(["新桥"]), small.encode_passages(["新桥"])
    assert not np.array_equal(question, passage)


def test_progress_counts_every_text(small: LightEncoder) -> None:
    told: list[int] = []
    small.encode_passages(TEXTS, progress=told.append)
    assert told == [1, 2, 3, 4, 5, 6]


def test_no_texts_give_no_vectors(small: LightEncoder) -> None:
    assert small.encode_queries([]).shape == (0, 32)
    assert small.encode_passages([]).shape == (0, 32)
    assert small.token_states([]) == []


def test_a_failure_in_the_callback_is_not_swallowed(small: LightEncoder) -> None:
    def stop(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        small.encode_passages(TEXTS, progress=stop)


def test_token_states_stand_at_the_characters_of_the_text(small: LightEncoder) -> None:
    one, two = small.token_states(["澄江 区新", "桥"])
    # Pieces are single characters; the space is a piece of its own.
    assert one.offsets.tolist() == [[0, 1], [1, 2], [2, 3], [3, 4], [4, 5]]
    assert one.states.shape == (5, 32)
    assert two.offsets.tolist() == [[0, 1]]


def test_without_a_prompt_the_first_character_has_the_mark_of_a_word_start_too(small: LightEncoder) -> None:
    (alone,) = small.token_states(["新桥"], prompt="")
    assert alone.offsets.tolist() == [[0, 1], [0, 1], [1, 2]]


def test_a_text_longer_than_the_model_is_read_up_to_its_end(small: LightEncoder) -> None:
    # 12 positions: start, ▁passage, ":", ▁, end leave 7 for the text.
    (states,) = small.token_states(["江" * 50])
    assert states.offsets.tolist() == [[i, i + 1] for i in range(7)]
    assert np.array_equal(small.encode_passages(["江" * 50]), small.encode_passages(["江" * 7]))
