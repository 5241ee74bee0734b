"""Bytes → text, without mojibake: a decoding is believed only when it gives characters that people use."""

from __future__ import annotations

import codecs
from collections import Counter
from functools import cache

from index.read.source import Unreadable
from index.text import fold, word_frequencies

_MAGIC = {
    b"%PDF": "PDF",
    b"PK\x03\x04": "ZIP、Word 或 Excel",
    b"\x89PNG": "PNG 图片",
    b"\xff\xd8\xff": "JPEG 图片",
    b"GIF8": "GIF 图片",
    b"\x1f\x8b": "gzip 压缩",
    b"Rar!": "RAR 压缩",
    b"7z\xbc\xaf": "7z 压缩",
    b"\xd0\xcf\x11\xe0": "旧版 Word 或 Excel",
    b"{\\rtf": "RTF",
    b"II*\x00": "TIFF 图片",
    b"MM\x00*": "TIFF 图片",
}
_BOMS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
    b"\x84\x31\x95\x33": "gb18030",
}
_GUESSES = ("utf-16-le", "utf-16-be", "gb18030", "big5-hkscs")
_PLAUSIBLE = 0.7
"""Commonness below which a decoding is taken for mojibake; running text has about 0.9."""
_RARE = 4000
"""Rank from which a character counts as hardly used."""
_MARGIN = 0.1
"""By how much the best decoding must beat the next."""
_PUNCTUATION = frozenset("，。、；：？！“”‘’（）《》〈〉「」『』【】〔〕—…·　■●▲◆★☆○◎□△→％￥℃①②③④⑤⑥⑦⑧⑨⑩–―－～．＋")
_CONTROLS = frozenset(map(chr, (*range(9), *range(14, 27), *range(28, 32), 127)))


def decode(raw: bytes, source: str) -> str:
    """Return the text of a file: UTF-8, UTF-16, UTF-32, GB18030 (GBK) or Big5, with or without byte order mark.

    Raises Unreadable for empty and binary files and for bytes that no encoding explains well.
    """
    for magic, name in _MAGIC.items():
        if raw.startswith(magic):
            raise Unreadable(source, f"这不是文本文件（{name}），请换成 .txt 或 .jsonl")
    for mark, encoding in _BOMS.items():
        if raw.startswith(mark):
            text = _strict(raw[len(mark) :], encoding)
            break
    else:
        text = _strict(raw, "utf-8")
        if text is None or _doubtful(text):
            text = _likeliest(raw) or text
    if not raw.strip() or (text is not None and not text.strip()):
        raise Unreadable(source, "文件是空的，没有可收录的内容")
    if text is None and b"\0" not in raw:
        raise Unreadable(source, "认不出文字编码，请另存为 UTF-8 后再收录")
    if text is None or not _CONTROLS.isdisjoint(text):
        raise Unreadable(source, "这不是文本文件（含有零字节或控制字符），请换成 .txt 或 .jsonl")
    return text


def _strict(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _doubtful(text: str) -> bool:
    """UTF-8 by chance: zero bytes (UTF-16 of Latin text), or two-byte sequences alone, as a few GBK words give."""
    return "\0" in text or (
        not text.isascii() and max(text) < "\u0800" and not any(c.isalpha() for c in text if c < "\x80")
    )


def _likeliest(raw: bytes) -> str | None:
    """Return the decoding with the most common characters, if it is plausible and clearly ahead."""
    decoded = (text for encoding in _GUESSES if (text := _strict(raw, encoding)) is not None)
    ranked = sorted(((_commonness(text), text) for text in set(decoded)), reverse=True)
    if not ranked or ranked[0][0] < _PLAUSIBLE or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _MARGIN):
        return None
    return ranked[0][1]


def _commonness(text: str) -> float:
    """How common the characters beyond ASCII are on the whole, from 0 to 1; 0 where there are control characters.

    A character counts by its rank among Chinese characters, so that random ones come to about a half.
    """
    if not _CONTROLS.isdisjoint(text):
        return 0.0
    counts = Counter(char for char in text if char > "\x7f")
    ranks = _ranks()
    good = sum(n * (1.0 if char in _PUNCTUATION else _rank_weight(ranks.get(fold(char)))) for char, n in counts.items())
    return good / counts.total() if counts else 1.0


def _rank_weight(rank: int | None) -> float:
    return max(0.0, 1 - rank / _RARE) if rank is not None else 0.0


@cache
def _ranks() -> dict[str, int]:
    """Chinese characters by how often they occur in the words of the dictionary, the commonest first."""
    seen: Counter[str] = Counter()
    frequencies, _ = word_frequencies()
    for word, n in frequencies.items():
        for char in word:
            seen[char] += n
    return {char: rank for rank, (char, _) in enumerate(seen.most_common())}
