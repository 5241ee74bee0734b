from __future__ import annotations

from pathlib import PurePath

import pytest

from index.read.source import date_from_name, page_from_name


@pytest.mark.parametrize(
    ("path", "date"),
    [
        ("archive/2031-03-02/01.txt", "2031-03-02"),
        ("archive/2031-03/02/node_1.txt", "2031-03-02"),
        ("2030-01-01/澄江报20310302.txt", "2031-03-02"),
        ("2031/澄江报.txt", None),
        ("000_4b7b3af5b6a0fb68.txt", None),
    ],
)
def test_the_file_name_comes_before_the_folder(path: str, date: str | None) -> None:
    assert date_from_name(PurePath(path)) == date


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("20310302_03版.txt", ("3", "20310302_")),
        ("澄江报2031-03-02第A01版.txt", ("A1", "澄江报2031-03-02")),
        ("2031-03-02/01.txt", ("1", "")),
        ("2031-03-02/A02.pdf", ("A2", "")),
        ("cjb-20310302-p4.pdf", ("4", "cjb-20310302-")),
        ("文稿/01.txt", None),
        ("20310302_03.txt", None),
        ("20310302.txt", None),
    ],
)
def test_pages_in_names_lose_leading_zeros(path: str, page: tuple[str, str] | None) -> None:
    assert page_from_name(PurePath(path)) == page
