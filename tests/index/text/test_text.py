from __future__ import annotations

import marshal
from itertools import pairwise
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import text as text_module
from index.text import UNSEEN, clean, fold, nfkc, sentences, terms, words
from tests.index.segment.printing import set_in_column

PROSE = st.text(alphabet="澄江区图书馆昨日开放新阅览室，。、：“”（）共3层2031年AB", min_size=1, max_size=120)


def cut(text: str, start: int = 0, end: int | None = None) -> list[str]:
    return [text[a:b] for a, b in sentences(text, start, end)]


def test_clean_removes_the_spaces_of_printed_lines() -> None:
    printed = "记者昨日在澄江区图书馆看 到，新阅览室共有320个座位，周 末开放到21时，读者凭市民卡入 馆。"
    assert clean(printed) == "记者昨日在澄江区图书馆看到，新阅览室共有320个座位，周末开放到21时，读者凭市民卡入馆。"


def test_clean_joins_digits_over_a_line_end() -> None:
    printed = "澄江区图书馆今年迎来建馆10 5周年，馆方为此准备了十二场展 览。"
    assert clean(printed) == "澄江区图书馆今年迎来建馆105周年，馆方为此准备了十二场展览。"


def test_clean_never_makes_one_figure_of_two_rows() -> None:
    rows = "城东街道生产总值 12.5 增速 7.2 2 白鹤镇的生产总值 10.8 增速 6.5 3 石桥镇的生产总值 9.6 增速 5.1"
    assert "7.2 2白鹤镇" in clean(rows, 15.0)


def test_clean_keeps_one_space_between_latin_words_over_a_line_end() -> None:
    printed = "馆内新设英文角，取名Reading Together每周六上午开放，欢迎 参加。"
    assert clean(printed) == "馆内新设英文角，取名Reading Together每周六上午开放，欢迎参加。"


def test_clean_keeps_spaces_between_names_and_in_slogans() -> None:
    assert clean("学思想 强党性 重实践 建新功") == "学思想 强党性 重实践 建新功"
    assert clean("记者 王小满 李禾 摄影报道") == "记者 王小满 李禾 摄影报道"
    body = (
        "近日，澄江区图书馆的新阅览室开放，共有三百二十个座位，周末开放到夜间九时，读者凭市民卡入馆，儿童由家长陪同。"
    )
    printed = set_in_column("本报讯（记者 王小满 通讯员 李禾）" + body, 18)
    assert clean(printed) == "本报讯（记者 王小满 通讯员 李禾）" + body


def test_clean_leaves_text_alone_that_was_not_set_in_printed_lines() -> None:
    text = "The library opened on Monday. 新馆 New Library 位于望潮路，电话 010 6789，" + "欢迎读者前来借阅图书。" * 8
    assert clean(text) == text


def test_clean_with_a_known_column_closes_gaps_inside_lines_too() -> None:
    assert clean("澄江区 2031年建成新馆。", 17.0) == "澄江区2031年建成新馆。"


def test_clean_keeps_a_motto_in_quotation_marks() -> None:
    printed = "展览的主题是“书香 澄江”，由区图书 馆和区文化馆合办，展期十二天，周一 闭馆。"
    assert "“书香 澄江”" in clean(printed)


@given(PROSE, st.sampled_from([14.0, 17.0, 25.0]))
def test_clean_loses_and_invents_nothing_but_spaces(text: str, column: float) -> None:
    assert clean(set_in_column(text, column)).replace(" ", "") == text


@given(st.text(max_size=200))
def test_clean_is_stable(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text(alphabet=st.one_of(st.characters(codec="utf-8"), st.sampled_from("，：；？！（）％～…　①㎡臺\u200b"))))
def test_nfkc_is_the_compatibility_form_whatever_the_text(text: str) -> None:
    assert nfkc(text) == normalize("NFKC", "".join(char for char in text if char not in UNSEEN))


@pytest.mark.parametrize("unseen", ["\u200b", "\u200d", "\ufeff", "\u2060", "\xad"])
def test_what_nobody_sees_hinders_no_comparison(unseen: str) -> None:
    assert fold(f"夜间{unseen}门诊") == "夜间门诊"
    assert terms(f"夜间{unseen}门诊") == terms("夜间门诊")


