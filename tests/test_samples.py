"""The sample newspaper is cut into the articles that its writer says it has."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.document import Issue
from index.read import read
from index.segment import segment
from tests.conftest import ROOT

TRUTH = json.loads((ROOT / "tests" / "papers" / "samples_truth.json").read_text(encoding="utf-8"))


def squeezed(text: str | None) -> str:
    return "".join((text or "").split())


@pytest.mark.parametrize("name", sorted(TRUTH))
def test_every_article_is_found_with_its_lines_and_names(name: str) -> None:
    path = ROOT / "samples" / name
    (issue,) = read(path, name)
    assert isinstance(issue, Issue)
    found = segment(issue)
    assert [article.lines for article in found] == [(a["first_line"], a["last_line"]) for a in TRUTH[name]]
    for article, true in zip(found, TRUTH[name], strict=True):
        headline = squeezed(article.kicker) + squeezed(article.title) + squeezed(article.subtitle)
        assert headline == squeezed(true["kicker"]) + squeezed(true["title"]) + squeezed(true["subtitle"])
        assert [author.name for author in article.authors] == [author["name"] for author in true["authors"]]
        assert squeezed(article.series) == squeezed(true["series"])


def test_all_samples_have_a_truth() -> None:
    assert sorted(path.name for path in Path(ROOT / "samples").glob("*.txt")) == sorted(TRUTH)


def test_dates_come_from_the_file_names_and_one_issue_has_none() -> None:
    dates = {}
    for name in TRUTH:
        (issue,) = read(ROOT / "samples" / name, name)
        assert isinstance(issue, Issue)
        dates[name] = issue.date
        assert issue.paper is None
    assert [name for name, date in dates.items() if date is None] == ["澄江报_合订本补页.txt"]
    assert dates["澄江报_2031-06-18.txt"] == "2031-06-18"
