from __future__ import annotations

import pytest

from index.text.imprint import Imprint, agreed


def test_what_one_does_not_tell_the_other_may() -> None:
    told = Imprint("澄江报", page="3").or_else(Imprint("青石报", "2031-03-12", "4", "要闻"))
    assert told == Imprint("澄江报", "2031-03-12", "3", "要闻")


@pytest.mark.parametrize(
    ("values", "all_say"),
    [
        ([], None),
        ([None, None], None),
        ([None, "澄江报", "澄江报"], "澄江报"),
        (["澄江报", "", "青石报"], None),
    ],
)
def test_what_all_agree_on(values: list[str | None], all_say: str | None) -> None:
    assert agreed(values) == all_say
