from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from index.find import Found
from index.gather import Source
from index.gather import gather as sort
from index.read import File, Unreadable
from index.sidecar import IssueNotes, parse_register
from tests.files import of_text

ARTICLE = "<html><body><div id='ozoom'><founder-content><p>桥通车。</p></founder-content></div></body></html>"


def held(file: File) -> Found:
    return Found(Path(file.path), file.given, file.data, lambda: file.data)


def found(*names: str, **texts: str) -> list[Found]:
    return [held(of_text(texts.get(name, ""), name)) for name in names]


def gather(found: list[Found]) -> list[Source]:
    """Sort files that can all be read."""
    sources = [each for each in sort(found) if isinstance(each, Source)]
    assert len(sources) == len(sort(found))
    return sources


def of(sources: list[Source]) -> dict[str, list[str]]:
    return {source.given: [file.given for file in source.files] for source in sources}


def test_a_file_is_a_source_of_its_own() -> None:
    assert of(gather(found("2031-03-12.txt", "2031-03-13.txt"))) == {
        "2031-03-12.txt": ["2031-03-12.txt"],
        "2031-03-13.txt": ["2031-03-13.txt"],
    }


def test_numbered_pages_of_one_day_in_one_folder_are_one_source_for_each_form() -> None:
    pages = found(
        "20310312_02版.txt", "20310312_01版.txt", "20310312_01版.pdf", "20310313_01版.txt", "b/20310312_03版.txt"
    )
    assert of(gather(pages)) == {
        "20310312_*版.txt": ["20310312_01版.txt", "20310312_02版.txt"],
        "20310312_*版.pdf": ["20310312_01版.pdf"],
        "20310313_*版.txt": ["20310313_01版.txt"],
        "b/20310312_*版.txt": ["b/20310312_03版.txt"],
    }


def test_pages_of_two_papers_in_one_folder_stay_apart() -> None:
    pages = found("澄江报20310312_01版.txt", "澄江晚报20310312_01版.txt", "澄江报20310312_02版.txt")
    assert list(of(gather(pages)).values()) == [
        ["澄江报20310312_01版.txt", "澄江报20310312_02版.txt"],
        ["澄江晚报20310312_01版.txt"],
    ]


def test_bare_numbers_are_pages_in_a_dated_folder_only() -> None:
    assert of(gather(found("2031-03-12/01.txt", "2031-03-12/02.txt", "文稿/01.txt", "文稿/02.txt"))) == {
        "2031-03-12/*版.txt": ["2031-03-12/01.txt", "2031-03-12/02.txt"],
        "文稿/01.txt": ["文稿/01.txt"],
        "文稿/02.txt": ["文稿/02.txt"],
    }


def test_saved_e_paper_pages_are_one_source_and_what_lies_beside_them_none() -> None:
    pages = [
        held(of_text(ARTICLE, f"报/{name}")) for name in ("layout/203103/12/node_1.html", "content/203103/12/c_1.html")
    ]
    pages += found("报/layout/203103/12/b.jpg", "报/layout/203103/12/s.css")
    (source,) = gather(pages)
    assert source.epaper
    assert source.path == Path("/archive/报/203103/12")
    assert [file.path.name for file in source.files] == ["c_1.html", "node_1.html"]


def test_a_scan_beside_or_below_a_saved_page_is_a_source_and_the_pages_own_pictures_none() -> None:
    text = "<html><body><article><p>桥通车。</p><img src='20330801_02版.jpg'><img src=\"%s\"></article></body></html>"
    pages = [held(of_text(text % quote("20330801_12版.jpg"), "报/公众号.html"))]
    pages += found("报/公众号.jpg", "报/公众号_files/logo.png", "报/scan/2033-08-01/01.png")
    pages += found("报/20330802_03版.jpg", "报/20330801_02版.jpg", "报/20330801_12版.jpg", "报/0801_02版.jpg")
    assert of(gather(pages)) == {
        "报/公众号.html": ["报/公众号.html"],
        "报/scan/2033-08-01/*版.图": ["报/scan/2033-08-01/01.png"],
        "报/20330802_*版.图": ["报/20330802_03版.jpg"],
        "报/0801_*版.图": ["报/0801_02版.jpg"],
    }


def test_a_page_that_cannot_be_read_is_refused_and_the_others_stay_together() -> None:
    def fail() -> bytes:
        raise PermissionError(13, "Permission denied")

    pages = [held(of_text(ARTICLE, f"报/203103/12/c_{n}.html")) for n in (1, 2, 3)]
    refused, source = sort([replace(pages[0], load=fail), *pages[1:]])
    assert isinstance(refused, Unreadable)
    assert (refused.source, "没有权限" in refused.reason) == ("报/203103/12/c_1.html", True)
    assert isinstance(source, Source)
    assert [file.path.name for file in source.files] == ["c_2.html", "c_3.html"]


def test_notes_go_with_what_they_are_about_the_nearest_first() -> None:
    pages = found("a/x.txt", "a/x.toml", "a/y.txt", "a/issue.toml", "paper.toml", "b/z.txt")
    notes = {source.given: [note.given for note in source.notes] for source in gather(pages)}
    assert notes == {
        "a/x.txt": ["a/x.toml", "a/issue.toml", "paper.toml"],
        "a/y.txt": ["a/issue.toml", "paper.toml"],
        "b/z.txt": ["paper.toml"],
    }


def test_a_csv_that_lists_files_is_a_note_and_one_that_holds_articles_is_not() -> None:
    register = held(of_text("文件,日期\nx.txt,2031-03-12\n", "目录.csv"))
    table = held(of_text("标题,正文\n桥,桥通车。\n", "文章.csv"))
    sources = {
        source.given: [note.given for note in source.notes] for source in gather([register, table, *found("x.txt")])
    }
    assert sources == {"文章.csv": [], "x.txt": ["目录.csv"]}


def test_of_a_register_a_source_has_the_rows_about_its_files_only() -> None:
    rows = "路径;日期;版次;期号;报纸\nx.txt;2031年3月12日;A01;第1204期;澄江报,晚刊\nb/z.txt;2031-03-13;;;\n"
    sources = gather([held(of_text(rows, "目录.csv")), *found("x.txt", "b/x.txt", "b/y.txt", "b/z.txt")])
    notes = {source.given: [parse_register(note.file()) for note in source.notes] for source in sources}
    told = IssueNotes(paper="澄江报,晚刊", date="2031-03-12", edition="1204", page="A1")
    assert notes == {
        "x.txt": [{"x.txt": told}],
        "b/x.txt": [{"x.txt": told}],
        "b/y.txt": [],
        "b/z.txt": [{"b/z.txt": IssueNotes(date="2031-03-13")}],
    }


def test_a_register_with_a_mistake_stays_whole() -> None:
    register = held(of_text("文件,日期\nx.txt,2031-03-32\n", "目录.csv"))
    assert [source.notes for source in gather([register, *found("x.txt")])] == [(register,)]
