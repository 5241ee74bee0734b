from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.document import Article, Author, Issue, Line, Page, Range
from index.segment import segment
from index.segment.blocks import blocks
from index.segment.boundaries import articles
from index.segment.draft import page_drafts
from index.segment.seam import seams
from tests.files import read_path
from tests.index.segment.printing import issue, issue_of_lines, printed_lines, set_in_column

PAPERS = Path(__file__).parents[2] / "papers"
SAMPLES = Path(__file__).parents[3] / "samples"

LIBRARY = "昨日，澄江区图书馆的新馆在望潮路开放，首日入馆的读者有1200多名，周末延长到夜间九时。"
LIBRARY_2 = "新馆共有三层，阅览座位320个，儿童区在一层，读者凭市民卡入馆，外借的图书每次不超过十册。"
BRIDGE = "望潮大桥的128根斜拉索已经全部换完，桥面将在下月重新铺装，预计十月底恢复双向通车。"
PHOTO = "昨日，学生在芦汀湿地记录越冬的水鸟，这里今年来了九十多只小天鹅，比去年同期多了三成。"


def texts(article: Article) -> list[str]:
    return [article.text[p.start : p.end] for p in article.paragraphs]


def test_kicker_title_lead_and_paragraphs() -> None:
    (article,) = segment(
        issue(
            [
                "区图书馆",
                "新馆开放首日迎客1200名",
                set_in_column("本报讯（记者 王小满 通讯员 李禾）" + LIBRARY, 17),
                set_in_column(LIBRARY_2, 17),
            ]
        )
    )
    assert (article.kicker, article.title, article.subtitle) == ("区图书馆", "新馆开放首日迎客1200名", None)
    assert article.authors == (Author("王小满", "记者"), Author("李禾", "通讯员"))
    assert article.dateline == "本报讯"
    assert texts(article) == [LIBRARY, LIBRARY_2]
    assert article.text == LIBRARY + "\n" + LIBRARY_2
    assert [p.lines for p in article.paragraphs] == [(5,), (7,)]
    assert (article.lines, article.kind, article.truncated, article.edits) == ((1, 7), "news", False, ())


def test_articles_begin_at_their_headlines() -> None:
    found = segment(
        issue(
            [
                "新馆昨日开放",
                set_in_column("本报讯（记者 王小满）" + LIBRARY, 17),
                "望潮大桥换索完工",
                set_in_column("本报讯（记者 李禾）" + BRIDGE, 25),
            ]
        )
    )
    assert [(article.title, article.lines) for article in found] == [
        ("新馆昨日开放", (1, 3)),
        ("望潮大桥换索完工", (5, 7)),
    ]
    assert [article.id for article in found] == ["澄江报:1", "澄江报:2"]


def test_a_report_without_a_headline_is_an_article() -> None:
    found = segment(issue(["新馆昨日开放", "本报讯 " + LIBRARY, "本报讯 " + BRIDGE]))
    assert [(article.title, article.text) for article in found] == [("新馆昨日开放", LIBRARY), (None, BRIDGE)]


def test_a_caption_in_the_gap_of_its_picture_is_an_article() -> None:
    found = segment(
        issue(
            [
                "新馆昨日开放",
                set_in_column("本报讯（记者 王小满）" + LIBRARY, 17),
                "",
                "",
                set_in_column(PHOTO, 25),
                "记者 李禾 摄影报道",
                "望潮大桥换索完工",
                set_in_column("本报讯（记者 李禾）" + BRIDGE, 17),
            ]
        )
    )
    assert [article.lines for article in found] == [(1, 3), (7, 9), (11, 13)]
    caption = found[1]
    assert (caption.kind, caption.title, caption.text) == ("caption", None, PHOTO)
    assert caption.authors == (Author("李禾", "记者(摄影报道)"),)
    assert caption.headline == "〔图片说明〕昨日，学生在芦汀湿地记录越冬的水鸟，这里今年来了九十多只…"


def test_an_article_goes_on_after_a_caption_in_its_midst() -> None:
    found = segment(
        issue(
            [
                "新馆昨日开放",
                set_in_column("本报讯（记者 王小满）" + LIBRARY, 17),
                "图为" + PHOTO,
                "李禾 摄",
                set_in_column(LIBRARY_2, 17),
            ]
        )
    )
    assert [article.text for article in found] == [LIBRARY + "\n" + LIBRARY_2, "图为" + PHOTO]
    assert found[0].ranges == (Range("澄江报.txt", 1, 3), Range("澄江报.txt", 9, 9))


