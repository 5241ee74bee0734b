"""Two forms of text: ``clean`` is what people read, ``fold`` is what machines compare. Also sentences and terms."""

from __future__ import annotations

import marshal
import re
import warnings
from bisect import bisect_right
from collections.abc import Mapping
from contextlib import suppress
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final
from unicodedata import is_normalized, normalize

from platformdirs import user_cache_path

from index.text.lines import figures_apart, line_ends, printed_lines

if TYPE_CHECKING:
    from jieba import Tokenizer
    from opencc import OpenCC

TEXT_VERSION: Final = 9
"""Raised whenever the same paper would give other articles, passages or terms: a build then reads its inputs again."""

CJK: Final = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇々"
"""Chinese characters, for use inside a regular-expression class."""
CHINESE: Final = re.compile(f"[{CJK}]")

_LATIN = re.compile(r"[^\W\d_CJK]+".replace("CJK", CJK))
_LOOSE = re.compile(rf"[^\W_{CJK}]+")
_NAMES = re.compile(r"[（(][^（）()]{0,40}(?:记者|通讯员|实习生|作者)[^（）()]{0,40}[)）]")
_MOTTO = re.compile(
    rf"[“「『\"](?:[{CJK}]{{2}}(?:\s[{CJK}]{{2}})+|[{CJK}]{{3}}(?:\s[{CJK}]{{3}})+|[{CJK}]{{4}}(?:\s[{CJK}]{{4}})+)[”」』\"]"
)
_REMEMBERED = 1024
"""Texts whose sentences, folded form or words are remembered: a question's and its articles' are asked for again."""


def clean(text: str, column: float | None = None) -> str:
    """Remove the spaces that printed lines left inside one paragraph; change nothing else.

    ``column`` is the width in em that the text was printed in; None looks for lines of equal width. Text without
    printed lines keeps its spaces. Otherwise a space at a line end goes (between two Latin words, and the figures of
    two rows of a table, one stays), and so does any other beside a Chinese character or a punctuation mark, except
    between names in a byline and in a motto.

    >>> clean("我们走在新修的环湖步道上，看见水鸟 成群，当地人说这是多年来没有过的 景象。")
    '我们走在新修的环湖步道上，看见水鸟成群，当地人说这是多年来没有过的景象。'
    >>> clean("学思想 强党性 重实践")
    '学思想 强党性 重实践'
    """
    pieces = text.split()
    line = " ".join(pieces)
    ends = line_ends(pieces, column)
    if column is None and not any(ends):
        return line
    named, motto = ({at for m in found.finditer(line) for at in range(*m.span())} for found in (_NAMES, _MOTTO))
    cleaned, at, printed = pieces[:1], -1, iter(pairwise(printed_lines(text, column)))
    for (left, right), end in zip(pairwise(pieces), ends, strict=True):
        at += len(left) + 1
        around = left[-1] + right[0]
        apart = end and (figures_apart(*next(printed)) or _LATIN.fullmatch(around))
        kept = at in named or apart or (not end and (at in motto or _LOOSE.fullmatch(around)))
        cleaned += [" " if kept else "", right]
    return "".join(cleaned)


