"""What converters left in the lines of a text: spaced characters, tags and entities of a web page, rules."""

from __future__ import annotations

import html
import re

from index.text import CHINESE, UNSEEN

_FEWEST, _ALONE, _CHINESE = 8, 0.8, 0.6
"""Characters of a line from which it may be spaced out, and the shares of those that stand alone, that are Chinese."""
_WIDE_GAP = re.compile(r"\s{2,}")
_CELL = r"br|p|div|td|th|tr|table|tbody|thead|li|ul|ol|h[1-6]|hr|center|section|article|sup|sub"
_INSIDE = r"span|font|strong|em|img|small|big|label"
_PARAGRAPH = re.compile(r"\s*<(?:p|div)(?:\s[^<>]*)?>", re.IGNORECASE)
_PARTING = re.compile(rf"</?(?:{_CELL})(?:\s[^<>]*)?\s*/?>", re.IGNORECASE)
_TAG = re.compile(
    rf"</?(?:{_INSIDE})(?:\s[^<>]*)?\s*/?>|<(?P<short>[abiu])(?:\s[^<>]*)?>(?=.*</(?P=short)>)", re.IGNORECASE
)
_BETWEEN_FIGURES = re.compile(r"(?<=\d)(?:</?[a-z][^<>]*>)+(?=\d)", re.IGNORECASE)
_SHORT_END = re.compile(r"</[abiu]>", re.IGNORECASE)
_ENTITY = re.compile(
    r"&(?:nbsp|[lr]d?quo|amp|[lg]t|quot|apos|[mn]dash|hellip|middot|e[mn]sp|times|deg|yen|permil|#\d{1,6}|#x[0-9a-f]{1,5});",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--.*?-->")
_FOUNDER_SPACE = re.compile(r"〖KG[^〖〗]{0,12}〗")
_FOUNDER = re.compile(r"〖[A-Z=(][ -~“”’＊。，]{0,30}〗")
"""The marks of Founder's typesetting: types, sizes, spaces."""
_ZERO = f"[{UNSEEN}]+"
_UNSEEN = re.compile(rf"(?:^|(?<=\s)){_ZERO}|{_ZERO}(?=\s|$)")
_RULE = re.compile(r"([-—─━=＝_＿*＊~～#＃※☆★◆■●])(?:\s*\1){2,}")


def tidy(text: str) -> str:
    """Return a line without markup, and closed up where more than four characters in five stand alone.

    Characters that nobody sees go beside white space, and a rule is a blank line. A gap of two spaces between such
    characters is kept as one. < and > that are no known tag stay, as do the figures at the end of a row of a table.

    >>> tidy("<p>温度&lt;5℃时，阀门 a<b 关闭。</p>").strip(), tidy("县 人 大 召 开 第 1 2 次 会 议")
    ('温度<5℃时，阀门 a<b 关闭。', '县人大召开第12次会议')
    """
    text = _UNSEEN.sub("", text)
    return "" if _RULE.fullmatch(text.strip()) else _closed_up(_without_markup(text))


def _without_markup(text: str) -> str:
    """A paragraph's tag becomes its indent; words that a tag parts, as cells of a table are, stay apart."""
    if "〖" in text:
        text = _FOUNDER.sub("", _FOUNDER_SPACE.sub(" ", text))
    if "<" in text:
        text = _COMMENT.sub("", text)
        text = _PARAGRAPH.sub("\u3000\u3000", text, count=1) if _PARAGRAPH.match(text) else text
        text = _BETWEEN_FIGURES.sub(lambda tags: f"{tags[0]} ", text)
        text = _SHORT_END.sub("", _TAG.sub("", _PARTING.sub(" ", text)))
    return _ENTITY.sub(lambda match: html.unescape(match[0]).replace("\xa0", " "), text) if "&" in text else text


def _closed_up(text: str) -> str:
    words = text.split()
    characters = sum(map(len, words))
    alone = sum(len(word) == 1 for word in words)
    if characters < _FEWEST or alone <= _ALONE * characters or words[-1][-1].isdecimal():
        return text
    if len(CHINESE.findall(text)) < _CHINESE * characters:
        return text
    indent = text[: len(text) - len(text.lstrip())]
    return indent + " ".join("".join(part.split()) for part in _WIDE_GAP.split(text.strip()))
