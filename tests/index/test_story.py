from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.story import SHORTEST, Telling, Tellings, is_same_story, link, runs, signature, similarity

LIBRARY = (
    "区图书馆新馆昨日在滨河路开放，读者凭身份证就能免费借书。新馆共有四层，建筑面积一万二千平方米，设阅览座位850个，"
    "藏书46万册，另有儿童阅览室、盲文阅览区和自习室。馆长介绍，开馆第一天就接待读者3200人次，借出图书5100册，"
    "不少家长带着孩子早早来到门口等候。开放时间为每天9时至21时，周一闭馆整理，读者可以在网上预约座位。"
)
MARKET = (
    "本周全区蔬菜价格总体平稳。据区市场监管局在四个农贸市场采集的数据，黄瓜每斤{}元，番茄每斤{}元，土豆每斤{}元，"
    "青椒每斤{}元，白菜每斤{}元。市民发现商户不按标价出售的，可以拨打投诉电话举报，查实后给予奖励。"
)
BRIDGE = (
    "望潮大桥维修工程进入最后阶段，施工人员正在铺设桥面沥青。项目经理说，全桥128根斜拉索已经全部更换，荷载试验安排在下周进行，"
    "通过以后就可以恢复通车。大桥封闭以来，沿线公交绕行，渡口加开了班次，两岸居民出行多花半个小时。"
)


def telling(name: str, text: str, story: str | None = None) -> Telling:
    return Telling(name, text, signature(text), story)


def scattered(count: int) -> str:
    """Characters in no order, few runs of which come twice."""
    return "".join(chr(0x4E00 + i * i * 7 % 19_997) for i in range(count))


def misread(text: str, every: int) -> str:
    """The text with one character in ``every`` replaced, as a scan is misread."""
    return "".join("囗" if i % every == every // 2 else character for i, character in enumerate(text))


def share(a: str, b: str) -> float:
    """The share of the shorter text's runs that stand in the longer one."""
    return len(np.intersect1d(runs(a), runs(b))) / min(len(runs(a)), len(runs(b)))


def test_the_sketch_of_a_text_is_the_same_on_every_machine() -> None:
    assert signature("新馆开放了") == (15286087000464567164,)
    assert signature("") == ()


def test_the_form_of_the_characters_does_not_count() -> None:
    assert signature("區圖書館，開放！ ＡＢ１２") == signature("区图书馆\n开放ab12")


def test_a_sketch_grows_with_the_text_and_keeps_32_of_a_short_one() -> None:
    letters = scattered(16_004)
    assert len(signature(letters[:36])) == 32
    assert len(signature(letters[:300])) == 32
    assert len(signature(letters)) == pytest.approx(1000, rel=0.1)


def test_text_in_common_is_counted_in_runs_of_five() -> None:
    # 甲乙丙丁戊己 has two runs; one of them, 甲乙丙丁戊, stands in the other text.
    assert (len(runs("甲乙丙丁戊己")), len(runs("甲乙丙丁戊庚辛壬"))) == (2, 4)
    assert share("甲乙丙丁戊己", "甲乙丙丁戊庚辛壬") == 0.5
    assert (len(runs("甲乙丙")), len(runs("")), len(runs("。，"))) == (1, 0, 0)


def test_the_estimate_is_near_the_share() -> None:
    letters = scattered(3000)
    other = letters[1000:2000] + letters[:1000][::-1]
    assert share(letters, other) == pytest.approx(0.5, abs=0.01)
    assert similarity(signature(letters), signature(other)) == pytest.approx(0.5, abs=0.15)


def test_a_text_read_with_errors_is_the_same() -> None:
    for every in (50, 33):
        assert share(LIBRARY, misread(LIBRARY, every)) > 0.8
        assert is_same_story(LIBRARY, misread(LIBRARY, every))
        assert link([telling("b", misread(LIBRARY, every))], Tellings([telling("a", LIBRARY)])) == {"b": "a"}


def test_an_abridged_text_is_the_same_story() -> None:
    assert is_same_story(LIBRARY[:100], LIBRARY + BRIDGE)


def test_a_few_lines_of_background_are_not() -> None:
    brief = LIBRARY[:76]
    assert is_same_story(brief, brief + BRIDGE * 3)
    assert not is_same_story(brief, brief + BRIDGE * 8)


def test_what_is_too_short_is_never_the_same() -> None:
    letters = LIBRARY.replace("，", "").replace("。", "").replace("、", "")
    assert is_same_story(letters[:SHORTEST], letters[:SHORTEST])
    assert not is_same_story(letters[: SHORTEST - 1], letters[: SHORTEST - 1])


def test_a_notice_with_other_figures_is_another_story() -> None:
    this, last = MARKET.format(3.2, 4.5, 2.1, 5, 1.8), MARKET.format(3.6, 4.1, 2.4, 6, 1.5)
    assert share(this, last) > 0.6
    assert not is_same_story(this, last)
    assert is_same_story(this, misread(this, 50))
    assert link([telling("b", last)], Tellings([telling("a", this)])) == {}


def test_one_figure_corrected_is_the_same_story() -> None:
    assert is_same_story(LIBRARY, LIBRARY.replace("3200", "2300"))


def test_a_story_has_the_id_of_its_first_article() -> None:
    new = [telling("b", LIBRARY), telling("c", BRIDGE), telling("d", misread(LIBRARY, 50)), telling("e", BRIDGE)]
    assert link(new, Tellings([telling("a", LIBRARY)])) == {"b": "a", "d": "a", "e": "c"}


def test_a_known_story_goes_on() -> None:
    assert link([telling("c", LIBRARY)], Tellings([telling("b", LIBRARY, story="a")])) == {"c": "a"}


def test_a_story_that_nobody_told_before_has_the_name_it_brings() -> None:
    new = [telling("a", LIBRARY, story="f"), telling("b", LIBRARY), telling("c", BRIDGE, story="e")]
    assert link(new, Tellings([telling("z", BRIDGE)])) == {"a": "f", "b": "f", "c": "z"}


def test_linking_in_two_builds_is_linking_in_one() -> None:
    first, second = [telling("a", LIBRARY), telling("b", BRIDGE)], [telling("c", BRIDGE), telling("d", LIBRARY)]
    assert link(second, Tellings(first)) == link([*first, *second], Tellings([]))


def test_a_story_told_very_often_is_still_found() -> None:
    assert link([telling("z", LIBRARY)], Tellings([telling(f"a{i}", LIBRARY, story="a0") for i in range(150)])) == {
        "z": "a0"
    }


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_two_texts_can_be_compared(a: str, b: str) -> None:
    assert is_same_story(a, b) == is_same_story(b, a)
    assert 0.0 <= similarity(signature(a), signature(b)) <= 1.0
    assert signature(a) == tuple(sorted(set(signature(a))))
    link([telling("a", a), telling("b", b)], Tellings([]))
