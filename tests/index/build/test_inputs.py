"""What editors hand over, built: pages, sidecars, archives, several forms of one issue, one story in two issues."""

from __future__ import annotations

import gzip
import io
import json
import os
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePath

import pytest

from index.build import Options, Proposed, Report
from index.build.ledger import Ledger
from index.document import Article
from index.errors import StoreError
from index.forms import Aside
from index.store import Store
from index.store.files import replace as write_whole
from index.store.generation import current
from tests.building import build
from tests.fake import FakeEncoder
from tests.noise import Noise, print_issue
from tests.stories import STORIES

BRIDGE = (
    "望潮大桥恢复通车\n\n本报讯(记者 甲乙)12月6日,望潮大桥恢复通车。市民纷纷上桥参观,秩序井然。"
    "桥长一千二百米,双向六车道,两侧新设人行道和自行车道,夜里的灯光改用暖色。公交三路和九路当天改道过桥。\n"
)
TEA = (
    "春茶节开幕\n\n本报讯(记者 丙丁)昨日,第九届春茶节开幕。三天共成交1260万元,创下新高。来自六省的茶商到场,"
    "十二家茶厂签下长约。主办方说,明年的春茶节仍在江岸广场举行,摊位增加到三百个。\n"
)
PARK = (
    "江岸公园下月改造\n\n本报讯(记者 戊己)江岸公园的改造工程下月开工,工期八个月,园里的三百棵老树全部留在原地。"
    "施工期间东门照常开放,晨练的市民可以走北侧的步道。\n"
)
SAVED = (
    "<html><head><title>{0}</title><meta property='article:published_time' content='2031-12-07'></head>"
    "<body><article><h1>{0}</h1><p>{1}</p></article></body></html>"
)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    (tmp_path / "papers").mkdir()
    return tmp_path / "papers"


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def run(paths: Path, store: Path, **options: object) -> Report:
    return build([paths], store, FakeEncoder(), replace(Options(), **options))  # type: ignore[arg-type]


def articles(store: Path) -> dict[str | None, Article]:
    return {article.title: article for article in Store.open(store).articles()}


def test_pages_of_one_issue_are_read_together_and_a_story_goes_on_across_them(papers: Path, store: Path) -> None:
    head = "两江新桥开工\n\n本报讯(记者 甲乙)昨日,两江新桥开工,市民代表到场,(下转第2版)\n"
    rest = "(上接第1版)并在江边种下三十棵榕树。大桥预计三年建成。\n\n" + TEA
    write(papers, {"20310312_01版.txt": head, "20310312_02版.txt": rest})
    report = run(papers, store)
    assert (report.added, report.refused, report.undated) == (2, (), ())
    bridge = articles(store)["两江新桥开工"]
    assert bridge.text == "昨日,两江新桥开工,市民代表到场,并在江边种下三十棵榕树。大桥预计三年建成。"
    assert [(Path(r.source).name, r.first, r.last) for r in bridge.ranges] == [
        ("20310312_01版.txt", 1, 3),
        ("20310312_02版.txt", 1, 1),
    ]
    assert (bridge.date, bridge.page, articles(store)["春茶节开幕"].page) == ("2031-03-12", "1", "2")


def test_sidecars_date_and_correct_an_issue_and_a_change_of_them_keeps_the_addresses(papers: Path, store: Path) -> None:
    write(papers, {"a.txt": BRIDGE + "\n" + TEA, "paper.toml": 'name = "澄江报"\nplace = "澄江区"'})
    assert run(papers, store).undated == (str(papers / "a.txt"),)
    first = articles(store)
    write(
        papers, {"a.toml": 'date = 2031-12-07\n[[title]]\nline = 1\ntitle = "大桥通车"\n[[drop]]\nline = 5\nlast = 7'}
    )
    report = run(papers, store)
    assert (report.added, report.changed, report.removed, report.undated) == (0, 1, 1, ())
    (bridge,) = Store.open(store).articles()
    assert (bridge.id, bridge.title, bridge.date, bridge.paper) == (
        first["望潮大桥恢复通车"].id,
        "大桥通车",
        "2031-12-07",
        "澄江报",
    )
    assert current(store).papers[0].place == "澄江区"
    assert run(papers, store).unchanged == 1
    (papers / "a.toml").unlink()
    run(papers, store)
    assert articles(store).keys() == first.keys()


