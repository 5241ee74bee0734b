from __future__ import annotations

import io
import os
import sys
import zipfile
from pathlib import Path

import pytest

from index.find import Found, find
from index.read import Unreadable


def write(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"{name}", encoding="utf-8")


def names(paths: list[Path], below: Path) -> list[str]:
    found = list(find(paths))
    assert all(isinstance(each, Found) for each in found)
    return [each.path.relative_to(below.resolve()).as_posix() for each in found if isinstance(each, Found)]


def test_files_come_in_the_order_of_their_names_without_hidden_ones_and_readmes(tmp_path: Path) -> None:
    write(tmp_path, "b/2.txt", "b/1.txt", "a.txt", ".git/x.txt", "README.md", "b/.hidden")
    assert names([tmp_path], tmp_path) == ["a.txt", "b/1.txt", "b/2.txt"]


def test_what_a_store_keeps_is_no_paper_wherever_the_store_is(tmp_path: Path) -> None:
    write(
        tmp_path, "a.txt", "store/current", "store/files/x.txt", "store/feedback.db", "current", "inputs/b.gz", "b.txt"
    )
    inside = [each.given for each in find([tmp_path], tmp_path / "store") if isinstance(each, Found)]
    assert [Path(each).name for each in inside] == ["a.txt", "b.txt", "current", "b.gz"]
    same = [each.given for each in find([tmp_path], tmp_path) if isinstance(each, Found)]
    assert {Path(each).name for each in same} >= {"a.txt", "b.txt"}
    assert not {"b.gz"} & {Path(each).name for each in same}


