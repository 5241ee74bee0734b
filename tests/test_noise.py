from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.noise import Move, Noise, Story, TrueParagraph, fold, print_issue

QUIET = Noise(broken=0, moved=0, lost=0, glued=0, misread=0, gaps=0, columns=(12,), headline=14, squeezed=False)
FERRY = "渡口的汽笛一响，候船的人就提起担子往跳板上走，船工老白站在船头数人，数到四十就收绳。"
QUAY = "码头去年修了新的候船棚，棚下有长凳和热水，等船的人不再挤在江堤上淋雨。"
STORY = Story("老渡口开出早班船", (FERRY, QUAY), kicker="望潮街道", lead="本报讯（记者 王小满）")


def test_a_quiet_print_breaks_lines_and_folds_characters() -> None:
    noisy = print_issue([STORY], 1, QUIET)
    assert noisy.text.split("\n") == [
        "望潮街道",
        "",
        "老渡口开出早班船",
        "",
        "本报讯(记者 王小满) 渡口的汽笛一响,候船的人 就提起担子往跳板上走,船 工老白站在船头数人,数到 四十就收绳。",
        "",
        "码头去年修了新的候船 棚,棚下有长凳和热水,等 船的人不再挤在江堤上淋雨。",
        "",
    ]
    (truth,) = noisy.truth
    assert (truth.first, truth.last, truth.moves, truth.truncated) == (1, 7, (), False)
    assert truth.paragraphs == (TrueParagraph(FERRY, "p", (5,)), TrueParagraph(QUAY, "p", (7,)))


def test_a_wide_headline_takes_two_rows_and_a_caption_stands_in_a_gap() -> None:
    stories = [Story("老渡口开出早班船候船的人不再淋雨", (QUAY,)), Story(None, (FERRY,), signature="李禾 摄")]
    noisy = print_issue(stories, 1, QUIET)
    rows = noisy.text.split("\n")
    assert rows[:3] == ["老渡口开出早班船候船的人不再", "", "淋雨"]
    assert rows[5:8] == ["", "", ""]
    assert [(each.first, each.last) for each in noisy.truth] == [(1, 5), (9, 11)]


def test_page_marks_belong_to_no_article() -> None:
    noisy = print_issue([STORY, STORY], 1, QUIET, per_page=1)
    rows = noisy.text.split("\n")
    assert (rows[0], rows[10]) == ("第1版", "第2版")
    assert [(each.first, each.last) for each in noisy.truth] == [(3, 9), (13, 19)]


def test_a_moved_line_is_named_with_both_its_places() -> None:
    (truth,) = print_issue([STORY], 8, replace(QUIET, moved=0.5, elsewhere=0)).truth
    assert truth.moves == (Move("码头去年修了新的候船", 5, 7),)
    assert [paragraph.text for paragraph in truth.paragraphs] == [FERRY, QUAY]


def test_lost_words_are_lost_in_the_truth() -> None:
    (truth,) = print_issue([STORY], 1, replace(QUIET, lost=1.0)).truth
    assert truth.truncated
    assert truth.paragraphs[0].text == FERRY.removesuffix("四十就收绳。")


def test_a_broken_paragraph_stands_on_two_lines_and_a_numbered_heading_may_be_glued() -> None:
    story = Story("渡口", (FERRY, "二、新的候船棚", QUAY), headings=frozenset([1]))
    (truth,) = print_issue([story], 1, replace(QUIET, broken=1.0, glued=1.0)).truth
    assert [paragraph.lines for paragraph in truth.paragraphs] == [(3, 5), (5,), (7,)]


WORDS = st.text(alphabet="澄江区图书馆渡口开放，、“”——2一是", min_size=12, max_size=90).map(lambda text: text + "。")
STORIES = st.lists(
    st.builds(
        Story,
        st.one_of(st.none(), st.just("老渡口开出早班船")),
        st.lists(WORDS, min_size=1, max_size=5).map(tuple),
        series=st.one_of(st.none(), st.just("渡口旧事①")),
    ),
    min_size=1,
    max_size=4,
)


@given(STORIES, st.integers(0, 99), st.sampled_from([0, 1, 2]))
def test_every_word_is_printed_once_and_every_line_belongs_to_one_story(
    stories: list[Story], seed: int, per_page: int
) -> None:
    noisy = print_issue(stories, seed, Noise(moved=0.3, elsewhere=0.5), per_page=per_page)
    assert noisy == print_issue(stories, seed, Noise(moved=0.3, elsewhere=0.5), per_page=per_page)
    spans = [(each.first, each.last) for each in noisy.truth]
    assert all(before[1] < after[0] for before, after in pairwise(spans))
    written = [fold(p.text) for each in noisy.truth for p in each.paragraphs]
    labels = [fold(row) for each in noisy.truth for row in (each.story.title, each.story.series) if row]
    marks = [row for row in noisy.text.split("\n") if row.startswith("第")]
    assert sorted(fold(noisy.text)) == sorted("".join([*written, *labels, *marks]))
