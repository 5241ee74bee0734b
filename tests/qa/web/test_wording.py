from __future__ import annotations

from dataclasses import replace

from index.document import Edit, Range
from qa.answer import Filters
from qa.web import wording
from tests.qa.web.archive import UNDATED


def test_limits_say_whether_they_are_hard() -> None:
    assert wording.limits(Filters()) is None
    month = Filters(since="2031-06", until="2031-06", paper="澄江报")
    assert wording.limits(month) == "优先看 时间：2031年6月 《澄江报》"
    assert wording.limits(Filters(page="2", soft=False)) == "只看 第2版"


def test_ranges_name_lines_and_no_file() -> None:
    article = replace(UNDATED, ranges=(Range("机密.txt", 3, 18), Range("机密.txt", 40, 40)))
    assert wording.ranges(article) == "第 3–18 行、第 40 行"


def test_repair() -> None:
    assert wording.repair(Edit("numeral", "-", "一", (4,), 0, 1)) == "原件作“-”"
    assert wording.repair(Edit("removed", "下转三版", "", (4,), 0, 0)) == "原件此处多出“下转三版”"
    assert wording.repair(Edit("moved", "甲", "甲", (4, 2), 0, 1)) == "这几个字原件错排在别处"
    assert wording.repair(Edit("moved", "本报讯", "", (4, 2), 0, 0)) == "署名“本报讯”原件错排在别处"