def test_a_round_up_of_equal_openings_is_one_article() -> None:
    streets = ["望潮街道", "南埠街道", "青麓街道", "砚台街道", "梧巷街道"]
    items = [
        f"{street}开展防汛演练。街道组织党员和志愿者转移低洼处居民，清点沙袋和抽水泵，逐户留下联系电话。"
        for street in streets
    ]
    (article,) = segment(
        issue(
            [
                "汛期我在岗 闻汛而动",
                "我区各街道开展防汛演练",
                *(set_in_column(item, 16) for item in items[:-1]),
                set_in_column(items[-1], 16) + " (本报记者)",
            ]
        )
    )
    assert texts(article) == items
    assert article.authors == (Author("本报记者", "记者"),)


def test_a_paragraph_broken_at_the_foot_of_a_column_is_one_again() -> None:
    lines = printed_lines(LIBRARY, 16)
    (article,) = segment(
        issue(["新馆昨日开放", " ".join(lines[:2]), " ".join(lines[2:]), set_in_column(LIBRARY_2, 16)])
    )
    assert texts(article) == [LIBRARY, LIBRARY_2]
    assert article.paragraphs[0].lines == (3, 5)
    assert not article.truncated


def test_text_that_breaks_off_is_marked_and_not_completed() -> None:
    broken = " ".join(printed_lines(LIBRARY, 16)[:2])
    (article,) = segment(issue(["新馆昨日开放", broken, set_in_column(LIBRARY_2, 16)]))
    assert article.truncated
    assert texts(article) == [broken.replace(" ", ""), LIBRARY_2]


def test_numbered_headings_split_over_rows_or_glued_to_the_text_before() -> None:
    (article,) = segment(
        issue(
            [
                "关于江岸夜市的调研报告",
                "民盟澄江区委会",
                set_in_column(LIBRARY, 16),
                "一、江岸夜市的现状和市民",
                "的期待",
                set_in_column(LIBRARY_2, 16) + " （二）散场以后的交通",
                set_in_column(BRIDGE, 16),
            ]
        )
    )
    assert [(p.kind, p.lines) for p in article.paragraphs] == [
        ("p", (5,)),
        ("heading", (7, 9)),
        ("p", (11,)),
        ("heading", (11,)),
        ("p", (13,)),
    ]
    assert texts(article)[1] == "一、江岸夜市的现状和市民的期待"
    assert texts(article)[3] == "（二）散场以后的交通"
    assert article.authors == (Author("民盟澄江区委会", "署名单位"),)
    assert article.kind == "report"


def test_subheadings_do_not_cut_a_feature() -> None:
    (article,) = segment(
        issue(
            [
                "江边的旧书摊",
                "□ 王小满",
                set_in_column("旧书摊在望潮路的尽头，摊主姓白，守着江边的旧书摊已经二十年，旧书按斤称，也按本换。", 16),
                set_in_column("来旧书摊的多是熟客，有人每周来换一次旧书，摊主从不还价，只问这本旧书读完了没有。", 16),
                set_in_column("摊主说，旧书摊不赚钱，但旧书有人读，摊子就摆下去，江边的风大，他给旧书盖上油布。", 16),
                "书比人先老",
                set_in_column("白摊主的旧书里夹着车票和信，他都原样留着，说旧书的主人也许哪天会回到旧书摊来取。", 16),
            ]
        )
    )
    assert article.title == "江边的旧书摊"
    assert article.authors == (Author("王小满", "作者"),)
    assert [p.kind for p in article.paragraphs] == ["p", "p", "p", "heading", "p"]


def test_the_label_of_a_series_below_an_article_belongs_to_it() -> None:
    (article,) = segment(issue(["江岸夜市调查", set_in_column(LIBRARY, 16), "澄江区2031年调研成果③"]))
    assert (article.title, article.series, article.lines) == ("江岸夜市调查", "澄江区2031年调研成果③", (1, 5))


