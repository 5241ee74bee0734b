"""Questions with one homophone error, or as keywords: python -m bench.typos PASSAGES QUESTIONS [--keywords].

Prints the MRR@10 of the same questions as asked, with an error and as keywords; how many errors are put right exactly,
how many wrongly, and how many questions without an error are taken for wrong.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random
from statistics import fmean

from pypinyin import Style, lazy_pinyin

from index.console import screen
from index.encoder import load_encoder
from index.store import LexicalIndex
from index.text import CJK, fold, word_frequencies
from qa.bot import Bot
from qa.learn.sets import Asked, QuestionSet, open_set
from qa.question.query import asked_words
from qa.question.sound import Sounds, respelled
from qa.weights import weights_for

COMMON = 3500
"""How many characters a reader is likely to type for another."""
FEWEST, MOST = 2, 4
"""Keywords of a question."""
DEPTH = 10
SEED = 2031
CHINESE = re.compile(rf"[{CJK}]{{2,}}")


@cache
def homophones() -> Mapping[str, Sequence[str]]:
    """The common characters by their usual reading, without tone."""
    frequencies, _ = word_frequencies()
    single = [word for word in frequencies if len(word) == 1 and "\u4e00" <= word <= "\u9fff"]
    found: dict[str, list[str]] = {}
    for character in sorted(single, key=lambda each: -frequencies[each])[:COMMON]:
        found.setdefault(lazy_pinyin(character)[0], []).append(character)
    return found


def mistype(question: str, lexical: LexicalIndex, random: Random) -> str | None:
    """A question with one character of its rarest printed word replaced by one that sounds alike; None without one."""
    asked = [word for word in asked_words(question) if CHINESE.fullmatch(word) and word in question]
    for word in sorted(filter(lexical.seen, asked), key=lexical.seen):
        readings = lazy_pinyin(word, style=Style.NORMAL)
        for at in random.sample(range(len(word)), len(word)):
            others = [each for each in homophones().get(readings[at], ()) if each != word[at]]
            if others:
                wrong = word[:at] + random.choice(others) + word[at + 1 :]
                return question.replace(word, wrong, 1)
    return None


def keywords(question: str, lexical: LexicalIndex, random: Random) -> str:
    """The rarest two to four words of a question, in their order."""
    asked = list(dict.fromkeys(asked_words(question)))
    rarest = sorted(asked, key=lexical.seen)[: random.randint(FEWEST, MOST)]
    return " ".join(word for word in asked if word in rarest)


def reciprocal_rank(bot: Bot, questions: QuestionSet, asked: Asked, text: str) -> float:
    """One by the rank of the first right article, 0 when none is among the first ten."""
    answer = bot.ask(text, today=asked.today, k=DEPTH)
    relevant = questions.relevant(asked)
    shown = [{article.id for article in (hit.article, *hit.also)} for hit in answer.hits]
    return next((1 / rank for rank, ids in enumerate(shown, 1) if ids & relevant), 0.0)


def mended(sounds: Sounds, pairs: Sequence[tuple[Asked, str]]) -> str:
    """How many errors are put right, how many wrongly, and how many questions without an error are changed."""
    meant = [(fold(asked.question), respelled(wrong, sounds)) for asked, wrong in pairs]
    right = sum(found is not None and found.text == question for question, found in meant)
    amiss = sum(found is not None and found.text != question for question, found in meant)
    false = sum(respelled(asked.question, sounds) is not None for asked, _ in pairs)
    return f"put right {right}, wrongly {amiss}, of {len(pairs)}; taken for wrong without an error {false}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("passages", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--keywords", action="store_true")
    parser.add_argument("--sample", type=int, default=600)
    options = parser.parse_args()
    encoder = load_encoder()
    questions = open_set(options.passages, options.questions, encoder, lambda line: screen.print(line, markup=False))
    bot = Bot(questions.store, encoder, weights_for(encoder.identity))
    random, lexical = Random(SEED), questions.store.lexical  # noqa: S311
    answerable = [each for each in questions.questions if each.relevant]
    sample = random.sample(answerable, min(options.sample, len(answerable)))
    pairs = [(each, wrong) for each in sample if (wrong := mistype(each.question, lexical, random))]

    def report(name: str, asked: Iterable[tuple[Asked, str]]) -> None:
        ranks = [reciprocal_rank(bot, questions, *each) for each in asked]
        print(f"{name:12} MRR@10 {fmean(ranks):.4f}  ({len(ranks)})")  # noqa: T201

    report("as asked", ((each, each.question) for each, _ in pairs))
    report("one error", pairs)
    if options.keywords:
        report("keywords", ((each, keywords(each.question, lexical, random)) for each, _ in pairs))
    print(mended(Sounds(lexical, questions.store), pairs))  # noqa: T201


if __name__ == "__main__":
    main()
