"""What segmentation found, as the JSON object of ``python -m index segment FILE --json``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from index.document import Article
from index.intake import Cut


def segment_json(cuts: Iterable[Cut]) -> dict[str, Any]:
    """Return the report of issues taken apart: every key present, unknown values None, line numbers 1-based."""
    return {
        "issues": [
            {
                "source": cut.source,
                "paper": cut.paper,
                "date": cut.date,
                "articles": [_article(article) for article in cut.articles],
            }
            for cut in cuts
        ]
    }


def _article(article: Article) -> dict[str, object]:
    first, last = article.lines
    return {
        "id": article.id,
        "page": article.page,
        "section": article.section,
        "kicker": article.kicker,
        "title": article.title,
        "subtitle": article.subtitle,
        "series": article.series,
        "authors": [{"name": author.name, "role": author.role} for author in article.authors],
        "kind": article.kind,
        "first_line": first,
        "last_line": last,
        "ranges": [[part.source, part.first, part.last] for part in article.ranges],
        "paragraphs": [
            {"text": article.text[p.start : p.end], "kind": p.kind, "lines": list(p.lines)} for p in article.paragraphs
        ],
        "edits": [
            {"kind": edit.kind, "before": edit.before, "after": edit.after, "lines": list(edit.lines)}
            for edit in article.edits
        ],
        "truncated": article.truncated,
    }
