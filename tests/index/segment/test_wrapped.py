from __future__ import annotations

from index.document import Line
from index.segment.wrapped import groups


def numbers(*texts: str) -> list[tuple[int, list[int]]]:
    lines = [Line("a.txt", number, text) for number, text in enumerate(texts, 1)]
    return [(gap, [line.number for line in group]) for gap, group in groups(lines)]


def test_a_line_is_a_block_where_paragraphs_are_not_wrapped() -> None:
    assert numbers("新馆开放", "", "昨日，澄江区图书馆的新馆开放。", "", "", "读者很多。") == [
        (0, [1]),
        (1, [3]),
        (2, [6]),
    ]


def test_printed_lines_make_a_paragraph_up_to_its_indent_or_short_line() -> None:
    text = (
        "新馆昨日开放",
        "　　昨日，澄江区图书馆的新馆在望潮路",
        "开放，首日入馆的读者有一千二百多名，",
        "周末延长到夜间九时。",
        "　　新馆共有三层，阅览座位三百二十个，",
        "儿童区在一层。",
    )
    assert numbers(*text) == [(0, [1]), (0, [2, 3, 4]), (0, [5, 6])]


def test_a_line_feed_per_paragraph_is_not_taken_for_printed_lines() -> None:
    long = "　　昨日，澄江区图书馆的新馆在望潮路开放，" + "读者凭市民卡入馆，儿童由家长陪同，" * 4 + "电话预约。"
    assert numbers("新馆昨日开放", long, "　　读者很多。", long) == [(0, [1]), (0, [2]), (0, [3]), (0, [4])]


def test_a_dateline_ends_the_title_and_its_byline_goes_on_until_the_bracket_closes() -> None:
    text = (
        "三天夜查行动今晚在全区十镇开始",
        "本报望潮镇7月20日电",
        "(澄江日报全媒",
        "体记者王小满)7月20日晚起,消防",
        "救援大队在全区集中开展三天的夜",
        "查行动,查的是楼道。",
    )
    assert numbers(*text) == [(0, [1]), (0, [2, 3, 4, 5, 6])]
    byline = ("新馆开放", "本报讯(澄江", "日报记者王小满", "李禾)", "昨日,新馆开放。")
    assert numbers(*byline) == [(0, [1]), (0, [2, 3, 4]), (0, [5])]


def test_a_bracket_that_never_closes_does_not_swallow_the_page() -> None:
    found = numbers("新馆开放", "本报讯（记者王小满", *["昨日开放"] * 30)
    assert [len(group) for _, group in found[:3]] == [1, 16, 1]
    assert numbers("本报讯（记者王小满", "昨日开放。", "读者很多。") == [(0, [1, 2]), (0, [3])]


def test_a_dateline_below_the_word_that_cites_it_opens_nothing() -> None:
    text = ("澄江区的渡口下月起恢复通航，据", "新华社北京7月13日电，全国的渡口", "都要在年内装上新的灯标和护栏。")
    assert numbers(*text) == [(0, [1, 2, 3])]


def test_lines_that_all_end_sentences_were_not_broken_in_print() -> None:
    forecast = (
        "天气预报",
        "今天白天，多云，最高气温十八度。",
        "今天夜间，转阴，最低气温九度。",
        "明天，小雨转阴，十到十五度。",
    )
    assert numbers(*forecast) == [(0, [1]), (0, [2]), (0, [3]), (0, [4])]
    correction = ("更正", "本报第二版一文中座位数有误，特此更正，并致歉意。", "本报编辑部")
    assert numbers(*correction) == [(0, [1]), (0, [2]), (0, [3])]


def test_a_tab_indents_a_paragraph_too() -> None:
    text = ("\t昨日，澄江区图书馆的新馆开放。", "\t新馆共有三层，阅览座位三百个。", "\t周末照常。")
    assert numbers(*text) == [(0, [1]), (0, [2]), (0, [3])]


def test_how_to_reach_somebody_stands_in_a_line_of_its_own() -> None:
    text = ("机械厂招聘车工五名，月薪面议。", "联系电话：四三二一零零零零", "地址：澄江区工业园文化路一号")
    assert numbers(*text) == [(0, [1]), (0, [2]), (0, [3])]


def test_items_behind_bullets_are_paragraphs() -> None:
    text = ("●昨日，工会慰问职工三百人。", "●近日，三槐镇举办了蜜橘节。", "●昨日，城东清理垃圾八吨多。")
    assert numbers(*text) == [(0, [1]), (0, [2]), (0, [3])]


def test_a_line_that_is_a_credit_stands_alone_though_it_fills_the_column() -> None:
    body = ("昨日上午，澄江区图书馆新馆", "在望潮路开放，读者有一千多", "人。")
    assert numbers("老街上的药铺和它的", "□ 本报记者 王小满", *body) == [(0, [1]), (0, [2]), (0, [3, 4, 5])]
    credits = ("来源丨澄江区融媒体中心", "记者丨王小满 李禾", "编辑丨赵一")
    assert numbers(*body, *credits) == [(0, [1, 2, 3]), (0, [4]), (0, [5]), (0, [6])]


def test_a_row_that_is_set_upright_is_one() -> None:
    assert numbers("新馆开放", *"坚定信心", "昨日，新馆开放。") == [(0, [1]), (0, [2, 3, 4, 5]), (0, [6])]
    assert numbers("新馆开放", *"甲乙丙", "昨日，新馆开放。")[1] == (0, [2])


def test_the_indent_of_a_byline_shows_no_column() -> None:
    text = ("　　本报记者　王小满", "　　昨日，新馆开放。", "区图书馆提醒：", "新馆周一闭馆")
    assert numbers(*text) == [(0, [1]), (0, [2]), (0, [3]), (0, [4])]
