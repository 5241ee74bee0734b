from __future__ import annotations

from pathlib import Path

import pytest

from bench.segment import judged, real
from index.document import Article
from index.segment import segment
from index.segment.blocks import blocks
from index.segment.boundaries import articles
from tests.index.segment.printing import issue, issue_of_lines, printed_lines, set_in_column
from tests.noise import Noise, print_issue
from tests.stories import STORIES

LIBRARY = "昨日，澄江区图书馆的新馆在望潮路开放，首日入馆的读者有1200多名，周末延长到夜间九时。"
LIBRARY_2 = "新馆共有三层，阅览座位320个，儿童区在一层，读者凭市民卡入馆，外借的图书每次不超过十册。"
BRIDGE = "望潮大桥的128根斜拉索已经全部换完，桥面将在下月重新铺装，预计十月底恢复双向通车。"
ORCHARD = "三槐镇的蜜橘熟了，果农天不亮就上山，剪下的果子用竹筐背到路口，收购的货车排到了桥头。"
ORCHARD_2 = "今年的橘子比去年甜，镇里的检测站测出的糖度是十三度，外地的客商尝了就下定金。"


def spans(found: list[Article]) -> list[tuple[int, int]]:
    return [article.lines for article in found]


def column(*texts: str, em: float = 17) -> list[str]:
    """Blocks of print: what has a full stop is set in a column, the rest are rows."""
    return [set_in_column(text, em) if "。" in text else text for text in texts]


@pytest.mark.parametrize("columns", [(14.0, 16.0, 18.0, 24.0), (17.0,), (24.0, 25.0)])
@pytest.mark.parametrize("seed", range(5))
def test_a_page_without_formulas_is_taken_apart(seed: int, columns: tuple[float, ...]) -> None:
    order = [*STORIES[seed:], *STORIES[:seed]]
    noisy = print_issue(order, seed, Noise(moved=0.0, columns=columns, squeezed=seed % 2 == 0))
    found = segment(issue_of_lines(noisy.text.split("\n")))
    assert spans(found) == [(each.first, each.last) for each in noisy.truth]


def test_a_pen_name_under_a_headline_signs_it() -> None:
    found = segment(issue(column("望潮漫笔", "橘子熟了的时候", "南 枝", ORCHARD, "老街的钟", "■ 王小满", LIBRARY_2)))
    assert spans(found) == [(1, 7), (9, 13)]
    assert [(a.kicker, a.title, [author.name for author in a.authors]) for a in found] == [
        ("望潮漫笔", "橘子熟了的时候", ["南枝"]),
        (None, "老街的钟", ["王小满"]),
    ]


def test_a_column_label_behind_a_bullet_is_no_name() -> None:
    (article,) = segment(issue(column("橘子熟了", "■三槐视点", ORCHARD)))
    assert article.authors == ()


@pytest.mark.parametrize(
    "row", ["本版责编：王小满 李 禾", "版式设计：赵一", "数据来源：澄江统计局", "本报邮箱：a@example.com"]
)
def test_an_imprint_belongs_to_no_text_and_ends_nothing(row: str) -> None:
    (article,) = segment(issue(column("新馆昨日开放", LIBRARY, row, LIBRARY_2)))
    assert [article.text[p.start : p.end] for p in article.paragraphs] == [LIBRARY, LIBRARY_2]


def test_a_source_in_brackets_below_a_text_is_no_headline() -> None:
    found = segment(issue(column("橘子熟了", ORCHARD, "（澄江通讯社）", "望潮大桥换索完工", BRIDGE)))
    assert spans(found) == [(1, 5), (7, 9)]
    assert found[0].text == ORCHARD


def test_brackets_that_a_column_broke_are_text() -> None:
    first, *rest = printed_lines(LIBRARY_2 + "（本报记者王小满参与采写）", 17)[::-1]
    lines = ["新馆昨日开放", " ".join(reversed(rest)), first, "望潮大桥换索完工", set_in_column(BRIDGE, 17)]
    assert spans(segment(issue(lines))) == [(1, 5), (7, 9)]


def test_the_upper_row_of_a_headline_may_end_with_a_pause() -> None:
    found = segment(
        issue(
            column(
                "橘子熟了", ORCHARD, "澄江水务有限公司原董事、", "总经理某某接受审查", "本报讯（记者 李禾）" + BRIDGE
            )
        )
    )
    assert spans(found) == [(1, 3), (5, 9)]
    assert found[1].title == "澄江水务有限公司原董事、总经理某某接受审查"


