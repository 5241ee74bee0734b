from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.question.turn import Turn, kin, persons


def answered(*quotes: str) -> Turn:
    return Turn(
        "", "据《澄江报》2031年5月3日第2版《新桥》：" + "".join(f"“{quote}”[{n}]" for n, quote in enumerate(quotes, 1))
    )


def test_what_is_quoted_is_read_back() -> None:
    assert answered("她说：“快看。”大家笑了。", "桥通了。").quotes == ["她说：“快看。”大家笑了。", "桥通了。"]


def test_notes_outside_the_quotation_are_not_quoted() -> None:
    text = (
        "较新的报道：据《澄江报》《新桥》：“今年通车。”[1]（文中“今年”指2031年）\n据《澄江报》《老桥》：“桥旧了。”[2]"
    )
    assert Turn("", text).quotes == ["今年通车。", "桥旧了。"]


def test_the_headline_is_the_articles_not_the_papers() -> None:
    assert answered("桥通了。").headline == "新桥"
    assert Turn("", "没有找到。可能相关：新桥。").headline == ""


@pytest.mark.parametrize(
    ("quotes", "items"),
    [
        (("风险有:1.形聚神散。2.后续乏力。",), ["形聚神散", "后续乏力"]),
        (("建议周五、周六把207路末班车延长到23时30分。",), []),
        (("办法有两条：一是修路，二是架桥。",), ["修路", "架桥"]),
        (("方式有：一、上网；二、到窗口办理。",), ["上网", "到窗口办理"]),
        (("（一）修路。（二）架桥。",), ["修路", "架桥"]),
        (("镇里有图书馆、体育馆和游泳馆。",), ["镇里有图书馆", "体育馆", "游泳馆"]),
        (("路修好了。", "桥通了。"), ["路修好了", "桥通了"]),
        (("路修好了。",), []),
        ((), []),
    ],
)
def test_items_of_an_answer(quotes: tuple[str, ...], items: list[str]) -> None:
    assert answered(*quotes).items == items


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("校长骆明远在会上讲话", ["骆明远"]),
        ("校长谷清扬从澄江二中调来", ["谷清扬"]),
        ("特朗普到访", ["特朗普"]),
        ("蒲一鸣跑出好成绩", ["蒲一鸣"]),
        ("欧阳禾禾返乡", ["欧阳禾禾"]),
        ("望潮大桥通车", []),
        ("", []),
    ],
)
def test_persons(text: str, names: list[str]) -> None:
    assert list(persons(text))[: len(names) or 1] == names


@given(st.text("“”《》[]1一二是、：。（）新桥", max_size=60))
def test_quotes_and_items_stand_in_the_answer(answer: str) -> None:
    turn = Turn("", answer)
    assert all(part in answer for part in (*turn.quotes, *turn.items, turn.headline))


def test_kin_is_what_somebody_is_to_another() -> None:
    assert [word for word in ("女儿", "徒弟", "大桥", "票价") if kin(word)] == ["女儿", "徒弟"]
    assert list(persons("谷清扬女儿多大年纪")) == ["谷清扬"]
