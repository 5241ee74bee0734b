from __future__ import annotations

import json
from pathlib import Path
from shutil import copytree

import numpy as np
import pytest

from index.build import Options
from index.store import Store, UnknownArticle
from index.store.files import file_of
from tests.building import build
from tests.fake import FakeEncoder
from tests.mappings import told_to_spare

BRIDGE = "望潮大桥通车\n\n本报讯(记者 甲乙)" + "望潮大桥桥面宽阔,行车平稳。" * 60 + "\n"
TEA = "春茶节开幕\n\n本报讯(记者 丙丁)春茶节开幕了。\n"


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder, target = tmp_path_factory.mktemp("papers"), tmp_path_factory.mktemp("store")
    for name, text in {"bridge": BRIDGE, "tea": TEA}.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    build([folder], target, FakeEncoder(), Options())
    return target


@pytest.fixture(scope="module")
def store(target: Path) -> Store:
    return Store.open(target)


def query(text: str) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    first: np.ndarray[tuple[int], np.dtype[np.float32]] = FakeEncoder().encode_queries([text])[0].vector
    return first


def test_passages_stand_by_row_article_after_article(store: Store) -> None:
    assert store.rows().tolist() == [0, 1, 2]
    passages = [store.passage(row) for row in (0, 1, 2)]
    assert [passage.article.title for passage in passages] == ["望潮大桥通车", "望潮大桥通车", "春茶节开幕"]
    assert all(passage.text == passage.article.text[passage.start : passage.end] for passage in passages)


def test_what_each_passage_belongs_to(store: Store) -> None:
    numbers, stories = store.articles_of(np.array([2, 0, 1]))
    assert numbers.tolist() == [1, 0, 0]
    assert [int(article.id, 16) for article in store.articles()] == [stories[1], stories[0]]
    assert store.article_numbered(1).title == "春茶节开幕"


def test_the_nearest_passage(store: Store) -> None:
    assert store.nearest(query("春茶节开幕\n春茶节开幕了。"), 1).tolist() == [2]


def test_the_nearest_window_names_its_passage_once(store: Store) -> None:
    rows = store.nearest(query("望潮大桥桥面宽阔,行车平稳。"), 6)
    assert sorted(rows.tolist()) == [0, 1]


def test_a_filter_holds_inside_both_searches(store: Store) -> None:
    tea = np.array([False, False, True])
    assert store.nearest(query("望潮大桥"), 9, tea).tolist() == [2]
    assert store.matching(["大桥", "春茶"], 9).tolist() == [2, 0, 1]
    assert store.matching(["大桥", "春茶"], 9, tea).tolist() == [2]


def test_each_window_has_its_cosine(store: Store) -> None:
    starts, cosines = store.window_cosines(query("望潮大桥"), np.array([2, 0]))
    assert np.diff(starts).tolist() == [len(store.windows(2)), len(store.windows(0))]
    assert cosines[starts[1] :].max() > cosines[: starts[1]].max()
    assert store.window_cosines(query("望潮大桥"), np.array([], dtype=np.int64)).cosines.tolist() == []


def test_another_process_needs_room_for_the_vectors_beside_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = sum(len(store.windows(row)) for row in range(3)) * FakeEncoder().dimensions * np.float16().nbytes
    monkeypatch.setattr("index.store.enough_for_another", lambda files: files == taken)
    assert store.fits_again()


def test_an_article_by_its_address(store: Store) -> None:
    article = next(store.articles())
    assert store.article(article.id) == article
    with pytest.raises(UnknownArticle, match="0000000000"):
        store.article("0000000000")


def test_how_much_there_is(store: Store) -> None:
    assert store.extent == (2, None, None, 2)


def test_an_issue_is_a_day_of_a_paper_however_it_was_read(tmp_path: Path) -> None:
    days = ("2031-05-03", "2031-05-03", "2031-06-18")
    told = [{"title": f"新闻{n}", "text": f"桥头有{n}件新闻。", "date": day} for n, day in enumerate(days)]
    other = {"title": "又一条", "text": "桥尾也有新闻。", "date": "2031-05-03", "paper": "澄江晚报"}
    (tmp_path / "told.jsonl").write_text("\n".join(map(json.dumps, [*told, other])), encoding="utf-8")
    build([tmp_path], tmp_path / "store", FakeEncoder(), Options())
    assert Store.open(tmp_path / "store").extent == (4, "2031-05-03", "2031-06-18", 3)


def test_pairs_by_their_sound(store: Store) -> None:
    assert store.alike("大侨") == {"大桥"}
    # 望潮, 潮大, 大桥: 潮 stands in two pairs, each in both passages of the bridge.
    assert store.often("潮") == 4
    assert store.pairs > store.often("潮")


@pytest.mark.parametrize(("left", "sparing"), [(0, True), (10**9, False)])
def test_only_a_store_too_large_for_memory_is_read_sparingly(
    target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, left: int, sparing: bool
) -> None:
    monkeypatch.setattr("index.store.room", lambda: left)
    copied = copytree(target, tmp_path / "store")
    again = Store.open(copied)
    (part,) = again.parts
    assert again.nearest(query("春茶节开幕\n春茶节开幕了。"), 1).tolist() == [2]
    assert told_to_spare(file_of(copied, part.files.columns)) is sparing
