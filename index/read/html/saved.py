"""Any other saved web page, 公众号 articles among them → an Issue of one article."""

from __future__ import annotations

import copy
import logging
import re
from collections.abc import Sequence
from pathlib import PurePath

from index.document import Issue, Line, Page
from index.messages import say
from index.read.html.markup import BLOCKS, Block, Element, Markup, blocks, find, parse, tidy
from index.read.html.rows import Row, paragraphs
from index.read.html.stamp import fields, published, wechat_day
from index.read.source import File, Unreadable

_CUTS = BLOCKS | frozenset(["head", "list", "item", "quote", "row", "lb", "code"])
_SENTENCE = re.compile(r"[。！？；…]|[.!?](?:\s|$)")
_ENOUGH = 50
"""Characters in paragraphs with sentences below which a page is no article, but a form, a shell or a list."""

_SURE = 15
"""Characters from which a block that is found in the page is surely the one meant, and no menu entry."""
_RECOVERED = 0.9


def read_saved(file: File) -> Issue:
    """Read the one article of a saved web page; raises Unreadable for a page without one.

    Headline and text are those of trafilatura, on 公众号 pages those of the page's own places. The date is only what
    a field made for it tells.
    """
    markup = parse(file)
    wechat = find(markup, "#js_content")
    rows = _wechat_rows(markup, wechat[0]) if wechat else _extracted(markup, file.given)
    if not _is_article(rows, short=bool(wechat)):
        raise Unreadable(
            file.given,
            say("网页里没有文章正文（可能是登录页、列表页，或正文由脚本载入），请打开文章后另存为完整网页"),
        )
    lines = [
        Line(file.given, row.line if markup.numbered else k, row.text, row.role, 0) for k, row in enumerate(rows, 1)
    ]
    return Issue(
        key=PurePath(file.given).as_posix(),
        source=file.given,
        pages=(Page(None, None, tuple(lines)),),
        paper=_first(markup, "#js_name") if wechat else fields(markup).get("og:site_name"),
        date=wechat_day(markup) if wechat else published(markup),
        form="html",
    )


def _is_article(rows: Sequence[Row], *, short: bool) -> bool:
    """Are there sentences, enough of them, and no more of anything else? A 公众号 article may be short."""
    body = [row.text for row in rows if row.role in ("body", "heading")]
    written = sum(len(text) for text in body if _SENTENCE.search(text))
    return bool(body) if short else written >= max(_ENOUGH, sum(map(len, body)) / 2)


def _wechat_rows(markup: Markup, text: Element) -> list[Row]:
    meta = fields(markup)
    title = _first(markup, "#activity-name") or meta.get("og:title")
    author = _first(markup, "#js_author_name") or meta.get("author")
    heads = [Row("title", title, 1)] if title else []
    heads += [Row("byline", author, 1)] if author else []
    return [*heads, *paragraphs(list(blocks(text)))]


def _first(markup: Markup, selector: str) -> str | None:
    words = (" ".join(block.text for block in blocks(element)) for element in find(markup, selector))
    return next((text for text in words if text), None)


def _extracted(markup: Markup, given: str) -> list[Row]:
    import trafilatura
    from trafilatura.settings import DEFAULT_CONFIG

    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    config = copy.deepcopy(DEFAULT_CONFIG)
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(_ENOUGH))
    try:
        # A tree, never a string: a string that begins like an address would be fetched.
        found = trafilatura.bare_extraction(markup.root, include_comments=False, favor_precision=True, config=config)
        told = trafilatura.extract_metadata(markup.root, extensive=False)
    except Exception as error:  # noqa: BLE001 - the library declares no errors; whatever it is, the page is refused
        reason = say("网页无法解析（{error}），请重新保存", error=type(error).__name__)
        raise Unreadable(given, reason) from None
    if found is None or isinstance(found, dict):
        return []
    title, author = tidy(told.title or ""), fields(markup).get("author") or tidy(told.author or "")
    heads = ([Row("title", title, 1)] if title else []) + ([Row("byline", author, 1)] if author else [])
    text = _as_printed(markup, list(blocks(found.body, cuts=_CUTS, skip=frozenset())))
    return [*heads, *paragraphs([block for block in text if block.text != title])]


def _as_printed(markup: Markup, extracted: list[Block]) -> list[Block]:
    """Find the extracted blocks in the page itself, with their lines, and the headings between them that were lost."""
    wanted = {"".join(block.text.split()) for block in extracted}
    seen = list(blocks(markup.root))
    hits = [k for k, block in enumerate(seen) if "".join(block.text.split()) in wanted]
    sure = [k for k in hits if len(seen[k].text) >= _SURE]
    recovered = {"".join(seen[k].text.split()) for k in hits}
    if not sure or len("".join(recovered)) < _RECOVERED * len("".join(wanted)):
        return extracted
    first, within = sure[0], set(hits)
    while first - 1 in within:
        first -= 1
    between = range(first, hits[-1] + 1)
    return [seen[k] for k in between if k in within or (seen[k].bold and len(seen[k].text) < _SURE)]
