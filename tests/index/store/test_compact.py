from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.build import Options
from index.store import Scope, Store
from index.store.compact import compacted, merged
from index.store.generation import PartFiles, current, publish
from index.store.part import Part
from tests.building import build
from tests.fake import FakeEncoder

HEADS = ["望潮大桥恢复通车", "春茶节开幕", "图书馆延长开放", "老街灯会亮灯", "地铁二号线开工", "新渡口启用"]


def story(n: int) -> str:
    words = "".join(f"第{n * 7 + i}项工程由第{i}组承担,进展顺利。" for i in range(30 + 20 * n))
    return f"{HEADS[n]}\n\n本报讯(记者 甲{'乙丙丁戊己庚'[n]})12月{n + 1}日,{HEADS[n]}。{words}\n"


def write(folder: Path, numbers: Iterable[int]) -> Path:
    folder.mkdir(exist_ok=True)
    for n in numbers:
        (folder / f"issue{n}.txt").write_text(story(n), encoding="utf-8")
    return folder


@pytest.fixture
def grown(tmp_path: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of several parts, with an article of the first one dead."""
    monkeypatch.setattr("index.build.compacted", lambda store, files, tell: tuple(files))
    papers = write(tmp_path / "papers", [0, 1])
    for more in ([], [2, 3], [4, 5]):
        write(papers, more)
        build([papers], tmp_path / "grown", encoder, Options(date="2031-12-07"))
    (papers / "issue0.txt").unlink()
    build([papers], tmp_path / "grown", encoder, Options(date="2031-12-07", sync=True))
    return tmp_path / "grown"


@pytest.fixture
def whole(tmp_path: Path, grown: Path, encoder: FakeEncoder) -> Store:
    """The same articles built at once."""
    assert grown.is_dir()
    build([tmp_path / "papers"], tmp_path / "whole", encoder, Options(date="2031-12-07"))
    return Store.open(tmp_path / "whole")


def by_title(store: Store) -> dict[str, list[int]]:
    rows: dict[str, list[int]] = {}
    for row in store.rows().tolist():
        rows.setdefault(store.passage(row).article.title or "", []).append(row)
    return rows


def same(one: Store, two: Store) -> None:
    """Do two stores hold the same, passage by passage, in any order?"""
    first, second = by_title(one), by_title(two)
    assert set(first) == set(second) == set(HEADS[1:])
    query = FakeEncoder().encode_queries(["地铁二号线开工"])[0].vector
    for title, rows in first.items():
        for a, b in zip(rows, second[title], strict=True):
            assert one.passage(a).text == two.passage(b).text
            assert one.windows(a) == two.windows(b)
            for terms in (["地铁"], ["工程", "图书馆"]):
                left, right = (store.lexical.scores(terms, np.array([row])) for store, row in ((one, a), (two, b)))
                assert left == pytest.approx(right, rel=1e-5)
            here, there = one.window_cosines(query, np.array([a])), two.window_cosines(query, np.array([b]))
            assert here.cosines == pytest.approx(there.cosines, abs=1e-6)
            assert one.tokens(np.array([a])).ends.tolist() == two.tokens(np.array([b])).ends.tolist()


def made_one(store: Path) -> Store:
    """A store whose parts were merged into one."""
    made = current(store)
    publish(store, replace(made, parts=(merged(store, [Part(store, each) for each in made.parts]),)))
    return Store.open(store)


def test_merged_parts_hold_what_was_alive_in_them(grown: Path, whole: Store) -> None:
    assert [len(each.dead) for each in current(grown).parts] == [1, 0, 0, 0]
    one = made_one(grown)
    (together,) = current(grown).parts
    assert (together.size, together.dead) == (5, ())
    same(one, whole)


def test_merging_in_two_steps_is_merging_in_one(grown: Path) -> None:
    first, *others = (Part(grown, each) for each in current(grown).parts)
    step = Part(grown, merged(grown, [first, others[0]]))
    twice, once = (merged(grown, parts) for parts in ([step, *others[1:]], [first, *others]))
    assert twice.columns == once.columns
    assert list(Part(grown, twice).catalogue.terms()) == list(Part(grown, once).catalogue.terms())


def test_a_merged_part_remembers_inputs(grown: Path) -> None:
    before = Store.open(grown).inputs()
    assert made_one(grown).inputs() == before
    assert len(before) == 5


def test_parts_with_a_column_and_a_table_more_are_merged_all_the_same(grown: Path, whole: Store) -> None:
    """As stores of the first days have them."""
    for each in current(grown).parts:
        with closing(sqlite3.connect(grown / "files" / each.catalogue)) as base:
            base.execute("ALTER TABLE article ADD COLUMN source TEXT NOT NULL DEFAULT 'a.txt'")
            base.execute("CREATE TABLE minted (id TEXT PRIMARY KEY) WITHOUT ROWID")
    same(made_one(grown), whole)


def test_windows_are_known_again_after_merging(grown: Path, tmp_path: Path, encoder: FakeEncoder) -> None:
    made_one(grown)
    encoder.encoded.clear()
    report = build([tmp_path / "papers"], grown, encoder, Options(date="2031-12-08"))
    assert (report.changed, report.encoded) == (5, 0)
    assert encoder.encoded == []


def test_filters_hold_after_merging(grown: Path) -> None:
    store = made_one(grown)
    inside = store.inside(Scope(author="甲丙"))
    assert {store.passage(row).article.title for row in np.flatnonzero(inside).tolist()} == {HEADS[1]}
    # 12月4日 is the day that the fourth one speaks of.
    spoken = store.inside(Scope(since="2031-12-04", until="2031-12-04", spoken_of=True))
    assert {store.passage(row).article.title for row in np.flatnonzero(spoken).tolist()} == {HEADS[3]}


@pytest.fixture
def joining(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts are merged by their sizes alone."""

    def part(store: Path, files: PartFiles) -> PartFiles:
        return files

    def joined(store: Path, parts: list[PartFiles]) -> PartFiles:
        return PartFiles(sum(p.size for p in parts), sum(p.passages for p in parts), "a", "b")

    monkeypatch.setattr("index.store.compact.Part", part)
    monkeypatch.setattr("index.store.compact.merged", joined)


def test_parts_are_merged_by_size(joining: None, tmp_path: Path) -> None:
    def of(*passages: int) -> list[PartFiles]:
        return [PartFiles(size=n // 2, passages=n, catalogue="a", columns="b") for n in passages]

    def sizes(files: list[PartFiles]) -> list[int]:
        return [each.passages for each in compacted(tmp_path, files, told.append)]

    told: list[str] = []
    assert sizes(of(80, 40, 38)) == [80, 40, 38]
    assert told == []
    assert sizes(of(80, 40, 40)) == [160]
    assert told == ["合并 160 段"]
    assert sizes(of(80_000, 300, 100, 80, 20)) == [80_000, 300, 200]
    assert sizes(of(90, 90, 90)) == [270]
    assert sizes(of(90, 0, 0)) == [90, 0]
    large, small = of(80_000, 80)
    dead = replace(large, dead=tuple(range(9000)))
    assert compacted(tmp_path, [dead, small], told.append) == (large, small)
    assert compacted(tmp_path, [replace(large, dead=(1,)), small], told.append) == (replace(large, dead=(1,)), small)


def test_of_passages_that_come_day_by_day_there_are_few_parts(joining: None, tmp_path: Path) -> None:
    parts: tuple[PartFiles, ...] = ()
    for _ in range(255):
        parts = compacted(tmp_path, [*parts, PartFiles(1, 1, "a", "b")], print)
        assert all(sum(p.passages for p in parts[i + 1 :]) < parts[i].passages for i in range(len(parts) - 1))
    assert [each.passages for each in parts] == [128, 64, 32, 16, 8, 4, 2, 1]
