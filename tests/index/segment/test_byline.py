from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.segment.byline import closing, is_imprint, lead, signature, unsigned


@pytest.mark.parametrize(
    ("text", "dateline", "names", "rest"),
    [
        ("本报讯(记者 王小满)昨日,新馆开放。", "本报讯", ["王小满"], "昨日,新馆开放。"),
        ("本报讯 昨日，新馆开放。", "本报讯", [], "昨日，新馆开放。"),
        ("本报望潮3月2日电 （记者王小满 通讯员 李禾）新馆开放。", "本报望潮3月2日电", ["王小满", "李禾"], "新馆开放。"),
        ("本报望潮3月 2日讯(澄江报全媒体记 者王小满)新馆", "本报望潮3月2日讯", ["王小满"], "新馆"),
        ("新华社北京3月2日电 （赵一）今年", "新华社北京3月2日电", ["赵一"], "今年"),
        ("本报讯（记者王小满通讯员李禾）新馆", "本报讯", ["王小满", "李禾"], "新馆"),
        ("本报讯 记者王小满报道：新馆", "本报讯", ["王小满"], "新馆"),
        ("融媒体中心讯（记者 王小满）新馆", "融媒体中心讯", ["王小满"], "新馆"),
        ("澄江融媒讯（记者：王小满、李禾）新馆", "澄江融媒讯", ["王小满", "李禾"], "新馆"),
        ("本台消息（记者 王小满）新馆", "本台消息", ["王小满"], "新馆"),
        ("（记者 王小满）近日，新馆", None, ["王小满"], "近日，新馆"),
        ("本报记者 王小满 报道 新馆", None, ["王小满"], "新馆"),
        ("本报记者 王小满 北京报道 新馆", None, ["王小满"], "新馆"),
        ("本报记者 王小满 李禾 发自北京 新馆", None, ["王小满", "李禾"], "新馆"),
        ("本报讯（李禾 记者 王小满）新馆", "本报讯", ["李禾", "王小满"], "新馆"),
        ("本报讯（李禾、记者王小满）新馆", "本报讯", ["李禾", "王小满"], "新馆"),
        ("【本报讯】（记者 王小满）新馆", "本报讯", ["王小满"], "新馆"),
        ("【澄江融媒讯】（记者 王小满）新馆", "澄江融媒讯", ["王小满"], "新馆"),
        ("[本报讯] 新馆", "本报讯", [], "新馆"),
        ("本报讯：新馆", "本报讯", [], "新馆"),
        ("本台讯 新馆", "本台讯", [], "新馆"),
        ("本报讯【记者 王小满】新馆", "本报讯", ["王小满"], "新馆"),
        ("本报讯（记者祖维晨 通讯员澄法宣）新馆", "本报讯", ["祖维晨", "澄法宣"], "新馆"),
        ("本报讯 记者 王小满 通讯员李禾 昨日，新馆", "本报讯", ["王小满", "李禾"], "昨日，新馆"),
        ("本报讯|记者 王小满 昨日，新馆", "本报讯", ["王小满"], "昨日，新馆"),
        ("本报讯 记者从区里获悉，新馆", "本报讯", [], "记者从区里获悉，新馆"),
        ("澄江融媒3月2日讯（记者 王小满）新馆", "澄江融媒3月2日讯", ["王小满"], "新馆"),
        ("《澄江报》讯（记者 王小满）新馆", "《澄江报》讯", ["王小满"], "新馆"),
        ("澄江日报3月2日讯 新馆", "澄江日报3月2日讯", [], "新馆"),
    ],
)
def test_the_formula_that_opens_a_report(text: str, dateline: str | None, names: list[str], rest: str) -> None:
    found = lead(text)
    assert found is not None
    assert (found.dateline, [author.name for author in found.authors]) == (dateline, names)
    assert text[found.end :] == rest
    assert not found.stays


def test_a_bracket_that_names_nobody_is_left_in_the_text() -> None:
    for dateline in ("本报讯", "【本报讯】"):
        found = lead(f"{dateline}（以下简称本馆）新馆开放。")
        assert found is not None
        assert found.end == len(dateline)


def test_a_source_stays_in_the_text() -> None:
    found = lead("据新华社电 今年")
    assert found is not None
    assert found.stays


