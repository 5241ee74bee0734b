from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.document import Issue
from index.read.furniture import furniture
from index.read.plain import read_plain
from index.read.source import Unreadable
from tests.files import of_text
from tests.stress import examples


def read_one(text: str, name: str = "库/澄江报.txt") -> Issue:
    (issue,) = read_plain(of_text(text, name))
    return issue


def words(issue: Issue) -> list[str]:
    return [line.text for page in issue.pages for line in page.lines if line.text.strip()]


def test_lines_are_numbered_as_in_the_file() -> None:
    (page,) = read_one("图书馆开放\n\n昨日，新馆开放。\n").pages
    assert [(line.number, line.text) for line in page.lines] == [
        (1, "图书馆开放"),
        (2, ""),
        (3, "昨日，新馆开放。"),
        (4, ""),
    ]
    assert {line.source for line in page.lines} == {"库/澄江报.txt"}
    assert {(line.role, line.article) for line in page.lines} == {(None, None)}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_counts_once(end: str) -> None:
    (page,) = read_one(end.join(["甲", "", "乙"])).pages
    assert [line.text for line in page.lines] == ["甲", "", "乙"]


def test_page_marks_open_pages_and_keep_the_numbering() -> None:
    issue = read_one("第01版：要闻\n甲\n第3版 民生\n乙\nA04版\n丙\n第五版\n丁\n文体 06\n戊\n要闻 07\n己")
    assert [(page.number, page.name) for page in issue.pages] == [
        ("1", "要闻"),
        ("3", "民生"),
        ("A4", None),
        ("5", None),
        ("7", "要闻"),
    ]
    assert [(line.number, line.text) for page in issue.pages[:3] for line in page.lines] == [
        (2, "甲"),
        (4, "乙"),
        (6, "丙"),
    ]


@pytest.mark.parametrize(
    ("mark", "page", "name"),
    [
        ("B01", "B1", None),
        ("P10", "10", None),
        ("09要闻", "9", "要闻"),
        ("10 | 要闻", "10", "要闻"),
        ("A13/要闻", "A13", "要闻"),
        ("A06 健康", "A6", "健康"),
        ("第11-12版", "11-12", None),
        ("版面：14", "14", None),
        ("一版要闻", "1", "要闻"),
        ("头版", "1", None),
        ("第 四 版", "4", None),
        ("Ａ０２ 综合", "A2", "综合"),
        ("A02 综合  澄江报  2031.8.15  编辑/赵一 版式/钱二", "A2", "综合"),
        ("中缝", None, "中缝"),
        ("特01版", None, None),
        ("B1-B4", None, None),
        ("第A版", None, None),
    ],
)
def test_a_mark_opens_its_page_and_one_that_is_not_understood_an_unknown_page(
    mark: str, page: str | None, name: str | None
) -> None:
    issue = read_one(f"第1版 副刊\n\n图书馆开放\n\n甲。\n\n{mark}\n\n渡口开放\n\n乙。")
    assert [(each.number, each.name) for each in issue.pages] == [("1", "副刊"), (page, name)]
    assert words(issue) == ["图书馆开放", "甲。", "渡口开放", "乙。"]


@pytest.mark.parametrize(
    ("mark", "page", "name"),
    [("=== 第2版 要闻 ===", "2", "要闻"), ("----- 第02版 民生 -----", "2", "民生"), ("*** A02 ***", "A2", None)],
)
def test_a_mark_may_stand_between_rules(mark: str, page: str, name: str | None) -> None:
    issue = read_one(f"第1版 副刊\n\n图书馆开放\n\n甲。\n\n{mark}\n\n渡口开放\n\n乙。")
    assert [(each.number, each.name) for each in issue.pages] == [("1", "副刊"), (page, name)]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_table_of_contents_is_in_no_article_and_opens_no_page(gap: str) -> None:
    box = gap.join(["今日导读", "新馆昨日开放 2版", "渡口恢复通航（详见3版）", "蜜橘节…… A04版"])
    issue = read_one(f"第1版\n\n{box}\n\n\n春耕开始\n甲。\n\n第2版\n新馆昨日开放\n乙。")
    assert [(page.number, page.name) for page in issue.pages] == [("1", None), ("2", None)]
    assert words(issue) == ["春耕开始", "甲。", "新馆昨日开放", "乙。"]


