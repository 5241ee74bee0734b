"""The days of festivals and school holidays, year by year: small tables, so that 去年国庆 and 端午前后 are days.

The days that follow the moon are known for the years of ``MOON``; for any other year they are unknown.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

_MOON = """
2000 0205 0606 0806 0912 1006  2001 0124 0625 0825 1001 1025  2002 0212 0615 0815 0921 1014
2003 0201 0604 0804 0911 1004  2004 0122 0622 0822 0928 1022  2005 0209 0611 0811 0918 1011
2006 0129 0531 0731 1006 1030  2007 0218 0619 0819 0925 1019  2008 0207 0608 0807 0914 1007
2009 0126 0528 0826 1003 1026  2010 0214 0616 0816 0922 1016  2011 0203 0606 0806 0912 1005
2012 0123 0623 0823 0930 1023  2013 0210 0612 0813 0919 1013  2014 0131 0602 0802 0908 1002
2015 0219 0620 0820 0927 1021  2016 0208 0609 0809 0915 1009  2017 0128 0530 0828 1004 1028
2018 0216 0618 0817 0924 1017  2019 0205 0607 0807 0913 1007  2020 0125 0625 0825 1001 1025
2021 0212 0614 0814 0921 1014  2022 0201 0603 0804 0910 1004  2023 0122 0622 0822 0929 1023
2024 0210 0610 0810 0917 1011  2025 0129 0531 0829 1006 1029  2026 0217 0619 0819 0925 1018
2027 0206 0609 0808 0915 1008  2028 0126 0528 0826 1003 1026  2029 0213 0616 0816 0922 1016
2030 0203 0605 0805 0912 1005  2031 0123 0624 0824 1001 1024  2032 0211 0612 0812 0919 1012
2033 0131 0601 0801 0908 1001  2034 0219 0620 0820 0927 1020  2035 0208 0610 0810 0916 1009
2036 0128 0530 0828 1004 1027  2037 0215 0618 0817 0924 1017  2038 0204 0607 0807 0913 1007
2039 0124 0527 0826 1002 1026  2040 0212 0614 0814 0920 1014
"""
_FIGURES = [int(figure) for figure in _MOON.split()]
MOON = {_FIGURES[i]: tuple(_FIGURES[i + 1 : i + 6]) for i in range(0, len(_FIGURES), 6)}
"""Year → 春节, 端午, 七夕, 中秋, 重阳 as month and day (123 is 23 January), as the two Chinese almanacs agree."""

_PLACE = r"(?!(?:路|街|村|社区|小区|小学|中学|广场|公园|大桥|大道|奖|献礼|联欢))"
_FIXED: tuple[tuple[str, tuple[int, int], tuple[int, int]], ...] = (
    ("元旦节?", (1, 1), (1, 3)),
    ("寒假", (1, 10), (2, 0)),
    ("三八妇女节|(?:国际)?妇女节|三八节", (3, 8), (3, 8)),
    ("植树节", (3, 12), (3, 12)),
    ("五一(?:国际)?劳动节|劳动节|五一(?!班)", (5, 1), (5, 5)),
    ("五四青年节|青年节", (5, 4), (5, 4)),
    ("六一(?:国际)?儿童节|儿童节|六一(?!班|七事件|八(?:大促|购物))", (6, 1), (6, 1)),
    ("暑假|暑期(?!托管|班)", (7, 1), (8, 31)),
    ("七一建党节|建党节", (7, 1), (7, 1)),
    ("八一建军节|建军节", (8, 1), (8, 1)),
    ("教师节", (9, 10), (9, 10)),
    ("国庆节?|十一(?=期间|假期|长假|黄金周|小长假)", (10, 1), (10, 7)),
)
"""Pattern, first and last day; day 0 is the last of its month."""

_MOVING: tuple[tuple[str, int, int, int], ...] = (
    ("除夕|大年三十", 0, -1, -1),
    ("春节|过年(?!级)|大年初一", 0, -1, 6),
    ("元宵节?|正月十五", 0, 14, 14),
    ("端午节?", 1, -1, 1),
    ("七夕节?", 2, 0, 0),
    ("中秋节?", 3, -1, 1),
    ("重阳节?", 4, 0, 0),
)
"""Pattern, column of ``MOON``, first and last day counted from the festival itself."""

_CLEAR = "清明节?"
FESTIVAL = "|".join((*(row[0] for row in _FIXED), *(row[0] for row in _MOVING), _CLEAR))
AROUND = r"(?P<around>期间|假期|长假|小长假|黄金周|前后|前夕|当天|那天|那几天|[之以]?[前后](?![来面期往]))?"
FEAST = rf"(?P<feast>{FESTIVAL}){_PLACE}(?:的?{AROUND})"
"""A festival or holiday as a question names it, with the words that say how near: 国庆期间, 端午前后."""


def festival(name: str, year: int) -> tuple[date, date]:
    """First and last day of a festival or holiday; LookupError when its day in that year is not known.

    >>> [str(day) for day in festival("国庆", 2031)], str(festival("元宵节", 2031)[0])
    (['2031-10-01', '2031-10-07'], '2031-02-06')
    """
    for pattern, (month, day), (last_month, last_day) in _FIXED:
        if re.match(pattern, name + "期间"):
            return date(year, month, day), date(year, last_month, last_day or monthrange(year, last_month)[1])
    if re.fullmatch(_CLEAR, name):
        return _about(_clear_and_bright(year), -1, 1)
    column, first, last = next(row[1:] for row in _MOVING if re.fullmatch(row[0], name))
    month, day = divmod(MOON[year][column], 100)
    return _about(date(year, month, day), first, last)


def _about(day: date, first: int, last: int) -> tuple[date, date]:
    return day + timedelta(first), day + timedelta(last)


def _clear_and_bright(year: int) -> date:
    """清明, by the common formula for the years 2000 to 2099; LookupError outside."""
    if not 2000 <= year <= 2099:
        raise LookupError("清明")
    return date(year, 4, int((year - 2000) * 0.2422 + 4.81) - (year - 2000) // 4)
