from __future__ import annotations

from dataclasses import replace

import pytest

from index.document import Author
from qa.cite import byline, gb7714, plain, schema, writers
from tests.qa.web.archive import BRIDGE, FERRY, UNDATED


def test_a_citation_by_the_standard_names_authors_title_paper_date_and_page() -> None:
    assert gb7714(BRIDGE) == "林知远, 何小满, 吴江. 三年建设 一朝牵手 澄江二桥主桥合龙[N]. 澄江报, 2031-09-07(1)."


def test_of_more_than_three_authors_three_are_named() -> None:
    four = replace(BRIDGE, authors=tuple(Author(name, "记者") for name in "甲乙丙丁"))
    assert gb7714(four).startswith("甲, 乙, 丙, 等. ")


def test_what_is_unknown_is_left_out() -> None:
    assert gb7714(UNDATED) == "老城墙北段重新开放[N]."
    assert gb7714(replace(FERRY, paper=None)) == "大雾锁江 轮渡停航三小时[N]. 2031-03-12(A03)."
    assert plain(UNDATED) == "《老城墙北段重新开放》"
    assert set(schema(UNDATED, "https://x/a/u1")) == {"@context", "@type", "url", "inLanguage", "headline"}


def test_a_citation_in_words() -> None:
    assert plain(FERRY) == "《大雾锁江 轮渡停航三小时》，《澄江报》2031年3月12日第A03版"
    assert plain(BRIDGE).startswith("林知远、何小满、吴江：《三年建设")


def test_who_only_took_pictures_is_no_writer_unless_nobody_else_is() -> None:
    both = replace(FERRY, authors=(Author("甲", "记者"), Author("乙", "记者(摄)")))
    assert writers(both) == ["甲"]
    assert writers(replace(both, authors=both.authors[1:])) == ["乙"]


@pytest.mark.parametrize(
    ("name", "value"),
    [("datePublished", "2031-09-07"), ("printPage", "1"), ("articleSection", "要闻"), ("url", "https://x/a/b1")],
)
def test_schema_org_says_what_is_known(name: str, value: str) -> None:
    said = schema(BRIDGE, "https://x/a/b1")
    assert said[name] == value
    assert [author["name"] for author in said["author"]] == ["林知远", "何小满", "吴江"]
    assert said["isPartOf"] == {"@type": "Newspaper", "name": "澄江报"}


def test_byline_groups_neighbours_of_one_role() -> None:
    authors = [Author("林一", "记者"), Author("周二", "记者"), Author("吴三", "通讯员"), Author("郑四", "记者")]
    assert byline(authors) == ["记者 林一 周二", "通讯员 吴三", "记者 郑四"]
    assert byline([Author("白五", "记者(摄影报道)"), Author("课题组", "")]) == ["记者 白五 摄影报道", "课题组"]
