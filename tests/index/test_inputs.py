"""What editors hand over, built: pages, sidecars, archives, several forms of one issue, one story in two issues."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index.build import Options, Proposed, Report
from index.document import Article
from index.generation import current
from index.store import Store
from tests.building import build
from tests.fake import FakeEncoder

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
    assert opened.article(before["春茶节开幕"].id).title == "春茶节开幕"


def test_one_story_in_two_issues_is_linked_also_when_the_second_comes_later(papers: Path, store: Path) -> None:
    write(papers, {"2031-12-07.txt": f"{BRIDGE}\n{TEA}"})
    run(papers, store)
    write(papers, {"2031-12-08.txt": f"{BRIDGE}\n{PARK}"})
    run(papers, store)
    told = {(a.date, a.title): a for a in Store.open(store).articles()}
    first, second = told["2031-12-07", "望潮大桥恢复通车"], told["2031-12-08", "望潮大桥恢复通车"]
    assert second.story == first.told_as == first.id
    assert [a.id for a in Store.open(store).telling(first.told_as)] == [first.id, second.id]
    assert told["2031-12-07", "春茶节开幕"].story is None
    assert run(papers, store).unchanged == 4


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


@pytest.fixture(autouse=True)
def nothing_outside(tmp_path: Path) -> Iterator[None]:
    """A build writes into its store and nowhere else."""
    yield
    assert {path.name for path in tmp_path.iterdir()} <= {"papers", "store"}
