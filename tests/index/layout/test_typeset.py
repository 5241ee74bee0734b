"""Pages typeset by Chromium, drawn in shuffled order: are they read as they are to be read?"""

from __future__ import annotations

from statistics import mean

import pytest

from index.document import Issue
from index.read import File
from index.read.pdf import read_pdf
from tests.files import of_text
from tests.index.layout.score import Score, score
from tests.index.layout.typeset import KINDS, Paper, typeset

pytestmark = pytest.mark.browser
SEEDS = ("first",)


def read_whole(file: File) -> Issue:
    (issue,) = read_pdf(file)
    assert isinstance(issue, Issue)
    return issue


@pytest.fixture(scope="module")
def papers() -> list[tuple[Paper, Issue]]:
    """Every layout with every seed, read."""
    wanted = [(name, seed) for name in KINDS for seed in SEEDS]
    return [(paper, read_whole(of_text(paper.pdf, "a.pdf"))) for paper in typeset(wanted)]


@pytest.fixture(scope="module")
def scores(papers: list[tuple[Paper, Issue]]) -> dict[str, list[Score]]:
    """The scores of each layout."""
    found: dict[str, list[Score]] = {}
    for paper, issue in papers:
        found.setdefault(paper.layout, []).append(score(issue, paper.truth))
    return found


@pytest.mark.parametrize("name", KINDS)
def test_lines_are_followed_by_their_true_next_line(name: str, scores: dict[str, list[Score]]) -> None:
    assert mean(each.following for each in scores[name]) >= 0.95


def test_nearly_all_lines_are_followed_by_their_true_next_line(scores: dict[str, list[Score]]) -> None:
    assert mean(each.following for found in scores.values() for each in found) >= 0.99


def test_articles_are_whole_and_separate(scores: dict[str, list[Score]]) -> None:
    assert mean(each.articles for found in scores.values() for each in found) >= 0.95


def test_the_size_of_the_type_tells_title_and_kicker(scores: dict[str, list[Score]]) -> None:
    assert mean(each.roles for found in scores.values() for each in found) >= 0.98


def test_indents_tell_paragraphs(scores: dict[str, list[Score]]) -> None:
    assert mean(each.paragraphs for found in scores.values() for each in found) >= 0.99


def test_the_folio_gives_page_and_date_and_is_no_part_of_an_article(papers: list[tuple[Paper, Issue]]) -> None:
    issue = next(issue for paper, issue in papers if paper.layout == "continued")
    assert (issue.paper, issue.date) == ("澄江报", "2031-03-12")
    assert [(page.number, page.name) for page in issue.pages] == [("1", "要闻"), ("2", "综合")]
    assert not any("责编" in line.text or "星期三" in line.text for page in issue.pages for line in page.lines)


def test_no_line_is_lost(papers: list[tuple[Paper, Issue]]) -> None:
    for paper, issue in papers:
        read = sorted("".join(line.text.split()) for page in issue.pages for line in page.lines)
        assert read == sorted("".join(each.text.split()) for each in paper.truth)
