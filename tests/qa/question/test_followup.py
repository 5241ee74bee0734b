from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.question.followup import LONGEST_ANSWER, Followup, resolve
from qa.question.turn import Turn

BENCH = Path(__file__).parents[3] / "bench" / "followups.jsonl"


def turn(question: str, *quotes: str, headline: str = "本地新闻") -> Turn:
    quoted = "".join(f"“{quote}”[{number}]" for number, quote in enumerate(quotes, 1))
    return Turn(question, f"据《澄江报》2031年5月3日第2版《{headline}》：{quoted}")


POOL = turn("青石镇游泳馆几点开放？", "青石镇游泳馆每天9时至21时开放。")
BRIDGE = turn("松岭大桥什么时候通车？", "松岭大桥5月1日通车。")
PRINCIPAL = turn("青石小学的校长是谁？", "校长骆明远在会上讲话，教师韩雪获奖。")
CLASSES = turn("社区开了哪些课？", "社区开设三门课：一是书法，每周三；二是剪纸；三是太极拳。")
FAIR = turn("第三届青石灯会有多少人参加？", "灯会有3万人参加。")


def test_a_first_question_is_left_alone() -> None:
    assert resolve("为什么推迟了？", []) == Followup("为什么推迟了？")


@pytest.mark.parametrize(
    "question",
    [
        "松岭大桥总投资多少？",
        "婚姻登记处周六上班吗？",
        "婚姻登记处 电话",
        "停水通知",
        "关于地震的报道有哪些？",
        "春茶节来了多少人？",
        "2031年5月3日第2版有什么？",
        "区图书馆晚上几点关门",
        "青石镇图书馆几点开门？",
        "谁写了《渡口的灯》？",
        "有图书漂流架的那个学校是哪个？",
        "骆明远说他小时候住在哪里？",
        "松岭大桥的设计者和它的造价",
        "其他养老机构的床位费是多少？",
        "你好",
        "谢谢！",
        "好的，谢谢",
        "",
        "？？",
    ],
)
def test_what_stands_alone_is_left_alone(question: str) -> None:
    assert resolve(question, [POOL]) == Followup(question)


@pytest.mark.parametrize(
    ("before", "question", "text", "taken"),
    [
        (POOL, "票价多少？", "青石镇游泳馆票价多少？", ("青石镇游泳馆",)),
        (BRIDGE, "那限速呢？", "松岭大桥限速？", ("松岭大桥",)),
        (POOL, "地址呢？", "青石镇游泳馆地址？", ("青石镇游泳馆",)),
        (POOL, "谁建的", "青石镇游泳馆谁建的？", ("青石镇游泳馆",)),
        (POOL, "电话", "青石镇游泳馆电话？", ("青石镇游泳馆",)),
        (POOL, "为什么呢？", "青石镇游泳馆开放为什么？", ("青石镇游泳馆开放",)),
        (POOL, "谢谢，那要带什么证件？", "青石镇游泳馆要带什么证件？", ("青石镇游泳馆",)),
        (BRIDGE, "为什么推迟？", "松岭大桥为什么推迟？", ("松岭大桥",)),
    ],
)
def test_the_subject_is_put_in(before: Turn, question: str, text: str, taken: tuple[str, ...]) -> None:
    assert resolve(question, [before]) == Followup(text, taken)


@pytest.mark.parametrize(
    ("before", "question", "text"),
    [
        (BRIDGE, "它有多长？", "松岭大桥有多长？"),
        (BRIDGE, "这座桥有多长？", "松岭大桥有多长？"),
        (BRIDGE, "刚才那座桥有多长", "松岭大桥有多长？"),
        (BRIDGE, "此桥造价多少", "松岭大桥造价多少？"),
        (POOL, "那里能停车吗？", "青石镇游泳馆能停车吗？"),
        (POOL, "该馆什么时候建成的", "青石镇游泳馆什么时候建成的？"),
        (turn("区残联招聘按摩师吗？"), "他们给多少补助？", "区残联招聘按摩师给多少补助？"),
    ],
)
def test_a_thing_pointed_at_is_named(before: Turn, question: str, text: str) -> None:
    assert resolve(question, [before]).text == text


