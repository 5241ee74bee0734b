from __future__ import annotations

from index.store.registry import Registry, match, mint


def nobody(_: str) -> bool:
    return False


def test_an_id_is_ten_digits_and_the_same_for_the_same_seed() -> None:
    (first,) = mint(["澄江报\n大桥通车"], nobody)
    assert len(first) == 10
    assert mint(["澄江报\n大桥通车"], nobody) == [first]


def test_an_id_is_never_minted_twice() -> None:
    (first,) = mint(["甲"], nobody)
    again = mint(["甲", "甲"], lambda name: name == first)
    assert len({first, *again}) == 3


def test_an_id_that_leads_elsewhere_may_be_minted_again() -> None:
    registry = Registry(minted=frozenset("ab")).extended(["a"], {"b": "a"})
    assert [registry.holds(id) for id in ("a", "b", "c")] == [True, False, False]


def test_an_article_that_moved_keeps_its_id() -> None:
    assert match({"a": [1, 2], "b": [3, 4]}, [[3, 4], [1, 2]]) == (["b", "a"], {})


def test_the_larger_overlap_wins() -> None:
    assert match({"a": [1, 2, 3]}, [[1], [2, 3]]) == ([None, "a"], {})


def test_a_merged_article_leads_to_the_one_that_took_its_lines() -> None:
    assert match({"a": [1, 2, 3], "b": [4]}, [[1, 2, 3, 4]]) == (["a"], {"b": 0})


def test_an_article_whose_lines_are_gone_is_nowhere() -> None:
    assert match({"a": [1], "b": [9]}, [[1]]) == (["a"], {})


def test_an_id_that_lives_again_no_longer_leads_elsewhere() -> None:
    registry = Registry(minted=frozenset("ab")).extended(["b"], {"a": "b"})
    assert registry.redirect("a") == "b"
    again = registry.extended(["a"], {})
    assert again.redirect("a") is None
    assert again.minted == frozenset("ab")
    assert (again.holds("a"), again.holds("c"), registry.holds("a")) == (True, False, False)
