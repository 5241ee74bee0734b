from __future__ import annotations

from index.intake import Cut
from index.report import segment_json
from index.segment import segment
from tests.index.segment.printing import issue


def test_the_report_has_every_key_and_null_for_the_unknown() -> None:
    paper = issue(["新馆昨日开放", "本报讯（记者 王小满）昨日，新馆开放。", "-是增加座位。二是延长时间。"])
    report = segment_json([Cut(paper.source, paper.paper, paper.date, tuple(segment(paper)))])
    assert report == {
        "issues": [
            {
                "source": "澄江报.txt",
                "paper": None,
                "date": None,
                "articles": [
                    {
                        "id": "澄江报:1",
                        "page": None,
                        "section": None,
                        "kicker": None,
                        "title": "新馆昨日开放",
                        "subtitle": None,
                        "series": None,
                        "authors": [{"name": "王小满", "role": "记者"}],
                        "kind": "news",
                        "first_line": 1,
                        "last_line": 5,
                        "ranges": [["澄江报.txt", 1, 5]],
                        "paragraphs": [
                            {"text": "昨日，新馆开放。", "kind": "p", "lines": [3]},
                            {"text": "一是增加座位。二是延长时间。", "kind": "p", "lines": [5]},
                        ],
                        "edits": [{"kind": "numeral", "before": "-是", "after": "一是", "lines": [5]}],
                        "truncated": False,
                    }
                ],
            }
        ]
    }
    assert segment_json([]) == {"issues": []}
