"""What a text without a headline is called: how it opens, without what only says whence it comes."""

from __future__ import annotations

import re

from index.text import CJK

LONGEST = 28
"""Characters of an opening at most."""
_FEWEST, _FEW = 10, 18
"""Characters before the end of a sentence, and before a comma, at which an opening may stop."""
_READ = 600
_BEFORE = re.compile(
    r"(?:[\s）)】]+|[A-Za-z_$][\w$.]*\(\{[^{}]*\}\);?|[（(【]?(?:原标题|摘要|图片说明|题)[：:]|[【（(][^【】（）()]{2,20}[】）)]"
    rf"|(?:[A-Za-z]*[{CJK}]{{2,16}}\s?)?\d{{1,2}}\s?月\s?\d{{1,2}}\s?日(?:消息|报道|[讯电])[，,：:]?"
    rf"|[{CJK}、]{{2,16}}(?:消息|报道|讯)(?:[：:]|(?=[（(])))*"
)
"""The remains of a script, 原标题：, and 某某网8月1日消息，."""
_SENTENCE = re.compile(rf"[^\n]{{{_FEWEST},{LONGEST}}}?(?:(?<=[！？!?])|(?=[。；;\n]|$))")
_CLAUSE = re.compile(rf"[^\n]{{{_FEW},{LONGEST}}}(?=[，,])")
_IN_A_WORD = re.compile(r"[A-Za-z\d.]+[A-Za-z\d.]$")


def opening(text: str) -> str:
    """The first sentence of a text, or as much of it as a headline may have, then with an ellipsis.

    >>> opening("央视网消息：6月5日，老街灯会开幕。人很多。")
    '6月5日，老街灯会开幕'
    >>> opening("原标题：老街灯会去年接待游客近四百二十多人次，灯会办公室说今年还要多来一些人")
    '老街灯会去年接待游客近四百二十多人次…'
    """
    read = _BEFORE.sub("", text[:_READ], count=1).strip() or text[:_READ].strip()
    if sentence := _SENTENCE.match(read):
        return sentence[0]
    if len(read) <= LONGEST:
        return read.replace("\n", " ")
    clause = _CLAUSE.match(read)
    words = clause[0] if clause else (_IN_A_WORD.sub("", read[: LONGEST + 1]) or read)[:LONGEST]
    return words.replace("\n", " ").rstrip() + "…"
