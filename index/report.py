"""What segmentation found, as the JSON object of ``python -m index segment FILE --json``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from index.document import Article, Issue
from index.segment import segment


def segment_json(issues: Iterable[Issue]) -> dict[str, Any]:
    """Segment issues and return the report: every key present, unknown values None, line numbers 1-based."""
    return {
        "issues": [
            {
                "source": issue.source,
                "paper": issue.paper,
                "date": issue.date,
                "articles": [_article(article) for article in segment(issue)],
            }
            for issue in issues
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
