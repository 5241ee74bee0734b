from __future__ import annotations

import numpy as np
import pytest

from qa.learn.lessons import Basis, basis_of, lessons
from qa.learn.sets import QuestionSet
from tests.fake import FakeEncoder


def test_a_basis_weighs_all_layers_alike_and_keeps_what_varies_most() -> None:
    random = np.random.default_rng(2)
    states = random.standard_normal((400, 8)).astype(np.float32) + 5
    states[:, 4:] *= 100
    states[:, 3] *= 0.01
    basis = Basis.of(states, 4)
    reduced = (states @ basis.axes - basis.offset).astype(np.float32)
    np.testing.assert_allclose(reduced.mean(axis=0), 0, atol=1e-3)
    # Each layer of four has a mean square of one in all.
    assert (reduced**2).sum(axis=1).mean() == pytest.approx(2, rel=1e-3)
    assert np.abs(basis.axes[3, :4]).max() < 0.1 * np.abs(basis.axes[:3, :4]).max()


def test_a_lesson_points_at_the_tokens_of_each_sentence(questions: QuestionSet) -> None:
    encoder = FakeEncoder()
    basis = basis_of([questions], encoder)
    taught = list(lessons(questions, encoder, basis, True, lambda _: None))
    assert len(taught) == 3  # the fourth question has no answer
    for lesson in taught:
        assert lesson.right_hits.sum() == 1
        assert lesson.right.sum() == 1
        assert [len(span) for span in lesson.spans].count(0) == 0
        assert len(lesson.owner) == sum(map(len, lesson.tokens))
        assert sorted(np.concatenate(lesson.spans).tolist()) == sorted(set(np.concatenate(lesson.spans).tolist()))
