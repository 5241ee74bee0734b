"""What the bot says: a found answer with its numbered quotations, or an honest "not found"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby, zip_longest

from index.document import Article
from index.messages import message, say, spoken
from index.store import Extent
from index.text import CHINESE, fold
from index.text.dates import is_day
from qa.answer import Answer, Citation, Filters, Hit, Query, Standing
from qa.cite import byline
from qa.gloss import glosses
from qa.place import UNKNOWN_ISSUE, between, day, issue_line, said_day
from qa.question.query import LONGEST, asked_terms
from qa.question.request import names_nothing
from qa.question.subject import ASKING

UNFITTED = message("这个编码模型还没有拟合过权重，只排序、不判断有没有答案；可用 python -m qa fit 拟合。")
NO_QUESTION = message("请用一句话提问，例如“大桥什么时候通车？”。")
COURTESY = message("您好！想知道报纸上登过的事，请直接问，例如“大桥什么时候通车？”。")
NO_MATTER = message("想看哪方面的报道？请说出人、事或地方，例如“关于大桥有哪些报道？”。")
TOO_SHORT = message("只有一个字，还猜不出想问什么。请说得具体一点，例如“大桥什么时候通车？”。")
TOO_LONG = message("问题比较长，只读了前 {most} 个字；挑最要紧的一句来问，会找得更准。")
FOREIGN = message("报纸是中文的，用中文提问会找得更准。")
CAUTION = message("据当时报道，现行情况请向主管部门核实。")
UNDATED = message("引用的报道刊期不明，不一定在所问的时间内。")
UNLISTED = message("日期不明的报道没有列入清单。")
UNNUMBERED = message("引用的报道没有期号，不一定是所问的这一期。")

NEAREST, LISTED = 3, 7
"""Headlines named when nothing is found: the nearest, and after them others by date."""
NEARBY = 0.65
"""The share of the best score that a hit must have to be named there; by hand, on questions without an answer."""
_STANDINGS = {
    Standing.NEWER: message("较新的报道："),
    Standing.OLDER: message("较早的报道："),
    Standing.CORRECTION: message("更正："),
    Standing.CORRECTED: message("更正前的报道："),
}
_OTHER_SCRIPT = re.compile(r"[\u3040-\u30ff\uac00-\ud7af]")
_LATIN_WORDS = re.compile(r"[^\W\d_]+(?:\W+[^\W\d_]+){2}")
_COURTESY = re.compile(
    r"(?:(?:[你您]们?|大家)?好[啊的]?|哈喽|嗨|hello|hi|在吗|(?:非常|太)?(?:感谢|谢谢|多谢)(?:你们?|您|啦|了)?|辛苦了?"
    r"|再见|拜拜|嗯+|哦+|哈+|知道了|明白了?|ok|[\W_])++"
)
_EMPTY = re.compile(r"[\W的了呢吗是在有要啊呀]+")


def found(citations: Sequence[Citation], *, signed: bool = False) -> str:
    """The answer: each quotation with its number, those of one article together after its source, in the order given.

    ``signed`` says after each source as well who wrote it, as printed.

    What 今年 and the like meant stands after the quotation, in brackets: a quotation is the paper's words only.
    """
    lines = groupby(citations, key=lambda citation: (citation.article, citation.standing))
    return "\n".join(
        (say(_STANDINGS[standing]) if standing else "")
        + say("据{source}：{quotes}", source=_source(article) + signature, quotes="".join(map(_quoted, cited)))
        for (article, standing), cited in lines
        for signature in [_signature(article) if signed else ""]
    )


def _source(article: Article) -> str:
    """Where a quotation was printed: the issue, then the headline."""
    named = f"《{article.headline}》" if article.title else article.headline
    issue = issue_line(article)
    if not (article.paper or article.date or article.page):
        return say("{known}（{doubt}）", known=named, doubt=issue)
    return f"{issue}, {named}" if spoken() == "en" else f"{issue}{named}"


def _signature(article: Article) -> str:
    names = "、".join(byline(article.authors))
    return say("（署名：{names}）", names=names) if names else say("（没有署名）")


def _quoted(citation: Citation) -> str:
    text = citation.article.text
    meant = [
        say(
            "“{words}”指{meant}",
            words=words,
            meant=said_day(gloss.words + ("".join(words.split()) if gloss.leads else "")),
        )
        for gloss in glosses(citation.article, citation.start, citation.end)
        for words in [text[gloss.start : gloss.end]]
    ]
    note = say("（文中{meant}）", meant="，".join(meant)) if meant else ""
    return f"“{citation.quote}”[{citation.number}]{note}"


def not_found(searched: Extent, hits: Sequence[Hit]) -> str:
    """That nothing was found, in what; the headlines that come nearest, and the next ones by date, newest first."""
    if searched.since and searched.until:
        period = say("（{period}）", period=between(day(searched.since), day(searched.until)))
    else:
        period = ""
    issues = say("{issues} 期、", issues=searched.issues) if searched.issues else ""
    looked = say("查了 {issues}{articles} 篇文章{period}。", issues=issues, articles=searched.articles, period=period)
    least = NEARBY * max((hit.score for hit in hits), default=0.0)
    close = [*hits[:1], *(hit for hit in hits[1:] if hit.score >= least)]
    near = "；".join(map(_entry, close[:NEAREST]))
    more = "；".join(map(_entry, by_date(close[NEAREST : NEAREST + LISTED])))
    text = say("没有找到能回答这个问题的报道。") + looked + (say("可能相关：{near}。", near=near) if near else "")
    return text + (f"\n{say('其他沾边的报道，按日期排列：{more}。', more=more)}" if more else "")


def _entry(hit: Hit) -> str:
    article = hit.article
    printed = day(article.date) if article.date else say(UNKNOWN_ISSUE)
    return say("{known}（{doubt}）", known=article.headline, doubt=printed)


def by_date(hits: Iterable[Hit]) -> list[Hit]:
    """Hits as a plain list by date, newest first, those of unknown date last."""
    return sorted(hits, key=lambda hit: hit.article.date or "", reverse=True)


def joined(answered: Sequence[tuple[str, str]]) -> str:
    """The answers to the parts of a question, each under its part.

    >>> joined([("大桥哪天通车？", "据……"), ("花了多少钱？", "没有找到……")])
    '【大桥哪天通车？】\\n据……\\n【花了多少钱？】\\n没有找到……'
    """
    return "\n".join(f"【{part}】\n{text}" for part, text in answered)


def together(answered: Sequence[tuple[str, Answer]], k: int) -> Answer:
    """One answer out of those to the parts of a question, whose citations are numbered through; ``k`` hits at most.

    It is found when one of them is, and as sure as the least sure of those found. Of a part that is not found only the
    first line is kept, without the headlines further off.
    """
    answers = [answer for _, answer in answered]
    if len(answers) == 1:
        return answers[0]
    found = [answer for answer in answers if answer.found]
    sure = [answer.confidence for answer in found or answers if answer.confidence is not None]
    filters = {answer.filters for answer in answers}
    mixed = {hit.article.id: hit for tier in zip_longest(*(a.hits for a in answers)) for hit in tier if hit}
    return replace(
        answers[0],
        text=joined([(part, _short(answer)) for part, answer in answered]),
        found=bool(found) if answers[0].found is not None else None,
        confidence=min(sure, default=None),
        citations=tuple(citation for answer in answers for citation in answer.citations),
        hits=tuple(mixed.values())[:k],
        filters=filters.pop() if len(filters) == 1 else Filters(),
        notices=tuple(dict.fromkeys(notice for answer in answers for notice in answer.notices)),
    )


def unrepeated(answer: Answer, before: Iterable[Citation]) -> Answer:
    """The answer to a part of a question: only the numbers of its quotations, where all stand in parts ``before``."""
    known = {(each.article.id, each.start, each.end): each.number for each in before}
    numbers = [known.get((each.article.id, each.start, each.end)) for each in answer.citations]
    if not numbers or None in numbers:
        return answer
    return replace(answer, text=say("见上文{numbers}。", numbers="".join(f"[{n}]" for n in numbers)), citations=())


def _short(answer: Answer) -> str:
    return answer.text.partition("\n")[0] if answer.found is False else answer.text


def resumed(taken: Iterable[str]) -> str:
    """That words of a question were taken from the turns before it.

    >>> resumed(["望潮大桥", "第二批"])
    '承接上文：“望潮大桥”“第二批”'
    """
    return say("承接上文：{words}", words="".join(f"“{words}”" for words in taken))


def widened(filters: Filters) -> str:
    """What is said when a question's limits are widened, as nothing within them answers.

    >>> widened(Filters(page="3"))
    '未按所说的版面、期号或作者筛选：其中没有找到，以下结果不限。'
    """
    if not filters.soft:
        if filters.since == filters.until:
            return say("这一天的报纸上没有找到，以下结果包括说到这一天的报道。")
        return say("这段时间的报纸上没有找到，以下结果包括说到这段时间的报道。")
    if filters.dated:
        return say("未按时间筛选：所说时间内没有找到，以下结果不限时间。")
    return say("未按所说的版面、期号或作者筛选：其中没有找到，以下结果不限。")


def ranked(hits: Sequence[Hit]) -> str:
    """What is said when nobody has fitted weights to tell an answer by."""
    return say("按相关程度列出 {articles} 篇文章。", articles=len(hits))


def doubts(limits: Filters, citations: Sequence[Citation]) -> list[str]:
    """That of all that is quoted nobody knows whether it was printed in the time, or in the issue, asked for."""
    articles = [citation.article for citation in citations]
    undated = limits.dated and articles and not any(article.date for article in articles)
    unnumbered = limits.edition and articles and not any(article.edition for article in articles)
    return [say(UNDATED)] * bool(undated) + [say(UNNUMBERED)] * bool(unnumbered)


def no_issue(limits: Filters, days: Sequence[str]) -> tuple[str, ...]:
    """That there is no issue of the day asked for, and which one is nearest; nothing when no day is, or it has one.

    ``days`` are those of all issues.

    >>> no_issue(Filters("2031-05-04", "2031-05-04"), ["2031-05-03", "2031-06-18"])
    ('没有收录2031年5月4日的报纸，离它最近的一期是2031年5月3日。',)
    """
    asked = limits.since
    if not asked or asked != limits.until or not is_day(asked) or asked in days or not days:
        return ()
    sought = date.fromisoformat(asked)
    nearest = min(days, key=lambda each: abs(date.fromisoformat(each) - sought))
    return (say("没有收录{day}的报纸，离它最近的一期是{nearest}。", day=day(asked), nearest=day(nearest)),)


def refusal(query: Query, question: str) -> str | None:
    """One friendly sentence when a question asks for nothing that can be searched for, else None."""
    said = fold(question) if any(map(str.isalnum, question)) else ""
    if said and _COURTESY.fullmatch(said):
        return say(COURTESY)
    only_asks = said and not _EMPTY.sub("", ASKING.sub("", said))
    if (only_asks or names_nothing(question)) and query.filters.empty:
        return say(NO_MATTER)
    return objection(question) or (None if asked_terms(query.text) else say(NO_QUESTION))


def objection(question: str) -> str | None:
    """One friendly sentence when a question cannot be searched for, else None.

    >>> objection("？？？") == NO_QUESTION, objection("桥") == TOO_SHORT, objection("大桥")
    (True, True, None)
    """
    letters = {character for character in question if character.isalnum()}
    if not letters:
        return say(NO_QUESTION)
    return say(TOO_SHORT) if len(letters) == 1 and not letters.pop().isdigit() else None


def remarks(question: str) -> tuple[str, ...]:
    """What a reader should know about the words of a question that is searched for all the same.

    >>> remarks("橋はいつ開通しますか？") == (FOREIGN,), remarks("大桥什么时候通车？")
    (True, ())
    """
    read = question[:LONGEST]
    foreign = not CHINESE.search(read) and _LATIN_WORDS.search(read)
    found = [say(FOREIGN)] if foreign or _OTHER_SCRIPT.search(read) else []
    return (*found, say(TOO_LONG, most=LONGEST)) if len(question) > LONGEST else tuple(found)