@pytest.mark.parametrize(
    "text",
    [
        "本报记者昨日致电图书馆。",
        "电影《水鸟》上映。",
        "新华社区举行义诊。",
        "本报今日起增版。",
        "（记者 王小满）",
        "（编辑 王小满）新馆开放。",
        "（以下简称新馆）昨日开放。",
        "（王小满 摄）图为新馆。",
        "本报消息灵通人士说，新馆开放。",
        "据本报记者 王小满 报道 新馆开放。",
        "记者 走进新馆 报道 昨日开放。",
    ],
)
def test_other_openings_are_no_formula(text: str) -> None:
    assert lead(text) is None


@pytest.mark.parametrize(
    "text", ["■ 王小满", "□ 本报记者 王小满", "记者 王小满", "图/王小满", "□ 澄江报全媒体记者 王小满  李禾"]
)
def test_a_line_may_be_nothing_but_a_byline(text: str) -> None:
    assert signature(text) is not None


@pytest.mark.parametrize(
    "text", ["■ 生活的近处", "■ 延伸阅读", "记者节快乐", "王小满", "■", "记者 王小满说，新馆很好。"]
)
def test_other_lines_are_no_byline(text: str) -> None:
    assert signature(text) is None


@pytest.mark.parametrize("text", ["校对 王小满", "责任编辑：王小满", "■ 美编 王小满 李禾"])
def test_those_who_make_the_page_sign_and_write_nothing(text: str) -> None:
    found = signature(text)
    assert found is not None
    assert found.authors == ()


def test_who_wrote_is_told_from_who_edited() -> None:
    found = signature("记者 王小满 编辑 李禾")
    assert found is not None
    assert [author.name for author in found.authors] == ["王小满"]


@pytest.mark.parametrize(
    "text",
    [
        "2031年3月于石桥",
        "写于2031年3月12日于石桥",
        "校对 王小满",
        "编辑 王小满  校对 李 禾",
        "二审：王小满　三审：李禾",
        "一审 王小满 二审 李禾",
        "签发：王小满",
    ],
)
def test_a_line_of_those_who_made_the_page_or_of_where_an_essay_was_written_is_an_imprint(text: str) -> None:
    assert is_imprint(text)


@pytest.mark.parametrize(
    "text", ["编辑 走基层", "二审 维持原判", "统筹 安全发展", "审核 方案", "校对 王小满说，新馆很好"]
)
def test_a_headline_with_a_space_is_no_imprint(text: str) -> None:
    assert not is_imprint(text)


@pytest.mark.parametrize(
    ("text", "names", "photo"),
    [
        ("新馆开放。 (本报记者)", ["本报记者"], False),
        ("新馆开放。（记者 王小满 李禾）", ["王小满", "李禾"], False),
        ("新馆开放。（王小满）", ["王小满"], False),
        ("新馆开放。澄江报记者 王 小满 摄", ["王小满"], True),
        ("新馆开放。（李禾 辑）", ["李禾"], False),
        ("新馆开放。（完）", [], False),
    ],
)
def test_a_signature_at_the_end_of_a_paragraph(text: str, names: list[str], photo: bool) -> None:
    found = closing(text)
    assert found is not None
    assert [author.name for author in found.authors] == names
    assert text[: found.start] == "新馆开放。"
    assert found.photo is photo
    assert not found.stays


@pytest.mark.parametrize(
    "text", ["新馆开放。（新华社北京3月2日电）", "新馆开放。（据《澄江报》）", "（本报望潮3月2日电 记者王小满）"]
)
def test_a_credit_stays(text: str) -> None:
    found = closing(text)
    assert found is not None
    assert found.stays


@pytest.mark.parametrize(
    "text",
    ["新馆开放。", "他叫鼎鼎（化名）", "新馆（见图）", "读者说：“很好。”", "新馆开放。电话62858520", "王小满 摄"],
)
def test_other_endings_are_no_signature(text: str) -> None:
    assert closing(text) is None


@pytest.mark.parametrize("text", ["据《人民日报》", "摘自《江岸晚报》", "综合新华社、澄江报报道", "据央视新闻客户端"])
def test_a_line_that_names_a_source_closes_a_text_and_stays(text: str) -> None:
    found = closing(text)
    assert found is not None
    assert (found.start, found.stays) == (0, True)


