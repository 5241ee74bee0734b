from __future__ import annotations

import io
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.read.decode import decode, foreign
from index.read.source import Unreadable
from tests.files import of_text
from tests.stress import examples

SIMPLIFIED = "澄江区图书馆昨日开放，首日有1200名读者入馆。"
TRADITIONAL = "澄江區圖書館昨日開放，首日有1200名讀者入館。"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_simplified_text_in_every_encoding(encoding: str) -> None:
    assert decode(SIMPLIFIED.encode(encoding), "a.txt") == SIMPLIFIED


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "gb18030", "utf-16-le"])
def test_traditional_text_in_every_encoding(encoding: str) -> None:
    assert decode(TRADITIONAL.encode(encoding), "a.txt") == TRADITIONAL


@pytest.mark.parametrize("text", ["图书馆开放", "本报讯", "第3版 要闻", "联通", "澄江区举行水鸟节。"])
def test_short_gbk_text_is_not_taken_for_another_encoding(text: str) -> None:
    assert decode(text.encode("gbk"), "a.txt") == text


def test_a_gb18030_mark_is_a_byte_order_mark() -> None:
    assert decode("\ufeff澄江".encode("gb18030"), "a.txt") == "澄江"


def test_latin_text_is_utf8_even_with_accents() -> None:
    assert decode("café d’été".encode(), "a.txt") == "café d’été"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "文件是空的"),
        (b" \r\n\t\n", "文件是空的"),
        ("\ufeff".encode(), "文件是空的"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04rest", "ZIP"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\x7fELF\x02\x01\x01\x00\x00\x00", "零字节"),
        (b"text\x00with\x00zeros", "零字节"),
        (bytes(range(128, 256)) * 4, "编码"),
        ("안녕하세요 서울시 도서관".encode("euc-kr"), "编码"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(raw: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        decode(raw, "馆藏/a.txt")
    assert refused.value.source == "馆藏/a.txt"
    assert reason in refused.value.reason
    assert "\n" not in str(refused.value)


@given(st.binary(max_size=200))
def test_bytes_are_decoded_or_refused(raw: bytes) -> None:
    try:
        text = decode(raw, "a.txt")
    except Unreadable:
        return
    assert text.strip()
    assert "\0" not in text


@given(st.text(alphabet="澄江区图书馆昨日开放了新的阅览室，。一二三年月日人在有大中上来", min_size=6, max_size=60))
def test_common_text_is_never_mojibake(text: str) -> None:
    for encoding in ("utf-8", "gb18030"):
        try:
            assert decode(text.encode(encoding), "a.txt") == text
        except Unreadable:
            assert encoding != "utf-8"


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00"


def packed(member: str) -> bytes:
    raw = io.BytesIO()
    with ZipFile(raw, "w") as opened:
        opened.writestr(member, "")
    return raw.getvalue()


@pytest.mark.parametrize(
    ("raw", "name", "reason"),
    [
        (OLE, "a.doc", "这是旧版 Word 文件，请用 Word 或 WPS 另存为 .docx"),
        (OLE, "a", "旧版 Word"),
        (OLE, "a.WPS", "WPS 文字，请用 Word 或 WPS 另存为"),
        (OLE, "a.xls", "另存为 CSV"),
        (OLE, "a.docx", "取消密码"),
        (b"Rar!\x1a\x07\x01\x00", "a.txt", "RAR 压缩包，请解压"),
        (b"7z\xbc\xaf\x27\x1c\x00", "a.7z", "7z 压缩包，请解压"),
        (b"{\\rtf1\\ansi", "a.doc", "这是RTF"),
        (b"\x00\x01CEB", "a.ceb", "方正 CEB 文件，请用它的阅读器"),
        (b"\x00\x01", "a.CAJ", "CAJ 文件"),
        (b"\x00\x01\x00\x00Standard Jet DB\x00", "a.mdb", "Access 数据库"),
        (b"ID3\x03\x00", "a.mp3", "音频或视频"),
        (b"\x00\x00\x00\x20ftypisom", "a.txt", "音频或视频"),
        (b"\x00\x00\x00\x20ftypheic", "a.jpg", "另存为 JPEG"),
        (b"RIFF\x00\x00\x00\x00WAVE", "a.wav", "音频或视频"),
        (b"a.txt" + bytes(252) + b"ustar\x00", "a.tar", "tar 包，请解压"),
        (packed("xl/workbook.xml"), "a.csv", "另存为 CSV"),
        (packed("OFD.xml"), "a.ofd", "OFD 文件"),
        (packed("META-INF/container.xml"), "a.epub", "EPUB"),
    ],
)
def test_a_format_without_a_reader_is_told_with_its_remedy(raw: bytes, name: str, reason: str) -> None:
    told = foreign(of_text(raw, name))
    assert told is not None
    assert reason in told


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (b"%PDF-1.7\x00", "a.caj"),
        (b"\x89PNG\r\n\x1a\n\x00", "a.png"),
        (b"RIFF\x00\x00\x00\x00WEBP", "a.webp"),
        (b"\xff\xd8\xff\xe0\x00", "a.jpg"),
        (b"\x1f\x8b\x08\x00", "a.jsonl.gz"),
        (packed("word/document.xml"), "a.docx"),
        (packed("2031/01.txt"), "a.zip"),
        (SIMPLIFIED.encode(), "a.doc"),
        (b"<html><body>", "a.doc"),
        ("ID3是一种标签".encode(), "a.txt"),
    ],
)
def test_what_may_have_a_reader_is_not_foreign(raw: bytes, name: str) -> None:
    assert foreign(of_text(raw, name)) is None


@settings(max_examples=examples(50), deadline=None)
@given(st.binary(max_size=200), st.sampled_from(["a.doc", "a.txt", "a.ceb", "a"]))
def test_foreign_judges_any_bytes(raw: bytes, name: str) -> None:
    assert "\n" not in (foreign(of_text(raw, name)) or "")
