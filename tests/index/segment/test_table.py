from __future__ import annotations

from index.document import Line
from index.segment import segment
from index.segment.table import table_rows
from tests.index.segment.printing import issue_of_lines

MEDALS = ["名次 代表队 金牌 银牌 铜牌", "1 城东街道 12 9 7", "2 白鹤镇 8 10 5", "3 石桥镇 5 6 11"]


def rows(*texts: str) -> list[int]:
    lines = [Line("a.txt", number, text) for number, text in enumerate(texts, 1)]
    return sorted(line.number for line in table_rows(lines))


def test_lines_in_columns_that_end_in_figures_are_rows_with_the_heads_above() -> None:
    assert rows("县第九届运动会闭幕", *MEDALS, "各队明日返回。") == [2, 3, 4, 5]


def test_a_title_in_three_phrases_above_a_blank_line_is_no_head() -> None:
    assert rows("学思想 强党性 重实践", "", *MEDALS[1:]) == [3, 4, 5]


def test_rows_with_two_figures_may_end_in_words() -> None:
    times = ["线路 首班 末班 起讫", "101路 6:30 20:30 城东—城西", "102路 6:40 19:30 城南—城北"]
    assert rows(*times) == [1, 2, 3]
    assert rows("白鹤镇 10.8亿元 增长 6.5个点", "石桥镇 9.6亿元 增长 4.1个点") == [1, 2]


def test_of_two_columns_three_rows_are_needed() -> None:
    assert rows("猪肉 11.5", "鸡蛋 4.2") == []
    assert rows("猪肉 11.5", "鸡蛋 4.2", "白菜 0.8") == [1, 2, 3]


def test_prose_and_signatures_are_no_rows() -> None:
    printed = "新馆共有三层，阅览座位 有三百二十个，儿童区在 一层，入馆的读者达 1200"
    assert rows(printed, printed) == []
    assert rows(*MEDALS[1:], "记者 王小满 李禾 摄影报道") == [1, 2, 3]


def test_lines_of_names_that_follow_each_other_are_rows() -> None:
    names = [
        "王小满（城东小学）　李禾（石桥中学）　张丽（区幼儿园）",
        "刘静（白鹤镇）　陈小满（三槐镇）　赵一（区一中）",
    ]
    assert rows("优秀教师（6人）", *names, "先进集体") == [2, 3]
    assert rows(names[0], "名单见第3版。", names[1]) == []
    assert rows("学思想 强党性 重实践", "读好书 做好事 当好人") == []


def test_lines_that_tell_things_off_behind_a_colon_are_rows() -> None:
    things = ["石桥镇：王小满家庭　李禾家庭", "白鹤镇：张丽家庭　刘静家庭　赵一家庭"]
    assert rows("名单公示", *things) == [2, 3]
    assert rows("记者：王小满 李禾", "编辑：赵一 张丽") == []
    assert rows("王小满：船什么时候开？", "李禾：六点半 开往石桥。") == []


def test_the_rows_of_a_table_stay_apart_and_name_nothing() -> None:
    (article,) = segment(
        issue_of_lines(
            [
                "各乡镇上半年经济运行情况",
                "",
                "本报讯（记者 王小满）区统计局昨日公布上半年情况。",
                "1　城东街道　地区生产总值　12.5　增速　7.2",
                "2　白鹤镇　　地区生产总值　10.8　增速　6.5",
                "3　石桥镇　　地区生产总值　09.6　增速　5.1",
                "明年的目标另行公布。",
            ]
        )
    )
    assert article.title == "各乡镇上半年经济运行情况"
    assert article.text.split("\n") == [
        "区统计局昨日公布上半年情况。",
        "1 城东街道 地区生产总值 12.5 增速 7.2",
        "2 白鹤镇 地区生产总值 10.8 增速 6.5",
        "3 石桥镇 地区生产总值 09.6 增速 5.1",
        "明年的目标另行公布。",
    ]
    assert not article.truncated
