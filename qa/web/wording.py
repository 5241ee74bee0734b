"""How readers are told things: limits and repairs."""

from __future__ import annotations

from index.document import Article, Edit
from index.messages import message, say, spoken
from qa.answer import Filters
from qa.filters import chips

FAILED = message("抱歉，这个问题没能查成。请换个说法再问，或稍后再来。")
"""What a reader is told of what nobody foresaw; the log says more."""


def limits(filters: Filters) -> str | None:
    """What a question is limited to, or None.

    >>> limits(Filters(since="2031-06-01", until="2031-06-30", page="2"))
    '优先看 时间：2031年6月 第2版'
    """
    named = chips(filters)
    return " ".join([say("优先看") if filters.soft else say("只看"), *named]) if named else None


def ranges(article: Article) -> str:
    """The printed lines an article was read from; the name of the file stays with the editors."""
    lines = [f"{r.first}–{r.last}" if r.last > r.first else str(r.first) for r in article.ranges]
    return (", " if spoken() == "en" else "、").join(say("第 {lines} 行", lines=each) for each in lines)


def repair(edit: Edit) -> str:
    """What a repair put right."""
    if edit.kind == "moved":
        return say("这几个字原件错排在别处") if edit.after else say("署名“{before}”原件错排在别处", before=edit.before)
    said = message("原件作“{before}”") if edit.after else message("原件此处多出“{before}”")
    return say(said, before=edit.before)
