from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from index.document import Issue
from index.read import Unreadable
from tests.files import read_path


def written(folder: Path, *records: object, name: str = "a.jsonl") -> Path:
    path = folder / name
    raw = "\n".join(r if isinstance(r, str) else json.dumps(r, ensure_ascii=False) for r in records).encode()
    path.write_bytes(gzip.compress(raw) if name.endswith(".gz") else raw)
    return path


def issues(path: Path, **told: str) -> list[Issue]:
    found = list(read_path(path, "a.jsonl", **told))
    assert all(isinstance(each, Issue) for each in found)
    return [each for each in found if isinstance(each, Issue)]


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.txt"])
def test_one_record_is_one_issue(tmp_path: Path, name: str) -> None:
    record = {
        "id": 7,
        "title": "新馆开放",
        "text": "昨日，新馆开放。\n欢迎读者。",
        "date": "2031-03-02",
        "paper": "澄江报",
        "page": "03",
    }
    (issue,) = issues(written(tmp_path, record, name=name))
    assert (issue.key, issue.source, issue.paper, issue.date) == ("a.jsonl#7", "a.jsonl", "澄江报", "2031-03-02")
    (page,) = issue.pages
    assert page.number == "3"
    assert [(line.number, line.role, line.article, line.text) for line in page.lines] == [
        (1, "title", 0, "新馆开放"),
        (1, "body", 0, "昨日，新馆开放。"),
        (1, "body", 0, "欢迎读者。"),
    ]


def test_records_without_an_id_go_by_their_line(tmp_path: Path) -> None:
    assert [issue.key for issue in issues(written(tmp_path, {"text": "甲"}, "", {"text": "乙"}))] == [
        "a.jsonl#L1",
        "a.jsonl#L3",
    ]


def test_what_is_told_overrules_the_record(tmp_path: Path) -> None:
    path = written(tmp_path, {"text": "甲", "date": "2031-03-02", "paper": "澄江报"})
    (issue,) = issues(path, date="2031", paper="澄江晚报")
    assert (issue.date, issue.paper) == ("2031", "澄江晚报")


def test_a_date_that_cannot_be_read_is_unknown(tmp_path: Path) -> None:
    assert [issue.date for issue in issues(written(tmp_path, {"text": "甲", "date": "去年春天"}))] == [None]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ('{"text": "甲"', "不是 JSON"),
        ('["甲"]', "不是 JSON 对象"),
        ('{"title": "甲"}', "没有正文"),
        ('{"text": " "}', "没有正文"),
        ('{"text": {"a": 1}}', "text 不是文字"),
        ('{"text": "\\ud83d"}', "残缺的字符"),
        ('{"text": "乙", "id": "1"}', "重复"),
        ("[" * 100_000, "不是 JSON"),
    ],
)
def test_a_bad_record_is_named_and_the_others_follow(tmp_path: Path, bad: str, reason: str) -> None:
    first, refused, last = read_path(
        written(tmp_path, {"text": "甲", "id": "1"}, bad, {"text": "丙", "id": "3"}), "a.jsonl"
    )
    assert isinstance(first, Issue)
    assert isinstance(last, Issue)
    assert isinstance(refused, Unreadable)
    assert refused.source == "a.jsonl"
    assert refused.reason.startswith("第 2 行")
    assert reason in refused.reason


def test_a_line_in_another_encoding_is_refused_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "a"}\n' + '{"text": "图书馆"}'.encode("gbk"))
    first, refused = read_path(path, "a.jsonl")
    assert isinstance(first, Issue)
    assert isinstance(refused, Unreadable)
    assert "UTF-8" in refused.reason


def test_a_broken_archive_gives_what_it_holds_and_then_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    records = "\n".join(json.dumps({"text": f"第{n}篇" + str(hash(str(n)))}) for n in range(5000))
    raw = gzip.compress(records.encode())
    path.write_bytes(raw[: len(raw) // 2])
    reading = read_path(path, "a.jsonl.gz")
    assert isinstance(next(reading), Issue)
    with pytest.raises(Unreadable, match="压缩文件已损坏"):
        list(reading)


def test_a_text_that_begins_with_a_brace_is_still_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("{图片说明}\n昨日，新馆开放。", encoding="utf-8")
    (issue,) = read_path(path, "a.txt")
    assert isinstance(issue, Issue)
    assert issue.key == "a.txt"
