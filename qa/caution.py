"""What may have changed since it was printed: amounts, numbers to call, hours, office-holders, rules on trial."""

from __future__ import annotations

import re
from datetime import date

from index.document import Article
from index.text import CJK
from qa.answer import Citation
from qa.question.expect import Expected, Kind
from qa.question.forms import mentions
from qa.question.people import people

_RANGE = re.compile(
    r"[时点分\d](?:整|半)?\s?(?:至|到|—{1,2}|[-~～–－一])\s?(?:次日|当[日晚])?[\d〇零一二两三四五六七八九十]+(?:[时点]|[:：]\d)"
)
_OPEN = re.compile(r"[首末头]班|开[放门馆]|闭[馆园]|关门|营业|办公|接听|值班")
_SPENT = re.compile(r"(?:投[资入]|签约|成交|产值|营收|融资|捐[赠款])[^，,。；;元]{0,8}$")
_TRIAL = re.compile(r"试行|暂行|试点|办法")
_OFFICE = r"(?:书记|[区市县镇乡州省局委院校馆园科处站台行部所队会厂社团厅]长|主任|主席|经理|秘书长|总监|负责人)"
_BEFORE = re.compile(rf"{_OFFICE}$")
_AFTER = re.compile(rf"{_OFFICE}|(?:同志)?(?:当选|[出接升]?任|担任|为)[^，,。；]{{0,12}}{_OFFICE}")
_SPEAKS = re.compile(rf"{_OFFICE}[{CJK}]{{2,3}}(?:说|介绍|表示|提醒|解释|宣布|告诉|认为|坦言|透露|指出|提议|回应)")


def dated_before(article: Article, today: date) -> bool:
    """May an article be older than a year: is its issue's date unknown, or the first day it can be so long ago?

    29 February counts from 28 February of the year before.
    """
    leap = (today.month, today.day) == (2, 29)
    year_ago = today.replace(year=today.year - 1, day=28 if leap else today.day)
    return article.date is None or date.fromisoformat(f"{article.date}-01-01"[:10]) < year_ago


def changeable(text: str) -> bool:
    """Does a text state what is soon out of date?

    >>> changeable("咨询电话62845520"), changeable("馆长林一舟介绍"), changeable("大桥长642米")
    (True, True, False)
    """
    if mentions(Expected(Kind.PHONE), text) or _price(text) or _TRIAL.search(text):
        return True
    return _hours(text) or _office_holder(text)


def _price(text: str) -> bool:
    """Is there an amount other than one that was spent or earned once and stays so?"""
    return any(not _SPENT.search(text, 0, start) for start, _ in mentions(Expected(Kind.MONEY), text))


def _hours(text: str) -> bool:
    return bool(mentions(Expected(Kind.CLOCK), text)) and bool(_RANGE.search(text) or _OPEN.search(text))


def _office_holder(text: str) -> bool:
    if _SPEAKS.search(text):
        return True
    if not re.search(_OFFICE, text):  # finding names takes a hundred times longer
        return False
    return any(_BEFORE.search(text, 0, a) or _AFTER.match(text, b) for a, b in people(text))


def outdated(citation: Citation, today: date) -> bool:
    """Is a quotation to be taken with care on ``today``: does it state what changes, more than a year ago?"""
    return dated_before(citation.article, today) and changeable(citation.quote)