def test_fold_brings_forms_together() -> None:
    assert fold("臺灣記者ＡＢ１２③") == "台湾记者ab123"


def test_a_sentence_takes_its_closing_quotation_mark_along() -> None:
    assert cut("她说：“水鸟回来了。”大家都笑了。") == ["她说：“水鸟回来了。”", "大家都笑了。"]
    assert cut("（展期到月底。）请读者留意！？") == ["（展期到月底。）", "请读者留意！？"]


def test_straight_quotation_marks_are_told_apart_by_pairing() -> None:
    text = '门开了。"那次我就在想,是不是来早了?"馆员笑着说。'
    assert cut(text) == ["门开了。", '"那次我就在想,是不是来早了?"', "馆员笑着说。"]


def test_a_full_stop_inside_a_short_quotation_does_not_part_it() -> None:
    text = "他说：“我们来了。我们看见了。我们留下了。”说完坐下。"
    assert cut(text) == ["他说：“我们来了。我们看见了。我们留下了。”", "说完坐下。"]


def test_a_long_quotation_is_parted_at_its_full_stops() -> None:
    first, second = "我们" + "很" * 50 + "高兴。", "他们" + "也" * 50 + "高兴。"
    assert cut(f"他说：“{first}{second}”") == [f"他说：“{first}", f"{second}”"]


def test_a_title_in_quotation_marks_does_not_end_the_sentence_around_it() -> None:
    assert cut("孩子们参加了“你好，水鸟！”主题活动。很开心。") == ["孩子们参加了“你好，水鸟！”主题活动。", "很开心。"]


def test_what_goes_on_after_a_quotation_belongs_to_it() -> None:
    assert cut("“你来吗？”，他问。") == ["“你来吗？”，他问。"]


def test_half_width_full_stop_is_no_end_and_a_line_feed_always_is() -> None:
    assert cut("新增1.5万册图书\n其中3.2%是绘本。") == ["新增1.5万册图书", "其中3.2%是绘本。"]
    assert cut("见 https://example.org/?id=3 。完") == ["见 https://example.org/?id=3 。", "完"]


def test_sentences_of_a_part_are_clipped_to_it_and_use_the_pairing_of_the_whole_line() -> None:
    text = '甲说:"好。"乙说:"不好。"'
    assert cut(text, 7, 14) == ['乙说:"不好。']
    assert cut(text, 7) == ['乙说:"不好。"']


@given(st.text(alphabet="我。！？…“”\"'（）() \nA1，", max_size=80))
def test_sentences_cover_everything_but_white_space(text: str) -> None:
    spans = sentences(text)
    assert all(a < b and text[a:b].strip() == text[a:b] and "\n" not in text[a:b] for a, b in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert "".join("".join(text[a:b] for a, b in spans).split()) == "".join(text.split())


def test_terms_are_words_and_pairs_of_characters() -> None:
    assert terms("澄江新馆") == [*words("澄江新馆"), "澄江", "江新", "新馆"]


def test_numbers_lose_thousands_separators_and_keep_decimals() -> None:
    assert terms("1,351名，3.5%，12,34") == ["1351", "名", "3.5", "12", "34"]


def test_terms_fold_first() -> None:
    assert terms("ＧＰＴ圖書館") == terms("gpt图书馆")


@given(st.text(max_size=60))
def test_terms_are_never_blank(text: str) -> None:
    assert all(term and not any(char.isspace() for char in term) for term in terms(text))


def test_the_dictionary_is_read_from_its_cache_and_made_anew_when_that_is_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_module, "user_cache_path", lambda _: tmp_path)
    load = text_module.tokenizer.__wrapped__
    cache = tmp_path / "jieba" / "jieba.cache"
    cache.parent.mkdir()

    cache.write_bytes(marshal.dumps(({"澄": 0, "澄江区": 7}, 7)))
    with monkeypatch.context() as patched:
        patched.delattr(marshal, "load")  # jieba's way, word by word
        held = load()
    assert (held.FREQ, held.total) == ({"澄": 0, "澄江区": 7}, 7)

    cache.write_bytes(cache.read_bytes()[:20])
    made = load()
    assert made.FREQ["图书馆"] > 0
    assert load().FREQ == made.FREQ