def test_a_title_called_like_a_table_of_contents_stays() -> None:
    assert words(read_one("本期看点\n甲，乙。\n渡口 2版")) == ["本期看点", "甲，乙。"]


@pytest.mark.parametrize("folio", ["- 1 -", "—12—", "第 2 页 共 4 页", "第3页"])
def test_the_pages_of_a_printout_are_in_no_article(folio: str) -> None:
    issue = read_one(f"图书馆开放\n甲，\n\n{folio}\n\n乙。\n丙。")
    assert words(issue) == ["图书馆开放", "甲，", "乙。", "丙。"]
    assert [page.number for page in issue.pages] == [None]


def test_a_header_of_page_section_paper_and_date_dates_the_issue() -> None:
    issue = read_one("A02 综合  澄江报  2031.8.15  编辑/赵一 版式/钱二\n图书馆开放\n甲。")
    assert (issue.paper, issue.date, words(issue)) == ("澄江报", "2031-08-15", ["图书馆开放", "甲。"])


@pytest.mark.parametrize(
    "line",
    [
        "2031.8.15   FRI.  农历辛亥年六月廿八  今日4版",
        "２０３１年８月１５日　国内统一连续出版物号：ＣＮ　５０－００９９　总第１２０４期",
    ],
)
def test_a_masthead_is_read_however_wide_it_is_set(line: str) -> None:
    issue = read_one(f"澄江报\n{line}\n\n图书馆开放\n甲。")
    assert (issue.paper, issue.date, words(issue)) == ("澄江报", "2031-08-15", ["图书馆开放", "甲。"])


@pytest.mark.parametrize(
    ("line", "paper", "page", "section"),
    [
        ("澄江周刊 2031年8月15日 第3版 访谈", "澄江周刊", "3", "访谈"),
        ("澄江报 广告 2031年8月15日 星期五 07", "澄江报", "7", "广告"),
        ("澄江時報　A3　本地新聞　2031年8月15日　星期五", "澄江時報", "A3", "本地新聞"),
        ("澄江报 203l年8月l5日 星期五 第 3 版", "澄江报", "3", None),
        ("澄江报数字报-2031年08月15日-第03版：民生", "澄江报", "3", "民生"),
        ("当前位置：首页 > 澄江报 > 2031-08-15 > 第03版", "澄江报", "3", None),
    ],
)
def test_a_header_is_read_as_other_papers_scans_and_sites_have_it(
    line: str, paper: str, page: str, section: str | None
) -> None:
    issue = read_one(f"{line}\n\n图书馆开放\n甲。")
    assert (issue.paper, issue.date, words(issue)) == (paper, "2031-08-15", ["图书馆开放", "甲。"])
    assert (issue.pages[0].number, issue.pages[0].name) == (page, section)


@pytest.mark.parametrize("name", ["澄 江 报", "澄江报\nCHENGJIANG DAILY", "澄江报\n中共澄江区委机关报"])
def test_a_masthead_is_known_by_what_stands_below_a_paper_s_name(name: str) -> None:
    issue = read_one(f"{name}\n2031年8月15日 星期五 第1204期\n\n图书馆开放\n甲。")
    assert (issue.paper, issue.date, words(issue)) == ("澄江报", "2031-08-15", ["图书馆开放", "甲。"])


def test_what_a_site_sets_around_its_articles_is_in_none() -> None:
    above, below = (
        "上一篇    下一篇\n2031年08月15日 星期五\n放大 缩小 默认\n",
        "分享到：微信 微博\n打印 | 关闭\n版权所有：澄江报社",
    )
    issue = read_one("\n".join(f"第0{n}版：要闻\n{above}第{n}篇\n甲。\n{below}" for n in range(1, 4)))
    assert words(issue) == ["第1篇", "甲。", "第2篇", "甲。", "第3篇", "甲。"]
    assert issue.date == "2031-08-15"


def test_what_a_public_account_sets_around_its_articles_is_in_none() -> None:
    text = "点击上方蓝字关注我们\n\n图书馆开放\n甲。\n点“在看”给澄江加油！\n阅读 1203 赞 15 在看 8"
    assert words(read_one(text)) == ["图书馆开放", "甲。"]


def test_a_table_of_codes_has_no_pages() -> None:
    issue = read_one("第1版\n\n摊位表\n\nA01 茶叶\nA02 瓷器\nB1\n竹编")
    assert [page.number for page in issue.pages] == ["1"]
    assert words(issue) == ["摊位表", "A01 茶叶", "A02 瓷器", "B1", "竹编"]


