from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.read.decode import decode
from index.read.source import Unreadable

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
