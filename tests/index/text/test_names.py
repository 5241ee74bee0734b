from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.document import Author
from index.text.names import credited, is_office, is_photo_credit, names


def pairs(text: str) -> list[tuple[str, str]]:
    return [(author.name, author.role) for author in credited(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("记者 王小满", [("王小满", "记者")]),
        ("记者王小满", [("王小满", "记者")]),
        ("澄江报全媒体记者 王小满 李禾", [("王小满", "记者"), ("李禾", "记者")]),
        ("本报记者 王小满 本报通讯员 李禾", [("王小满", "记者"), ("李禾", "通讯员")]),
        ("记者王小满、李禾 实习生赵一", [("王小满", "记者"), ("李禾", "记者"), ("赵一", "实习生")]),
        ("记者王小满通讯员李禾", [("王小满", "记者"), ("李禾", "通讯员")]),
        ("记者王小满本报通讯员李禾", [("王小满", "记者"), ("李禾", "通讯员")]),
        ("记者 王小满 江岸报通讯员李禾", [("王小满", "记者"), ("李禾", "通讯员")]),
        ("见习记者：王小满", [("王小满", "见习记者")]),
        ("记者 王小满 李禾 摄影报道", [("王小满", "记者(摄影报道)"), ("李禾", "记者(摄影报道)")]),
        ("图/记者 王小满", [("王小满", "记者")]),
        ("文/图 澄江区图书馆", [("澄江区图书馆", "文/图")]),
        ("王小满 摄", [("王小满", "摄")]),
        ("通讯员 区融媒体中心", [("区融媒体中心", "通讯员")]),
        ("本报记者", [("本报记者", "记者")]),
        ("本報記者 陳大文", [("陳大文", "記者")]),
        ("记者 阿依·古丽", [("阿依·古丽", "记者")]),
        ("杨超 记者 李全民", [("杨超", "作者"), ("李全民", "记者")]),
        ("杨超 本报记者 李全民", [("杨超", "作者"), ("李全民", "记者")]),
        ("江岸报·江岸网记者 王小满", [("王小满", "记者")]),
        ("ABC全媒体记者王小满", [("王小满", "记者")]),
        ("文/王小满 李禾 图/赵一", [("王小满", "文"), ("李禾", "文"), ("赵一", "图")]),
        ("记者 王小满／文 李禾／图", [("王小满", "记者(文)"), ("李禾", "图")]),
        ("王小满 李禾 文/图", [("王小满", "文/图"), ("李禾", "文/图")]),
        ("图文/王小满", [("王小满", "图文")]),
        ("王小满 文 李禾 图", [("王小满", "文"), ("李禾", "图")]),
        ("首席记者 王小满 / 文图", [("王小满", "首席记者(文图)")]),
        ("记者 李 文", [("李文", "记者")]),
        ("区教育局供稿", [("区教育局", "供稿")]),
        ("撰文：王小满 摄影：李禾 一审：赵一", [("王小满", "撰文"), ("李禾", "摄影"), ("赵一", "一审")]),
        ("杨超、李丽、记者李全民 摄影报道", [("杨超", "作者"), ("李丽", "作者"), ("李全民", "记者(摄影报道)")]),
    ],
)
def test_names_and_roles_as_printed(text: str, found: list[tuple[str, str]]) -> None:
    assert pairs(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("本报记者 李静 北京报道", ["李静"]),
        ("本报记者李静北京报道", ["李静"]),
        ("本报记者 李静 通讯员 赵一 广州、深圳报道", ["李静", "赵一"]),
        ("记者 李静 石桥镇报道", ["李静"]),
        ("本报记者 李静 王小满 发自北京", ["李静", "王小满"]),
        ("记者李静发自石桥镇", ["李静"]),
        ("记者 王小满 李禾报道", ["王小满", "李禾"]),
        ("记者 王 小满报道", ["王小满"]),
        ("记者 阿依古丽报道", ["阿依古丽"]),
    ],
)
def test_where_a_report_was_written_names_nobody(text: str, found: list[str]) -> None:
    assert [author.name for author in credited(text)] == found


@pytest.mark.parametrize("whose", ["江岸报", "黄冈日报", "石桥镇", "全媒体", "温州网", "县融媒体中心"])
def test_whose_reporter_somebody_is_names_nobody(whose: str) -> None:
    assert pairs(f"{whose} 记者 王小满") == [("王小满", "记者")]


@pytest.mark.parametrize(
    ("text", "name"), [("记者 王 小满", "王小满"), ("记者 王小 满", "王小满"), ("通 讯员 李 禾", "李禾")]
)
def test_a_name_or_role_parted_by_a_line_end_is_whole_again(text: str, name: str) -> None:
    assert [author.name for author in credited(text)] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "记者在现场看到",
        "记者走基层",
        "作者认为这很好",
        "编辑部",
        "评论员文章",
        "本报评论员 观察",
        "王小满",
        "王小满 记者",
        "记者祖维晨",
        "策划 安全发展",
        "图文 并茂",
        "水鸟回来了",
        "",
        "记者 ",
    ],
)
def test_what_is_no_byline_names_nobody(text: str) -> None:
    assert pairs(text) == []


def test_without_a_role_a_name_needs_a_surname() -> None:
    assert [author.name for author in names("王小满 李禾", "作者")] == ["王小满", "李禾"]
    assert names("延伸 阅读", "作者") == ()


@pytest.mark.parametrize(
    "text", ["区市场监管局", "澄江区人民医院鹭湾院区", "望潮街道", "区消防救援大队", "澄江水务有限公司"]
)
def test_bodies_that_sign_articles(text: str) -> None:
    assert is_office(text)


@pytest.mark.parametrize("text", ["图书馆周末开放", "打造书香之城", "3月1日启用"])
def test_plain_headlines_are_no_bodies(text: str) -> None:
    assert not is_office(text)


def test_photographers_are_told_from_writers() -> None:
    assert is_photo_credit("记者 王小满 摄")
    assert is_photo_credit("图/王小满")
    assert not is_photo_credit("记者 王小满")
    assert not is_photo_credit("文/王小满 图/李禾")


def test_where_only_names_can_stand_any_name_may_be_glued_to_its_role() -> None:
    assert credited("记者祖维晨", strict=False) == (Author("祖维晨", "记者"),)
    assert credited("记者从县里获悉", strict=False) == ()


def test_only_spaces_part_the_characters_of_one_name() -> None:
    assert credited("图/文、员") == ()
    assert [author.name for author in credited("图/王 满、李小 禾")] == ["王满", "李小禾"]


@example("图/文、员")
@given(st.text(alphabet="记者通讯员王李小摄影报道、 /图文本报（）", max_size=30))
def test_names_come_from_the_text(text: str) -> None:
    squeezed = "".join(text.split())
    assert all(author.name in squeezed for author in credited(text))