def pages_of(*pages: str) -> str:
    return "\n".join(f"第{number}版\n{text}" for number, text in enumerate(pages, 1))


def test_what_stands_at_the_foot_of_every_page_is_in_no_article() -> None:
    foot = "未经许可不得转用本报图文  - {} -"
    issue = read_one(pages_of(*(f"甲。\n乙{n}。\n{foot.format(n)}" for n in range(1, 4))))
    assert words(issue) == ["甲。", "乙1。", "甲。", "乙2。", "甲。", "乙3。"]


@pytest.mark.parametrize(
    "line",
    [
        "（下转第{}版）这里",
        "本报记者 王小满 李禾 摄",
        "澄江区市场监管局",
        "二〇三一年三月十二日",
        "第{}届渡口运动会举行",
    ],
)
def test_what_signs_or_continues_articles_or_differs_is_theirs_on_every_page(line: str) -> None:
    issue = read_one(pages_of(*(f"甲。\n乙。\n丙。\n丁。\n{line.format(n)}" for n in range(1, 4))))
    assert words(issue) == [text for n in range(1, 4) for text in ("甲。", "乙。", "丙。", "丁。", line.format(n))]


def test_a_column_that_is_printed_once_an_issue_keeps_its_title() -> None:
    column = "每周菜谱请您品尝"
    text = pages_of(*(f"{column if n % 4 == 0 else n}\n甲。" for n in range(12)))
    assert words(read_one(text)).count(column) == 3


@pytest.mark.parametrize(
    "text",
    [
        "第3版的图片有误，特此更正。",
        "本报3版刊登的照片为王小满摄",
        "今日4版图片新闻展示水鸟节",
        "农历二月初二龙抬头",
        "责任编辑招聘启事",
        "图书馆国内统一连续出版物号展",
        "2031年3月12日，水鸟节开幕。",
        "联系电话：023-67890000",
        "2031年3月12日",
        "农历二月十九",
        "第12期",
        "新馆传来捷报",
        "澄江报",
        "www.example.com",
        "编辑：王小满",
        "往期回顾",
        "微信",
        "点击这里可以关注我们的渡口",
        "欢乐周末",
    ],
)
def test_words_of_an_article_stay(text: str) -> None:
    issue = read_one(f"图书馆开放\n甲。\n乙。\n丙。\n丁。\n{text}")
    assert words(issue)[-1] == text
    assert [page.number for page in issue.pages] == [None]


def test_a_masthead_line_gives_date_and_edition() -> None:
    issue = read_one("澄江报\n2031年3月2日 星期日 第1204期\n\n图书馆开放")
    assert (issue.paper, issue.date, issue.edition) == ("澄江报", "2031-03-02", "1204")
    assert [line.number for line in issue.pages[0].lines] == [3, 4]


@pytest.mark.parametrize(
    "masthead",
    [
        "澄江报 2031年3月12日 星期三 总第1204期 第3版 综合新闻",
        "《澄江报》\n中共澄江区委主管主办\n国内统一连续出版物号 CN 50-0001\n2031年3月12日 星期三\n"
        "农历辛亥年二月十九\n总第1204期 今日4版\nhttp://paper.example.cn E-mail:bao@example.cn\n第3版：综合新闻",
        "澄江报|二〇三一年三月十二日|星期三|第1204期\n新闻热线：023-6789 0000\n综合新闻 03",
        "澄江报 总第1204期\n出版日期：2031年3月12日\n版次：3版 综合新闻",
        "澄江报2031年3月12日第1204期第03版:综合新闻",
        "2031-03-12 WEDNESDAY 第 1204 期\n澄江报\n责任编辑 赵一 美编 钱二\n3版 综合新闻",
    ],
)
def test_mastheads_of_many_shapes(masthead: str) -> None:
    issue = read_one(f"{masthead}\n\n图书馆开放\n昨日，新馆开放。")
    assert words(issue) == ["图书馆开放", "昨日，新馆开放。"]
    assert (issue.paper, issue.date, issue.edition) == ("澄江报", "2031-03-12", "1204")
    assert [(page.number, page.name) for page in issue.pages] == [("3", "综合新闻")]


