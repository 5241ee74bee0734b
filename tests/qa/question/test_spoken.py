from __future__ import annotations

import pytest

from qa.question.spoken import as_printed_words


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("哪一年动工的", "哪一年开工的"),
        ("管工具的老师傅是谁", "管工具的师傅是谁"),
        ("老人家打疫苗要钱吗", "老年人接种疫苗收费吗"),
        ("早餐几块钱", "早餐几块钱"),
        ("“要钱”是什么意思", "“要钱”是什么意思"),
        ("", ""),
    ],
)
def test_spoken_words_are_said_as_papers_print_them(said: str, printed: str) -> None:
    assert as_printed_words(said) == printed
    assert as_printed_words(printed) == printed
