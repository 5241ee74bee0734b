from __future__ import annotations

import pytest

from index.segment.block import Block
from index.segment.blocks import blocks
from index.segment.evidence import WEIGHTS, Usage, opens, signs
from tests.index.segment.printing import issue, set_in_column

ORCHARD = "三槐镇的蜜橘熟了，果农天不亮就上山，剪下的果子用竹筐背到路口，收购的货车排到了桥头。"
ORCHARD_2 = "今年的橘子比去年甜，镇里的检测站测出的糖度是十三度，外地的客商尝了就下定金。"
BRIDGE = "望潮大桥的128根斜拉索已经全部换完，桥面将在下月重新铺装，预计十月底恢复双向通车。"


def page(*texts: str) -> list[Block]:
    return blocks(issue(texts).pages[0].lines)


def found(row: str, below: str, *, above: str = ORCHARD, em: float = 17) -> dict[str, float]:
    """The signs at ``row``, between a feature about oranges and a text set in a column of ``em``."""
    upper = [set_in_column(text, 17) for text in (ORCHARD, ORCHARD_2)]
    printed = page("橘子熟了", *upper, above, row, set_in_column(below, em), set_in_column(BRIDGE * 2, em))
    return {sign: strength for sign, strength in signs(printed, 0, 4, 5, Usage.of(printed)).items() if strength}


def test_the_formula_of_a_report_and_its_day() -> None:
    assert {"lead", "news"} <= set(found("大桥换索完工", "本报讯（记者 王小满）昨日，" + BRIDGE))
    assert {"lead", "news"}.isdisjoint(found("大桥换索完工", BRIDGE))
    assert "news" in found("大桥换索完工", "记者7月13日获悉，" + BRIDGE)


@pytest.mark.parametrize(
    ("above", "ended"),
    [
        ("王小满 摄", True),
        ("◀下转第3版", True),
        (ORCHARD + "（本报记者王小满）", True),
        (ORCHARD + "特此公告。", True),
        (ORCHARD, False),
    ],
)
def test_what_ends_an_article(above: str, ended: bool) -> None:
    assert ("ended" in found("大桥换索完工", BRIDGE, above=above)) is ended


def test_an_imprint_ends_no_article() -> None:
    assert "ended" not in found("大桥换索完工", BRIDGE, above="制图：王小满")


def test_a_text_that_breaks_off_above() -> None:
    assert "broken off" in found("大桥换索完工", BRIDGE, above=(ORCHARD + ORCHARD_2).removesuffix("就下定金。"))


@pytest.mark.parametrize(("em", "apart"), [(17, 0.0), (18, 1 / 3), (24, 1.0)])
def test_another_column(em: float, apart: float) -> None:
    assert found("大桥换索完工", BRIDGE * 2, em=em).get("column", 0.0) == pytest.approx(apart)


def test_the_shape_of_the_rows() -> None:
    assert found("“一筐一筐都是钱”", BRIDGE)["quoted"] == 1
    assert found("关于大桥限行的公告", BRIDGE)["notice"] == 1
    assert found("大桥换索完工", BRIDGE)["length"] == pytest.approx(0.6)
    assert found("望潮大桥的斜拉索全部换完恢复双向通车啦", BRIDGE, em=14)["wide"] == 1


def test_words_that_go_on_speak_against_an_article_and_others_for_it() -> None:
    same, other = found("橘子甜了", ORCHARD_2 + ORCHARD)["alike"], found("大桥换索完工", BRIDGE)["alike"]
    assert WEIGHTS["alike"] < 0
    assert same > 0 > other


def test_section_numbers() -> None:
    rows = ["报告", "一、现状", ORCHARD, "附表", ORCHARD, "{}、建议", ORCHARD_2]
    strengths = []
    for numeral in "二一四":
        printed = page(*(row.format(numeral) for row in rows))
        strengths.append(signs(printed, 0, 3, 4, Usage.of(printed))["numbering"])
    assert strengths == [-1.0, 1.0, 0.0]


def test_a_headline_without_text_below_it_opens_nothing() -> None:
    printed = page("橘子熟了", ORCHARD, "望潮大桥", "换索完工")
    assert not opens(printed, 0, 2, 4, Usage.of(printed))
