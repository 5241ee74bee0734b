from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from index.chunk import chunk, clauses, pack, windows
from index.document import Article, Passage


def article(text: str) -> Article:
    return Article(id="a", issue="i", source="s", kind="news", text=text, paragraphs=(), ranges=())


def texts(text: str, limit: int) -> list[str]:
    return [passage.text for passage in chunk(article(text), limit)]


def test_a_short_article_is_one_passage() -> None:
    assert texts("环湖步道昨日开放。市民都说好。", 480) == ["环湖步道昨日开放。市民都说好。"]


def test_passages_end_at_sentence_ends() -> None:
    assert texts("一二三四五。一二三四五。一二三四五。", 12) == ["一二三四五。一二三四五。", "一二三四五。"]


def test_passages_are_even_rather_than_full() -> None:
    assert texts("一二三。" * 4, 12) == ["一二三。一二三。", "一二三。一二三。"]


def test_a_sentence_over_the_limit_is_cut_after_a_clause() -> None:
    assert clauses("甲乙丙丁，戊己庚；辛壬癸。", (0, 13), 8) == [(0, 5), (5, 13)]


def test_a_list_is_kept_whole_where_a_comma_will_do() -> None:
    assert clauses("加快开发,实现面积、流量、销售额翻番。", (0, 19), 16) == [(0, 5), (5, 19)]


def test_a_clause_over_the_limit_is_cut_hard() -> None:
    assert clauses("甲乙丙丁戊己庚辛壬癸", (0, 10), 4) == [(0, 4), (4, 8), (8, 10)]


def test_a_comma_between_digits_ends_no_clause() -> None:
    assert clauses("共计1,351人到场", (0, 10), 8) == [(0, 8), (8, 10)]


def test_nothing_packs_to_nothing() -> None:
    assert pack([], 10) == []


def test_windows_stay_inside_their_passage() -> None:
    text = "第一句话。第二句话。第三句话。第四句话。"
    spans = windows(Passage(article(text), 5, 15), 6)
    assert [text[a:b] for a, b in spans] == ["第二句话。", "第三句话。"]


@given(st.text(alphabet="甲乙丙，。；！\n 1a", max_size=300), st.integers(5, 60))
def test_passages_hold_every_word_once_in_order(text: str, limit: int) -> None:
    passages = chunk(article(text), limit)
    assert all(len(p.text) <= limit for p in passages)
    assert "".join("".join(p.text.split()) for p in passages) == "".join(text.split())
    assert all(a.end <= b.start for a, b in pairwise(passages))
