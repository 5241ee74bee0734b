from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.messages import speaking
from index.read.source import File
from index.renaming import parse_renaming
from index.sidecar import PaperNotes, parse_paper
from index.store.lexical import LexicalIndex
from index.text import fold, terms
from qa.question.aliases import Alias, aliases, rewordings
from tests.lexicon import lexicon

BENCH = Path(__file__).parents[3] / "bench"
SAMPLES = BENCH.parent / "samples"
PRINTED = (
    "区市场监管局查处了三家店。区生态环境局也去了。区农业农村委说,澄江区的茶好。澄江二中开学。梧巷小学放假。轨道6号线"
)
PAPER = PaperNotes(
    "澄江报",
    place="澄江区",
    aliases=tuple(
        map(
            parse_renaming,
            ["澄江县 → 2009 澄江区", "县中 → 1985-09 澄江二中", "南门小学 → 1952 城关小学 → 1998 梧巷小学"],
        )
    ),
)


def index_of(text: str) -> LexicalIndex:
    return lexicon([terms(text)])


def asked(question: str, printed: str = PRINTED, papers: tuple[PaperNotes, ...] = (PAPER,)) -> tuple[Alias, ...]:
    return aliases(question, papers, index_of(printed))


@pytest.mark.parametrize(
    ("question", "others", "notice"),
    [
        ("区工商局查了什么", ("市场监管局",), "“工商局”约自2018年起称“市场监管局”，已一并查找"),
        ("扶贫办在哪", ("农业农村委",), "“扶贫办”约自2023年起称“农业农村委”，已一并查找"),
        ("环保局电话", ("生态环境局",), "“环保局”约自2019年起称“生态环境局”，已一并查找"),
        ("去县中怎么走", ("澄江二中",), "“县中”自1985年9月起称“澄江二中”，已一并查找"),
        ("南门小学放假没有", ("梧巷小学",), "“南门小学”自1998年起称“梧巷小学”，已一并查找"),
        ("咱们区的茶", ("澄江区",), "“咱们区”指“澄江区”，已一并查找"),
        ("環保局電話", ("生态环境局",), "“环保局”约自2019年起称“生态环境局”，已一并查找"),
    ],
)
def test_another_name_is_found_and_told(question: str, others: tuple[str, ...], notice: str) -> None:
    (alias,) = asked(question)
    assert (alias.others, alias.notice) == (others, notice)


def test_a_present_name_leads_to_the_former_ones() -> None:
    (alias,) = asked("市场监管局查了什么", "区工商局和区质监局说,区市场监督管理局未说")
    assert alias.others == ("市场监督管理局", "工商局", "质监局")
    assert alias.notice == "“市场监管局”也称“市场监督管理局”，约2018年以前称“工商局”“质监局”，已一并查找"


def test_other_names_are_told_in_english() -> None:
    with speaking("en"):
        (alias,) = asked("市场监管局查了什么", "区工商局和区质监局说,区市场监督管理局未说")
    assert alias.notice == (
        "Other names of “市场监管局” were searched too: “市场监督管理局”, “工商局”“质监局” (until about 2018)"
    )


def test_longer_and_shorter_forms_are_searched_in_silence_when_the_name_itself_was_printed() -> None:
    (alias,) = asked("教育局长是谁", "区教育局和教委")
    assert (alias.others, alias.notice) == (("教委",), None)


@pytest.mark.parametrize(
    "question",
    [
        "工商银行在哪",
        "自我区分的办法",
        "我区分不清",
        "我市场意识不强",
        "城乡规划局限在哪",
        "农业局部受灾",
        "财经委的报告",
        "国土资源",
        "",
    ],
)
def test_other_words_are_left_alone(question: str) -> None:
    place = PaperNotes("澄江报", place="澄江市")
    printed = f"{PRINTED}自然资源局、发展改革委、经信局、澄江市"
    assert asked(question, printed, (PAPER, place)) == ()


def test_a_name_never_printed_is_not_searched_for() -> None:
    assert asked("区工商局查了什么", "区城管局") == ()
    assert asked("区工商局查了什么", PRINTED, ()) != ()


def test_the_editor_knows_better_than_the_table() -> None:
    local = PaperNotes("澄江报", aliases=(parse_renaming("工商局 → 2014 市场监管局"),))
    (alias,) = asked("工商局", papers=(local,))
    assert alias.notice == "“工商局”自2014年起称“市场监管局”，已一并查找"


def test_the_latest_notes_of_a_paper_count() -> None:
    before = PaperNotes("澄江报", aliases=(parse_renaming("县中 → 1985 梧巷小学"),))
    assert asked("县中", papers=(before, PAPER))[0].others == ("澄江二中",)


def test_rewordings_take_every_name_of_the_question() -> None:
    question = "澄江县工商局在哪？"
    found = asked(question)
    assert [alias.others for alias in found] == [("澄江区",), ("市场监管局",)]
    assert rewordings(question, found) == ("澄江区市场监管局在哪?",)
    assert rewordings("大桥", ()) == ()


def test_a_place_is_not_written_twice() -> None:
    assert rewordings("澄江区文体局在哪", [Alias(3, 6, ("区文旅局",), None)]) == ("澄江区文旅局在哪",)


@given(st.text(alphabet="区工商局环保国税我们县澄江中二的在，Ａ１①", max_size=30))
def test_spans_are_names_in_order_and_rewordings_hold_the_others(question: str) -> None:
    found = asked(question)
    folded = fold(question)
    assert all(alias.start < alias.end <= len(folded) for alias in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    for text in rewordings(question, found):
        assert all(any(other in text for other in alias.others) for alias in found)


def test_the_questions_of_the_bench_are_expanded_as_they_say() -> None:
    file = BENCH / "aliases" / "paper.toml"
    notes = parse_paper(File(file, str(file), file.read_bytes()))
    printed = index_of("".join(file.read_text(encoding="utf-8") for file in sorted(SAMPLES.glob("*.txt"))))
    for line in (BENCH / "aliases.jsonl").read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        texts = rewordings(told["question"], aliases(told["question"], (notes,), printed))
        assert told["other"] is None or any(told["other"] in text for text in texts), told["question"]
