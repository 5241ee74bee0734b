from __future__ import annotations

from dataclasses import replace

import pytest

from index.document import ArticleKind, Author, Line, ParagraphKind
from index.segment.block import Piece
from index.segment.byline import Byline
from index.segment.headline import Headline
from index.segment.kind import OFFICE, kind_of
from index.segment.paragraphs import DraftParagraph

REPORT = ("区图书馆新馆开放，读者凭身份证借书。", "新馆有四层，设座位850个。")


def printed(*texts: str, kind: ParagraphKind = "p") -> list[DraftParagraph]:
    """Paragraphs of one line each."""
    lines = enumerate(texts, 1)
    return [DraftParagraph(kind, (Piece(text, Line("a.txt", number, text)),)) for number, text in lines]


def by(role: str, *, photo: bool = False, dateline: str | None = None) -> Byline:
    return Byline(0, 1, (Author("王小满", role),), dateline, photo)


def kind(
    *texts: str,
    title: str | None = "新馆开放",
    bylines: tuple[Byline, ...] = (),
    first: bool = False,
    **rows: str,
) -> ArticleKind:
    return kind_of(Headline(title=title, **rows), bylines, printed(*(texts or REPORT)), signed_first=first)


def test_the_formula_that_opens_a_report_makes_news() -> None:
    assert kind(bylines=(by("记者", dateline="本报讯"),), first=True) == "news"
    assert kind(bylines=(by("记者", dateline="本报讯"),), title="停水通知发布") == "news"


def test_prose_without_a_sign_is_what_the_caller_says() -> None:
    paragraphs = printed(*REPORT)
    assert kind() == "news"
    assert kind_of(Headline(title="新馆开放"), (), paragraphs, signed_first=False, otherwise="other") == "other"
    assert kind_of(Headline(), (by("记者"),), paragraphs, signed_first=False, otherwise="other") == "news"
    assert kind_of(Headline(), (by("作者"),), paragraphs, signed_first=False, otherwise="other") == "other"


def test_a_caption_is_short_and_signed_by_photographers_only() -> None:
    assert kind("图为读者在新馆看书。", title=None, bylines=(by("记者(摄影报道)", photo=True),)) == "caption"
    assert kind(*["读者在新馆看书。"] * 4, bylines=(by("记者(摄影报道)", photo=True),)) == "news"
    assert kind(bylines=(by("记者"), by("摄", photo=True))) == "news"


def test_a_notice_says_so_or_is_signed_by_a_body() -> None:
    assert (kind(title="停水通知"), kind(title="公　告")) == ("notice", "notice")
    assert kind(bylines=(by(OFFICE),)) == "notice"
    assert kind(bylines=(by(OFFICE), by("记者"))) == "news"


def test_a_report_is_signed_at_its_head_or_has_headings() -> None:
    assert kind(first=True, bylines=(by("记者"),)) == "report"
    assert kind(signed="澄江区政协课题组") == "report"
    parts = [*printed(*REPORT), *printed("一、现状", "二、问题", "三、建议", kind="heading")]
    assert kind_of(Headline(title="调研"), (), parts, signed_first=False) == "report"
    assert kind_of(Headline(title="调研"), (), parts[:-1], signed_first=False) == "news"


@pytest.mark.parametrize("title", ["更正", "更 正", "勘误", "致歉声明", "更正启事"])
def test_a_correction_says_so_in_its_title(title: str) -> None:
    assert kind(title=title, bylines=(by(OFFICE),)) == "correction"


def test_a_correction_says_so_in_a_short_text() -> None:
    assert kind("昨日第2版“850个”应为“580个”。特此更正。", title="说明") == "correction"
    assert kind("特此更正。", *["新馆有四层，设阅览座位，读者凭身份证就能借书。"] * 20) == "news"
    assert kind(title="公司更正年度报告") == "notice"