def test_of_a_paper_the_notes_count_that_were_written_last(papers: Path, store: Path) -> None:
    for place in ("澄江区", "澄河区", "澄江区"):
        write(papers, {"a.txt": BRIDGE, "paper.toml": f'name = "澄江报"\nplace = "{place}"'})
        run(papers, store)
        assert [notes.place for notes in current(store).papers] == [place]
    write(papers, {"old/b.txt": TEA, "paper.toml": 'name = "澄江报"\nplace = "澄河区"'})
    run(papers / "old", store)
    build([papers / "old"], store, FakeEncoder("fake/2"), Options())
    assert [notes.place for notes in current(store).papers] == ["澄河区"]


def test_a_sidecar_that_cannot_be_read_leaves_its_issue_as_it_was(papers: Path, store: Path) -> None:
    write(papers, {"a.txt": BRIDGE, "b.txt": TEA})
    run(papers, store)
    write(papers, {"a.toml": "datum = 2031-12-07"})
    report = run(papers, store)
    assert [(Path(each.source).name, "datum" in each.reason) for each in report.refused] == [("a.toml", True)]
    assert (report.unchanged, report.articles) == (2, 2)


def test_a_correction_that_meets_nothing_is_reported(papers: Path, store: Path) -> None:
    write(papers, {"a.txt": BRIDGE, "a.toml": "[[split]]\nline = 99"})
    report = run(papers, store)
    assert ["[[split]]" in each.reason and "99" in each.reason for each in report.refused] == [True]
    assert report.added == 1


def test_a_register_dates_many_files(papers: Path, store: Path) -> None:
    register = "文件,日期,版次\na.txt,2031-12-07,1\nb/b.txt,2031-12-08,3\n"
    write(papers, {"a.txt": BRIDGE, "b/b.txt": TEA, "目录.csv": register})
    assert run(papers, store).undated == ()
    assert {(a.date, a.page) for a in Store.open(store).articles()} == {("2031-12-07", "1"), ("2031-12-08", "3")}


