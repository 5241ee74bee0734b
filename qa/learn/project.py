"""Learn an encoder's projection: the few numbers of a token by which questions find their answering sentences.

A linear map is trained, through the two bits that a store keeps of each number, so that the right sentence among those
of the best articles, and the right article among the hits, come first by late interaction beside what is known of them
otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from index.encoder import Encoder
from index.errors import BaowenError
from index.messages import Tell, say
from index.projection import DIMENSIONS, Projection
from index.states import BOUNDS, LEVELS
from qa.learn.lessons import PLAIN, Half, Lesson, basis_of, lessons
from qa.learn.sets import QuestionSet

if TYPE_CHECKING:
    from torch import Tensor

EPOCHS = 3
BATCH = 16
RANKING = 0.5
"""What the choice of the article counts beside the choice of the sentence."""
RIDGE = 1e-3
SEED = 20231017
RATES = {"map": 2e-3, "importance": 2e-2, "plain": 3e-2, "late": 3e-2, "rank": 3e-2}
UNMATCHED = -0.5
"""The cosine counted for a sentence without tokens."""

Parameters = dict[str, "Tensor"]


def learn(sets: Sequence[QuestionSet], encoder: Encoder, tell: Tell, *, everything: bool = False) -> Projection:
    """The projection of an encoder that shows token states, each question counting the same.

    Weights can be fitted beside it on the questions that it has not seen (``QuestionSet.learned``); once they are, what
    readers use may have learned from ``everything``.
    """
    import torch

    basis = basis_of(sets, encoder)
    taught = [lesson for each in sets for lesson in lessons(each, encoder, basis, everything, tell)]
    if not taught:
        raise BaowenError(say("题目太少，学不出投影：至少要有一个 500 题以上的题目集"))
    parameters = _train(taught, basis.axes.shape[1], tell)
    with torch.no_grad():
        matrix = basis.axes @ parameters["map"].numpy()
        offset = basis.offset @ parameters["map"].numpy()
    return Projection(encoder.identity, matrix, offset, parameters["importance"].detach().numpy())


def _train(taught: Sequence[Lesson], width: int, tell: Tell) -> Parameters:
    import torch

    random = np.random.default_rng(SEED)
    parameters = _start(width)
    optimiser = torch.optim.Adam([{"params": [parameters[name]], "lr": rate} for name, rate in RATES.items()])
    steps = EPOCHS * max(1, len(taught) // BATCH)
    slower = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: max(0.03, 1 - step / steps))
    for epoch in range(EPOCHS):
        order = random.permutation(len(taught))
        for at in range(0, max(1, len(order) - BATCH + 1), BATCH):
            losses = torch.stack([_loss(taught[place], parameters) for place in order[at : at + BATCH]])
            loss = losses.mean() + RIDGE * (parameters["plain"] ** 2).sum()
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            slower.step()
            tell(
                say(
                    "第 {epoch}/{epochs} 轮，{done}/{whole} 题，损失 {loss:.3f}",
                    epoch=epoch + 1,
                    epochs=EPOCHS,
                    done=min(at + BATCH, len(order)),
                    whole=len(order),
                    loss=loss.item(),
                )
            )
    return parameters


def _start(width: int) -> Parameters:
    """The first axes of the basis, all tokens alike, and weights from which training moves little."""
    import torch

    values = {
        "map": torch.eye(width, DIMENSIONS),
        "importance": torch.zeros(DIMENSIONS),
        "plain": torch.zeros(len(PLAIN)),
        "late": torch.tensor(10.0),
        "rank": torch.tensor([1.0, 10.0]),
    }
    return {name: value.requires_grad_() for name, value in values.items()}


def _loss(lesson: Lesson, parameters: Parameters) -> Tensor:
    """How improbable the right sentence and the right article are; nothing for what has no right one."""
    import torch

    question, tokens = (_mapped(states, parameters) for states in (lesson.question, np.concatenate(lesson.tokens)))
    shares = (torch.softmax(question @ parameters["importance"], 0) + 1 / len(question)) / 2
    cosines = _coarse(tokens) @ question.T
    owner = torch.from_numpy(lesson.owner)
    hits = _best(cosines, owner, len(lesson.scores)) @ shares
    scores = parameters["rank"][0] * torch.from_numpy(lesson.scores) + parameters["rank"][1] * hits
    belongs = torch.from_numpy(np.repeat(np.arange(len(lesson.spans)), [len(span) for span in lesson.spans]))
    sentences = _best(cosines[torch.from_numpy(np.concatenate(lesson.spans))], belongs, len(lesson.spans)) @ shares
    merits = torch.from_numpy(lesson.plain) @ parameters["plain"] + parameters["late"] * sentences
    return _improbable(merits, lesson.right) + RANKING * _improbable(scores, lesson.right_hits)


def _mapped(states: Half, parameters: Parameters) -> Tensor:
    import torch

    return torch.nn.functional.normalize(torch.from_numpy(states).float() @ parameters["map"], dim=-1)


def _coarse(tokens: Tensor) -> Tensor:
    """Tokens as a store gives them back; the gradient passes as if they were exact (straight-through estimator)."""
    import torch

    levels = torch.from_numpy(LEVELS)[torch.bucketize(tokens.detach() * DIMENSIONS**0.5, torch.from_numpy(BOUNDS))]
    return tokens + (torch.nn.functional.normalize(levels, dim=-1) - tokens).detach()


def _best(cosines: Tensor, owner: Tensor, owners: int) -> Tensor:
    """The best cosine of each of the question's tokens among the tokens of each owner."""
    lowest = cosines.new_full((owners, cosines.shape[1]), UNMATCHED)
    return lowest.scatter_reduce(0, owner[:, None].expand_as(cosines), cosines, "amax")


def _improbable(scores: Tensor, right: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Tensor:
    import torch

    if not right.any():
        return scores.new_zeros(())
    return torch.logsumexp(scores, 0) - torch.logsumexp(scores[torch.from_numpy(right)], 0)
