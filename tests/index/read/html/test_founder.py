"""E-paper pages: every generation, written by hand, and the real page pages at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.document import Area, Issue, Line
from index.read import File, Unreadable
from index.read.html import is_epaper, is_html, read_epaper
from tests.files import of_text, on_disk
from tests.index.read.html.epaper import (
    CHROME,
    first_article,
    first_page,
    first_tail,
    paragraphs,
    second_article,
    second_page,
    third_article,
    third_page,
)

LIBRARY, EGRETS = "图书馆昨日开馆，接待读者一千二百余人次。", "三只白鹭落在湖心岛，市民带着相机赶来。"


def read(*files: File) -> tuple[list[Issue], list[Unreadable]]:
    found = list(read_epaper(files))
    return [each for each in found if isinstance(each, Issue)], [each for each in found if isinstance(each, Unreadable)]


def only(*files: File) -> Issue:
    issues, refused = read(*files)
    assert not refused
    assert len(issues) == 1
    return issues[0]


def lines(issue: Issue) -> list[Line]:
    return [line for page in issue.pages for line in page.lines]


def said(issue: Issue) -> list[tuple[str | None, str]]:
    return [(line.role, line.text) for line in lines(issue)]


def first_issue() -> list[File]:
    folder = "cjb/html/2023-10/17/"
    return [
        of_text(first_page([("content_12.htm", "白鹭"), ("content_11.htm", "开馆")]), f"{folder}node_1.htm"),
        of_text(
            first_article(
                "区图书馆开馆", paragraphs(LIBRARY, "馆长致辞。"), kicker="惠民工程再添新景", author="记者 林若水"
            ),
            f"{folder}content_11.htm",
        ),
        of_text(
            first_article("湖边的白鹭回来了", paragraphs(EGRETS), photo="图为湖心岛。沈青禾 摄"),
            f"{folder}content_12.htm",
        ),
    ]


def test_the_first_generation_page_by_page() -> None:
    issue = only(*first_issue())
    assert (issue.paper, issue.date, issue.form) == ("澄江报", "2023-10-17", "html")
    assert (issue.key, issue.source) == ("cjb/html/2023-10/17", "cjb/html/2023-10/17/content_12.htm")
    assert [(page.number, page.name) for page in issue.pages] == [("A1", "要闻")]
    assert said(issue) == [
        ("title", "湖边的白鹭回来了"),
        ("body", EGRETS),
        ("body", "图为湖心岛。沈青禾 摄"),
        ("kicker", "惠民工程再添新景"),
        ("title", "区图书馆开馆"),
        ("byline", "记者 林若水"),
        ("body", LIBRARY),
        ("body", "馆长致辞。"),
    ]
    assert [line.article for line in lines(issue)] == [0, 0, 0, 1, 1, 1, 1, 1]


def test_an_article_stands_where_its_polygon_lies_on_the_picture_of_the_page() -> None:
    first, *_, last = lines(only(*first_issue()))
    picture = "cjb/page/1/2023-10-17/A01/thumb.jpg"
    assert first.area == Area(picture, 0, ((0.0, 0.0), (8.0, 0.0), (8.0, 90.0), (0.0, 90.0)))
    assert last.area == Area(picture, 0, ((10.0, 0.0), (18.0, 0.0), (18.0, 90.0), (10.0, 90.0)))


def test_a_line_knows_its_line_of_the_file() -> None:
    files = first_issue()
    printed = {file.given: file.data.decode().split("\n") for file in files}
    for line in lines(only(*files)):
        assert line.text.split()[0] in printed[line.source][line.number - 1]


def test_nothing_of_the_chrome_enters() -> None:
    words = "".join(line.text for line in lines(only(*first_issue())))
    assert not any(chrome in words for chrome in CHROME)


def test_paragraphs_parted_by_line_breaks() -> None:
    body = "　　&nbsp;第一段。<br>\n<BR>　　第二段，本报记者&nbsp;林若水<br/>　　第三段&mdash;&mdash;完。"
    issue = only(of_text(first_article("题", body, tail=first_tail("题")), "content_1.htm"))
    assert said(issue)[1:] == [("body", "第一段。"), ("body", "第二段，本报记者 林若水"), ("body", "第三段——完。")]


def test_nested_tables_captions_and_headings_in_the_text() -> None:
    body = (
        "<table><tr><td><img src=a.jpg></td></tr><tr><td><p class=pictext>湖心岛晨景。</p></td></tr></table>"
        "<p>第一段说湖。</p><p><strong>　　鸟</strong><b>来了</b></p><p>第二段说鸟。</p>"
        "<p><b>（本报记者 林若水）</b></p><p><b>（責任編輯 林若水）</b></p>"
        "<table><tr><td>种类</td><td>只数</td></tr><tr><td>白鹭</td><td>3</td></tr></table>"
    )
    assert said(only(of_text(first_article("题", body, tail=first_tail("题")), "content_1.htm")))[1:] == [
        ("body", "第一段说湖。"),
        ("heading", "鸟来了"),
        ("body", "第二段说鸟。"),
        ("body", "（本报记者 林若水）"),
        ("body", "（責任編輯 林若水）"),
        ("body", "种类 只数"),
        ("body", "白鹭 3"),
        ("body", "湖心岛晨景。"),
    ]


def test_an_article_page_alone_tells_its_own_page_paper_and_day() -> None:
    text = first_article("图书馆开馆", paragraphs(LIBRARY), tail=first_tail("图书馆开馆", author="林若水", page="B03"))
    issue = only(of_text(text, "content_5.htm"))
    assert (issue.paper, issue.date, issue.key) == ("澄江报", "2023-10-17", "content_5.htm")
    assert [(page.number, page.name) for page in issue.pages] == [("B3", "要闻")]
    assert said(issue)[:2] == [("title", "图书馆开馆"), ("byline", "林若水")]


def test_a_page_page_alone_is_no_article() -> None:
    issues, refused = read(first_issue()[0])
    assert issues == []
    assert [(each.source, each.reason) for each in refused] == [
        (
            "cjb/html/2023-10/17/node_1.htm",
            "只有版面目录，没有文章页：缺 2 篇（content_12.htm、content_11.htm），请把文章页一并保存再收录",
        )
    ]


def test_what_is_missing_is_counted_and_the_rest_is_read() -> None:
    issues, refused = read(*first_issue()[:2])
    assert [line.text for line in lines(issues[0])][:2] == ["惠民工程再添新景", "区图书馆开馆"]
    assert [each.reason for each in refused] == ["版面目录列出 2 篇，缺 1 篇的文章页（content_12.htm），请补齐"]


def test_the_second_generation_between_its_comments() -> None:
    issue = only(
        of_text(second_page([("content_2_7.htm", "白鹭")]), "2023-10/17/node_2.htm"),
        of_text(
            second_article(
                "湖边的<br>白鹭回来了", paragraphs(EGRETS), kicker="生态", subtitle="——湖心岛见闻", author="沈青禾"
            ),
            "2023-10/17/content_2_7.htm",
        ),
    )
    assert (issue.paper, issue.date) == ("澄江报", "2023-10-17")
    assert [(page.number, page.name) for page in issue.pages] == [("2", "民生")]
    assert said(issue) == [
        ("kicker", "生态"),
        ("title", "湖边的"),
        ("title", "白鹭回来了"),
        ("subtitle", "——湖心岛见闻"),
        ("byline", "沈青禾"),
        ("body", EGRETS),
    ]
    corners = ((1.0, 2.0), (30.0, 2.0), (30.0, 40.0), (1.0, 40.0))
    assert lines(issue)[0].area == Area("resfile/2023-10-17/02/brief.jpg", 0, corners)


def test_a_headline_that_is_never_closed_does_not_swallow_the_text() -> None:
    text = second_article("湖边的白鹭回来了", paragraphs(EGRETS)).replace("<!--</npm:article-title>-->\n</div>", "")
    rows = said(only(of_text(text.replace("</founder-title>", ""), "content_2_7.htm")))
    assert rows == [("body", EGRETS)]


THIRD = third_article(
    "区图书馆开馆", paragraphs(LIBRARY), kicker="惠民", subtitle="藏书四十万册", author="本报记者　林若水"
)


@pytest.mark.parametrize(
    "article", ["pc/content/202310/17/content_30001.html", "pc/layout/202310/17/content_30001.html"]
)
def test_the_third_generation_in_folders_apart_or_thrown_together(article: str) -> None:
    listed = [("../../../content/202310/17/content_30001.html", "区图书馆开馆")]
    issue = only(of_text(third_page(listed), "pc/layout/202310/17/node_03.html"), of_text(THIRD, article))
    assert (issue.paper, issue.date) == ("澄江报", "2023-10-17")
    assert [(page.number, page.name) for page in issue.pages] == [("3", "综合")]
    assert said(issue) == [
        ("kicker", "惠民"),
        ("title", "区图书馆开馆"),
        ("subtitle", "藏书四十万册"),
        ("byline", "本报记者 林若水"),
        ("body", LIBRARY),
    ]
    area = lines(issue)[0].area
    assert area is not None
    assert (area.picture, area.points[2]) == ("pc/pic/202310/17/p3.jpg", (194.4, 323.55))


def test_the_printed_day_counts_and_not_the_day_of_uploading() -> None:
    issue = only(of_text(THIRD, "content_30001.html"))
    assert (issue.paper, issue.date) == ("澄江报", "2023-10-17")
    assert [(page.number, page.name) for page in issue.pages] == [("3", "综合")]


def test_a_page_saved_under_its_title_is_known_by_its_number() -> None:
    listed = [("../../../content/202310/17/content_30001.html", "区图书馆开馆")]
    issue = only(of_text(third_page(listed), "node_03.html"), of_text(THIRD, "区图书馆开馆-澄江报.html"))
    assert lines(issue)[0].area is not None


def test_a_browser_wrote_down_where_the_page_came_from() -> None:
    saved = "<!-- saved from url=(0071)http://szb.example.cn/cjb/html/2023-10/17/content_12.htm?div=-1 -->\n"
    alone = only(of_text(saved + first_article("白鹭", paragraphs(EGRETS)), "白鹭.html"))
    assert alone.date == "2023-10-17"
    page = first_page([("content_12.htm", "白鹭")])
    beside = only(of_text(page, "node_1.htm"), of_text(saved + first_article("白鹭", paragraphs(EGRETS)), "白鹭.html"))
    assert lines(beside)[0].area is not None


def test_what_word_processors_leave_in_the_text_is_dropped() -> None:
    body = '<?xml:namespace prefix = o ns = "urn:o" />第一段。<o:p></o:p><!--[if gte]>x<![endif]-->'
    body += "<P>第<SPAN lang=EN>2</SPAN>段。</P>"
    issue = only(of_text(first_article("题", body, tail=first_tail("题")), "content_1.htm"))
    assert said(issue)[1:] == [("body", "第一段。"), ("body", "第2段。")]


def test_a_heading_of_the_site_is_not_the_title() -> None:
    text = third_article("区图书馆开馆", paragraphs(LIBRARY)).replace('<div class="nav">', "<h1>澄江报数字报</h1><div>")
    assert said(only(of_text(text, "content_30001.html")))[0] == ("title", "区图书馆开馆")


def test_two_issues_in_one_call() -> None:
    def article(day: str, title: str) -> str:
        return first_article(title, paragraphs(LIBRARY), tail=first_tail(title, day=day))

    issues, refused = read(
        of_text(article("2023-10-18", "今日"), "18/content_3.htm"),
        of_text(first_page([("content_2.htm", "昨日")]), "17/node_1.htm"),
        of_text(article("2023-10-17", "昨日"), "17/content_2.htm"),
        of_text(article("2023-10-18", "又一篇"), "18/content_1.htm"),
    )
    assert refused == []
    assert [(issue.date, issue.key) for issue in issues] == [("2023-10-17", "17"), ("2023-10-18", "18")]
    titles = [[line.text for line in lines(issue) if line.role == "title"] for issue in issues]
    assert titles == [["昨日"], ["又一篇", "今日"]]


def test_two_issues_thrown_into_one_folder_keep_two_keys() -> None:
    issues, _ = read(
        *(
            of_text(first_article("题", paragraphs(LIBRARY), tail=first_tail("题", day=day)), f"all/content_{k}.htm")
            for k, day in enumerate(("2023-10-17", "2023-10-18"))
        )
    )
    assert [issue.key for issue in issues] == ["all/content_0.htm", "all/content_1.htm"]


def test_pages_stand_by_number_those_without_one_last() -> None:
    def article(number: str) -> str:
        return first_article("题", paragraphs(LIBRARY), tail=first_tail("题", page=number)).replace("第A01版：", "")

    pages = [("content_1.htm", "B01"), ("content_2.htm", "10"), ("content_3.htm", "02"), ("content_4.htm", "")]
    issue = only(*(of_text(article(number), name) for name, number in pages))
    assert [page.number for page in issue.pages] == ["2", "10", "B1", None]
    assert [line.article for line in lines(issue) if line.role == "title"] == [0, 1, 2, 3]


def test_rows_that_only_say_picture_are_skipped_and_a_lost_text_is_told() -> None:
    page = first_page([("content_1.htm", "广告"), ("content_2.htm", "开馆"), ("content_3.htm", "图片")])
    issues, refused = read(
        of_text(page, "node_1.htm"),
        of_text(first_article("广告", ""), "content_1.htm"),
        of_text(first_article("开馆", "&nbsp;"), "content_2.htm"),
        of_text(first_article("图片", "", photo="湖心岛晨景。沈青禾 摄"), "content_3.htm"),
    )
    assert [said(issue) for issue in issues] == [[("title", "图片"), ("body", "湖心岛晨景。沈青禾 摄")]]
    assert [(each.source, each.reason) for each in refused] == [("content_2.htm", "文章页只有标题，没有正文：开馆")]


TEXT = "<p>三只白鹭落在湖心岛。</p>"
OLD_PEOPLES_DAILY = f"""<html><body><div class="text_c"><h3>生态</h3><h1>湖边的白鹭回来了</h1><h2>湖心岛见闻</h2>
<h4>沈青禾</h4><div class="lai">《澄江报》（ 2023年10月17日 11 版）</div>
<div class="c_c"><div id="ozoom"><!--enpcontent-->{TEXT}<!--/enpcontent--></div></div></div>
<div style="display:none"><!--enpcontent-->{TEXT}<!--/enpcontent--></div></body></html>"""
FZSYUN = f"""<!DOCTYPE html><html><body><span class="pic-info-summary">第04版：文化</span>
<div class="main-content" id="news_content"><h3>生态</h3><h1>湖边的白鹭回来了</h1><h3>湖心岛见闻</h3>
<cms-content>{TEXT}</cms-content></div></body></html>"""
XINMIN = """<!DOCTYPE html><html><body><span class="dzb-banmian-title">第02版：要闻</span>
<span class="dzb-banmian-date">2023-10-17 星期二</span><div class="dzb-enter-desc-box">
<span class="dzb-special-title-box">生态</span><h2 class="dzb-title-box">湖边的白鹭回来了</h2>
<div class="dzb-sub-title-box">湖心岛见闻</div><div class="dzb-author-box">沈青禾</div>
<p class="dzb-desc-box">沈 青禾<br>三只白鹭落在湖心岛。</p></div></body></html>"""


@pytest.mark.parametrize(
    ("text", "name", "date", "page", "author"),
    [
        (OLD_PEOPLES_DAILY, "nw.D110000chengjiang_20231017_2-11.htm", "2023-10-17", "11", True),
        (
            OLD_PEOPLES_DAILY.replace("《澄江报》", ""),
            "nw.D110000chengjiang_20231017_2-11.htm",
            "2023-10-17",
            "11",
            True,
        ),
        (FZSYUN, "content_7.html", None, "4", False),
        (XINMIN, "2-3.htm", "2023-10-17", "2", True),
    ],
)
def test_kin_of_the_three_generations(text: str, name: str, date: str | None, page: str, author: bool) -> None:
    file = of_text(text, name)
    assert is_epaper(file)
    issue = only(file)
    assert (issue.date, issue.pages[0].number) == (date, page)
    assert said(issue) == [
        ("kicker", "生态"),
        ("title", "湖边的白鹭回来了"),
        ("subtitle", "湖心岛见闻"),
        *([("byline", "沈青禾")] if author else []),
        ("body", "三只白鹭落在湖心岛。"),
    ]


def test_articles_without_a_list_keep_the_order_of_their_names() -> None:
    names = ("nw.D110000chengjiang_20231017_10-01.htm", "nw.D110000chengjiang_20231017_2-01.htm")
    text = OLD_PEOPLES_DAILY.replace(" 11 版", " 01 版")
    issue = only(*(of_text(text, name) for name in names))
    assert [line.source for line in lines(issue) if line.role == "title"] == [names[1], names[0]]


def test_gbk_pages_and_stray_control_characters() -> None:
    text = first_article("区图书馆开馆", paragraphs(LIBRARY + "\x0b"), tail=first_tail("区图书馆开馆"))
    issue = only(of_text(text.encode("gb18030"), "content_1.htm"))
    assert said(issue) == [("title", "区图书馆开馆"), ("body", LIBRARY)]


def test_a_page_without_article_or_list_is_refused() -> None:
    _, refused = read(of_text("<html><!--enpproperty --><body>登录</body></html>", "a.htm"), of_text("", "b.htm"))
    assert {(each.source, each.reason) for each in refused} == {
        ("a.htm", "既没有文章，也没有列出文章的版面目录"),
        ("b.htm", "文件是空的，没有可收录的内容"),
    }


@pytest.mark.parametrize(
    ("data", "html", "epaper"),
    [
        (b"<!DOCTYPE html><p>a", True, False),
        (b"\xef\xbb\xbf\n <!-- <p> --><HTML>", True, False),
        ("\ufeff<html>".encode("utf-16-le"), True, False),
        (b"<div id='ozoom'>", True, True),
        (b"<html><a id=pageLink>", True, True),
        (b"# ozoom <div id=ozoom>", False, False),
        (b"<p>1</p>", False, False),
        (b"%PDF-1.7 <html>", False, False),
        (b"", False, False),
    ],
)
def test_a_web_page_is_known_by_its_bytes(data: bytes, html: bool, epaper: bool) -> None:
    file = of_text(data, "a.txt")
    assert (is_html(file), is_epaper(file)) == (html, epaper)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "missing"),
    [("jjjcb_2017-07-22_p1_excerpt", 2), ("jxrb_2017-10-09_A01_excerpt", 3), ("rmrb_2024-12-25_node_01", 7)],
)
def test_real_page_pages_count_their_articles(shared: Path, name: str, missing: int) -> None:
    file = on_disk(shared / f"issues/epaper_html/{name}.html", f"{name}.html")
    assert is_epaper(file)
    issues, refused = read(file)
    assert issues == []
    assert [f"缺 {missing} 篇" in each.reason for each in refused] == [True]


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "folder", "article", "told", "picture", "corners", "first"),
    [
        (
            "jjjcb_2017-07-22_p1_excerpt",
            "",
            "content_52019.htm",
            ("中国纪检监察报", "2017-07-22", "1", "要闻"),
            "201707221_brief.jpg",
            10,
            (225.0, 403.0),
        ),
        (
            "jxrb_2017-10-09_A01_excerpt",
            "",
            "content_401864.htm",
            ("江西日报", "2017-10-09", "A1", "头版"),
            "58271507497937890.jpg",
            10,
            (94.0, 242.0),
        ),
        (
            "rmrb_2024-12-25_node_01",
            "../../../content/202412/25",
            "content_30048056.html",
            ("人民日报", "2024-12-25", "1", "要闻"),
            "0f88d5f4-cdbd-4b8b-a600-8b44f707a067.jpg.2",
            8,
            (396.32, 224.48),
        ),
    ],
)
def test_an_article_takes_its_place_on_a_real_page(
    shared: Path, name: str, folder: str, article: str, told: tuple[str, ...], picture: str, corners: int, first: object
) -> None:
    page = File(
        Path("/a/b/c/d/e/node_1.html"), "node_1.html", (shared / f"issues/epaper_html/{name}.html").read_bytes()
    )
    plain = "<html><body><h1>题</h1><div id=ozoom><p>正文。</p></div></body></html>".encode()
    beside = File(Path("/a/b/content/202412/25" if folder else "/a/b/c/d/e", article), article, plain)
    issues, refused = read(page, beside)
    (issue,) = issues
    assert (issue.paper, issue.date, issue.pages[0].number, issue.pages[0].name) == told
    assert len(refused) == 1
    area = issue.pages[0].lines[0].area
    assert area is not None
    assert (area.picture.rpartition("/")[2], len(area.points), area.points[0]) == (picture, corners, first)