def test_what_systems_leave_in_folders_is_no_paper(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b/desktop.ini", "b/Thumbs.db", "b/b.txt", "__MACOSX/c.txt")
    assert names([tmp_path], tmp_path) == ["a.txt", "b/b.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_to_a_folder_is_named_and_not_followed(tmp_path: Path) -> None:
    write(tmp_path, "nas/a.txt", "papers/b.txt")
    (tmp_path / "papers/2031").symlink_to(tmp_path / "nas")
    (tmp_path / "papers/round").symlink_to(tmp_path / "papers")
    (tmp_path / "papers/self").symlink_to("self")
    refused = [each for each in find([tmp_path / "papers"]) if isinstance(each, Unreadable)]
    assert {Path(each.source).name for each in refused} == {"2031", "round"}
    assert all("链接" in each.reason for each in refused)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_file_that_cannot_be_looked_at_is_named_and_the_others_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "a.txt", "shut/b.txt")
    (tmp_path / "c.txt").symlink_to(tmp_path / "gone.txt")
    look = Path.stat

    def shut(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if path.name == "b.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return look(path, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(Path, "stat", shut)
    *refused, found = sorted(find([tmp_path]), key=lambda each: isinstance(each, Found))
    assert isinstance(found, Found)
    assert Path(found.given).name == "a.txt"
    assert {Path(each.source).name: each.reason for each in refused if isinstance(each, Unreadable)} == {
        "b.txt": "读不了（没有权限）：请检查文件权限",
        "c.txt": "链接所指的文件不在了：请修好或删去这个链接",
    }


def test_a_path_that_is_not_there_is_refused_and_the_others_are_found(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    refused, found = find([tmp_path / "没有", tmp_path / "a.txt"])
    assert isinstance(refused, Unreadable)
    assert "没有这个文件" in refused.reason
    assert isinstance(found, Found)
    assert (found.given, found.file().data) == (str(tmp_path / "a.txt"), b"a.txt")


def test_notes_beside_and_above_one_file_are_found_up_to_the_papers_own(tmp_path: Path) -> None:
    write(tmp_path, "issue.toml", "archive/paper.toml", "archive/2031/register.csv", "archive/2031/03/issue.toml")
    write(
        tmp_path, "archive/2031/03/a.txt", "archive/2031/03/a.toml", "archive/2031/03/b.txt", "archive/2031/03/b.toml"
    )
    assert names([tmp_path / "archive/2031/03/a.txt"], tmp_path) == [
        "archive/2031/03/a.toml",
        "archive/2031/03/issue.toml",
        "archive/2031/register.csv",
        "archive/paper.toml",
        "archive/2031/03/a.txt",
    ]


def test_an_archive_is_opened_and_nothing_of_it_is_written(tmp_path: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("2031-03-12/01.txt", "甲")
        archive.writestr("../evil.txt", "乙")
    (tmp_path / "澄江报.zip").write_bytes(data.getvalue())
    found = [each for each in find([tmp_path]) if isinstance(each, Found)]
    refused = [each for each in find([tmp_path]) if isinstance(each, Unreadable)]
    assert [(each.given, each.file().data.decode()) for each in found] == [
        (f"{tmp_path}/澄江报.zip/2031-03-12/01.txt", "甲")
    ]
    assert len(refused) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["澄江报.zip"]
    assert not (tmp_path.parent / "evil.txt").exists()


def test_a_member_that_its_archive_has_no_more_when_it_is_read_is_refused(tmp_path: Path) -> None:
    for names in (("a.txt", "b.txt"), ("a.txt",)):
        with zipfile.ZipFile(tmp_path / "1.zip", "w") as archive:
            for name in names:
                archive.writestr(name, name * len(names))
        if len(names) == 2:
            first, second = (each for each in find([tmp_path]) if isinstance(each, Found))
    assert first.file().data == b"a.txt"
    with pytest.raises(Unreadable, match="没有这个文件"):
        second.file()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_names_in_other_encodings_can_be_shown(tmp_path: Path) -> None:
    for name in ("第一期".encode("gb18030"), b"\xff"):
        folder = os.path.join(os.fsencode(tmp_path), name)  # noqa: PTH118
        os.mkdir(folder)  # noqa: PTH102
        with open(os.path.join(folder, b"a.txt"), "wb") as file:  # noqa: PTH118, PTH123
            file.write(name)
    found = {each.given: each.file().data for each in find([tmp_path]) if isinstance(each, Found)}
    assert found == {f"{tmp_path}/第一期/a.txt": "第一期".encode("gb18030"), f"{tmp_path}/\\xff/a.txt": b"\xff"}


def test_what_word_leaves_beside_an_open_file_is_no_paper(tmp_path: Path) -> None:
    write(tmp_path, "a.docx", "~$a.docx")
    assert names([tmp_path], tmp_path) == ["a.docx"]


def refused(path: Path) -> dict[str, str]:
    return {Path(each.source).name: each.reason for each in find([path]) if isinstance(each, Unreadable)}


def test_notes_that_windows_gave_another_ending_are_no_paper(tmp_path: Path) -> None:
    write(tmp_path, "issue.toml.txt", "a.txt")
    (found,) = [each for each in find([tmp_path]) if isinstance(each, Found)]
    assert found.path.name == "a.txt"
    assert "请改名为 issue.toml（" in refused(tmp_path)["issue.toml.txt"]


def test_notes_that_are_about_nothing_say_so(tmp_path: Path) -> None:
    write(tmp_path, "b/a.txt", "b/a.toml", "b/issue.toml", "paper.toml", "a.toml", "b/isue.toml", "c/issue.toml")
    assert refused(tmp_path).keys() == {"a.toml", "isue.toml", "issue.toml"}
    sources = [each.source for each in find([tmp_path]) if isinstance(each, Unreadable)]
    assert sources == [str(tmp_path / name) for name in ("a.toml", "b/isue.toml", "c/issue.toml")]
    assert list(refused(tmp_path / "b/a.txt")) == []
    assert [each for each in find([*sorted((tmp_path / "b").glob("a.*"))]) if isinstance(each, Unreadable)] == []


def test_what_is_said_of_a_site_beside_a_store_is_no_note(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "current", "site.toml", "sites.toml")
    assert [each.given for each in find([tmp_path], tmp_path) if isinstance(each, Found)] == [str(tmp_path / "a.txt")]


def test_rows_of_a_register_that_are_about_no_file_are_named(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b/c.txt", "b/d.txt")
    rows = "".join(f"{name},2031-03-12\n" for name in ("a.txt", "b/c.txt", "d.txt", "e.txt", "b/a.txt"))
    (tmp_path / "register.csv").write_text(f"文件,日期\n{rows}", encoding="utf-8")
    assert refused(tmp_path) == {"register.csv": "2 行没有用上（报纸照常收录）：没有文件 e.txt、b/a.txt，请核对文件名"}
    assert refused(tmp_path / "a.txt") == {}
    assert refused(tmp_path / "b") == {}