@pytest.mark.parametrize("day", ["2031年3月2日", "二〇三一年三月二日"])
def test_a_notice_ends_with_who_signs_it_and_when(day: str) -> None:
    found = segment(
        issue(
            [
                "停水通知",
                set_in_column(
                    "因供水管道检修，望潮路沿线定于十二日夜间停水八小时，请居民提前储水，不便之处敬请谅解。", 25
                ),
                "澄江水务有限公司",
                day,
                "新馆昨日开放",
                set_in_column("本报讯（记者 王小满）" + LIBRARY, 25),
            ]
        )
    )
    assert [(article.kicker, article.title, article.lines, article.kind) for article in found] == [
        (None, "停水通知", (1, 7), "notice"),
        (None, "新馆昨日开放", (9, 11), "news"),
    ]
    assert found[0].authors == (Author("澄江水务有限公司", "署名单位"),)


def test_a_jump_line_opens_the_rest_of_an_article() -> None:
    found = segment(
        issue(["新馆昨日开放", set_in_column(LIBRARY, 16), "望潮大桥换索完工", "◀上接第1版", set_in_column(BRIDGE, 16)])
    )
    assert [(article.title, article.text) for article in found] == [
        ("新馆昨日开放", LIBRARY),
        ("望潮大桥换索完工", BRIDGE),
    ]


def test_repairs_are_listed_where_they_stand() -> None:
    printed = printed_lines("流程是“选购图书一上架借阅一归还消毒”，由馆员和志愿者轮流负责，每周三上午集中办理。", 16)
    (article,) = segment(issue(["新馆昨日开放", " ".join(printed), "-是延长开放时间到夜间九时。二是增加座位。"]))
    assert [(e.kind, e.before, e.after, e.lines) for e in article.edits] == [
        ("dash", "选购图书一上架借阅一归还消毒", "选购图书—上架借阅—归还消毒", (3,)),
        ("numeral", "-是", "一是", (5,)),
    ]
    assert [article.text[e.start : e.end] for e in article.edits] == ["选购图书—上架借阅—归还消毒", "一是"]


def test_a_moved_line_is_listed_at_both_places() -> None:
    first = printed_lines("澄江的夜市从三月开到十月，摊位沿江排开，以小吃和手作为主，经营者多是附近的居民。", 14)
    second = printed_lines("受访市民最关心两件事：一是“散场后怎么回家”，二是江边的灯光够不够亮，三是垃圾由谁来收。", 14)
    head = second.pop(0)
    third = "调查组走访了六十个摊位，发放问卷三百份，受访市民多住在附近，他们最关心夜市的灯光和垃圾。"
    shuffled = [" ".join([*first[:2], head, *first[2:]]), " ".join(second), set_in_column(third, 14)]
    (article,) = segment(issue(["夜市调查", *shuffled]))
    assert texts(article) == ["".join(first), head + "".join(second), third]
    removed, moved = article.edits
    assert (removed.kind, removed.before, removed.after, removed.lines) == ("removed", head, "", (3,))
    assert (moved.kind, moved.lines) == ("moved", (3, 5))
    assert article.text[: removed.start] == "".join(first[:2])
    assert article.text[moved.start : moved.end] == head
    assert article.paragraphs[1].lines == (3, 5)


def test_a_line_comes_home_from_another_article() -> None:
    """Twelve em among lines of sixteen, between two that belong together, and it speaks of the night market."""
    market = "澄江的夜市从三月开到十月，摊位沿江排开，以小吃和手作为主，经营者多是附近的居民。"
    asked = "受访市民最关心夜市的两件事：一是“散场后怎么回家”，二是夜市的灯光够不够亮，三是垃圾由谁来收。"
    bridge = "望潮大桥的斜拉索昨日换完最后一根，交警部门说，封闭的两条车道今晨恢复通行，货车仍须绕行砚台隧道。"
    home, host = printed_lines(asked, 14), printed_lines(bridge, 16)
    host.insert(2, home.pop(0))
    rows = ["夜市调查", set_in_column(market, 14), " ".join(home), "大桥恢复通行", " ".join(host)]
    night, traffic = segment(issue(rows))
    assert (texts(night), texts(traffic)) == ([market, asked], [bridge])
    (moved,), (removed,) = night.edits, traffic.edits
    assert (moved.kind, moved.before, moved.lines) == ("moved", "受访市民最关心夜市的两件", (9, 5))
    assert (removed.kind, removed.before, removed.lines) == ("removed", moved.before, (9,))