@pytest.mark.parametrize(
    "text", ["据悉，新馆开放。", "据本报记者了解", "综合治理见成效", "据《澄江报》报道，新馆开放。"]
)
def test_a_text_that_speaks_of_a_source_is_none(text: str) -> None:
    assert closing(text) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2031-03-12 08:30　来源：澄江报　作者：王小满", ["王小满"]),
        ("2031年03月12日 来源：澄江融媒 编辑：李禾", []),
        ("来源：澄江融媒　作者：李禾　发布时间：2031-03-12", ["李禾"]),
        ("发布时间：2031-03-12　浏览次数：123", []),
        ("作者：王小满 来源：澄江报", ["王小满"]),
        ("来源：澄江报  作者：记者 王小满  浏览：312次", ["王小满"]),
        ("来源：澄江报 作者：王小满 李 禾 发布时间：2031-03-12", ["王小满", "李禾"]),
        ("2031-03-12    来源：澄江报    字号：T|T", []),
        ("原创 王小满 澄江发布 2031-03-12 17:30 发表于澄江", []),
        ("澄江发布 2031-03-12 17:30 发表于澄江", []),
    ],
)
def test_the_row_of_a_web_site_under_a_title(text: str, found: list[str]) -> None:
    row = signature(text)
    assert row is not None
    assert [author.name for author in row.authors] == found


@pytest.mark.parametrize(
    "text", ["时间：2031年3月12日", "2031年3月12日", "2031年3月12日 澄江", "来源：2031年统计公报。"]
)
def test_other_rows_with_a_day_are_none(text: str) -> None:
    assert signature(text) is None


def test_characters_that_nobody_sees_hide_no_byline() -> None:
    text = "本报讯\u2060（记者\u200b王小满）昨日，\u200b新馆开放。（李\u200b禾）"
    opening, ending = lead(text), closing(text)
    assert opening
    assert ending
    assert (text[opening.end :][:3], text[: ending.start][-1]) == ("昨日，", "。")
    assert [author.name for each in (opening, ending) for author in each.authors] == ["王小满", "李禾"]


def test_a_stroke_stands_for_a_colon_in_the_credits_of_a_public_account() -> None:
    reporters = signature("记者丨王小满 李禾")
    assert reporters
    assert [author.name for author in reporters.authors] == ["王小满", "李禾"]
    assert all(map(is_imprint, ("来源丨澄江区融媒体中心", "审核丨赵一 王小满")))


@pytest.mark.parametrize("words", ["未完待续", "接上期", "全文完"])
def test_a_serial_says_in_brackets_that_it_goes_on(words: str) -> None:
    found = closing(f"船家没有应。（{words}）")
    assert found
    assert (found.start, found.authors, found.stays) == (6, (), False)


def test_who_writes_a_letter_may_say_where_from_and_who_asks_wrote_no_answer() -> None:
    letter = closing("路灯坏了。（石桥镇 王小满）")
    assert letter
    assert [author.name for author in letter.authors] == ["王小满"]
    assert closing("问：路灯坏了，找谁？（石桥镇 王小满）") is None


def test_where_a_writer_is_from_may_stand_behind_the_name() -> None:
    row = signature("□ 王小满（石桥镇）")
    assert row is not None
    assert [author.name for author in row.authors] == ["王小满"]


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [("本组图片由王小满摄", "王小满", "摄"), ("（图片由区图书馆提供）", "区图书馆", "供图")],
)
def test_whose_the_pictures_are(text: str, name: str, role: str) -> None:
    row = signature(text)
    assert row is not None
    assert [(author.name, author.role) for author in row.authors] == [(name, role)]
    assert not row.photo


@pytest.mark.parametrize(
    ("row", "title"),
    [
        ("新馆昨日开放　　记者 王小满", "新馆昨日开放"),
        ("新馆昨日开放  本报通讯员 李禾", "新馆昨日开放"),
        ("外婆的渡口　□李禾", "外婆的渡口"),
        ("新馆昨日开放（记者 王小满）", "新馆昨日开放"),
    ],
)
def test_a_title_is_parted_from_who_signs_it_on_the_same_line(row: str, title: str) -> None:
    assert unsigned(row)[0] == title
    assert len(unsigned(row)) == 2


@pytest.mark.parametrize(
    "row",
    [
        "澄江报社　　记者 王小满",
        "江岸网全媒体　　记者 王小满",
        "本报记者 王小满　　通讯员 李禾",
        "记者 王小满　　摄影 李禾",
        "王小满 张丽　　记者 李禾",
        "学思想　　强党性",
        "新馆开放，记者　　王小满",
        "新馆昨日开放（组图）",
    ],
)
def test_other_lines_stay_whole(row: str) -> None:
    assert unsigned(row) == [row]


@given(st.text(alphabet="本报讯电记者王小满摄（）()。，“” 3月2日新馆", max_size=50))
def test_bylines_lie_inside_the_text(text: str) -> None:
    for found in (lead(text), signature(text), closing(text)):
        assert found is None or 0 <= found.start <= found.end <= len(text)