def test_a_headline_that_ends_like_an_office_signs_nothing() -> None:
    found = segment(issue(column("橘子熟了", ORCHARD, "澄江认定首批专精特新中小企业", "日前，" + BRIDGE)))
    assert [article.title for article in found] == ["橘子熟了", "澄江认定首批专精特新中小企业"]


def test_the_office_above_a_headline_is_its_kicker_and_the_one_below_a_notice_signs() -> None:
    notice = "因检修管道，教育局望潮路办公楼十二日停水，来办事的市民请改日再来，澄江区教育局向市民致歉。"
    report = "本报讯（记者 李禾）梧巷街道的工具屋日前开进信义里小区，四十多种工具免费借给居民。"
    found = segment(issue(column("停水通知", notice, "澄江区教育局", "梧巷街道", "工具屋开进小区", report)))
    assert [(a.kicker, a.title) for a in found] == [(None, "停水通知"), ("梧巷街道", "工具屋开进小区")]
    assert [author.name for author in found[0].authors] == ["澄江区教育局"]


def test_two_captions_in_the_gaps_of_their_pictures() -> None:
    rows = column("新馆昨日开放", "本报讯（记者 王小满）" + LIBRARY)
    pictures = ["", "", *column(ORCHARD, "白樾 摄"), "", "", *column(BRIDGE, "赵一 摄")]
    found = segment(issue([*rows, *pictures]))
    assert spans(found) == [(1, 3), (7, 9), (13, 15)]
    assert [article.kind for article in found] == ["news", "caption", "caption"]


@pytest.mark.parametrize(
    "mark", ["▲上接第1版", "（上接第一版）", "（紧接第一版）", "◀上接A01版", "▲上接第1版《橘子熟了》"]
)
def test_a_headline_over_a_mark_of_another_page_opens_a_piece(mark: str) -> None:
    rows = column("望潮大桥换索完工", BRIDGE, LIBRARY_2, "橘子熟了", mark, ORCHARD)
    parts = articles(blocks(issue(rows).pages[0].lines))
    assert [part[0].text for part in parts] == ["望潮大桥换索完工", "橘子熟了"]


def test_section_numbers_that_go_on_keep_a_report_together() -> None:
    rows = ["江岸调研报告", ORCHARD, "一、现状", LIBRARY, "本报告附表", LIBRARY_2, "二、建议", ORCHARD_2]
    (article,) = segment(issue(column(*rows)))
    assert article.title == "江岸调研报告"


def test_section_numbers_that_begin_again_show_another_report() -> None:
    one = ["江岸夜市调研报告", BRIDGE, "一、现状", BRIDGE, "二、建议", BRIDGE]
    other = ["三槐蜜橘产业调研报告", ORCHARD, "一、现状", ORCHARD_2, "二、建议", ORCHARD]
    found = segment(issue(column(*one, *other)))
    assert [article.title for article in found] == ["江岸夜市调研报告", "三槐蜜橘产业调研报告"]


def titles(*rows: str) -> list[tuple[str | None, list[str]]]:
    """What each article is called, and who signs it."""
    return [(each.title, [author.name for author in each.authors]) for each in segment(issue(rows))]


def test_notices_that_follow_each_other_keep_their_signatures() -> None:
    found = titles(
        "公　告",
        "因供水主管网改造，定于8月18日对城东停水。请提前储水。",
        "特此公告",
        "澄江区自来水公司",
        "2031年8月14日",
        "国有建设用地使用权拍卖公告",
        "经批准，本局决定拍卖1幅地块的使用权。",
        "联系人：刘先生 电话：43210000",
        "澄江区自然资源局",
        "8月14日",
        "招聘启事",
        "龙腾机械现招聘车工5名，月薪面议。",
        "讣告",
        "区政协原副主席李老同志因病逝世，享年86岁。",
    )
    assert found == [
        ("公告", ["澄江区自来水公司"]),
        ("国有建设用地使用权拍卖公告", ["澄江区自然资源局"]),
        ("招聘启事", []),
        ("讣告", []),
    ]


def test_who_signs_a_notice_may_be_no_body_where_a_day_stands_below() -> None:
    text = "吴老同志因病逝世，享年86岁。"
    rows = ("讣告", text, "吴老同志亲属", "2031年8月14日", "招聘启事", "龙腾机械现招聘车工5名，月薪面议。")
    assert titles(*rows) == [("讣告", ["吴老同志亲属"]), ("招聘启事", [])]
    assert titles("讣告", text, "渡口见闻", "2031年8月14日", LIBRARY)[1:] == [("渡口见闻", [])]


