from __future__ import annotations

import numpy as np
import pytest

from index.build import Options
from index.store import Store, UnknownArticle
from tests.building import build
from tests.fake import FakeEncoder

BRIDGE = "望潮大桥通车\n\n本报讯(记者 甲乙)" + "望潮大桥桥面宽阔,行车平稳。" * 60 + "\n"
TEA = "春茶节开幕\n\n本报讯(记者 丙丁)春茶节开幕了。\n"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder, target = tmp_path_factory.mktemp("papers"), tmp_path_factory.mktemp("store")
    for name, text in {"bridge": BRIDGE, "tea": TEA}.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    build([folder], target, FakeEncoder(), Options())
    return Store.open(target)


def query(text: str) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    first: np.ndarray[tuple[int], np.dtype[np.float32]] = FakeEncoder().encode_queries([text])[0].vector
    return first


def test_passages_stand_by_row_article_after_article(store: Store) -> None:
    titles = [passage.article.title for passage in store.passages]
    assert titles == ["望潮大桥通车", "望潮大桥通车", "春茶节开幕"]
    assert all(passage.text == passage.article.text[passage.start : passage.end] for passage in store.passages)


def test_rows_where(store: Store) -> None:
    assert store.rows_where(lambda article: article.title == "望潮大桥通车").tolist() == [0, 1]
    assert store.rows_where(lambda article: False).tolist() == []


def test_the_nearest_passage(store: Store) -> None:
    assert store.nearest(query("春茶节开幕\n春茶节开幕了。"), 1).tolist() == [2]


def test_the_nearest_window_names_its_passage_once(store: Store) -> None:
    rows = store.nearest(query("望潮大桥桥面宽阔,行车平稳。"), 6)
    assert sorted(rows.tolist()) == [0, 1]


def test_a_filter_holds_inside_the_search(store: Store) -> None:
    assert store.nearest(query("望潮大桥"), 9, np.array([2])).tolist() == [2]


def test_each_window_has_its_cosine(store: Store) -> None:
    cosines = store.window_cosines(query("望潮大桥"), np.array([2, 0]))
    assert [len(each) for each in cosines] == [len(store.windows(2)), len(store.windows(0))]
    assert cosines[1].max() > cosines[0].max()
    assert store.window_cosines(query("望潮大桥"), np.array([], dtype=np.int64)) == []


def test_an_article_by_its_address(store: Store) -> None:
    article = store.articles()[0]
    assert store.article(article.id) is article
    with pytest.raises(UnknownArticle, match="0000000000"):
        store.article("0000000000")
