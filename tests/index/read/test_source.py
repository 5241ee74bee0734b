from __future__ import annotations

from pathlib import Path, PurePath

import pytest

from index.read.source import date_from_name, page_from_name


@pytest.mark.parametrize(
    ("path", "date"),
    [
        ("archive/2031-03-02/01.txt", "2031-03-02"),
        ("archive/2031-03/02/node_1.txt", "2031-03-02"),
        ("2030-01-01/澄江报20310302.txt", "2031-03-02"),
        ("澄江报20310302A01.txt", "2031-03-02"),
        ("2031030201.txt", "2031-03-02"),
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
        ("20310302_03.txt", ("3", "20310302_")),
        ("20310302_A01.txt", ("A1", "20310302_")),
        ("20310302-A01.txt", ("A1", "20310302-")),
        ("澄江报20310302A01.txt", ("A1", "澄江报20310302")),
        ("2031030201.txt", ("1", "20310302")),
        ("2031-03-02/一版.txt", ("1", "")),
        ("澄江报2031年3月2日第十二版.txt", ("12", "澄江报2031年3月2日")),
        ("2031-03-02/1.txt", None),
        ("统一版.txt", None),
        ("第三版本.txt", None),
        ("9999999901.txt", None),
        ("20310302_3.txt", None),
        ("20310302.txt", None),
    ],
)
def test_pages_in_names_lose_leading_zeros(path: str, page: tuple[str, str] | None) -> None:
    assert page_from_name(PurePath(path)) == page


def test_files_that_were_only_counted_are_no_pages(tmp_path: Path) -> None:
    folder = tmp_path / "2031-03-02"
    folder.mkdir()
    for number in range(1, 13):
        (folder / f"{number}.txt").touch()
    assert {page_from_name(file) for file in folder.iterdir()} == {None}
