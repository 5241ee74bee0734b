"""What an archive says of two pieces of text that meet."""

from __future__ import annotations

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.segment import archive
from index.segment.archive import NO_ARCHIVE, runs_of
from index.segment.seam import closeness

TEXT = "水鸟成群。水鸟飞过。一群人看水鸟。"
"""Seventeen characters: 水鸟 three times, 群 twice, 看 once."""


def test_runs_are_counted_whatever_their_width_and_the_spaces_in_them() -> None:
    found = runs_of(["水 鸟，", "水鸟,成群"])
    assert [found.times(run) for run in ("水鸟", "水鸟,", "鸟,成群", "群水")] == [2, 2, 1, 0]


def test_a_tie_is_how_much_oftener_than_by_chance_one_follows_the_other() -> None:
    found = runs_of([TEXT])
    assert found.characters == 17
    assert found.tie("水", "鸟") == pytest.approx(log((3 + 1) / (3 * 3 / 17 + 1)))
    assert found.tie("鸟", "群") == pytest.approx(log((0 + 1) / (3 * 2 / 17 + 1)))


def test_no_run_reaches_from_one_text_into_the_next() -> None:
    assert runs_of(["水", "鸟"]).times("水鸟") == 0


def test_an_archive_that_holds_nothing_says_nothing() -> None:
    assert NO_ARCHIVE.characters == 0
    assert NO_ARCHIVE.tie("水", "鸟") == 0.0
    assert closeness("看水", "鸟成", {}, archive=NO_ARCHIVE) == closeness("看水", "鸟成", {})


def test_of_a_large_archive_the_first_texts_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "_MOST", 5)
    found = runs_of(["水鸟。", "成群了。", "飞过。"])
    assert [found.times(run) for run in ("水鸟", "成群", "群了", "飞过")] == [1, 1, 0, 0]


def test_what_the_archive_prints_together_stands_closer_and_what_it_parts_stands_further_off() -> None:
    known = runs_of(["宓若谷说。宓若谷笑。若谷种茶。谷种入库。"])
    plain = closeness("说宓", "若谷", {})
    assert closeness("说宓", "若谷", {}, archive=known) > plain
    assert closeness("说谷", "宓种", {}, archive=known) < closeness("说谷", "宓种", {})


@given(st.lists(st.text(max_size=30), max_size=5), st.text(min_size=1, max_size=2), st.text(min_size=1, max_size=2))
def test_any_texts_can_be_counted_and_asked(texts: list[str], left: str, right: str) -> None:
    assert abs(runs_of(texts).tie(left, right)) < 10
