from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from index.document import Correction
from index.read.source import Unreadable
from index.renaming import Called, parse_renaming
from index.sidecar import FormerName, IssueNotes, PaperNotes, is_register, parse_issue, parse_paper, parse_register
from tests.files import of_text
from tests.stress import examples

ISSUE = """
paper = "澄江报"
date = 2031-03-12
edition = 1204
page = "03"

[[title]]
line = 9
kicker = "水鸟节"
title = "市民上湿地"

[[merge]]
line = 41

[[drop]]
line = 147
last = 149
file = "20310312_03版.txt"
"""


def refusal(text: str, parse: object = parse_issue, name: str = "issue.toml") -> str:
    assert callable(parse)
    with pytest.raises(Unreadable) as refused:
        parse(of_text(text, f"馆藏/{name}"))
    assert refused.value.source == f"馆藏/{name}"
    assert "\n" not in refused.value.reason
    return refused.value.reason


def test_an_issue_is_read_with_its_corrections() -> None:
    assert parse_issue(of_text(ISSUE, "issue.toml")) == IssueNotes(
        paper="澄江报",
        date="2031-03-12",
        edition="1204",
        page="3",
        corrections=(
            Correction("title", 9, 9, kicker="水鸟节", title="市民上湿地"),
            Correction("merge", 41, 41),
            Correction("drop", 147, 149, file="20310312_03版.txt"),
        ),
    )


def test_the_encoding_of_another_editor_is_read_too() -> None:
    assert parse_issue(of_text(ISSUE.encode("gb18030"))) == parse_issue(of_text(ISSUE))
    assert parse_issue(of_text(ISSUE.encode("utf-8-sig"))) == parse_issue(of_text(ISSUE))


@pytest.mark.parametrize(
    ("date", "iso"), [("2031-03-02", "2031-03-02"), ('"2031-03"', "2031-03"), ("2031", "2031"), ('"2031"', "2031")]
)
def test_a_date_is_a_day_a_month_or_a_year(date: str, iso: str) -> None:
    assert parse_issue(of_text(f"date = {date}")).date == iso


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('papr = "澄江报"', "不认识 papr，可用的键：paper、date、edition、page、title、merge、split、drop、undo"),
        ("date = 2031-02-30", "第 1 行不是 TOML"),
        ('date = "2031-02-30"', "date：应为日期"),
        ("date = 2031-03-02T08:00:00", "date：应为日期"),
        ('date = "三月二日"', "date：应为日期"),
        ("paper = 7", "paper：应为引号中的文字"),
        ("page = true", "page：应为"),
        ("\npaper = “澄江报”", "第 2 行不是 TOML"),
        ("[[merge]]", "第 1 个 [[merge]]：缺少 line"),
        ("[[merge]]\nline = 3\nlast = 4", "第 1 个 [[merge]]：不认识 last"),
        ("[[drop]]\nline = 3\n[[drop]]\nline = 0", "第 2 个 [[drop]]：line：应为从 1 起的行号"),
        ("[[drop]]\nline = 3\nlast = 2", "last 在 line 之前"),
        ("[[title]]\nline = 3", "至少要有 kicker、title、subtitle 中的一个"),
        ("[merge]\nline = 3", "应写成 [[merge]]"),
        ("merge = [3]", "第 1 个 [[merge]]：应为一组"),
        ("a = " + "[" * 50_000, "不是 TOML"),
    ],
)
def test_a_slip_is_named(text: str, reason: str) -> None:
    assert reason in refusal(text)


PAPER = """
name = "澄江报"
place = "澄江区"
footers = ["本报地址：澄江区文化路1号", "零售每份1元"]

[[former]]
name = "澄江通讯"
since = 1995-01-01
until = 2003-06-30
"""


def test_a_paper_is_read_with_its_names() -> None:
    notes = parse_paper(of_text(PAPER))
    assert notes == PaperNotes(
        "澄江报",
        (FormerName("澄江通讯", "1995-01-01", "2003-06-30"),),
        "澄江区",
        ("本报地址：澄江区文化路1号", "零售每份1元"),
    )


@pytest.mark.parametrize(
    ("date", "name"),
    [
        ("1994-12-31", "澄江报"),
        ("1995-01-01", "澄江通讯"),
        ("2003-06-30", "澄江通讯"),
        ("2003-07-01", "澄江报"),
        ("2003-07", "澄江报"),
        ("2003-06", "澄江通讯"),
        ("2003", "澄江通讯"),
        ("2004", "澄江报"),
        (None, "澄江报"),
    ],
)
def test_the_name_goes_by_the_first_day_of_the_date(date: str | None, name: str) -> None:
    assert parse_paper(of_text(PAPER)).name_on(date) == name