def test_imprints_and_repeated_folios_belong_to_no_article() -> None:
    issue = read_one(
        "澄江报\n2031年3月12日 星期三\n第1版\n甲。\n责编：赵一 美编：钱 二 校对：孙三丰\n电话：023-67890000\n"
        "2031年3月12日 星期三\n第2版\n2031年3月12日\n乙。\n本报地址：澄江区文化路1号 邮编：400000\n零售每份1元"
    )
    assert [[line.text for line in page.lines] for page in issue.pages] == [["甲。"], ["乙。", "零售每份1元"]]


def test_a_footer_below_an_imprint_belongs_to_no_article() -> None:
    issue = read_one(
        "图书馆开放\n甲。\n乙。\n丙。\n责编/赵一 排版/钱二 电话/43210000\n网址：www.example.com\n"
        "投稿邮箱：bao@example.cn　新闻热线：43211111 广告热线：43212222\n"
        "本报地址：澄江区文化路1号 零售价：1.00元\n\n渡口开放\n丁。\n"
        "二审：赵一　三审：钱二"
    )
    assert words(issue) == ["图书馆开放", "甲。", "乙。", "丙。", "渡口开放", "丁。"]


def test_what_closes_a_notice_above_an_imprint_stays() -> None:
    issue = read_one(
        "2031年3月12日\n停水通知\n因检修停水。\n澄江水务\n2031年3月10日\n电话：023-67890000\n"
        "责编：赵一 美编：钱二\n第2版\n甲"
    )
    assert words(issue) == ["停水通知", "因检修停水。", "澄江水务", "2031年3月10日", "电话：023-67890000", "甲"]


def test_a_headline_beside_the_date_is_no_paper() -> None:
    issue = read_one("2031年3月2日\n图书馆传来捷报\n甲")
    assert issue.paper is None
    assert [line.number for line in issue.pages[0].lines] == [2, 3]


def test_a_date_far_down_signs_a_notice() -> None:
    assert read_one("停水通知\n因检修停水。\n请储水。\n澄江水务\n\n2031年3月2日").date is None


def test_two_mastheads_of_two_days_are_two_issues() -> None:
    first, second = read_plain(
        of_text(
            "澄江报\n2031年3月5日 星期三\n第1版\n甲\n2031年3月5日 星期三 第2版\n乙\n"
            "澄江报\n2031年3月12日 星期三\n第1版\n丙\n2031年3月12日\n丁",
            "库/a.txt",
        )
    )
    assert (first.key, first.date, words(first)) == ("库/a.txt", "2031-03-05", ["甲", "乙"])
    assert (second.key, second.date, words(second)) == ("库/a.txt#2", "2031-03-12", ["丙", "2031年3月12日", "丁"])
    assert second.pages[0].lines[0].number == 10


def test_another_day_without_a_masthead_is_no_other_issue() -> None:
    issue = read_one("澄江报\n2031年3月5日 星期三\n甲\n2031年3月12日 星期三 第2版\n乙")
    assert (issue.date, words(issue)) == ("2031-03-05", ["甲", "乙"])


PIECES = (
    "澄江报",
    "2031年3月12日",
    "星期三",
    "第3版",
    "责编：",
    "赵一",
    "总第12期",
    "，",
    "电话",
    "02367890000",
    " ",
    "的",
)
TEXTS = st.lists(st.lists(st.sampled_from(PIECES), max_size=5).map("".join), min_size=1, max_size=12).map("\n".join)


@settings(max_examples=examples(100), deadline=None)
@given(st.one_of(TEXTS, st.text(max_size=80)))
def test_every_line_is_kept_or_is_furniture(text: str) -> None:
    try:
        issues = list(read_plain(of_text(text.encode("utf-8-sig"))))
    except Unreadable:
        return
    kept = {line.number: line.text for issue in issues for page in issue.pages for line in page.lines}
    printed = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate(printed, 1):
        if line.strip():
            assert kept.get(number, line) == line
            assert number in kept or furniture(line) or printed.count(line) > 2


@settings(max_examples=examples(100), deadline=None)
@given(st.binary(max_size=300))
def test_whatever_the_bytes_an_issue_or_a_reason_comes(raw: bytes) -> None:
    try:
        issues = list(read_plain(of_text(raw)))
    except Unreadable:
        return
    assert issues
    assert all(issue.pages for issue in issues)