_END = re.compile(r"[。！？…]+[!?。！？…]*|[!?]+(?![a-zA-Z0-9])[!?。！？…]*")
_PAIRS = dict(zip("“‘「『（(【《〈［[", "”’」』）)】》〉］]", strict=True))
_CLOSING = frozenset(_PAIRS.values())
_GOES_ON = frozenset("，、；：,;:的")
_SPEECH = frozenset("：:，,。！？!?；;…、”’\"'—")
_QUOTE = re.compile("[" + re.escape("".join(_PAIRS) + "".join(_CLOSING)) + "\"]|(?<![a-zA-Z])'|'(?![a-zA-Z])")
_DEEPEST = 8
_QUOTATION = 80
"""Characters up to which a quotation or bracket is kept in one piece, full stops inside it notwithstanding."""


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the spans of the sentences of ``text[start:end]``, as offsets into ``text``, white space left out.

    A line feed always ends a sentence; so do 。！？!?… with the closing quotes and brackets after them (straight quotes
    are told apart by pairing within their line). A short quotation stays whole with the words that introduce it.

    >>> text = "她说：“快看。水鸟！”大家都笑了。"
    >>> [text[a:b] for a, b in sentences(text)]
    ['她说：“快看。水鸟！”', '大家都笑了。']
    """
    end, spans = len(text) if end is None else end, list[tuple[int, int]]()
    at = text.rfind("\n", 0, start) + 1
    while at < end:
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        cuts = [at, *(at + end for end in _sentence_ends(text[at:stop])), stop]
        spans += [(max(a, start), min(b, end)) for a, b in pairwise(cuts) if a < end and b > start]
        at = stop + 1
    return [trimmed for span in spans if (trimmed := _trim(text, *span))]


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    words = text[start:end]
    if not (stripped := words.strip()):
        return None
    start += words.index(stripped)
    return start, start + len(stripped)


@lru_cache(maxsize=_REMEMBERED)
def _sentence_ends(line: str) -> tuple[int, ...]:
    """Offsets after which a new sentence starts inside one line."""
    quoted = _quotations(line)
    opening = {close: start for start, close in quoted}
    whole = _outermost([(a, b) for a, b in quoted if b - a <= _QUOTATION])
    ends = []
    for match in _END.finditer(line):
        at = match.end()
        while at < len(line) and (line[at] in _CLOSING or at in opening):
            at += 1
        embedded = at - 1 in opening and (first := opening[at - 1]) > 0 and line[first - 1] not in _SPEECH
        nearest = bisect_right(whole, (at - 1, len(line))) - 1
        inside = nearest >= 0 and at - 1 < whole[nearest][1]
        if at < len(line) and not (embedded or inside or line[at] in _GOES_ON):
            ends.append(at)
    return tuple(ends)


def _quotations(line: str) -> list[tuple[int, int]]:
    """Offsets of each opening quote or bracket and of its closing one."""
    pairs, waiting = [], []
    for match in _QUOTE.finditer(line):
        at, mark = match.start(), match[0]
        if mark in _PAIRS:
            waiting.append((at, _PAIRS[mark]))
            continue
        depth = next(
            (d for d in range(len(waiting) - 1, max(len(waiting) - _DEEPEST, 0) - 1, -1) if waiting[d][1] == mark), None
        )
        if depth is not None:
            pairs.append((waiting[depth][0], at))
            del waiting[depth:]
        elif mark in "\"'":
            waiting.append((at, mark))
    return pairs


def _outermost(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for pair in sorted(pairs):
        if not kept or pair[0] > kept[-1][1]:
            kept.append(pair)
    return kept


@cache
def _simplifier() -> OpenCC:
    import opencc

    return opencc.OpenCC("t2s")


UNSEEN: Final = "\xad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""Characters that nobody sees, which web pages leave between others."""
_USUAL = [*((mark, normalize("NFKC", mark)) for mark in "，：；？！（）％～…\u3000"), *((char, "") for char in UNSEEN)]


@lru_cache(maxsize=_REMEMBERED)
def fold(text: str) -> str:
    """Return the form that machines compare: ``nfkc``, lower case, simplified characters. Its length may differ.

    >>> fold("臺灣Ａ１③"), fold("夜间\u200b门诊")
    ('台湾a13', '夜间门诊')
    """
    return str(_simplifier().convert(nfkc(text).lower()))


def letters(text: str) -> str:
    """Return the letters and figures of a text, folded.

    >>> letters("桥下的 水鸟。")
    '桥下的水鸟'
    """
    return "".join(filter(str.isalnum, fold(text)))


def nfkc(text: str) -> str:
    """Return the form that Unicode calls NFKC, without what nobody sees; its length may differ.

    >>> nfkc("２０３１年，③")
    '2031年,3'
    """
    for printed, narrow in _USUAL:
        text = text.replace(printed, narrow)
    # Most texts have no other form left, and to ask is thirty times as fast as to make sure.
    return text if is_normalized("NFKC", text) else normalize("NFKC", text)


@cache
def tokenizer() -> Tokenizer:
    """Return jieba's tokenizer, silent, its cache where no other user can write."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel("CRITICAL")
    made = jieba.Tokenizer()
    folder = user_cache_path("baowen") / "jieba"
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    made.tmp_dir = str(folder)
    # What it has cached it reads word by word; in one go that takes a third of the time.
    with suppress(OSError, EOFError, TypeError, ValueError):
        made.FREQ, made.total = marshal.loads((folder / "jieba.cache").read_bytes())  # noqa: S302
        made.initialized = True
    made.initialize()
    return made


def words(text: str) -> list[str]:
    """Return jieba's words of a text, unfolded, punctuation included.

    >>> words("新馆第一次开放")
    ['新馆', '第一次', '开放']
    """
    return list(_words(text))


@lru_cache(maxsize=_REMEMBERED)
def _words(text: str) -> tuple[str, ...]:
    return tuple(tokenizer().cut(text))


def word_frequencies() -> tuple[Mapping[str, int], int]:
    """Return the dictionary's words with their frequencies (0 for a prefix that is no word), and their total."""
    return tokenizer().FREQ, tokenizer().total


_RUN = re.compile(rf"([{CJK}]+)|[^\W_{CJK}]+(?:[.,]\d+)*")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")


def terms(text: str) -> list[str]:
    """Return the folded words and character bigrams that the lexical index counts, in reading order.

    A run of Latin letters or digits is one term; thousands separators are dropped.

    >>> terms("新增1,351个座位")
    ['新增', '新增', '1351', '个', '座位', '个座', '座位']
    """
    found: list[str] = []
    for match in _RUN.finditer(fold(text)):
        run = match[0]
        if match[1]:
            found += _words(run)
            found += map("".join, pairwise(run))
        elif _THOUSANDS.fullmatch(run):
            found.append(run.replace(",", ""))
        else:
            found += run.split(",")
    return found
