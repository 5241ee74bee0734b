"""What an article is: news, a round-up, a caption, a report, a notice, a correction, an opinion or something else."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from index.document import ArticleKind
from index.segment.byline import Byline
from index.segment.headline import Headline
from index.segment.paragraphs import DraftParagraph
from index.text import CJK
from index.text.names import is_commentator

OFFICE = "署名单位"
_LONGEST_CAPTION, _FEW_HEADINGS, _FEWEST_UNITS = 3, 2, 4
_LONGEST_CORRECTION, _LONGEST_OPENING, _SAME_ENDING = 300, 60, 6

_CORRECTION = re.compile(r"(?:本报)?(?:更正|勘误|订正|致歉)(?:启事|声明|说明|与致歉|及致歉)?")
_CORRECTS = re.compile(r"特此(?:更正|勘误|致歉)|谨此(?:更正|致歉)|现(?:予以?)?更正")
_NOTICE = re.compile(r"公告|公示|启事|声明|通知|通告|更正|讣告|遗失")
_OPINION = re.compile(
    rf"[{CJK}]{{0,4}}(?:社论|社评|评论员)(?:文章|观察)?|(?:本报|新华)?(?:时评|短评|快评|锐评|微评|热评)|(?:人民)?论坛"
    r"|评论|言论|观点|今日谈|杂谈|漫评|街谈巷议|一家之言|编者按|编后"
)
_LABELLED = re.compile(r"[【\[〔(（]?([^】\]〕)）|｜丨:：]{2,8})[】\]〕)）|｜丨:：]")
_REPORTER = re.compile(r"记者|通讯员|实习生|特派员")
_DIGEST = re.compile(r".{0,6}(?:简讯|短讯|短波|速递|速览|集锦|简明新闻|综合消息|一周(?:要闻|看点|新闻|回顾))")
_UNIT = re.compile(
    rf"[【■●▲◆\s]*((?:(?![的了在是和与到从对为把将各全我本该])[{CJK}]){{1,12}}?"
    r"(?:街道|社区|镇|乡|村|[局委办院校]|中心|小学|中学|大学|公司|支队|大队|管委会|区|县|市)(?![长民里内政府委员场]))"
)
_SENTENCE = re.compile(r"[。！？!?；;]")


def kind_of(
    parts: Headline,
    bylines: Sequence[Byline],
    paragraphs: Sequence[DraftParagraph],
    *,
    signed_first: bool,
    section: str | None = None,
    otherwise: ArticleKind = "news",
) -> ArticleKind:
    """Tell what an article is by its labels, its bylines and the pattern of its text, the surer sign first.

    ``signed_first``: a byline stands above the text; ``section``: the page's name; ``otherwise``: prose without a sign.
    """
    body = [paragraph for paragraph in paragraphs if paragraph.kind == "p"]
    texts = ["".join(paragraph.raw.split()) for paragraph in body if not paragraph.row]
    roles = [author.role for byline in bylines for author in byline.authors]
    if labelled := _labelled(parts, texts, roles):
        return labelled
    if any(byline.dateline for byline in bylines):
        return "news"
    longest = 1 if parts.title and any("文" in role for role in roles) else _LONGEST_CAPTION
    if roles and all(byline.photo for byline in bylines if byline.authors) and len(paragraphs) <= longest:
        return "caption"
    if _NOTICE.search("".join((parts.title or "").split())) or (roles and set(roles) == {OFFICE}):
        return "notice"
    if section and _OPINION.fullmatch(section):
        return "opinion"
    if body and not any(map(_SENTENCE.search, texts)):
        return "other"
    if parts.signed or signed_first or len(paragraphs) - len(body) > _FEW_HEADINGS:
        return "report"
    return "news" if any(map(_REPORTER.search, roles)) else otherwise


def _labelled(parts: Headline, texts: Sequence[str], roles: Sequence[str]) -> ArticleKind | None:
    """Return the kinds that a dateline does not overrule."""
    if _is_correction(parts, texts):
        return "correction"
    if _is_opinion(parts, roles):
        return "opinion"
    return "round-up" if _is_round_up(parts, texts) else None


def _is_correction(parts: Headline, texts: Sequence[str]) -> bool:
    if parts.title and _CORRECTION.fullmatch("".join(parts.title.split())):
        return True
    body = "".join(texts)
    return len(body) <= _LONGEST_CORRECTION and _CORRECTS.search(body) is not None


def _is_opinion(parts: Headline, roles: Sequence[str]) -> bool:
    """Is it labelled as an opinion, in a row of its own or before the title, or signed by a commentator?"""
    rows = [row for row in (parts.kicker, parts.title, parts.series, parts.signed) if row]
    labels = [label[1] for row in rows if (label := _LABELLED.match(row))]
    plain = ("".join(row.split()).strip("【】[]()（）·■□●") for row in (*rows, *labels))
    return any(map(_OPINION.fullmatch, plain)) or any(map(is_commentator, roles))


def _is_round_up(parts: Headline, texts: Sequence[str]) -> bool:
    """Do its paragraphs tell the same of at least four bodies, or short news under one label?

    They tell the same when their first sentences end alike and begin differently, or begin with a body's name each.
    """
    if len(texts) < _FEWEST_UNITS:
        return False
    rows = (parts.kicker, parts.title, parts.series)
    if any(_DIGEST.fullmatch("".join(row.split())) for row in rows if row):
        return True
    endings: defaultdict[str, set[str]] = defaultdict(set)
    for text in texts:
        opening = re.split("[。！？;；]", text[: _LONGEST_OPENING + 1], maxsplit=1)
        if len(opening) > 1 and len(opening[0]) > 2 * _SAME_ENDING:
            endings[opening[0][-_SAME_ENDING:]].add(opening[0][:2])
    alike = max(map(len, endings.values()), default=0)
    units = {unit[1] for text in texts if (unit := _UNIT.match(text))}
    return (alike >= _FEWEST_UNITS and 2 * alike >= len(texts)) or (
        len(units) >= _FEWEST_UNITS and 3 * len(units) >= 2 * len(texts)
    )
