from __future__ import annotations

from itertools import starmap

import pytest

from index.document import Line
from index.segment.blocks import blocks

TEXT = "昨日，澄江区图书馆的新馆在望潮路开放，首日入馆的读者有1200多名。"
CALL = "让我们更加紧密地团结起来，为建设新澄江而奋斗！"


def kinds(*texts: str) -> list[str]:
    lines = list(starmap(lambda number, text: Line("a.txt", number, text), enumerate(texts, 1)))
    return [block.kind for block in blocks(lines)]


def test_a_line_that_a_jump_cuts_off_is_text() -> None:
    assert kinds(TEXT, "", "今年以来，全区招商26次，签约72个，协议", "", "（下转第2版）") == ["body", "body", "jump"]
    assert kinds(TEXT, "", "招商跑出加速度，协议过百亿", "", "（上接第1版）", TEXT)[1] == "headline"


@pytest.mark.parametrize(
    "below", [(), ("", "新馆昨日开放"), ("", "读者 王小满"), ("", "读者 王小满", "", "新馆昨日开放", TEXT)]
)
def test_an_exclamation_that_ends_a_text_is_no_headline(below: tuple[str, ...]) -> None:
    assert kinds(TEXT, "", CALL, *below)[1] == "body"


def test_an_exclamation_with_the_indent_of_the_text_is_part_of_it() -> None:
    assert kinds(f"　　{TEXT}", "　　来吧，同学！", "新馆昨日开放", TEXT) == ["body", "body", "headline", "body"]


@pytest.mark.parametrize("below", [("", TEXT), ("", "本报记者 王小满", "", TEXT), ("", "——澄江见闻", "", TEXT)])
def test_an_exclamation_above_a_text_is_its_headline(below: tuple[str, ...]) -> None:
    assert kinds(TEXT, "", "来吧，同学！", *below)[1] == "headline"
    assert kinds(TEXT, "", "路灯坏了三个月，该找谁？", "", "本报记者 王小满", "", "怎么回事", "", TEXT)[1] == "headline"


def test_the_label_of_a_comment_heads_its_title_and_not_a_text() -> None:
    assert kinds(TEXT, "短评", "把好事办好", TEXT) == ["body", "headline", "headline", "body"]
    assert kinds(TEXT, "短评", TEXT) == ["body", "heading", "body"]
