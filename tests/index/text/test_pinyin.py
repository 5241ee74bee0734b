from __future__ import annotations

from index.text.pinyin import heard, is_pair, readings, sounding, sounds


def test_what_is_often_confused_sounds_alike() -> None:
    assert set(heard("骊城")) & set(heard("丽成"))
    assert not set(heard("大桥")) & set(heard("春茶"))


def test_every_common_reading_is_heard() -> None:
    assert sounds("长") == ("zang", "cang")
    assert sounds("行") == ("xin", "hang")
    assert heard("站台") == ["zan tai", "zan yi"]


def test_readings_keep_what_sounds_blur() -> None:
    assert readings("站") == ("zhan",)


def test_only_pairs_of_chinese_characters_sound() -> None:
    assert [is_pair(term) for term in ("站长", "站", "站长室", "A1", "1站")] == [True, False, False, False, False]
    assert list(sounding(["站长", "1351", "站"])) == [("zan zang", "站长"), ("zan cang", "站长")]
