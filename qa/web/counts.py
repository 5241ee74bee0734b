"""What is counted for those who run the server: questions, what came of them, how long they took, who was refused."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

from qa.answer import Answer, Filters
from qa.question.turn import Turn
from qa.web.needs import Archive, Asked

_FOUND: Final = {True: "yes", False: "no", None: "unknown"}
_FAILED: Final = "failed"
_SECONDS: Final = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Counts:
    """The counts of one application; no question is kept."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._questions = Counter(
            "baowen_questions", "Questions asked, by whether an answer was found", ["found"], registry=self._registry
        )
        for found in (*_FOUND.values(), _FAILED):
            self._questions.labels(found)
        self._seconds = Histogram(
            "baowen_answer_seconds", "Seconds that an answer took", buckets=_SECONDS, registry=self._registry
        )
        self._refused = Counter("baowen_refused", "Requests refused, being too many", registry=self._registry)

    def asked(self, answer: Answer | None, seconds: float) -> None:
        """A question was answered, or could not be (None), in so many seconds."""
        self._questions.labels(_FOUND[answer.found] if answer else _FAILED).inc()
        self._seconds.observe(seconds)

    def refused(self) -> None:
        """A request was one too many."""
        self._refused.inc()

    def text(self) -> bytes:
        """All counts in the text format of Prometheus."""
        return generate_latest(self._registry)


@dataclass(frozen=True, slots=True)
class Counted:
    """A bot whose answers are counted."""

    bot: Asked
    counts: Counts

    @property
    def store(self) -> Archive:
        """The articles the answers quote."""
        return self.bot.store

    def ask(self, question: str, history: Sequence[Turn] = (), *, k: int = 5, filters: Filters | None = None) -> Answer:
        """Answer as the bot does."""
        began, answer = time.perf_counter(), None
        try:
            answer = self.bot.ask(question, history, k=k, filters=filters)
        finally:
            self.counts.asked(answer, time.perf_counter() - began)
        return answer
