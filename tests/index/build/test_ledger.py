"""What a build decides when reading goes wrong in a way that nobody foresaw."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any, Never

import pytest

from index.build import Options, build
from index.messages import Tell
from index.read.worker import Worker
from index.store import Store
from tests.fake import FakeEncoder
from tests.stories import STORIES


def stumble(given: str, *_: object, tell: Tell) -> Never:
    raise ValueError(f"{Path(given).name} has\n7 columns")


def break_off(given: str, *_: object, tell: Tell) -> Never:
    raise OSError("broken data stream")


class Stumbling(Worker):
    """Reads all files but one, on which its child raises an error."""

    def __init__(self, name: str, error: Callable[..., Never]) -> None:
        super().__init__()
        self.name, self.error = name, error

    def call(self, tell: Tell, given: str, function: Callable[..., Any], *args: object) -> Any:
        return super().call(tell, given, self.error if Path(given).name == self.name else function, *args)


class Absent(Worker):
    """Has no child."""

    def call(self, tell: Tell, given: str, function: Callable[..., Any], *args: object) -> Any:
        raise RuntimeError("the reading process did not start (status 1)")


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    (tmp_path / "papers").mkdir()
    for name, story in zip("ab", STORIES, strict=False):
        text = f"{story.title}\n\n{chr(10).join(story.paragraphs)}\n"
        (tmp_path / "papers" / f"{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path / "papers"


@pytest.mark.parametrize(
    ("error", "reason", "where"),
    [
        (stumble, "读取时出错（ValueError: a.txt has）：请报告给开发者", "in stumble"),
        (
            break_off,
            "读取时出错（OSError: broken data stream）：请报告给开发者",
            "in break_off",
        ),
    ],
)
def test_a_bug_that_one_file_brings_out_refuses_this_one_and_shows_where_it_was(
    papers: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture, error: Callable[..., Never], reason: str, where: str
) -> None:
    with Stumbling("a.txt", error) as worker, caplog.at_level(logging.ERROR):
        report = build([papers], tmp_path / "store", FakeEncoder(), Options(), worker, lambda _: None)
    assert [(each.source, each.reason) for each in report.refused] == [(str(papers / "a.txt"), reason)]
    assert {Path(article.source).name for article in Store.open(tmp_path / "store").articles()} == {"b.txt"}
    assert where in caplog.text


def test_what_is_no_fault_of_a_file_ends_the_build(papers: Path, tmp_path: Path) -> None:
    with Absent() as worker, pytest.raises(RuntimeError, match="did not start"):
        build([papers], tmp_path / "store", FakeEncoder(), Options(), worker, lambda _: None)
    assert not (tmp_path / "store" / "current").exists()
