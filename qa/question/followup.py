"""A question that cannot stand alone → the same question with what it lacks, taken from the turns before it.

Do its own words say what it is about? If not, what does it lack: a person, an item of a list, the
thing that another takes the place of, or just its subject? The last question fills the gap, else the last answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from index.text.dates import number
from index.text.numerals import written
from qa.question import request
from qa.question.expect import Kind, expected
from qa.question.instead import TIMES, exchanged
from qa.question.subject import ASKING, ENOUGH, Subject, subject, tagged, weight
from qa.question.turn import Turn, a_person, kin, persons

TURNS = 5
"""Turns before a question that are read."""
QUOTE = 200
"""Characters of a quotation in which persons are looked for."""
LONGEST_QUESTION, LONGEST_ANSWER = 100, 2000
"""Characters that are read of each; a longer question stands alone."""


@dataclass(frozen=True, slots=True)
class Followup:
    """What to search for, and the words ``taken`` from before, to be shown; none when the question stands alone.

    With ``more`` it is the question before once more, for what has not been quoted yet.
    """

    text: str
    taken: tuple[str, ...] = ()
    more: bool = False


_MARKS = "？?。.！!，,、 "
_POLITE = re.compile(
    r"^(?:(?:你好|您好|谢谢你?|多谢|好的?|再见|[嗯哦]|明白了?|知道了?|请问一?下?)(?:[，,。！!~～\s]+|$|(?=那)))+"
)
_REPEAT = re.compile(
    r"(?:那么?)?(?:(?P<more>还有(?:别的|其他的?|更多的?|哪些|什么)?|有?更多的?|再?多(?:一?些|[说讲](?:一?[点些]|[说讲])?)"
    r"|其他的?|别的|继续)|再[说讲][说讲]|然后|后来|接着|(?:再?说)?(?:详细|具体)(?:一?[点些]|说说)?)[呢吗么]?"
)
_INSTEAD = re.compile(r"(?:那么?|而)?[，,]?(?:换成|对于?)? ?(?P<thing>\S.{0,19}?)的?呢")
_PERSON = re.compile(r"(?<![其吉排])他(?![们人])|她(?!们)|[这那]位(?=[是的叫有在多])")
_PRONOUN = re.compile(
    r"它们?|[他她]们|该(?=[^不怎如])|(?<!因)此(?![外次])|其(?![他它中余实])|(?:上面|刚才|前面)(?:说|提到)?的?(?:[这那].)?|上述|[这那][里儿边]"
)
_THIS = re.compile(r"[这那](?:[一两几]?[个座家条次些口份届所间本场种项位件])")
_POINTING = re.compile(rf"{_PRONOUN.pattern}|{_PERSON.pattern}|{_THIS.pattern}|^那么?[，,]?")
_WHO_IS = re.compile(
    r"(?:那么?)?(?P<name>[^\W\d_·]{2,4}|[^\W\d_]+(?:·[^\W\d_]+)*?)(?:又|到底)?(?:是(?:谁|什么人|[干做]什么的|干嘛的)|何许人)也?"
)
"""Asks who somebody is: with a name it stands alone, however rare that is."""
_MEASURE = re.compile("多[大长高重远宽深]")
"""These are asked of a thing; when and why of what happened to it."""
_NTH = re.compile(
    r"那?(?:第(?P<nth>[一二两三四五六七八九十]|\d{1,2})|最后一?)(?:[个条项点种件则类]|(?P<article>篇))|(?P<pair>[前后])者"
)
_NEXT = re.compile(r"(?:(?P<back>[上前])|[下后])一?(?P<unit>[届期次])")
_DATED = re.compile(r"(?:\d{4}年度?)?(?:\d{1,2}月)?(?:\d{1,2}[日号])?")
_ISSUE = re.compile(r"(?:[这那当]|同一?)(?:一?[天期]|日)的?")
_NTH_TIME = re.compile(
    r"第(?P<number>(?:[一二三四五六七八九]?十)?[一二三四五六七八九]|[一二三四五六七八九]?十|\d{1,2})(?P<unit>[届期次])"
)


def resolve(question: str, history: Sequence[Turn]) -> Followup:
    """Put in what a question lacks; ``history`` holds the turns before it, the latest last, questions as typed.

    A question whose own words say what it is about is left as it is. A chain of follow-ups is resolved from its first
    turn, at most five turns back.

    >>> asked = Turn("望潮大桥什么时候通车？", "据《澄江报》2031年5月3日第2版《大桥通车》：“望潮大桥5月1日通车。”[1]")
    >>> resolve("总投资多少？", [asked])
    Followup(text='望潮大桥总投资多少？', taken=('望潮大桥',), more=False)
    >>> resolve("区图书馆晚上几点关门？", [asked]).taken
    ()
    """
    before: Turn | None = None
    turns = [turn for turn in history[-TURNS:] if not _POLITE.fullmatch(turn.question)]
    for turn, after in zip_longest(turns, turns[1:], fillvalue=Turn(question, "")):
        if before and _NTH.search(turn.question) and _NTH.search(after.question):
            continue  # the list that 第二个 spoke of is the one that 第三个 speaks of
        whole = _complete(turn.question, before)
        instead = _INSTEAD.fullmatch(_said(turn.question)) if whole.taken else None
        put = instead["thing"] if instead else ""
        topic = "" if put else _topic(whole, before)
        before = Turn(whole.text, turn.answer[:LONGEST_ANSWER], topic, put)
    return _complete(question, before)


def _topic(whole: Followup, before: Turn | None) -> str:
    """What a chain of questions is about: of 大桥限速多少 the next question needs 大桥, not 大桥限速.

    Of what happened to a thing (大桥改造追加投资) it needs the thing.
    """
    if before is None or len(whole.taken) != 1 or not whole.text.startswith(whole.taken[0]):
        return ""
    taken, topic = whole.taken[0], subject(before.question).topic
    happened = taken.startswith(topic) and any(word.tag == "v" for word in tagged(taken[len(topic) :]))
    return topic if happened and weight(topic) >= ENOUGH else taken


def _said(question: str) -> str:
    return _POLITE.sub("", " ".join(question.split()), count=1).rstrip(_MARKS)


def _complete(question: str, before: Turn | None) -> Followup:
    asked = _said(question)
    if before is None or not asked or max(len(asked), len(before.question)) > LONGEST_QUESTION:
        return Followup(question)
    thing = _INSTEAD.fullmatch(asked)
    if again := _REPEAT.fullmatch(asked):
        asked = before.question.rstrip(_MARKS)
        filled = Followup(asked, (subject(asked).topic or asked,), more=bool(again["more"]))
    elif thing and not ASKING.search(thing["thing"]):
        filled = _instead(thing["thing"], before)
    elif before.headline and request.asks_imprint(asked) and request.names_nothing(asked) and not _NTH.search(asked):
        asking = "是谁写的" if request.asks_author(asked) else "登在第几版"
        filled = Followup(f"《{before.headline}》{asking}", (before.headline,))
    elif request.asks_contents(asked):
        filled = _same_issue(asked, before)
    elif _stands_alone(asked):
        return Followup(question)
    else:
        filled = _item(asked, before) or _next(asked, before) or _person(asked, before) or _thing(asked, before)
    taken = tuple(word for word in filled.taken if word)
    return Followup(f"{filled.text.rstrip('呢')}？", taken, filled.more) if taken else Followup(question)


def _stands_alone(asked: str) -> bool:
    """Does it say what it is about, be it one noun (地震有哪些报道), and point at nothing outside?"""
    if (who := _WHO_IS.fullmatch(asked)) and a_person(who["name"]):
        return True
    pointing = _PERSON.search(asked) or _NTH.search(asked) or _NEXT.search(asked) or _PRONOUN.search(asked)
    if pointing:
        return weight(asked[: pointing.start()]) >= ENOUGH
    if this := _THIS.search(asked):
        return weight(asked[: this.start()] + ASKING.split(asked[this.end() :], maxsplit=1)[0]) >= ENOUGH
    named = request.asks_reports(asked) and any(word.noun for word in tagged(request.subject(asked)))
    return named or weight(asked) >= ENOUGH


def _same_issue(asked: str, before: Turn) -> Followup:
    """这一期, 当天: the day of the issue that the last answer quotes, 上一期 the one before, if a day was asked for.

    A page or an issue of its own stands alone.
    """
    meant = _ISSUE.search(asked)
    if before.issue and request.BESIDE.search(asked) and request.asks_contents(before.question):
        return Followup(f"{before.issue}的{asked}", (before.issue,))
    if not meant or not before.issue:
        return Followup(asked)
    return Followup(asked[: meant.start()] + before.issue + asked[meant.end() :], (before.issue,))


def _instead(thing: str, before: Turn) -> Followup:
    """那图书馆呢 after 体育馆几点开门: the thing takes the place of its like, and the asking is kept."""
    if request.BESIDE.fullmatch(thing) and request.asks_contents(before.question):
        return _same_issue(f"{thing}登了什么", before)
    if _NEXT.fullmatch(thing) or _NTH.fullmatch(thing):
        found = _item(thing, before) or _next(thing, before)
        return found or (re.fullmatch(TIMES[0], thing) and _taking(thing, before)) or _thing(thing, before)
    pronoun = _PRONOUN.search(thing) or _PERSON.search(thing)
    own = thing[pronoun.end() :] if pronoun else thing
    found = _taking(own, before) if not pronoun or kin(own) else None
    return found or _person(thing, before) or _thing(thing, before)


def _taking(thing: str, before: Turn) -> Followup | None:
    put = exchanged(thing, before.question.rstrip(_MARKS), before.put)
    return Followup(*put) if put else None


def _item(asked: str, before: Turn) -> Followup | None:
    """第二个, 后者: an item that the last answer lists, or its second quotation."""
    nth = _NTH.search(asked)
    items = (before.headlines if nth["article"] else before.items) if nth else []
    if not nth or not items:
        return None
    place = {"前": 0, "后": 1}.get(nth["pair"], len(items) - 1)
    if nth["nth"]:
        place = number(nth["nth"].replace("两", "二")) - 1
    if not 0 <= place < len(items):
        return None
    rest = asked[: nth.start()] + asked[nth.end() :]
    if nth["article"]:
        return Followup(f"《{items[place]}》{rest}", (items[place],))
    topic = subject(before.question).topic
    return Followup(f"{topic}{items[place]}{rest}", (topic, items[place]))


def _next(asked: str, before: Turn) -> Followup | None:
    """下一届, 上届: the ordinal of the last question, or else of its answer, counted on."""
    near = _NEXT.search(asked)
    known = near and next((m for text in (before.question, before.answer) if (m := _NTH_TIME.search(text))), None)
    count = number(known["number"]) + (-1 if near["back"] else 1) if near and known else 0
    if not near or not known or known["unit"] != near["unit"] or count < 1:
        return None
    ordinal = f"第{count if known['number'].isdecimal() else written(count)}{near['unit']}"
    rest = asked[: near.start()] + asked[near.end() :]
    base = before.question if not rest else subject(before.question).topic
    others = re.sub(TIMES[0], "", base)  # nor is it this year's
    at = held.start() if (held := _NTH_TIME.search(base)) else 0
    said = others[:at] + ordinal + others[at:]
    return Followup(said.rstrip(_MARKS) + rest, (subject(before.question).topic, ordinal))


def _person(asked: str, before: Turn) -> Followup | None:
    """他, 她: the person that the last question named, or asked for; else the one it described (…的店主)."""
    pronoun = _PERSON.search(asked)
    if not pronoun:
        return None
    said, kind = subject(before.question), expected(before.question).kind
    asks = kind in {Kind.PERSON, Kind.NAME} and not a_person(said.statement)
    asked_of = next(persons(before.question), "") or (said.topic if kind in {Kind.ROLE, Kind.AGE, Kind.PERSON} else "")
    name = (not asks and asked_of) or _answering(before, said.statement) or (asks and said.statement)
    if not name:
        return None
    return Followup(asked[: pronoun.start()] + name + asked[pronoun.end() :], (name,))


def _answering(before: Turn, statement: str) -> str:
    """The first name in the answer that stands after what the question asked for (校长谷清扬), else the first."""
    role = next((word.text for word in reversed(tagged(statement)) if word.noun), "")
    names = [(name, quote) for quote in before.quotes[:2] for name in persons(quote[:QUOTE])]
    told = next((name for name, quote in names if role and f"{role[-2:]}{name}" in quote), "")
    return told or next((name for name, _ in names), "")


def _thing(asked: str, before: Turn) -> Followup:
    """Put the subject of the last question in the place of 它 or 这座桥, or else in front.

    As little as makes the question stand alone: the topic, or all that the question said, or else the headline quoted
    if that has the topic.
    """
    said = Subject(before.topic, before.topic) if before.topic else subject(before.question)
    pointing = _POINTING.search(asked)
    left, right = (asked[: pointing.start()], asked[pointing.end() :]) if pointing else ("", asked)
    noun = next(iter(tagged(right)), None)
    if noun and noun.noun and pointing and said.topic.endswith(noun.text[-1]):
        right = right[noun.end :]
    bare = not ASKING.sub("", right).strip("的了呢会是有在") and not _MEASURE.search(right)
    ways = [said.statement] if bare and not pointing else [said.topic, said.statement]
    headline = _DATED.sub("", before.headline).strip()  # its dates are none that were asked for
    told = (headline,) if said.topic in headline else ()  # of something else, it is none of the question's
    enough = (way for way in (*ways, *told) if way and weight(left + way + right) >= ENOUGH)
    taken = next(enough, said.statement)
    return Followup(f"{left}{taken}{right}", (taken,))