def test_a_former_name_without_a_beginning_is_not_taken_without_a_date() -> None:
    notes = PaperNotes("澄江报", (FormerName("澄江通讯", until="1999"),))
    assert (notes.name_on(None), notes.name_on("1999-12-31"), notes.name_on("2000-01")) == (
        "澄江报",
        "澄江通讯",
        "澄江报",
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('place = "澄江区"', "缺少 name"),
        ('name = "澄江报"\nfooter = ["甲"]', "不认识 footer，可用的键：name、former、place、footers"),
        ('name = "澄江报"\nfooters = "甲"', "footers：应为方括号中的几段文字"),
        ('name = "澄江报"\nfooters = [""]', "footers：应为引号中的文字"),
        ('name = "澄江报"\n[[former]]\nsince = 1995-01-01', "former：第 1 个 [[former]]：缺少 name"),
        ('name = "澄江报"\n[[former]]\nname = "甲"\nsince = "2004"\nuntil = "2003"', "since 在 until 之后"),
        ('name = "澄江报"\naliases = "澄江县 → 澄江区"', "aliases：应为方括号中的几段文字"),
        ('name = "澄江报"\naliases = ["澄江县"]', "aliases：澄江县 只有一个名称，应形如 澄江县 → 2009 澄江区"),
        (
            'name = "甲报"\n[[former]]\nname = "乙报"\naliases = []',
            "第 1 个 [[former]]：aliases 要写在第一个 [[former]] 之前",
        ),
    ],
)
def test_a_slip_about_the_paper_is_named(text: str, reason: str) -> None:
    assert reason in refusal(text, parse_paper, "paper.toml")


def test_renamings_of_what_the_paper_writes_about() -> None:
    notes = parse_paper(of_text('name = "澄江报"\naliases = [\n  "澄江县 → 2009 澄江区",\n]', "paper.toml"))
    assert notes.aliases == ((Called(("澄江县",)), Called(("澄江区",), "2009")),)


def test_notes_of_a_paper_are_kept_in_a_manifest() -> None:
    kept = TypeAdapter(PaperNotes)
    notes = PaperNotes(
        "澄江报", aliases=(parse_renaming("澄江县 → 约2009 澄江区|澄江"), parse_renaming("渡口巷 → 纱厂路"))
    )
    assert kept.validate_json(kept.dump_json(notes)) == notes
    before = b'{"name": "\xe6\xbe\x84\xe6\xb1\x9f\xe6\x8a\xa5", "former": [], "place": null, "footers": []}'
    assert kept.validate_json(before) == PaperNotes("澄江报")


def test_a_register_fills_many_files() -> None:
    table = "文件,日期,版次,备注\n2031\\0312_3.txt,2031/3/12,第03版,\n./b.txt,20310313,,补\n"
    assert is_register(of_text(table, "册.csv"))
    assert parse_register(of_text(table, "册.csv")) == {
        "2031/0312_3.txt": IssueNotes(date="2031-03-12", page="3"),
        "b.txt": IssueNotes(date="2031-03-13"),
    }


@pytest.mark.parametrize("table", ["标题,正文,文件\n甲,乙,丙\n", "标题,日期\n甲,2031-03-12\n"])
def test_a_table_of_articles_is_no_register(table: str) -> None:
    assert not is_register(of_text(table, "a.csv"))


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ("文件,备注\na.txt,甲\n", "至少还要有日期、版次、报纸、期号中的一栏"),
        ("file,date\na.txt,三月\n", "第 2 行的日期 三月 认不出"),
        ("file,date\n,2031-03-12\n", "第 2 行没有写文件"),
        ("file,date\na.txt,2031-03-12\n\na.txt,2031-03-13\n", "第 4 行的 a.txt 与前面写的不同"),
        ('file,date\n"a.txt,2031-03-12\n', "引号不成对"),
        ("file,date\na.txt,2031-03-12,3\n", "第 2 行有 3 格"),
    ],
)
def test_a_slip_in_a_register_is_named(table: str, reason: str) -> None:
    assert reason in refusal(table, parse_register, "册.csv")


TOML = st.lists(
    st.sampled_from(
        [
            'paper = "甲"',
            "date = 2031-03-12",
            "[[drop]]",
            "line = 3",
            "[[title]]",
            "=",
            '"甲\\n" = 1',
            "[",
            "甲\n",
            "文件,日期",
            '"a\nb",甲',
        ]
    ),
    max_size=8,
).map("\n".join)
WRITTEN = st.one_of(st.binary(max_size=120), TOML.map(str.encode), st.text(max_size=60).map(str.encode))


@settings(max_examples=examples(100), deadline=None)
@given(WRITTEN)
def test_whatever_is_written_is_read_or_refused_in_one_line(raw: bytes) -> None:
    reasons: list[str] = []
    for parse in (parse_issue, parse_paper, parse_register):
        try:
            parse(of_text(raw))
        except Unreadable as refused:
            reasons.append(refused.reason)
    assert not any("\n" in reason or len(reason) > 250 for reason in reasons)
