from __future__ import annotations

import pytest

from index.build import Options
from index.store import Scope, Store
from qa.question.query import asked_terms
from qa.rank import Rank
from qa.retrieve import Wording, retrieve
from tests.building import build
from tests.fake import FakeEncoder

WEIGHTS = Rank(1.0, 10.0, 10.0)
LONG = "望潮大桥桥面宽阔,行车平稳。" * 60


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("papers")
    news = {
        "bridge": f"望潮大桥通车\n\n本报讯(记者 甲乙){LONG}\n",
        "tea": "春茶节开幕\n\n本报讯(记者 丙丁)春茶节开幕了。\n",
    }
    for name, text in news.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    target = tmp_path_factory.mktemp("store")
    build([folder], target, FakeEncoder(), Options())
    return Store.open(target)


def wording(text: str, terms: list[str] | None = None) -> Wording:
    (encoded,) = FakeEncoder().encode_queries([text])
    return Wording(terms or asked_terms(text), lambda: encoded)


def test_one_hit_an_article_with_all_its_passages(store: Store) -> None:
    hits = retrieve(store, [wording("望潮大桥")], WEIGHTS)
    assert [hit.article.title for hit in hits] == ["望潮大桥通车", "春茶节开幕"]
    assert len(hits[0].passages) == 2
    assert hits[0].score > hits[1].score


def test_the_windows_of_a_hit_are_those_of_its_passages(store: Store) -> None:
    bridge = retrieve(store, [wording("望潮大桥")], WEIGHTS)[0]
    spans = sorted((window.start, window.end) for window in bridge.windows)
    assert spans[0][0] == 0
    assert spans[-1][1] == len(bridge.article.text)
    assert all(end - start <= 120 for start, end in spans)


def test_a_score_weighs_every_signal(store: Store) -> None:
    hit = retrieve(store, [wording("春茶节")], WEIGHTS)[0]
    assert hit.why.late == 0.0  # no token states are kept for this encoder
    assert hit.score == pytest.approx(hit.why.window + 10 * hit.why.terms, rel=1e-5)


def test_only_allowed_passages(store: Store) -> None:
    allowed = store.inside(Scope(author="丙丁"))
    hits = retrieve(store, [wording("望潮大桥")], WEIGHTS, allowed)
    assert [hit.article.title for hit in hits] == ["春茶节开幕"]


def test_nothing_allowed_is_nothing_found(store: Store) -> None:
    nothing = store.inside(Scope(author="无名"))
    assert retrieve(store, [wording("望潮大桥")], WEIGHTS, nothing) == []


def test_words_the_archive_never_saw_leave_the_ranking_to_the_vectors(store: Store) -> None:
    hits = retrieve(store, [wording("望潮大桥", ["rocket", "launch"])], WEIGHTS)
    assert hits[0].article.title == "望潮大桥通车"
    assert hits[0].why.terms == 0.0


def test_every_wording_is_scored_alone_and_the_best_score_of_a_story_counts(store: Store) -> None:
    bridge, tea = wording("望潮大桥"), wording("春茶节")
    alone = {hit.article.title: hit.score for hit in retrieve(store, [bridge], WEIGHTS)}
    again = {hit.article.title: hit.score for hit in retrieve(store, [tea], WEIGHTS)}
    both = retrieve(store, [tea, bridge], WEIGHTS)
    assert alone["望潮大桥通车"] > again["望潮大桥通车"]
    assert again["春茶节开幕"] > alone["春茶节开幕"]
    assert {hit.article.title: hit.score for hit in both} == {
        "望潮大桥通车": alone["望潮大桥通车"],
        "春茶节开幕": again["春茶节开幕"],
    }
    assert [hit.score for hit in both] == sorted((hit.score for hit in both), reverse=True)