@pytest.mark.parametrize(
    "rows",
    [
        {"kicker": "时评"},
        {"kicker": "人民论坛"},
        {"kicker": "本报评论员"},
        {"series": "今日谈"},
        {"kicker": "【短评】"},
        {"title": "社论：把好事办好"},
        {"title": "【快评】把好事办好"},
        {"title": "锐评丨把好事办好"},
        {"title": "编者按"},
    ],
)
def test_an_opinion_is_labelled(rows: dict[str, str]) -> None:
    assert kind(**rows) == "opinion"  # type: ignore[arg-type]


def test_an_opinion_is_signed_by_a_commentator() -> None:
    assert kind(bylines=(by("特约评论员"),), first=True) == "opinion"


@pytest.mark.parametrize("title", ["区评论家协会成立", "经济论坛开幕", "观点鲜明的辩论赛", "评论区里的热心人"])
def test_words_of_opinion_in_a_title_are_no_label(title: str) -> None:
    assert kind(title=title) == "news"


def test_the_name_of_the_page_makes_an_opinion_of_what_is_nothing_else() -> None:
    paragraphs = printed(*REPORT)

    def on_the_page(title: str, *bylines: Byline) -> ArticleKind:
        return kind_of(Headline(title=title), bylines, paragraphs, signed_first=False, section="评论")

    assert on_the_page("把好事办好", by("作者")) == "opinion"
    assert on_the_page("停水通知") == "notice"
    assert on_the_page("新馆开放", by("记者", dateline="本报讯")) == "news"


def test_a_round_up_tells_the_same_of_four_bodies() -> None:
    units = ["望潮街道", "梧巷街道", "南埠街道", "三槐镇"]
    same = [f"{unit}开展冬季 关爱行动。志愿者走访老人。" for unit in units]
    assert kind("气温走低，各镇街把过冬的事办实。", *same, bylines=(by("记者"),)) == "round-up"
    assert kind("气温走低，各镇街把过冬的事办实。", *same[:3], bylines=(by("记者"),)) == "news"
    assert kind(*same, bylines=(by("记者", dateline="本报讯"),)) == "round-up"
    assert kind(*same, *["老人的家里很暖和。"] * 5) == "news"


def test_a_round_up_begins_each_paragraph_with_another_body() -> None:
    deeds = ["组织志愿者扫雪。", "给老人送去棉被。", "检查取暖器具。", "开设暖心驿站。"]
    units = ["望潮街道", "区应急局", "青麓社区", "三槐镇"]
    told = [unit + deed for unit, deed in zip(units, deeds, strict=True)]
    assert kind(*told) == "round-up"
    assert kind(*(f"望潮街道{deed}" for deed in deeds)) == "news"
    assert kind("新馆开放。", "读者很多。", "座位850个。", *told[:3]) == "news"


def test_the_rows_of_a_table_are_no_round_up() -> None:
    rows = [replace(each, row=True) for each in printed("望潮街道 12", "南埠街道 9", "三槐镇 8", "石桥镇 5")]
    parts = Headline(title="奖牌榜")
    assert kind_of(parts, (by("记者"),), [*printed("奖牌榜如下。"), *rows], signed_first=False) == "news"
    assert kind_of(parts, (), rows, signed_first=False) == "other"


def test_four_short_news_under_one_label_are_a_round_up() -> None:
    texts = ("新馆开放。", "大桥通车。", "菜价平稳。", "球赛闭幕。")
    assert kind(*texts, title="民生 速览") == "round-up"
    assert kind(*texts, title=None, kicker="一周要闻") == "round-up"
    assert kind(*texts[:3], title="民生速览") == "news"


def test_what_has_no_sentence_is_something_else() -> None:
    assert kind("黄瓜 3.20元", "番茄 4.50元", title="本周菜价") == "other"
    assert kind("春风 轻轻走过", "落在水面上", title="湖边", bylines=(by("作者"),), first=True) == "other"
    assert kind("黄瓜 3.20元", title="价格公示") == "notice"


def test_a_headline_alone_is_news() -> None:
    assert kind_of(Headline(title="新馆开放"), (), (), signed_first=False) == "news"