def test_a_moved_line_that_is_all_byline_is_listed_without_words() -> None:
    """The names go to the authors; that they stood elsewhere is still told."""
    head = "本报讯（实习记者王小满）"
    market = "澄江的夜市从三月开到十月，摊位沿江排开，以小吃和手作为主，经营者多是附近的居民。"
    bus = "公交公司总经理邵一苇说，夜班车从下月起延长到零点，每二十分钟一班，沿江设六个站，票价不变。"
    host = printed_lines(bus, 14)
    host.insert(2, head)
    opened = printed_lines(head + market, 14)
    assert opened.pop(0) == head
    (article,) = segment(issue(["夜市调查", " ".join(opened), " ".join(host)]))
    assert texts(article) == [market, bus]
    assert [author.name for author in article.authors] == ["王小满"]
    moved, removed = article.edits
    assert (moved.kind, moved.before, moved.after, moved.lines) == ("moved", head, "", (5, 3))
    assert (moved.start, moved.end) == (0, 0)
    assert (removed.kind, removed.before, removed.lines) == ("removed", head, (5,))


def test_wrapped_lines_without_blank_lines_between_them() -> None:
    lines = ["新馆昨日开放", *(("　　" if n == 0 else "") + line for n, line in enumerate(printed_lines(LIBRARY, 17)))]
    (article,) = segment(issue_of_lines(lines))
    assert (article.title, article.text) == ("新馆昨日开放", LIBRARY)
    assert article.paragraphs[0].lines == tuple(range(2, len(lines) + 1))


def test_a_byline_broken_over_printed_lines_is_read_whole() -> None:
    text = "昨日,澄江区的三天夜查行动开始,查的是楼道和充电的车棚,夜里十点收队。"
    lines = printed_lines(f"体记者王小满){text}", 14, indent=False)
    (article,) = segment(issue_of_lines(["三天夜查今晚开始", "本报望潮7月20日讯", "(澄江日报全媒", *lines]))
    assert (article.title, article.dateline) == ("三天夜查今晚开始", "本报望潮7月20日讯")
    assert article.authors == (Author("王小满", "记者"),)
    assert article.text == text


def test_full_width_and_traditional_print() -> None:
    (article,) = segment(
        issue(["新館昨日開放", "本報訊（記者陳大文）昨日，澄江區圖書館的新館開放，首日入館的讀者有一千二百多名。"])
    )
    assert article.authors == (Author("陳大文", "記者"),)
    assert article.text.startswith("昨日，澄江區圖書館")


def test_the_record_of_an_article_and_where_it_stands() -> None:
    lines = (
        Line("a.jsonl", 4, "新馆开放", "title", 0),
        Line("a.jsonl", 4, "记者 王小满", "byline", 0),
        Line("a.jsonl", 4, "本报讯 昨日，新馆开放。", "body", 0),
        Line("a.jsonl", 4, "望潮大桥换索完工", "body", 0),
    )
    (article,) = segment(
        Issue("a.jsonl#7", "a.jsonl", (Page("3", "要闻", lines),), "澄江报", "2031-03-02", form="record")
    )
    assert (article.title, article.kind, article.dateline, article.form) == ("新馆开放", "news", "本报讯", "record")
    assert texts(article) == ["昨日，新馆开放。", "望潮大桥换索完工"]
    assert article.authors == (Author("王小满", "记者"),)
    assert (article.paper, article.date, article.page, article.section) == ("澄江报", "2031-03-02", "3", "要闻")
    assert (article.id, article.ranges) == ("a.jsonl#7:1", (Range("a.jsonl", 4, 4),))


def test_pages_of_different_forms_in_one_issue() -> None:
    printed = Page(
        "1", None, (Line("1.txt", 1, "新馆昨日开放"), Line("1.txt", 2, ""), Line("1.txt", 3, "本报讯 " + LIBRARY))
    )
    stated = Page("2", None, (Line("2.html", 1, BRIDGE, None, 0), Line("2.html", 2, "换索完工", "title", 0)))
    found = segment(Issue("澄江报", "澄江报", (printed, stated)))
    assert [(article.title, article.text, article.page) for article in found] == [
        ("新馆昨日开放", LIBRARY, "1"),
        ("换索完工", BRIDGE, "2"),
    ]


def test_a_headline_without_text_is_kept_and_nothing_gives_nothing() -> None:
    (article,) = segment(issue(["新馆昨日开放"]))
    assert (article.title, article.text, article.paragraphs) == ("新馆昨日开放", "", ())
    assert segment(issue([])) == []
    assert segment(issue([""])) == []