def test_a_new_row_of_a_register_reads_nothing_again_that_it_is_not_about(
    papers: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(papers, {"a.txt": BRIDGE, "b.txt": TEA, "目录.csv": "文件,日期\na.txt,2031-12-07\n"})
    run(papers, store)
    read = list[str]()
    monkeypatch.setattr(Ledger, "_read", lambda _, known, at_hand: read.append(Path(known.path).name))
    write(papers, {"目录.csv": "文件,日期\na.txt,2031-12-07\nb.txt,2031-12-08\n"})
    run(papers, store)
    assert read == ["b.txt"]


def test_a_register_with_a_mistake_is_refused_with_its_line(papers: Path, store: Path) -> None:
    write(papers, {"a.txt": BRIDGE, "目录.csv": "文件,日期\na.txt,2010-05-32\n"})
    report = run(papers, store)
    assert [(Path(each.source).name, "第 2 行的日期 2010-05-32" in each.reason) for each in report.refused] == [
        ("目录.csv", True)
    ]
    write(papers, {"目录.csv": "文件,日期\na.txt,2010-05-30\n"})
    assert (run(papers, store).added, articles(store)["望潮大桥恢复通车"].date) == (1, "2010-05-30")


def test_an_archive_of_a_folder_is_read_and_kept(papers: Path, store: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("2031-12-07/01.txt", BRIDGE)
        archive.writestr("2031-12-07/02.txt", TEA)
        archive.writestr("../evil.txt", PARK)
    (papers / "报.zip").write_bytes(data.getvalue())
    report = run(papers, store)
    assert (report.added, len(report.refused)) == (2, 1)
    assert {(a.title, a.page) for a in Store.open(store).articles()} == {("望潮大桥恢复通车", "1"), ("春茶节开幕", "2")}
    assert run(papers, store).unchanged == 2


def test_the_better_form_of_an_issue_takes_over_and_the_lesser_comes_back(papers: Path, store: Path) -> None:
    write(papers, {"2031-12-07.txt": f"{BRIDGE}\n{TEA}\n{PARK}"})
    run(papers, store)
    before = articles(store)
    for number, text in enumerate((BRIDGE, TEA)):
        title, words = text.strip().split("\n\n")
        write(papers, {f"2031-12-07-{number}.html": SAVED.format(title, words)})
    report = run(papers, store)
    assert (report.added, report.removed, report.articles) == (2, 0, 3)
    now = articles(store)
    assert {title: article.form for title, article in now.items()} == {
        "望潮大桥恢复通车": "html",
        "春茶节开幕": "html",
        "江岸公园下月改造": "text",
    }
    opened = Store.open(store)
    assert opened.article(before["春茶节开幕"].id).id == now["春茶节开幕"].id
    assert run(papers, store).unchanged == 3
    for path in papers.glob("*.html"):
        path.unlink()
    report = run(papers, store, sync=True)
    assert {article.form for article in Store.open(store).articles()} == {"text"}
    assert articles(store).keys() == before.keys()
    assert Store.open(store).article(before["春茶节开幕"].id).form == "text"


def test_a_copy_of_an_issue_is_left_aside_and_told_and_what_only_it_has_stays(papers: Path, store: Path) -> None:
    write(papers, {"backup/2031-12-07.txt": BRIDGE + "\n\n" + TEA})
    (papers / "2031-12-07.txt").write_bytes((BRIDGE + "\n\n" + TEA).encode("gb18030"))
    report = run(papers, store)
    assert (report.added, Store.open(store).extent.issues) == (2, 1)
    here, copy = str(papers / "2031-12-07.txt"), str(papers / "backup/2031-12-07.txt")
    assert report.aside == (Aside(copy, same=here, articles=2),)
    assert run(papers, store).aside == ()
    before = articles(store)
    write(papers, {"backup/2031-12-07.txt": BRIDGE + "\n\n" + PARK})
    report = run(papers, store)
    assert (report.added, report.aside) == (1, (Aside(copy, same=here, articles=1),))
    assert articles(store)["春茶节开幕"] == before["春茶节开幕"]
    assert articles(store)["江岸公园下月改造"].source == copy


def test_a_copy_takes_the_place_and_the_addresses_of_what_is_gone(papers: Path, store: Path) -> None:
    write(papers, {"2031-12-07.txt": BRIDGE, "backup/2031-12-07.txt": BRIDGE, "2031-12-08.txt": TEA})
    run(papers, store)
    before = articles(store)
    (papers / "2031-12-07.txt").unlink()
    report = run(papers, store, sync=True)
    assert (report.added, report.removed, report.encoded) == (1, 0, 0)
    assert articles(store).keys() == before.keys()
    now = Store.open(store).article(before["望潮大桥恢复通车"].id)
    assert now.source == str(papers / "backup/2031-12-07.txt")


@pytest.mark.parametrize("name", ["2031-12-07", "补页"])
def test_a_file_that_is_renamed_and_saved_in_another_encoding_keeps_its_addresses(
    papers: Path, store: Path, name: str
) -> None:
    (papers / f"{name}.txt").write_bytes((BRIDGE + "\n\n" + TEA).encode("gb18030"))
    run(papers, store)
    before = articles(store)
    (papers / f"{name}.txt").unlink()
    write(papers, {f"澄江报{name}.txt": BRIDGE + "\n\n" + TEA})
    report = run(papers, store, sync=True, allow_removals=0)
    assert (report.added, report.changed, report.removed, report.encoded) == (0, 2, 0, 0)
    assert {title: each.id for title, each in articles(store).items()} == {t: a.id for t, a in before.items()}
    assert {each.source for each in articles(store).values()} == {str(papers / f"澄江报{name}.txt")}


def test_one_story_in_two_issues_is_linked_also_when_the_second_comes_later(papers: Path, store: Path) -> None:
    write(papers, {"2031-12-07.txt": f"{BRIDGE}\n{TEA}"})
    run(papers, store)
    write(papers, {"2031-12-08.txt": f"{BRIDGE}\n{PARK}"})
    run(papers, store)
    told = {(a.date, a.title): a for a in Store.open(store).articles()}
    first, second = told["2031-12-07", "望潮大桥恢复通车"], told["2031-12-08", "望潮大桥恢复通车"]
    assert second.story == first.told_as == first.id
    opened = Store.open(store)
    tea = told["2031-12-07", "春茶节开幕"]
    for each, other in ((first, second), (second, first)):
        assert opened.also_telling([each, tea]) == {first.id: [other]}
    assert tea.story is None
    assert run(papers, store).unchanged == 4


def test_an_article_that_no_longer_tells_its_story_is_not_shown_beside_those_that_do(papers: Path, store: Path) -> None:
    heading, told = BRIDGE.split("\n\n")
    works = PARK.partition(")")[2].strip() + "湖边添三处厕所,长椅换成木头的,围墙拆去一半。"
    write(papers, {"2031-12-07.txt": f"{heading}\n\n{told}{works}\n", "2031-12-08.txt": BRIDGE})
    run(papers, store)
    (both, again) = sorted(Store.open(store).articles(), key=lambda each: each.date or "")
    assert again.story == both.id
    write(papers, {"2031-12-07.txt": f"{heading}\n\n{works}\n"})
    run(papers, store)
    opened = Store.open(store)
    left = opened.article(both.id)
    assert "上桥参观" not in left.text
    assert opened.also_telling([left, again]) == {}
    write(papers, {"2031-12-09.txt": f"江岸公园下月改造\n\n{works}\n", "2031-12-10.txt": BRIDGE})
    run(papers, store)
    told_as = {each.date: each.told_as for each in Store.open(store).articles()}
    assert told_as["2031-12-09"] == told_as["2031-12-07"] != told_as["2031-12-08"] == told_as["2031-12-10"] == both.id


def test_what_an_undated_issue_says_of_its_date_is_proposed_to_the_editor_only(papers: Path, store: Path) -> None:
    write(papers, {"a.txt": BRIDGE.replace("12月6日", "2031年12月6日")})
    report = run(papers, store)
    (proposed,) = report.proposed
    assert isinstance(proposed, Proposed)
    assert (proposed.source, proposed.since) == (str(papers / "a.txt"), "2031-12-06")
    assert "第 3 行" in proposed.evidence[0]
    assert [article.date for article in Store.open(store).articles()] == [None]


FOREIGN = {
    "a.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "b.wps": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "c.rar": b"Rar!\x1a\x07",
}


def test_what_cannot_be_read_is_listed_with_the_remedy_and_the_rest_is_built(papers: Path, store: Path) -> None:
    write(papers, {"ok.txt": BRIDGE, "无正文.csv": "标题,日期\n桥,2031-12-07\n"})
    for name, data in (FOREIGN | {"d.ceb": b"Founder CEB\x00\x01", "e.pdf": b"%PDF-1.7\n"}).items():
        (papers / name).write_bytes(data)
    report = run(papers, store)
    assert report.added == 1
    refused = {Path(each.source).name: each.reason for each in report.refused}
    assert refused.keys() == {"a.doc", "b.wps", "c.rar", "d.ceb", "e.pdf", "无正文.csv"}
    assert "另存为" in refused["a.doc"]
    assert "解压" in refused["c.rar"]
    assert sorted(path.name for path in papers.parent.iterdir()) == ["papers", "store"]


EPAPER = (
    "<html><head><title>{0}</title></head><body><div id='ozoom'><founder-title>{0}</founder-title>"
    "<founder-content><p>{1}</p></founder-content></div></body></html>"
)


def pages(*texts: str) -> dict[str, str]:
    return {f"20310312_0{number}版.txt": text for number, text in enumerate(texts, 1)}


def e_paper(*texts: str) -> dict[str, str]:
    """Saved article pages of one issue."""
    rows = [text.strip().split("\n\n") for text in texts]
    return {f"报/203103/12/c_{n}.html": EPAPER.format(*row) for n, row in enumerate(rows, 1)}


def fail(monkeypatch: pytest.MonkeyPatch, name: str, after: int = 0) -> None:
    """Let a file be read ``after`` times and be gone then."""
    read, times = Path.read_bytes, [after]

    def dying(path: Path) -> bytes:
        if path.name == name:
            times[0] -= 1
            if times[0] < 0:
                raise FileNotFoundError(2, "No such file or directory", str(path))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", dying)


def watch(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The names of the files that are read from now on."""
    read, names = Path.read_bytes, set[str]()

    def watched(path: Path) -> bytes:
        names.add(path.name)
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", watched)
    return names


def test_what_was_not_touched_since_it_was_read_is_not_read_again(
    papers: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.find._AT_REST", -1)
    write(papers, {"paper.toml": 'name = "澄江报"', "a.txt": BRIDGE, "b.txt": TEA})
    zipped(papers / "1.zip", {"2031-12-07/c.txt": PARK})
    run(papers, store)
    read = watch(monkeypatch)
    assert run(papers, store).unchanged == 3
    assert not read & {"paper.toml", "a.txt", "b.txt"}
    kept = (papers / "a.txt").stat()
    write(papers, {"a.txt": BRIDGE.replace("井然", "很好")})
    os.utime(papers / "a.txt", ns=(kept.st_atime_ns, kept.st_mtime_ns))
    assert (papers / "a.txt").stat().st_size == kept.st_size
    report = run(papers, store)
    assert (report.changed, report.unchanged) == (1, 2)
    assert read >= {"a.txt"}
    assert "b.txt" not in read
    (store / "seen.sqlite").write_bytes(b"no database, " * 100)
    assert (run(papers, store).unchanged, read >= {"b.txt"}) == (3, True)


def test_what_was_touched_this_moment_is_read_again(papers: Path, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(papers, {"a.txt": BRIDGE})
    run(papers, store)
    read = watch(monkeypatch)
    run(papers, store)
    assert read >= {"a.txt"}


def spoil(store: Path, name: str) -> None:
    """Keep for a file what no reader takes, as if the readers had become stricter."""
    files = (file for each in Store.open(store).inputs().values() for file in each.files)
    (kept,) = (file for file in files if PurePath(file.path).name == name)
    write_whole(store / "inputs" / f"{kept.sha256}.gz", gzip.compress(b"\x89PNG\r\n\x1a\n\0"))


def test_a_kept_input_that_is_refused_now_keeps_its_articles_when_all_is_read_again(papers: Path, store: Path) -> None:
    write(papers, {"a.txt": BRIDGE, "b.txt": TEA, "c.txt": PARK})
    run(papers, store)
    before = articles(store)
    spoil(store, "b.txt")
    report = build([papers / "a.txt"], store, FakeEncoder("fake/2"), Options())
    assert [Path(each.source).name for each in report.refused] == ["b.txt"]
    assert (report.unchanged, report.removed, report.articles, report.encoded) == (3, 0, 3, 3)
    assert (articles(store), current(store).identity) == (before, "fake/2")
    spoil(store, "c.txt")
    report = build([], store, FakeEncoder("fake/3"), Options())
    assert (len(report.refused), articles(store)) == (2, before)


def test_a_kept_page_that_is_refused_now_keeps_its_articles_when_all_is_read_again(papers: Path, store: Path) -> None:
    write(papers, pages(BRIDGE, TEA))
    run(papers, store)
    before = articles(store)
    spoil(store, "20310312_02版.txt")
    report = build([], store, FakeEncoder("fake/2"), Options())
    assert [Path(each.source).name for each in report.refused] == ["20310312_02版.txt"]
    assert (report.unchanged, report.removed, articles(store)) == (2, 0, before)


@pytest.mark.parametrize("after", [0, 1])
def test_a_web_page_that_cannot_be_read_any_more_is_refused_and_the_rest_is_built(
    papers: Path, store: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    write(papers, {"a.txt": PARK} | e_paper(BRIDGE, TEA))
    fail(monkeypatch, "c_1.html", after)
    report = run(papers, store)
    assert [(Path(each.source).name, "没有这个文件" in each.reason) for each in report.refused] == [("c_1.html", True)]
    assert articles(store).keys() == {"江岸公园下月改造", "春茶节开幕"}


@pytest.mark.parametrize("after", [0, 1])
@pytest.mark.parametrize("texts", [(BRIDGE,), (BRIDGE, TEA)])
@pytest.mark.parametrize("sync", [False, True])
def test_a_web_page_that_cannot_be_read_any_more_keeps_its_articles(
    papers: Path, store: Path, monkeypatch: pytest.MonkeyPatch, after: int, texts: tuple[str, ...], *, sync: bool
) -> None:
    write(papers, e_paper(*texts))
    run(papers, store)
    before = articles(store)
    fail(monkeypatch, "c_1.html", after)
    report = run(papers, store, sync=sync)
    assert [Path(each.source).name for each in report.refused] == ["c_1.html"]
    assert (report.removed, articles(store)) == (0, before)


@pytest.mark.parametrize("name", ["a.txt", "a.toml"])
def test_a_file_that_vanishes_while_the_build_runs_keeps_its_articles(
    papers: Path, store: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    write(papers, {"a.txt": BRIDGE, "a.toml": "date = 2031-12-07", "b.txt": TEA})
    run(papers, store)
    before = articles(store)
    write(papers, {"c.txt": PARK})
    fail(monkeypatch, name)
    report = run(papers, store, sync=True)
    assert [Path(each.source).name for each in report.refused] == [name]
    assert (report.added, report.unchanged, report.removed) == (1, 2, 0)
    assert articles(store).items() >= before.items()


def files(store: Path) -> list[str]:
    return [PurePath(file.path).name for each in Store.open(store).inputs().values() for file in each.files]


def test_a_page_that_is_gone_takes_its_articles_along_with_sync_only(papers: Path, store: Path) -> None:
    write(papers, pages(BRIDGE, TEA, PARK))
    run(papers, store)
    before = articles(store)
    (papers / "20310312_03版.txt").unlink()
    report = run(papers, store)
    assert (report.removed, articles(store)) == (0, before)
    report = run(papers, store, sync=True, dry_run=True)
    assert (report.removed, report.unchanged) == (1, 2)
    with pytest.raises(StoreError, match="--allow-removals 1"):
        run(papers, store, sync=True, allow_removals=0)
    assert articles(store) == before
    report = run(papers, store, sync=True)
    assert (report.removed, report.unchanged, report.refused) == (1, 2, ())
    assert articles(store) == {title: before[title] for title in ("望潮大桥恢复通车", "春茶节开幕")}
    assert files(store) == ["20310312_01版.txt", "20310312_02版.txt"]
    assert run(papers, store, sync=True).unchanged == 2


def test_a_page_that_is_absent_is_not_lost_whatever_is_done_to_the_others(papers: Path, store: Path) -> None:
    going_on = "两江新桥开工\n\n本报讯(记者 甲乙)昨日,两江新桥开工,市民代表到场,(下转第2版)\n"
    write(papers, pages(going_on, "(上接第1版)并在江边种下三十棵榕树。\n\n" + TEA))
    run(papers, store)
    before = articles(store)
    (papers / "20310312_02版.txt").unlink()
    for last in ("市民代表到场观礼,", "市民代表到场鼓掌,"):
        write(papers, pages(going_on.replace("市民代表到场,", last)))
        report = run(papers, store)
        assert (report.changed, report.removed, report.unchanged) == (1, 0, 1)
        assert articles(store)["两江新桥开工"].text == f"昨日,两江新桥开工,{last}并在江边种下三十棵榕树。"
    assert articles(store)["春茶节开幕"] == before["春茶节开幕"]
    report = build([], store, FakeEncoder("fake/2"), Options())
    assert (report.unchanged, report.removed) == (2, 0)
    assert run(papers, store, sync=True).removed == 1
    assert articles(store)["两江新桥开工"].text == "昨日,两江新桥开工,市民代表到场鼓掌,(下转第2版)"


def test_sync_removes_of_an_issue_no_page_that_was_not_given(papers: Path, store: Path) -> None:
    write(papers, pages(BRIDGE, TEA, PARK))
    run(papers, store)
    before = articles(store)
    report = run(papers / "20310312_01版.txt", store, sync=True)
    assert (report.removed, report.unchanged, articles(store)) == (0, 3, before)
    (papers / "20310312_03版.txt").unlink()
    report = run(papers / "20310312_03版.txt", store, sync=True)
    assert (report.removed, sorted(files(store))) == (1, ["20310312_01版.txt", "20310312_02版.txt"])


def test_a_page_that_is_called_otherwise_now_is_the_same_page(papers: Path, store: Path) -> None:
    write(papers, pages(BRIDGE, TEA))
    run(papers, store)
    before = articles(store)
    (papers / "20310312_02版.txt").rename(papers / "20310312_03版.txt")
    report = run(papers, store)
    assert (report.added, report.removed, articles(store)) == (0, 0, before)


def test_sync_brings_back_what_a_page_that_is_gone_had_covered(papers: Path, store: Path) -> None:
    write(papers, {"2031-12-07.txt": f"{BRIDGE}\n{TEA}"})
    texts = [text.strip().split("\n\n") for text in (BRIDGE, TEA)]
    dated = EPAPER.replace("<head>", "<head><meta property='article:published_time' content='2031-12-07'>")
    write(papers, {f"报/2031-12/07/c_{n}.html": dated.format(*row) for n, row in enumerate(texts)})
    run(papers, store)
    assert {article.form for article in articles(store).values()} == {"html"}
    (papers / "报/2031-12/07/c_1.html").unlink()
    run(papers, store, sync=True)
    forms = {title: article.form for title, article in articles(store).items()}
    assert forms == {"望潮大桥恢复通车": "html", "春茶节开幕": "text"}


def test_sync_removes_nothing_of_an_archive_that_cannot_be_opened(papers: Path, store: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("2031-12-07/01.txt", BRIDGE)
        archive.writestr("2031-12-07/02.txt", TEA)
    (papers / "报.zip").write_bytes(data.getvalue())
    run(papers, store)
    before = articles(store)
    (papers / "报.zip").write_bytes(data.getvalue()[:-30])
    report = run(papers, store, sync=True)
    assert [Path(each.source).name for each in report.refused] == ["报.zip"]
    assert (report.removed, articles(store)) == (0, before)


def test_sync_removes_nothing_of_a_folder_that_cannot_be_looked_into(
    papers: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(papers, {"2031/a.txt": BRIDGE, "2032/b.txt": TEA})
    run(papers, store)
    before, look = articles(store), os.scandir

    def closed(folder: str) -> object:
        if PurePath(folder).name == "2031":
            raise PermissionError(13, "Permission denied", folder)
        return look(folder)

    monkeypatch.setattr(os, "scandir", closed)
    report = run(papers, store, sync=True)
    assert [(Path(each.source).name, "没有权限" in each.reason) for each in report.refused] == [("2031", True)]
    assert (report.removed, articles(store)) == (0, before)


def test_what_a_file_said_before_it_was_written_anew_is_never_lost(papers: Path, store: Path) -> None:
    for day in ("07", "08", "09"):
        write(papers, {"最新.txt": BRIDGE.replace("望潮大桥", f"松墨{day}路")})
        run(papers, store, date=f"2031-12-{day}")
    before = articles(store)
    assert before.keys() == {"松墨07路恢复通车", "松墨08路恢复通车", "松墨09路恢复通车"}
    write(papers, {"最新.txt": f"{BRIDGE}\n{TEA}"})
    run(papers, store, date="2031-12-10")
    write(papers, {"最新.txt": TEA})
    run(papers, store)
    assert len(articles(store)) == 5
    ids = {title: article.id for title, article in articles(store).items()}
    for model in ("fake/2", "fake/3"):
        report = build([papers], store, FakeEncoder(model), Options())
        assert (report.removed, report.articles) == (0, 5)
        assert {title: article.id for title, article in articles(store).items()} == ids
    (papers / "最新.txt").unlink()
    assert run(papers, store, sync=True).removed == 5


def test_a_page_that_is_refused_is_listed_in_every_build_until_it_can_be_read(papers: Path, store: Path) -> None:
    write(papers, pages(BRIDGE, TEA))
    picture, page = b"\x89PNG\r\n\x1a\n\0", papers / "20310312_03版.txt"
    page.write_bytes(picture)
    for built in ("000001", "000001"):
        report = run(papers, store)
        assert ([Path(each.source).name for each in report.refused], report.generation) == ([page.name], built)
    assert files(store) == ["20310312_01版.txt", "20310312_02版.txt"]
    write(papers, pages(BRIDGE, TEA, PARK))
    assert (run(papers, store).added, len(articles(store))) == (1, 3)
    before = articles(store)
    page.write_bytes(picture)
    for _ in range(2):
        report = run(papers, store)
        assert ([Path(each.source).name for each in report.refused], report.generation) == ([page.name], "000002")
        assert articles(store) == before


def test_a_page_that_is_refused_still_is_read_alone(papers: Path, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(papers, pages(BRIDGE, TEA))
    run(papers, store)
    read = list[str]()
    monkeypatch.setattr(Ledger, "_read", lambda _, known, at_hand: read.append(Path(known.path).name))
    (papers / "20310312_03版.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0")
    (refused,) = run(papers, store).refused
    assert (Path(refused.source).name, read) == ("20310312_03版.txt", [])
    write(papers, {"20310312_04版.txt": PARK})
    run(papers, store)
    assert read == ["20310312_*版.txt"]


@pytest.mark.parametrize("sync", [False, True])
def test_a_file_that_moved_and_is_changed_later_is_the_same_file(papers: Path, store: Path, *, sync: bool) -> None:
    write(papers, {"a.txt": BRIDGE})
    run(papers, store)
    before = articles(store)
    (papers / "2031").mkdir()
    (papers / "a.txt").rename(papers / "2031/a.txt")
    assert run(papers, store, sync=sync).unchanged == 1
    write(papers, {"2031/a.txt": BRIDGE.replace("恢复通车\n", "昨日通车\n", 1)})
    report = run(papers, store, sync=sync)
    assert (report.added, report.changed, report.removed) == (0, 1, 0)
    assert articles(store)["望潮大桥昨日通车"].id == before["望潮大桥恢复通车"].id


def test_a_file_that_is_called_after_a_day_now_is_of_that_day(papers: Path, store: Path) -> None:
    write(papers, {"a.txt": BRIDGE})
    run(papers, store)
    (before,) = articles(store).values()
    (papers / "a.txt").rename(papers / "2031-12-07.txt")
    run(papers, store)
    (now,) = articles(store).values()
    assert (before.date, now.date, now.id) == (None, "2031-12-07", before.id)
    (papers / "2031-12-07.txt").rename(papers / "b.txt")
    assert (run(papers, store).unchanged, articles(store)[now.title].date) == (1, "2031-12-07")


def zipped(path: Path, members: dict[str, str]) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)


def test_the_same_page_in_two_archives_is_in_two_issues_and_moves_within_one(papers: Path, store: Path) -> None:
    zipped(papers / "1.zip", {"2031-12-07/a.txt": BRIDGE})
    run(papers, store)
    (before,) = Store.open(store).articles()
    zipped(papers / "2.zip", {"2031-12-14/a.txt": BRIDGE})
    assert run(papers / "2.zip", store).added == 1
    assert {article.date for article in Store.open(store).articles()} == {"2031-12-07", "2031-12-14"}
    zipped(papers / "1.zip", {"2031-12-07/b.txt": BRIDGE})
    report = run(papers, store)
    assert (report.added, report.unchanged) == (0, 2)
    zipped(papers / "1.zip", {"2031-12-07/b.txt": BRIDGE.replace("恢复通车\n", "昨日通车\n", 1)})
    run(papers, store)
    assert articles(store)["望潮大桥昨日通车"].id == before.id


@pytest.fixture(autouse=True)
def nothing_outside(tmp_path: Path) -> Iterator[None]:
    """A build writes into its store and nowhere else."""
    yield
    assert {path.name for path in tmp_path.iterdir()} <= {"papers", "store"}


def moved_in(store: Path) -> set[str]:
    edits = (edit for article in Store.open(store).articles() for edit in article.edits)
    return {edit.before for edit in edits if edit.kind == "moved"}


def test_what_the_store_holds_already_helps_to_bring_lines_home(papers: Path, store: Path) -> None:
    """Of the lines that this print moves, one is certain by the issue alone; three are, as their words are known."""
    told = [{"title": f"旧闻{k}", "date": "2030-05-01", "text": "".join(s.paragraphs)} for k, s in enumerate(STORIES)]
    noise = Noise(moved=0.3, elsewhere=0, columns=(16,), squeezed=False, broken=0, lost=0, misread=0)
    raw = print_issue(list(STORIES)[:6], 7, noise).text
    write(papers, {"raw.txt": raw})
    run(papers, store / "first")
    assert moved_in(store / "first") == {"管理员聂青每天夜里巡三趟。他"}
    write(papers, {"old/told.jsonl": "\n".join(json.dumps(each) for each in told)})
    run(papers / "old", store / "second")
    run(papers, store / "second")
    assert moved_in(store / "second") == {
        "从砚台山往下看,井架只剩一座。",
        "2019年最后一对矿井关闭,砚台",
        "管理员聂青每天夜里巡三趟。他",
    }
