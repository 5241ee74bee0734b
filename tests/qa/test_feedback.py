from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from index.errors import BaowenError
from qa.__main__ import app
from qa.feedback import FILE, LONGEST, Feedback, Queue

USEFUL = Feedback("2031-05-03T08:00:00+00:00", "useful", "桥通了吗", "清楚\n好用")
MISTAKE = Feedback("2031-05-03T08:01:00+00:00", "mistake", word="是128根", article="b1")


def test_what_readers_say_is_kept_in_order(tmp_path: Path) -> None:
    assert list(Queue(tmp_path)) == []
    for each in (USEFUL, MISTAKE):
        Queue(tmp_path).add(each)
    assert list(Queue(tmp_path)) == [USEFUL, MISTAKE]


def test_long_texts_are_cut_and_a_broken_line_is_passed_over(tmp_path: Path) -> None:
    queue = Queue(tmp_path)
    queue.add(Feedback("t", "unsure", "问" * 999, "话" * 999))
    with (tmp_path / FILE).open("ab") as file:
        file.write(b'{"at": "t", "ki')
    (only,) = queue
    assert (len(only.question), len(only.word)) == (LONGEST, LONGEST)


def test_a_full_box_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.feedback.FULL", 10)
    Queue(tmp_path).add(USEFUL)
    with pytest.raises(BaowenError, match="满了"):
        Queue(tmp_path).add(MISTAKE)


def test_the_command_lists_it_for_editors_and_programs(tmp_path: Path) -> None:
    Queue(tmp_path).add(MISTAKE)
    ran = CliRunner().invoke(app, ["feedback", "--store", str(tmp_path), "--json"])
    assert json.loads(ran.stdout)["feedback"] == [
        {"at": MISTAKE.at, "kind": "mistake", "question": "", "word": "是128根", "article": "b1"}
    ]
    assert "纠错 b1 是128根" in CliRunner().invoke(app, ["feedback", "--store", str(tmp_path)]).stderr


def test_a_line_that_was_cut_off_takes_no_other_along(tmp_path: Path) -> None:
    queue = Queue(tmp_path)
    queue.add(MISTAKE)
    whole = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(whole + whole[:20])
    queue.add(MISTAKE)
    assert list(queue) == [MISTAKE, MISTAKE]


def test_a_word_that_cannot_be_kept_is_no_failure_of_the_page(tmp_path: Path) -> None:
    with pytest.raises(BaowenError, match="意见没能存下"):
        Queue(tmp_path / "none").add(MISTAKE)


def test_a_mistyped_store_is_said(tmp_path: Path) -> None:
    ran = CliRunner().invoke(app, ["feedback", "--store", str(tmp_path / "none")])
    assert isinstance(ran.exception, BaowenError)
