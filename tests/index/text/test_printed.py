from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.printed import is_day_line, iso_date, page_label


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2031年3月2日", "2031-03-02"),
        ("澄江报2031-03-02第4版", "2031-03-02"),
        ("20310302_04版", "2031-03-02"),
        ("2031.3.2", "2031-03-02"),
        ("2031年3月", "2031-03"),
        ("2031", "2031"),
        ("2031-02-30", None),
        ("第20310302号", "2031-03-02"),
        ("a20310302b", None),
        ("电话62858520", None),
        ("2031 年 3 月 2 日", "2031-03-02"),
        ("２０３１年３月２日", "2031-03-02"),
        ("澄江报二〇三一年三月二十二日", "2031-03-22"),
        ("二○三一年十月十日", "2031-10-10"),
        ("二〇三一年三月三十二日", None),
        ("二〇三一年十十月十日", None),
        ("三月二日", None),
    ],
)
def test_dates_in_words_and_names(text: str, date: str | None) -> None:
    assert iso_date(text) == date


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("2031年3月12日", True),
        (" 二〇三一年三月 十二日", True),
        ("二〇三一年三月", False),
        ("2031年3月12日讯", False),
        ("", False),
    ],
)
def test_a_day_alone_in_its_line(text: str, alone: bool) -> None:
    assert is_day_line(text) is alone


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("10", "10"),
        ("003", "3"),
        ("b02", "B2"),
        ("Ｂ０２", "B2"),
        ("二十", "20"),
        ("一一", "11"),
        ("〇三", "3"),
        ("頭", "1"),
        ("十十", "十十"),
        ("0", "0"),
        ("", ""),
        ("特刊", "特刊"),
        ("extra", "extra"),
    ],
)
def test_pages_as_archives_have_them(printed: str, label: str) -> None:
    assert page_label(printed) == label


@given(st.text(alphabet="〇○零一二三九十百头年月日0123０３A-", max_size=12))
def test_whatever_is_printed_is_read(text: str) -> None:
    assert page_label(page_label(text)) == page_label(text)
    assert iso_date(text) is None or iso_date(str(iso_date(text))) == iso_date(text)