@pytest.mark.parametrize(
    ("before", "question", "text"),
    [
        (PRINCIPAL, "他多大了？", "骆明远多大了？"),
        (turn("韩雪是哪个学校的老师？", "教师韩雪来自青石小学。"), "她得了什么奖？", "韩雪得了什么奖？"),
        (turn("教育局局长是谁？", "多渠道培养教师,局长骆明远说。"), "他说了什么？", "骆明远说了什么？"),
        (turn("欧阳禾禾是谁？", "店主谷清扬说他是徒弟。"), "他开了几家店？", "欧阳禾禾开了几家店？"),
        (turn("安达鲁多大了？", "现年31岁的安达鲁来自沙特。"), "他在哪个队？", "安达鲁在哪个队？"),
        (turn("青石小学的校长是谁？"), "他多大了？", "青石小学的校长多大了？"),
    ],
)
def test_a_person_pointed_at_is_named(before: Turn, question: str, text: str) -> None:
    assert resolve(question, [before]).text == text


@pytest.mark.parametrize(
    ("before", "question", "text", "taken"),
    [
        (POOL, "那图书馆呢？", "青石镇图书馆几点开放？", ("青石镇", "几点开放")),
        (POOL, "青石镇图书馆呢", "青石镇图书馆几点开放？", ("几点开放",)),
        (POOL, "周末呢？", "青石镇游泳馆周末几点开放？", ("青石镇游泳馆", "几点开放")),
        (turn("砚台隧道限速多少？"), "那松岭大桥呢？", "松岭大桥限速多少？", ("限速多少",)),
        (turn("2030年灯会有多少人？"), "那2031年的呢？", "2031年灯会有多少人？", ("灯会有多少人",)),
        (turn("马拉松男子组冠军是谁？"), "那女子组呢", "马拉松女子组冠军是谁？", ("马拉松", "冠军是谁")),
        (turn("运动会第一名是谁？"), "第二名呢", "运动会第二名是谁？", ("运动会", "是谁")),
        (turn("罗桂枝多大年纪？"), "她女儿呢", "罗桂枝女儿多大年纪？", ("罗桂枝", "多大年纪")),
        (turn("春茶节今年卖了多少钱？"), "上届呢", "春茶节上届卖了多少钱？", ("春茶节", "卖了多少钱")),
        (POOL, "那 图书馆呢", "青石镇图书馆几点开放？", ("青石镇", "几点开放")),
        (FAIR, "那第四届呢", "第四届青石灯会有多少人参加？", ("青石灯会有多少人参加",)),
    ],
)
def test_another_thing_takes_the_place_of_its_like(
    before: Turn, question: str, text: str, taken: tuple[str, ...]
) -> None:
    assert resolve(question, [before]) == Followup(text, taken)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("上一届呢？", "第二届青石灯会有多少人参加？"),
        ("下一届什么时候办？", "第四届青石灯会什么时候办？"),
    ],
)
def test_ordinals_are_counted_on(question: str, text: str) -> None:
    assert resolve(question, [FAIR]).text == text


@pytest.mark.parametrize(
    ("ordinal", "before", "text"),
    [
        ("第十届", "上届", "第九届"),
        ("第19届", "下届", "第20届"),
        ("第二十届", "下届", "第二十一届"),
        ("第九十九届", "下届", "第一百届"),
    ],
)
def test_ordinals_keep_their_figures(ordinal: str, before: str, text: str) -> None:
    assert resolve(f"{before}呢", [turn(f"{ordinal}青石灯会来了多少人？")]).text == f"{text}青石灯会来了多少人？"


def test_before_the_first_there_is_none() -> None:
    assert "第〇" not in resolve("上一届呢", [turn("第一届青石灯会有多少人？")]).text


@pytest.mark.parametrize(
    ("question", "item"),
    [
        ("那第二个呢？", "剪纸"),
        ("第一门", None),
        ("第三个在哪里上课？", "太极拳"),
        ("最后一个是什么", "太极拳"),
        ("第九个呢", None),
    ],
)
def test_an_item_is_taken_from_the_answer(question: str, item: str | None) -> None:
    taken = resolve(question, [CLASSES]).taken
    assert taken == ("社区", item) if item else not {"书法", "剪纸", "太极拳"} & set(taken)


def test_the_list_stays_in_sight() -> None:
    history = [CLASSES, turn("第二个呢？", "剪纸班每周五上课。")]
    assert resolve("第三个呢？", history).taken == ("社区", "太极拳")