def test_a_list_of_names_has_a_title_and_text() -> None:
    names = ["王小满 李禾", "先进集体", "城东小学", "石桥镇中心小学", "白鹤小学", "南埠小学", "青麓小学"]
    (article,) = segment(issue(["区教育工作会议表彰名单", "优秀教师", *names]))
    assert (article.title, texts(article)) == ("区教育工作会议表彰名单", ["优秀教师", *names])


SENTENCE = st.text(alphabet="澄江区图书馆新开放读者座位夜间水鸟大桥，、“”1２A", min_size=3, max_size=60).map(
    lambda text: text + "。"
)
BLOCK = st.one_of(
    st.text(alphabet="澄江区图书馆新开放读者水鸟大桥 ", min_size=2, max_size=14).filter(str.strip),
    st.tuples(SENTENCE, st.sampled_from([14.0, 17.0, 25.0])).map(lambda pair: set_in_column(*pair)),
    st.tuples(SENTENCE, st.integers(1, 3)).map(lambda pair: " ".join(printed_lines(pair[0], 14.0)[: pair[1]])),
    SENTENCE.map(lambda text: "本报讯（记者 王小满）" + text),
    st.sampled_from(
        [
            "",
            "记者 王小满 摄",
            "□ 李禾",
            "◀上接第1版",
            "（本报记者）",
            "调研成果③",
            "2031年3月2日",
            "一、现状",
            "澄江水务公司",
        ]
    ),
)


@given(st.lists(BLOCK, max_size=14))
@settings(max_examples=150, deadline=None)
def test_no_character_is_lost_or_invented(parts: list[str]) -> None:
    printed = issue(parts).pages[0].lines
    known = seams("".join(parts))
    got: Counter[str] = Counter()
    for found in page_drafts(articles(blocks(printed)), known):
        kept = [*(row.text for row in found.rows), *found.bylines, *(paragraph.raw for paragraph in found.paragraphs)]
        got.update("".join("".join(kept).split()))
    assert got == Counter("".join("".join(parts).split()))


