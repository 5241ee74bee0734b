from __future__ import annotations

from index.registry import Registry, match, mint


def test_an_id_is_ten_digits_and_the_same_for_the_same_seed() -> None:
    (first,) = mint(["澄江报\n大桥通车"], frozenset())
    assert len(first) == 10
    assert mint(["澄江报\n大桥通车"], frozenset()) == [first]


def test_an_id_is_never_minted_twice() -> None:
    (first,) = mint(["甲"], frozenset())
    again = mint(["甲", "甲"], frozenset({first}))
    assert len({first, *again}) == 3


def test_an_article_that_moved_keeps_its_id() -> None:
    assert match({"a": [1, 2], "b": [3, 4]}, [[3, 4], [1, 2]]) == (["b", "a"], {})


def test_the_larger_overlap_wins() -> None:
    assert match({"a": [1, 2, 3]}, [[1], [2, 3]]) == ([None, "a"], {})


def test_a_merged_article_leads_to_the_one_that_took_its_lines() -> None:
    assert match({"a": [1, 2, 3], "b": [4]}, [[1, 2, 3, 4]]) == (["a"], {"b": 0})


def test_an_article_whose_lines_are_gone_is_nowhere() -> None:
    assert match({"a": [1], "b": [9]}, [[1]]) == (["a"], {})


def test_redirects_are_followed_to_the_end() -> None:
    registry = Registry(frozenset("abc"), {"a": "b", "b": "c"})
    assert registry.resolve("a") == "c"
    assert registry.resolve("x") == "x"


def test_an_id_that_lives_again_no_longer_leads_elsewhere() -> None:
    registry = Registry(frozenset("ab"), {"a": "b"}).extended(["a"], {})
    assert registry.resolve("a") == "a"
    assert registry.minted == frozenset("ab")
