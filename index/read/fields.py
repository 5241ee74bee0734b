"""The fields of a record (a JSON object, a row of a table) under all the names they go by → Issue.

Names are English, Chinese, those of schema.org's NewsArticle and of PRISM, compared without case, width, spaces and
prefixes (``prism:coverDate``, ``出版 日期``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import dropwhile
from math import isnan
from pathlib import PurePath

from index.document import Issue, Line, LineRole, Page
from index.messages import say
from index.read.html.markup import blocks, fragment
from index.read.html.rows import Row, paragraphs
from index.read.source import Unreadable
from index.text import fold
from index.text.printed import iso_date, page_label

NAMES: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "articleBody", "content", "正文", "内容", "全文"),
    "title": ("title", "headline", "主标题", "主题", "标题", "题目"),
    "kicker": ("kicker", "肩题", "引题", "眉题"),
    "subtitle": ("subtitle", "alternativeHeadline", "alternateTitle", "副题", "副标题"),
    "series": ("series", "栏目", "栏题"),
    "author": ("author", "byline", "creator", "作者", "署名"),
    "reporter": ("reporter", "记者"),
    "correspondent": ("correspondent", "通讯员"),
    "date": (
        "date",
        "datePublished",
        "coverDate",
        "publicationDate",
        "日期",
        "出版日期",
        "见报日期",
        "刊发日期",
        "发布日期",
        "发布时间",
    ),
    "page": ("page", "printPage", "startingPage", "版次", "版面", "版号", "版"),
    "section": ("section", "printSection", "articleSection", "版名", "版面名称"),
    "paper": ("paper", "publicationName", "newspaper", "报纸", "报名", "报纸名称"),
    "edition": ("edition", "issueNumber", "期号", "期次", "期数"),
    "url": ("url", "link", "网址", "链接", "原文链接"),
    "id": ("id", "identifier", "编号", "序号"),
    "file": ("file", "filename", "path", "文件", "文件名", "路径"),
}
_ROWS: tuple[LineRole, ...] = ("series", "kicker", "title", "subtitle")
_ROLES = {"reporter": "记者", "correspondent": "通讯员"}
_PREFIX = re.compile(r"^\w+:(?=\w)|[\s_-]|[:*]$")
_PAGE = re.compile(r"第?\s*([A-Z]?\d{1,3})\s*版?(?:\s*[：:]\s*(\S+)|\s+(\S+)|(?<=版)(\S+))?")
_EDITION = re.compile(r"总?第?\s*(\d+)\s*期")
_WEB = re.compile(r"https?://[!-~]+", re.ASCII | re.IGNORECASE)
_BREAKS = re.compile(r"</?(?:p|br|div|h[1-6]|li|tr|table|section)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_MARKED = re.compile(
    r"</?(?:p|br|div|h[1-6]|li|tr|table|section|span|font|strong|em|b|i|u|a|img)(?:\s[^<>]*)?/?>"
    r"|&(?:nbsp|[lr][ds]quo|[em]dash|hellip|middot|e[mn]sp|quot|amp|[lg]t|#\d{1,6});",
    re.IGNORECASE,
)
"""What only the markup of web pages has: tags, those that end a paragraph or a line, and entities."""
_NOTHING = frozenset(("null", "none", "nan", "无", "暂无", "/", "-", "--"))
"""What programs and people write into a field that has nothing to say."""
_DEEPEST = 3
_SHOWN = 40


def _squeezed(name: str) -> str:
    return _PREFIX.sub("", fold(name).strip())


_BY_NAME = {_squeezed(name): (field, rank) for field, names in NAMES.items() for rank, name in enumerate(names)}


def field_named(name: str) -> str | None:
    """Return the field that a column name stands for; None when it is not known.

    >>> field_named("见报日期"), field_named("schema:headline"), field_named("備註")
    ('date', 'title', None)
    """
    return _BY_NAME.get(_squeezed(name), (None,))[0]


def fields(record: Mapping[str, object]) -> dict[str, str]:
    """Return the known fields of a record as text, blank ones left out.

    Of two names of one field the one listed first counts. Raises ValueError, to go on the words 第 N 行, for a value
    that is no text.
    """
    best: dict[str, int] = {}
    found: dict[str, str] = {}
    for name, value in _flat(record):
        field, rank = _BY_NAME.get(_squeezed(name), (None, 0))
        if field and rank < best.get(field, len(_BY_NAME)) and (text := _text(name, value, field)):
            best[field], found[field] = rank, text
    return found


def issues_from(
    records: Iterable[tuple[int, Mapping[str, object]] | Unreadable], given: str
) -> Iterator[Issue | Unreadable]:
    """Make an issue of each record, the number of the line it begins on beside it.

    What cannot be used, a second record of the same id among it, is yielded as the Unreadable that says so.
    """
    seen = set[str]()
    for record in records:
        if isinstance(record, Unreadable):
            yield record
            continue
        number, values = record
        try:
            issue = _issue(values, given, number)
            if issue.key in seen:
                raise ValueError(say("的 id（编号）与前面的记录重复"))
        except ValueError as error:
            yield Unreadable(given, say("第 {number} 行{error}", number=number, error=error))
            continue
        seen.add(issue.key)
        yield issue


def page_field(printed: str | None) -> tuple[str | None, str | None]:
    """Return the number and the name of a page as a field gives them.

    >>> page_field("第03版：要闻"), page_field("A03"), page_field("头版")
    (('3', '要闻'), ('A3', None), ('头版', None))
    """
    if printed is None:
        return None, None
    if match := _PAGE.fullmatch(printed):
        name = match[2] or match[3] or match[4]
        return page_label(match[1]), name and name.strip("（()）")
    return page_label(printed), None


def edition_field(printed: str | None) -> str | None:
    """Return the number of an issue (第1234期) as a field gives it, without the words around it."""
    match = _EDITION.fullmatch(printed or "")
    return match[1] if match else printed


def _issue(record: Mapping[str, object], given: str, number: int) -> Issue:
    told = fields(record)
    text = list(_shown(told.get("text", "")))
    if not text:
        raise ValueError(say("没有正文，text（正文）缺失或为空"))
    rows = [Row(role, row.text, number) for role in _ROWS if role in told for row in _shown(told[role])]
    rows += [Row("byline", row.text, number) for names in _byline(told) for row in _shown(names)]
    title = "".join(row.text for row in rows if row.role == "title").split()
    below = list(dropwhile(lambda row: row.text.split() in ([], title), text)) or text
    lines = [Line(given, number, row.text, row.role, 0) for row in (*rows, *below)]
    page, name = page_field(told.get("page"))
    return Issue(
        key=f"{PurePath(given).as_posix()}#{told.get('id', f'L{number}')}",
        source=given,
        pages=(Page(page, told.get("section", name), tuple(lines)),),
        paper=told.get("paper"),
        date=iso_date(told.get("date", "")),
        edition=edition_field(told.get("edition")),
        form="record",
        url=_address(told.get("url", "")),
    )


def _shown(text: str) -> Iterator[Row]:
    """The lines of a value as a browser shows them, where it has markup; a short one in bold is a heading."""
    for part in [text] if _BREAKS.search(text) else text.splitlines():
        if _MARKED.search(part):
            yield from paragraphs(list(blocks(fragment(part))))
        else:
            yield Row("body", part, 0)


def _address(told: str) -> str | None:
    """An address of the web as it is, None when it is none."""
    return told if _WEB.fullmatch(told) else None


def shown(text: str) -> str:
    """Return words of a file as an error may name them: in one line, and not too long."""
    line = " ".join(text.split())
    return f"{line[:_SHOWN]}…" if len(line) > _SHOWN else line


def _byline(told: Mapping[str, str]) -> Iterator[str]:
    """The rows of names; those in a column called 记者 get the word, unless they have it."""
    if "author" in told:
        yield told["author"]
    for field, role in _ROLES.items():
        if field in told:
            yield told[field] if role in told[field] else f"{role} {told[field]}"


def _flat(record: Mapping[str, object], depth: int = 0) -> Iterator[tuple[str, object]]:
    """The fields of a record, and of its ``isPartOf`` (schema.org: an issue, a newspaper, or the one in the other)."""
    for name, value in record.items():
        if not isinstance(value, dict) or _squeezed(name) != "ispartof" or depth > _DEEPEST:
            yield name, value
            continue
        inside = {k: v for k, v in value.items() if k in ("issueNumber", "datePublished", "isPartOf")}
        if "name" in value and not isinstance(value.get("isPartOf"), dict):
            inside["publicationName"] = value["name"]
        yield from _flat(inside, depth + 1)


def _text(name: str, value: object, field: str) -> str | None:
    """Return a value as text; None when it is null or blank. Raises ValueError for anything else."""
    if value is None or (field == "url" and not isinstance(value, str)):
        return None  # an address is not worth a record
    if isinstance(value, list) and field in _JOINED:
        return _JOINED[field].join(filter(None, (_text(name, each, field) for each in value))) or None
    if isinstance(value, dict) and field != "text" and "name" in value:
        value = value["name"]
    if isinstance(value, float):
        value = "" if isnan(value) else int(value) if value.is_integer() else value
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError(say("的 {name} 不是文字", name=shown(name)))
    text = str(value)
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise ValueError(say("的 {name} 含有残缺的字符", name=shown(name)))
    return None if field != "text" and text.strip().lower() in _NOTHING else text.strip() or None


_JOINED = {"text": "\n", "author": "、"}
