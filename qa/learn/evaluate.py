"""Measure: how well questions with known answers are answered, through the same Bot that readers ask."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from index.encoder import Encoder
from index.messages import Tell, say
from index.text import fold
from qa.answer import Answer
from qa.bot import Bot
from qa.learn.sets import Asked, QuestionSet
from qa.weights import weights_for

DEPTH = 10
LONGEST_SENTENCE = 160
WARM_UP = 5


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one question went: the rank of the first right article (0: none in ten), and its first cited sentences.

    Where no article is right ``rank`` is None. ``withheld`` is the answer given when nothing right is to be found, as
    the right articles are kept from the search; None when not tried.
    """

    rank: int | None
    quotes: tuple[str, ...]
    gold: tuple[str, ...]
    confidence: float | None
    found: bool | None
    withheld: Answer | None
    seconds: float


def evaluate(questions: QuestionSet, encoder: Encoder, today: date | None, tell: Tell) -> dict[str, float | int | None]:
    """Ask every question of a set; see ``summary`` for what is measured.

    ``misnamed`` counts the questions that name an article and none that the set has: they cannot be answered right.
    """
    bot = Bot(questions.store, encoder, weights_for(encoder.identity))
    for asked in questions.questions[:WARM_UP]:
        bot.ask(asked.question, today=today)
    outcomes = []
    for number, asked in enumerate(questions.questions, 1):
        outcomes.append(_ask(bot, questions, asked, today))
        if number % 50 == 0:
            tell(say("提问 {number}/{whole}", number=number, whole=len(questions.questions)))
    misnamed = sum(bool(asked.relevant) and not questions.relevant(asked) for asked in questions.questions)
    return {**summary(outcomes), "misnamed": misnamed, "refused": len(questions.refused)}


def _ask(bot: Bot, questions: QuestionSet, asked: Asked, today: date | None) -> Outcome:
    relevant = questions.relevant(asked)
    day = asked.today or today
    started = time.perf_counter()
    answer = bot.ask(asked.question, asked.history, today=day, k=DEPTH)
    seconds = time.perf_counter() - started
    withheld = None if asked.relevant else sure(answer)
    if asked.relevant and int(hashlib.sha256(str(asked.id).encode()).hexdigest(), 16) % 2 == 0:
        withheld = sure(bot.ask(asked.question, asked.history, today=day, k=DEPTH, without=relevant))
    shown = [{article.id for article in (hit.article, *hit.also)} for hit in answer.hits]
    rank = next((place for place, ids in enumerate(shown, 1) if ids & relevant), 0) if asked.relevant else None
    quotes = tuple(citation.quote for citation in answer.citations)
    return Outcome(rank, quotes, asked.answers, sure(answer).confidence, answer.found, withheld, seconds)


def sure(answer: Answer) -> Answer:
    """An answer with a confidence to compare by: a list is given or not, and has none."""
    return replace(answer, confidence=1.0) if answer.found and answer.confidence is None else answer


def summary(outcomes: Sequence[Outcome]) -> dict[str, float | int | None]:
    """R@k and MRR@10 over articles; ``answer_at_n``: a right answer, folded, inside the first n cited sentences.

    Both of the questions that an article answers. For those of them that were also asked with their articles withheld:
    AUROC of the confidence, the share answered with the articles there, and the share declined without; as if withheld
    count the questions that no article answers. Latency is that of ``Bot.ask``, in milliseconds.
    """
    answerable = [each for each in outcomes if each.rank is not None]
    ranks = np.array([each.rank for each in answerable])
    twice = [each for each in answerable if each.withheld is not None]
    without = [each.withheld for each in outcomes if each.withheld is not None]
    quotes = [quote for each in outcomes for quote in each.quotes]
    milliseconds = np.array([each.seconds for each in outcomes]) * 1000
    fitted = all(each.confidence is not None for each in outcomes)
    auroc = _auroc([each.confidence for each in twice], [each.confidence for each in without]) if fitted else None
    return {
        "questions": len(outcomes),
        "r_at_1": _mean(ranks == 1),
        "r_at_5": _mean((ranks >= 1) & (ranks <= 5)),
        "mrr_at_10": _mean([1 / rank if rank else 0.0 for rank in ranks]),
        "answer_at_1": _mean([_answered(each, 1) for each in answerable]),
        "answer_at_2": _mean([_answered(each, 2) for each in answerable]),
        "quote_chars_mean": _mean([len(quote) for quote in quotes]),
        "answerable_auroc": auroc,
        "answered_of_answerable": _mean([bool(each.found) for each in twice]) if fitted else None,
        "declined_of_unanswerable": _mean([not each.found for each in without]) if fitted else None,
        "query_ms_p50": round(float(np.percentile(milliseconds, 50)), 2) if outcomes else None,
        "query_ms_p95": round(float(np.percentile(milliseconds, 95)), 2) if outcomes else None,
    }


def _mean(values: Sequence[float] | np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> float | None:
    return round(float(np.mean(values)), 4) if len(values) else None


def _answered(outcome: Outcome, n: int) -> bool:
    quotes = [fold(quote) for quote in outcome.quotes[:n] if len(quote) <= LONGEST_SENTENCE]
    return any(fold(answer) in quote for answer in outcome.gold for quote in quotes)


def _auroc(answerable: Sequence[float | None], others: Sequence[float | None]) -> float | None:
    """The probability that an answerable question gets the higher confidence; ties count half (Mann-Whitney)."""
    present, absent = np.array(answerable), np.array(others)
    if not len(present) or not len(absent):
        return None
    below = np.searchsorted(np.sort(absent), present, side="left")
    not_above = np.searchsorted(np.sort(absent), present, side="right")
    return round(float((below + not_above).sum() / 2 / len(present) / len(absent)), 4)
