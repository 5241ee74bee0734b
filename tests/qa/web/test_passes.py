from __future__ import annotations

from qa.web.passes import Passes


def test_a_pass_is_good_for_its_guest_and_its_time() -> None:
    passes = Passes()
    pass_ = passes.issue("school")
    assert passes.guest(pass_) == "school"
    assert passes.guest(pass_, age=-1) is None
    assert Passes().guest(pass_) is None
    assert [passes.guest(forged) for forged in ("", "x", pass_[:-1], "a" + pass_, "\u0000")] == [None] * 5
    assert passes.issue("school") != pass_
