"""Fits of strays and gaps that exclude each other, and those of them that hold whatever becomes of the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from math import exp, sqrt

from index.segment.stray import Fit

_ROUNDS, _SURE = 60, 100.0
"""Rounds until the chances stand still; nats above which a score says nothing more."""


def certain(candidates: Iterable[Fit], odds: float) -> list[Fit]:
    """Return the fits that hold by ``odds`` to one, whatever becomes of the others.

    A stray has one home and a gap one line: fits are the edges of a matching. The marginal odds of an edge are its own
    times, for each of its ends, the chance that no other edge takes it: belief propagation, damped, exact without
    cycles.

    >>> from index.segment.stray import Stray
    >>> one, other = Fit(Stray(0, 1, 2), 1, 5.0), Fit(Stray(0, 1, 2), 2, 4.0)
    >>> certain([one], 20) == [one], certain([one, other], 20)
    (True, [])
    """
    fits = list(candidates)
    own = [exp(min(fit.score, _SURE)) for fit in fits]
    sides: tuple[dict[int, list[int]], ...] = (defaultdict(list), defaultdict(list))
    for k, fit in enumerate(fits):
        sides[0][fit.stray.paragraph].append(k)
        sides[1][fit.gap].append(k)
    rivals = [
        [[j for j in sides[0][fit.stray.paragraph] if j != k and _overlap(fit, fits[j])] for k, fit in enumerate(fits)],
        [[j for j in sides[1][fit.gap] if j != k] for k, fit in enumerate(fits)],
    ]
    free = [[1.0] * len(fits), [1.0] * len(fits)]
    for _ in range(_ROUNDS if any(map(any, rivals)) else 1):
        free = [
            [
                sqrt(was / (1 + sum(own[j] * free[1 - s][j] for j in each)))
                for was, each in zip(free[s], rivals[s], strict=True)
            ]
            for s in range(2)
        ]
    held = [x * y * z >= odds for x, y, z in zip(own, *free, strict=True)]
    return [fit for k, fit in enumerate(fits) if held[k] and not any(held[j] for s in rivals for j in s[k])]


def _overlap(one: Fit, other: Fit) -> bool:
    return one.stray.start < other.stray.end and other.stray.start < one.stray.end