@pytest.mark.parametrize(
    ("quotes", "question", "item"),
    [
        (("青石镇新建了图书馆、体育馆。",), "后者几点开门？", "体育馆"),
        (("青石路5月动工。", "松岭路6月通车。"), "第二条呢", "松岭路6月通车"),
        (("（1）书法；（2）剪纸。",), "前者呢？", "书法"),
    ],
)
def test_lists_have_many_forms(quotes: tuple[str, ...], question: str, item: str) -> None:
    assert item in resolve(question, [turn("青石镇有什么新闻？", *quotes)]).taken


@pytest.mark.parametrize(
    ("question", "alone"),
    [
        ("谷清扬是谁？", True),
        ("希普金斯是干什么的", True),
        ("镇长是谁？", False),
        ("施工单位是谁", False),
        ("承建方是谁", False),
    ],
)
def test_who_somebody_is_stands_alone_with_a_name(question: str, alone: bool) -> None:
    assert (resolve(question, [turn("骆明远是谁？")]).text == question) is alone


@pytest.mark.parametrize(
    ("question", "more"),
    [
        ("还有吗？", True),
        ("还有别的吗", True),
        ("还有哪些？", True),
        ("更多", True),
        ("再多说点", True),
        ("再说说", False),
        ("然后呢", False),
        ("具体说说", False),
    ],
)
def test_more_asks_again(question: str, more: bool) -> None:
    assert resolve(question, [POOL]) == Followup("青石镇游泳馆几点开放？", ("青石镇游泳馆",), more=more)


def test_a_chain_is_followed_to_its_first_turn() -> None:
    history = [POOL, turn("那图书馆呢？"), turn("谢谢")]
    assert resolve("电话多少？", history).text == "青石镇图书馆电话多少？"


def test_a_chain_goes_on_about_what_it_began_with() -> None:
    history = [Turn("威宁马拉松哪天开跑？", ""), Turn("规模多少人？", "")]
    assert resolve("最高奖多少？", history) == Followup("威宁马拉松最高奖多少？", ("威宁马拉松",))


def test_a_new_question_ends_the_chain() -> None:
    history = [POOL, turn("票价多少？"), BRIDGE]
    assert resolve("有多长？", history).taken == ("松岭大桥",)


def test_only_the_last_turns_are_read() -> None:
    far = [POOL, *[turn("电话多少？")] * 5]
    assert resolve("地址呢？", far).taken != ("青石镇游泳馆",)


def test_without_a_subject_the_headline_is_taken() -> None:
    history = [turn("谁负责？", "书记韩雪负责。", headline="青石镇河道清淤开工")]
    assert resolve("什么时候完工？", history).taken == ("青石镇河道清淤开工",)


@pytest.mark.parametrize(
    "before",
    [
        Turn("", ""),
        Turn("？", "没有找到"),
        Turn("你好", "<script>alert(1)</script>"),
        Turn("他" * 10_000, "”[1]" * 3_000),
        Turn("它呢", "“" * 10_000),
        Turn("<b>它</b>", "《" * 10_000),
    ],
)
@pytest.mark.parametrize("question", ["他呢", "那第二个呢？", "上一届呢", "它在哪里", "还有吗", "大桥呢", "后者"])
def test_hostile_turns_are_harmless(before: Turn, question: str) -> None:
    assert len(resolve(question, [before]).text) <= LONGEST_ANSWER


words = st.text("那第二三个届他它呢吗图书馆松岭大桥几点开放谁是的一、；“”《》[1]（）：, <b>a\n\ud7a3", max_size=30)


@given(words, st.lists(st.builds(Turn, words, words), max_size=4))
def test_any_history_gives_a_question(question: str, history: list[Turn]) -> None:
    found = resolve(question, history)
    assert found.taken or found.text == question
    assert all(found.taken)


def test_the_bench_holds_conversations() -> None:
    conversations = [json.loads(line) for line in BENCH.read_text(encoding="utf-8").splitlines()]
    later = [turn["stands_alone"] for conversation in conversations for turn in conversation["turns"][1:]]
    assert len(conversations) >= 50
    assert sum(later) * 3 >= len(later)


