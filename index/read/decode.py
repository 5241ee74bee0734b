"""Bytes → text, without mojibake: a decoding is believed only when it gives characters that people use.

What is no text and has no reader is told by its format, each with what to do instead.
"""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Mapping
from functools import cache

from index.messages import message, say
from index.read.archive import names_in
from index.read.source import File, Unreadable
from index.text import fold, word_frequencies

_MAGIC = {
    b"%PDF": "PDF",
    b"PK\x03\x04": message("ZIP、Word 或 Excel"),
    b"\x89PNG": message("PNG 图片"),
    b"\xff\xd8\xff": message("JPEG 图片"),
    b"GIF8": message("GIF 图片"),
    b"\x1f\x8b": message("gzip 压缩"),
    b"II*\x00": message("TIFF 图片"),
    b"MM\x00*": message("TIFF 图片"),
}
"""Formats that have readers of their own and came here by mistake."""
_HEAD = 1 << 12
Told = tuple[str, str]
"""What a format without a reader is called, and what to do."""
_UNPACK = message("请解压，把里面的文件放进文件夹后再收录")
_WORD = message("请用 Word 或 WPS 另存为 .docx 或 .txt 后再收录")
_SHEET = message("请另存为 CSV（UTF-8）后再收录")
_EXPORT = message("请用它的阅读器或排版软件导出 PDF 或文本后再收录")
_LAYOUT = message("请在排版软件里导出 PDF 后再收录")
_PICTURE = message("请另存为 JPEG 或 PNG 后再收录")
_SAVE_PDF = message("请另存为 PDF 后再收录")
_SOUND = message("音频或视频"), message("不能收录，请换成文字稿")
_FOREIGN: tuple[tuple[Told, tuple[bytes, ...]], ...] = (
    ((message("RAR 压缩包"), _UNPACK), (b"Rar!\x1a\x07",)),
    ((message("7z 压缩包"), _UNPACK), (b"7z\xbc\xaf\x27\x1c",)),
    ((message("bzip2 或 xz 压缩"), _UNPACK), (b"BZh91AY&SY", b"\xfd7zXZ\x00")),
    (("RTF", _WORD), (b"{\\rtf",)),
    ((message("Access 数据库"), _SHEET), (b"\x00\x01\x00\x00Standard Jet DB", b"\x00\x01\x00\x00Standard ACE DB")),
    ((message("SQLite 数据库"), _SHEET), (b"SQLite format 3\x00",)),
    (("PostScript", _EXPORT), (b"%!PS", b"\xc5\xd0\xd3\xc6")),
    (("DjVu", _EXPORT), (b"AT&TFORM",)),
    ((message("InDesign 排版文件"), _LAYOUT), (b"\x06\x06\xed\xf5\xd8\x1d\x46\xe5",)),
    ((message("Photoshop 图片"), _PICTURE), (b"8BPS\x00",)),
    (_SOUND, (b"ID3\x02", b"ID3\x03", b"ID3\x04", b"\xff\xfb")),
    (_SOUND, (b"OggS\x00", b"fLaC\x00", b"#!AMR")),
    (_SOUND, (b"\x1aE\xdf\xa3", b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", b"FLV\x01", b"\x00\x00\x01\xba")),
)
"""Formats without a reader, and how their files begin."""
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_COMPOUNDS: Mapping[str, Told] = {
    ".xls": (message("旧版 Excel 文件"), _SHEET),
    ".et": (message("WPS 表格"), _SHEET),
    ".ppt": (message("旧版 PowerPoint 文件"), _SAVE_PDF),
    ".docx": (message("加了密码的 Word 文件"), message("请取消密码后再收录")),
    ".wps": (message("WPS 文字"), _WORD),
}
"""OLE compound files by suffix; all others are taken for .doc."""
_SUFFIXES: Mapping[str, Told] = {
    ".ceb": (message("方正 CEB 文件"), _EXPORT),
    ".cebx": (message("方正 CEBX 文件"), _EXPORT),
    ".caj": (message("CAJ 文件"), _EXPORT),
    ".kdh": (message("CAJ 文件"), _EXPORT),
    ".nh": (message("CAJ 文件"), _EXPORT),
    ".fit": (message("方正飞腾排版文件"), _LAYOUT),
    ".qxd": (message("QuarkXPress 排版文件"), _LAYOUT),
    ".doc": (message("旧版 Word 文件"), _WORD),
    ".wps": (message("WPS 文字"), _WORD),
    ".mdb": (message("Access 数据库"), _SHEET),
    ".mp3": _SOUND,
    ".wma": _SOUND,
    ".rmvb": _SOUND,
}
"""Formats by suffix, where the beginning says nothing: for files that are no text."""
_ZIPS: tuple[tuple[str, Told], ...] = (
    ("xl/workbook.xml", (message("Excel 文件"), _SHEET)),
    ("ppt/presentation.xml", (message("PowerPoint 文件"), _SAVE_PDF)),
    ("OFD.xml", (message("OFD 文件"), _EXPORT)),
    ("META-INF/container.xml", (message("EPUB 电子书"), message("请转换为 .docx 或 .txt 后再收录"))),
    ("mimetype", (message("OpenDocument 文件"), _WORD)),
)
"""A member by which a zip is a document without a reader."""
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


def foreign(file: File) -> str | None:
    """Why a file cannot be read and what to do, for the formats that have no reader; None for all others.

    A suffix counts only where the beginning says nothing and is no text.
    """
    head, suffix = file.data[:_HEAD], file.path.suffix.lower()
    told = next((told for told, magics in _FOREIGN if head.startswith(magics)), None)
    if told is None and head.startswith(_COMPOUND):
        told = _COMPOUNDS.get(suffix, _SUFFIXES[".doc"])
    if told is None and head.startswith(b"PK\x03\x04"):
        names = names_in(file)
        told = next((told for member, told in _ZIPS if member in names), None)
    if told is None and b"\0" in head and not any(head.startswith(magic) for magic in _MAGIC):
        told = _further_on(head) or _SUFFIXES.get(suffix)
    return say("这是{what}，{advice}", what=say(told[0]), advice=say(told[1])) if told else None


def _further_on(head: bytes) -> Told | None:
    """Formats told by bytes behind the first: ISO media by their brand, RIFF by its form, tar."""
    if head[4:8] == b"ftyp":
        return (message("HEIC 图片"), _PICTURE) if head[8:12] in (b"heic", b"heix", b"mif1") else _SOUND
    if head[:4] == b"RIFF" and head[8:12] in (b"WAVE", b"AVI "):
        return _SOUND
    return (message("tar 包"), _UNPACK) if head[257:262] == b"ustar" else None


def decode(raw: bytes, source: str) -> str:
    """Return the text of a file: UTF-8, UTF-16, UTF-32, GB18030 (GBK) or Big5, with or without byte order mark.

    Raises Unreadable for empty and binary files and for bytes that no encoding explains well.
    """
    for magic, name in _MAGIC.items():
        if raw.startswith(magic):
            raise Unreadable(source, say("这不是文本文件（{format}），请换成 .txt 或 .jsonl", format=say(name)))
    for mark, encoding in _BOMS.items():
        if raw.startswith(mark):
            text = _strict(raw[len(mark) :], encoding)
            break
    else:
        text = _strict(raw, "utf-8")
        if text is None or _doubtful(text):
            text = _likeliest(raw) or text
    if not raw.strip() or (text is not None and not text.strip()):
        raise Unreadable(source, say("文件是空的，没有可收录的内容"))
    if text is None and b"\0" not in raw:
        raise Unreadable(source, say("认不出文字编码，请另存为 UTF-8 后再收录"))
    if text is None or not _CONTROLS.isdisjoint(text):
        raise Unreadable(source, say("这不是文本文件（含有零字节或控制字符），请换成 .txt 或 .jsonl"))
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