@given(st.text(alphabet='澄江\n \u3000。，“”"（）()记者本报讯电摄王小满图为一二三、①：-—是3月日版aB!?', max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_text_gives_articles_whose_positions_hold(text: str) -> None:
    paper = issue_of_lines(text.split("\n"))
    for article in segment(paper):
        assert article.text == "\n".join(texts(article))
        assert all(p.start < p.end and p.lines for p in article.paragraphs)
        assert all(article.text[e.start : e.end] == e.after for e in article.edits)
        assert 1 <= article.lines[0] <= article.lines[1] <= len(paper.pages[0].lines)


@given(st.text(max_size=200))
def test_segmentation_never_raises(text: str) -> None:
    segment(issue_of_lines(text.split("\n")))


def squeezed(*parts: str | None) -> str:
    return "".join("".join(part.split()) for part in parts if part)


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_the_sample_issues(path: Path) -> None:
    truth = json.loads((PAPERS / "samples_truth.json").read_text(encoding="utf-8"))[path.name]
    (paper,) = read_path(path, path.name)
    assert isinstance(paper, Issue)
    found = segment(paper)
    assert [article.lines for article in found] == [(each["first_line"], each["last_line"]) for each in truth]
    for article, each in zip(found, truth, strict=True):
        assert (article.page, article.section) == (each["page"], each["section"])
        assert squeezed(article.kicker, article.title) == squeezed(each["kicker"], each["title"])
        assert (article.subtitle, article.series) == (each["subtitle"], each["series"])
        assert article.truncated == each["truncated"]
        assert [squeezed(e.before) for e in article.edits if e.kind == "moved"] == [
            squeezed(m["text"]) for m in each["moved"]
        ]
        assert [author.name for author in article.authors] == [author["name"] for author in each["authors"]]


def test_the_samples_are_dated_by_their_file_names_but_for_one() -> None:
    issues = {path.stem: next(iter(read_path(path, path.name))) for path in SAMPLES.glob("*.txt")}
    dates = {name: issue.date for name, issue in issues.items() if isinstance(issue, Issue)}
    assert len(dates) == 7
    assert [name for name, date in dates.items() if date is None] == ["澄江报_合订本补页"]
    assert dates["澄江报_2031-06-18"] == "2031-06-18"
    assert {issue.paper for issue in issues.values() if isinstance(issue, Issue)} == {None}


def test_an_issue_without_printed_lines() -> None:
    (paper,) = read_path(PAPERS / "full_width.txt", "full_width.txt")
    assert isinstance(paper, Issue)
    assert (paper.paper, paper.date, paper.edition) == ("澄江晚报", "2031-04-08", "2077")
    found = segment(paper)
    assert [(a.page, a.lines, a.kicker, a.title, a.kind) for a in found] == [
        ("1", (6, 18), None, "渡口巷的老码头变身江边客厅", "report"),
        ("1", (20, 26), "区图书馆", "给等船的人开一间阅览室", "news"),
        ("2", (30, 36), None, "江边", "report"),
        ("2", (38, 42), None, "更正", "correction"),
    ]
    assert [author.name for a in found for author in a.authors] == [
        "王小满",
        "李禾",
        "赵一",
        "周闻",
        "南枝",
        "本报编辑部",
    ]
    assert [p.kind for p in found[0].paragraphs] == ["p", "p", "heading", "p", "p"]
    assert found[1].text.endswith("关门，周一闭馆。")


@pytest.fixture(scope="module")
def real(shared: Path) -> tuple[list[Article], list[dict[str, Any]]]:
    folder = shared / "issues" / "jiangbei"
    (path,) = folder.glob("*.txt")
    (paper,) = read_path(path, path.name)
    assert isinstance(paper, Issue)
    truth = json.loads(path.with_suffix("").with_suffix(".articles.json").read_text(encoding="utf-8"))
    return segment(paper), truth["articles"]


@pytest.mark.shared
def test_the_real_issue_field_by_field(real: tuple[list[Article], list[dict[str, Any]]]) -> None:
    found, truth = real
    assert [article.lines for article in found] == [(each["first_line"], each["last_line"]) for each in truth]
    for article, each in zip(found, truth, strict=True):
        body = [(p["text"], tuple(p["lines"]), "p" if p["type"] == "p" else "heading") for p in each["body"]]
        assert [
            (squeezed(text), p.lines, p.kind) for text, p in zip(texts(article), article.paragraphs, strict=True)
        ] == body
        assert [author.name for author in article.authors] == [author["name"] for author in each["authors"]]
        assert all(a.role in b["role"] for a, b in zip(article.authors, each["authors"], strict=True))
        assert article.truncated == bool(each["truncations"])
        moved = [e for e in article.edits if e.kind == "moved"]
        assert [(e.before, e.lines) for e in moved] == [
            (m["text"], (m["from_line"], m["to_before_line"])) for m in each["moved"]
        ]
        fixes = sorted(f["to"] for f in each["char_fixes"])
        assert all(any(e.after in fix for e in article.edits) for fix in fixes)
        assert sum(e.kind in ("dash", "numeral") for e in article.edits) == len(fixes)


@pytest.mark.shared
def test_the_real_issue_has_its_headlines(real: tuple[list[Article], list[dict[str, Any]]]) -> None:
    roles = {"main": "title", "kicker": "kicker", "sub": "subtitle", "series": "series"}
    for article, each in zip(*real, strict=True):
        printed = {roles[row["role"]]: row["text"] for row in each["title_lines"]}
        named = {role: text for role in roles.values() if (text := getattr(article, role))}
        if len(printed) < 3:
            assert named == printed
        else:  # three rows: which of the last two is the main one cannot be proved
            assert set(named.values()) == set(printed.values())
    assert [article.kind for article in real[0]] == ["news", "news", "news", "caption", "news", "round-up", "report"]


@pytest.mark.shared
@pytest.mark.parametrize(("day", "least"), [("2026-07-14", 0.97), ("2026-07-21", 0.97)])
def test_the_starts_of_another_paper(shared: Path, day: str, least: float) -> None:
    path = shared / "issues" / "hndaily" / f"hndaily_{day}.txt"
    (paper,) = read_path(path, path.name)
    assert isinstance(paper, Issue)
    truth = json.loads(path.with_suffix(".gt.json").read_text(encoding="utf-8"))["articles"]
    starts, wanted = {article.lines[0] for article in segment(paper)}, {each["first_line"] for each in truth}
    assert 2 * len(starts & wanted) / (len(starts) + len(wanted)) >= least