@pytest.mark.parametrize("question", ["最新一期登了什么？", "第2版写了什么？", "今天的报纸上有什么？"])
def test_what_an_issue_or_a_page_has_is_no_follow_up(question: str) -> None:
    before = turn("望潮大桥哪天通车？", "“望潮大桥5月1日通车。”")
    assert resolve(question, [before]).text == question


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("这一期还登了什么？", "2031年5月3日还登了什么？"),
        ("当天的第2版写了什么？", "2031年5月3日第2版写了什么？"),
        ("同一天有什么新闻？", "2031年5月3日有什么新闻？"),
    ],
)
def test_this_issue_is_the_one_that_was_quoted(question: str, meant: str) -> None:
    before = Turn("望潮大桥哪天通车？", "据《澄江报》2031年5月3日第2版《大桥通车》：“望潮大桥5月1日通车。”[1]")
    assert resolve(question, [before]) == Followup(meant, ("2031年5月3日",))
    undated = Turn("望潮大桥哪天通车？", "据《澄江报》（刊期待核）《大桥通车》：“望潮大桥5月1日通车。”[1]")
    assert resolve(question, [undated]) == Followup(question)


def test_with_nothing_named_what_else_there_is_asks_for_the_same_thing() -> None:
    before = turn("望潮大桥哪天通车？", "“望潮大桥5月1日通车。”")
    assert resolve("有哪些报道？", [before]).text == "望潮大桥有哪些报道？"


@pytest.mark.parametrize(
    ("before", "question", "whole"),
    [
        ("周牧野是谁", "栗伯彦呢", "栗伯彦是谁？"),
        ("何长庚是谁", "罗桂枝呢", "罗桂枝是谁？"),
        ("鹭湾中学校长是谁", "区图书馆馆长呢", "区图书馆馆长是谁？"),
        ("第十届春茶节来了多少人", "蜜橘节呢", "第十届蜜橘节来了多少人？"),
    ],
)
def test_a_whole_name_takes_the_place_of_a_whole_name(before: str, question: str, whole: str) -> None:
    assert resolve(question, [turn(before, "“办了。”")]).text == whole


LIST = (
    "找到2篇报道：\n据《澄江报》2032年3月10日第1版《清沟渠》：“沟渠、道路和桥梁。”[1]\n"
    "据《澄江报》2032年3月10日第2版《春茶开市》：“3月6日开市。”[2]"
)


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("第二篇讲了什么", "《春茶开市》讲了什么？"),
        ("第二篇是谁写的", "《春茶开市》是谁写的？"),
        ("最后一篇呢", "《春茶开市》？"),
        ("上一期呢", "2032年3月10日的上一期登了什么？"),
        ("上上期登了什么", "2032年3月10日的上上期登了什么？"),
        ("下一期有什么新闻？", "2032年3月10日的下一期有什么新闻？"),
    ],
)
def test_after_a_list_of_an_issue_an_article_or_the_next_issue_is_meant(question: str, whole: str) -> None:
    assert resolve(question, [Turn("2032年3月10日登了什么？", LIST)]).text == whole
    assert resolve("上一期登了什么？", [Turn("沟渠清了吗？", LIST)]).taken == ()


@pytest.mark.parametrize("question", ["谁写的？", "这篇报道的记者是谁", "那篇文章是哪位记者写的呢"])
def test_who_wrote_is_asked_of_the_report_that_was_quoted(question: str) -> None:
    before = Turn("望潮大桥哪天通车？", "据《澄江报》2031年5月3日第2版《大桥5月1日通车》：“望潮大桥5月1日通车。”[1]")
    assert resolve(question, [before]).text == "《大桥5月1日通车》是谁写的？"
    assert resolve("那篇登在哪一期？", [before]).text == "《大桥5月1日通车》登在第几版？"
    assert resolve("校歌是谁写的", [before]).taken == ()


def test_the_dates_of_a_headline_are_none_that_were_asked_for() -> None:
    before = Turn("医保多少钱？", "据《澄江报》2030年12月18日《12月31日截止 2031年度居民医保缴费》：“每人420元。”[1]")
    assert resolve("什么时候截止？", [before]).taken == ("截止 居民医保缴费",)


@pytest.mark.parametrize(
    ("asked", "question", "whole"),
    [
        (["望潮大桥改造追加了多少投资", "为什么"], "限速多少", "望潮大桥改造限速多少？"),
        (["青石区暑期托管几号开始"], "有几个校区", "青石区暑期托管有几个校区？"),
        (["青麓大桥哪年建成的", "望潮大桥呢"], "限速多少", "望潮大桥限速多少？"),
        (["澄江一号什么时候始发", "什么时候贯通"], "一共花了多少天", "澄江一号一共花了多少天？"),
    ],
)
def test_what_happened_to_a_thing_is_not_asked_of_again(asked: list[str], question: str, whole: str) -> None:
    assert resolve(question, [turn(before) for before in asked]).text == whole