def test_letters_that_follow_each_other_keep_who_wrote_them() -> None:
    one = ("建议装红绿灯", "编辑同志：", "路口车多，十分危险。", "石桥镇　王小满", "8月15日", "记者调查：9月装好。")
    other = ("感谢好心的哥", "编辑同志：", "包落在车上，师傅送了回来。", "我想对他说，谢谢！", "读者 李禾")
    assert titles(*one, *other, "来信照登", "渡口没有灯。", "三槐镇居民 赵一") == [
        ("建议装红绿灯", ["王小满"]),
        ("感谢好心的哥", ["李禾"]),
        ("来信照登", ["赵一"]),
    ]


def test_a_commentator_named_above_a_title_signs_what_stands_below() -> None:
    report = ("新馆昨日开放", f"本报讯（记者 王小满）{LIBRARY}")
    (_, comment) = segment(issue([*report, "本报评论员", "把好事办好", ORCHARD]))
    assert (comment.title, comment.kind, [author.name for author in comment.authors]) == (
        "把好事办好",
        "opinion",
        ["本报评论员"],
    )
    assert titles(*report, "本报评论员", "渡口恢复通航", f"本报讯（记者 李禾）{ORCHARD}") == [
        ("新馆昨日开放", ["本报评论员", "王小满"]),
        ("渡口恢复通航", ["李禾"]),
    ]


@pytest.mark.parametrize("label", ["旺铺招租", "天气预报", "讀者來函", "社 论"])
def test_some_rows_always_begin_an_article(label: str) -> None:
    found = segment(issue(["寻人启事", "王小满昨日走失。", label, "渡口边，老街旁，一楼。"]))
    assert [each.title for each in found] == ["寻人启事", "".join(label.split())]


def test_a_day_between_the_rows_of_a_headline_is_none_of_them() -> None:
    (article,) = segment(issue(["澄江区图书馆", "2031年8月14日", "新馆昨日开放", LIBRARY]))
    assert (article.kicker, article.title) == ("澄江区图书馆", "新馆昨日开放")


def test_items_that_are_signed_each_have_their_own_author() -> None:
    found = titles(
        "区工会慰问职工",
        "本报讯（记者 张丽）区工会慰问了三百名职工。",
        "简讯",
        "●石桥镇昨日举办筹备会。（王五一）",
        "●区税务局走访企业26家。（通讯员 李六）",
        "●城东街道清理垃圾8吨。",
    )
    assert found == [("区工会慰问职工", ["张丽"]), ("简讯", ["王五一"]), (None, ["李六"]), (None, [])]


def test_a_numbered_title_above_a_formula_begins_an_article_and_a_section_does_not() -> None:
    rows = ["1. 新馆昨日开放", "本报讯（记者 张丽）" + LIBRARY, "2. 大桥换索完工", "本报讯（记者 李禾）" + BRIDGE]
    assert titles(*rows) == [("1. 新馆昨日开放", ["张丽"]), ("2. 大桥换索完工", ["李禾"])]
    assert titles("调研报告", LIBRARY, "一、现状", BRIDGE, "二、建议", ORCHARD) == [("调研报告", [])]


def test_a_name_between_a_text_and_a_gap_signs_the_text() -> None:
    rows = ["新馆昨日开放", "", "　　" + LIBRARY, "张丽", "", "橘子熟了", "", "　　" + ORCHARD, "（李禾 王小满）"]
    found = segment(issue_of_lines(rows))
    assert [(each.title, [author.name for author in each.authors]) for each in found] == [
        ("新馆昨日开放", ["张丽"]),
        ("橘子熟了", ["李禾", "王小满"]),
    ]


def test_captions_behind_arrows_that_are_signed_are_articles() -> None:
    found = segment(issue(["▲" + LIBRARY + " 王小满 摄", "▼" + ORCHARD + " 李禾 摄"]))
    assert [each.text for each in found] == ["▲" + LIBRARY, "▼" + ORCHARD]
    assert [each.kind for each in found] == ["caption", "caption"]


def test_items_without_authors_are_one_article() -> None:
    (article,) = segment(issue(["一句话新闻", "▲图书馆新增藏书5000册。", "▲小学8月31日报到。", "▲公园改造完工。"]))
    assert article.text == "▲图书馆新增藏书5000册。\n▲小学8月31日报到。\n▲公园改造完工。"


@pytest.mark.shared
@pytest.mark.parametrize("day", ["2026-07-14", "2026-07-21"])
def test_the_bodies_of_another_paper(shared: Path, day: str) -> None:
    score = judged(*real(shared / "issues" / "hndaily" / f"hndaily_{day}", ".gt.json"))
    assert score.intact >= 0.9 * score.articles
    assert 2 * score.starts >= 0.97 * (score.articles + score.found)
    assert score.wrong == 0
