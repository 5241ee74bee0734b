"""Answers end to end: python -m bench.ask STORE [--json]. STORE is built from samples/.

Prints how many questions of ``time.jsonl``, ``aliases.jsonl`` and ``followups.jsonl`` are right, in both halves:
one of the right articles is cited or is the first hit; where no article is right, nothing is cited. A question is
answered when a quotation of a right article has the answer. For the questions of ``lists.jsonl`` that want a list: the
share of right articles that are cited, and of articles cited that are right (borderline ones do not count).
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePath
from typing import Any

from index.read.source import File
from index.sidecar import parse_paper
from index.text import fold
from qa.answer import Answer
from qa.bot import Bot
from qa.learn.sets import Asked, QuestionSet
from qa.question.turn import Turn

BENCH = Path(__file__).parent
TODAY = date(2032, 4, 1)
"""The day on which a question without a day of its own is asked."""
SHOWN = 20
"""Articles of a list that count."""
TUNED = {"tune", "tuning", "tuned"}
"""What the files call the half that was looked at while the code was written."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether one question was answered right, and what was said."""

    id: str
    half: str
    question: str
    right: bool
    answered: bool
    answer: Answer


def lines(name: str) -> list[dict[str, Any]]:
    """The questions of a file."""
    return [json.loads(line) for line in (BENCH / name).read_text(encoding="utf-8").splitlines()]


def half_of(told: Mapping[str, Any]) -> str:
    """The half of a question: tuned, or held out."""
    named = told.get("half") or str(told["id"]).partition("-")[0]
    return "tuned" if named in TUNED else "held out"


def named(store: QuestionSet, names: Sequence[str]) -> frozenset[str]:
    """The ids of articles given as file#title."""
    return store.relevant(Asked(0, "", tuple(names)))


def judged(store: QuestionSet, told: Mapping[str, Any], half: str, id: str, answer: Answer) -> Verdict:
    """Is an answer right, and does it answer?"""
    relevant = named(store, told["relevant"])
    gold = [fold(words) for words in told.get("answers", ())]
    cited = [each for each in answer.citations if each.article.id in relevant or not relevant]
    said = any(words in fold(each.quote) for words in gold for each in cited) if gold else bool(cited)
    if not relevant:  # a caption, which has no title to be named by; or nothing answers
        right = said if gold else not cited
        return Verdict(id, half, told["question"], right, right, answer)
    first = {article.id for hit in answer.hits[:1] for article in (hit.article, *hit.also)}
    return Verdict(id, half, told["question"], bool(cited or first & relevant), said, answer)


def single(bot: Bot, store: QuestionSet, name: str) -> Iterator[Verdict]:
    """Questions that stand alone; those that only say which limits they name are left to the tests."""
    for told in lines(name):
        if not told["relevant"] and not told.get("answers"):
            continue
        answer = bot.ask(told["question"], today=date.fromisoformat(told.get("today") or TODAY.isoformat()))
        yield judged(store, told, half_of(told), told["id"], answer)


def conversations(bot: Bot, store: QuestionSet) -> Iterator[Verdict]:
    """The questions of conversations that do not stand alone, after what the bot answered before."""
    for told in lines("followups.jsonl"):
        turns: list[Turn] = []
        for each in told["turns"]:
            answer = bot.ask(each["question"], turns, today=TODAY)
            turns.append(Turn(each["question"], answer.text))
            if not each["stands_alone"]:
                yield judged(store, each, half_of(told), told["id"], answer)


def lists(bot: Bot, store: QuestionSet) -> Mapping[str, Any]:
    """Of the questions that want a list: the share of right articles cited, and of articles cited that are right."""
    recalls: dict[str, list[float]] = defaultdict(list)
    shown: dict[str, list[bool]] = defaultdict(list)
    for told in lines("lists.jsonl"):
        if not told["list"]:
            continue
        answer = bot.ask(told["question"], today=date.fromisoformat(told["today"]))
        relevant, borderline = named(store, told["relevant"]), named(store, told.get("borderline", ()))
        ids = list(dict.fromkeys(each.article.id for each in answer.citations))[:SHOWN]
        if relevant:
            recalls[half_of(told)].append(len(relevant.intersection(ids)) / len(relevant))
        shown[half_of(told)] += [id in relevant for id in ids if id not in borderline]
    return {
        half: {
            "questions": len(recalls[half]),
            "recall_at_20": round(sum(recalls[half]) / len(recalls[half]), 3),
            "shown": len(shown[half]),
            "right_of_shown": round(sum(shown[half]) / len(shown[half]), 3),
        }
        for half in ("tuned", "held out")
    }


def counted(verdicts: Sequence[Verdict]) -> Mapping[str, Any]:
    """Right, answered and asked in each half."""
    halves = {half: [each for each in verdicts if each.half == half] for half in ("tuned", "held out")}
    return {
        half: {
            "right": sum(each.right for each in those),
            "answered": sum(each.answered for each in those),
            "asked": len(those),
        }
        for half, those in halves.items()
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("--json", action="store_true", help="one JSON object, with every question that was not right")
    options = parser.parse_args()
    bot = Bot.open(options.store)
    store = QuestionSet(bot.store, ())
    file = BENCH / "aliases" / "paper.toml"
    notes = parse_paper(File(PurePath(file), file.name, file.read_bytes()))
    renamed = replace(bot, store=replace(bot.store, manifest=replace(bot.store.manifest, papers=(notes,))))
    verdicts = {
        "time": list(single(bot, store, "time.jsonl")),
        "aliases": list(single(renamed, store, "aliases.jsonl")),
        "followups": list(conversations(bot, store)),
    }
    result = {**{name: counted(those) for name, those in verdicts.items()}, "lists": lists(bot, store)}
    if options.json:
        wrong = {
            name: [{"id": v.id, "question": v.question, "answer": v.answer.text} for v in those if not v.right]
            for name, those in verdicts.items()
        }
        print(json.dumps({**result, "wrong": wrong}, ensure_ascii=False, indent=1))  # noqa: T201
        return
    for name, halves in result.items():
        for half, figures in halves.items():
            print(f"{name:10} {half:9} " + "  ".join(f"{key} {value}" for key, value in figures.items()))  # noqa: T201


if __name__ == "__main__":
    main()
