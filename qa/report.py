"""An answer as the JSON object that the command line prints."""

from __future__ import annotations

from typing import Any

from qa.answer import Answer, Citation, Hit


def to_json(answer: Answer) -> dict[str, Any]:
    """The contract of ``qa ask --json``: unknown values are null, never absent."""
    filters, searched = answer.filters, answer.searched
    return {
        "found": answer.found,
        "confidence": answer.confidence,
        "answer": answer.text,
        "notices": list(answer.notices),
        "filters": {
            "from": filters.since,
            "to": filters.until,
            "page": filters.page,
            "paper": filters.paper,
            "author": filters.author,
            "edition": filters.edition,
            "soft": filters.soft,
        },
        "searched": {"articles": searched.articles, "from": searched.since, "to": searched.until},
        "citations": [_citation(citation) for citation in answer.citations],
        "passages": [_passage(hit) for hit in answer.hits],
    }


def _citation(citation: Citation) -> dict[str, Any]:
    article = citation.article
    paragraph = next((p for p in article.paragraphs if p.start <= citation.start < p.end), None)
    lines = paragraph.lines if paragraph else article.lines
    return {
        "number": citation.number,
        "article_id": article.id,
        "title": article.headline,
        "kicker": article.kicker,
        "authors": [{"name": author.name, "role": author.role} for author in article.authors],
        "paper": article.paper,
        "date": article.date,
        "page": article.page,
        "section": article.section,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "marks": [list(span) for span in citation.marks],
        "standing": citation.standing,
        "source": article.source,
        "first_line": min(lines),
        "last_line": max(lines),
    }


def _passage(hit: Hit) -> dict[str, Any]:
    return {
        "article_id": hit.article.id,
        "title": hit.article.headline,
        "date": hit.article.date,
        "page": hit.article.page,
        "score": round(hit.score, 4),
        "text": hit.passages[0].text,
    }
