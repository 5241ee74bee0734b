from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from index.document import Article, EventDate, Paragraph, Passage
from index.text import terms
from qa.answer import Hit, Window
from qa.late import Echo
from qa.question import Question, rarity
from qa.rank import Rank
from qa.reader import probabilities, read
from qa.reader.opened import READ
from qa.reader.pieces import QUOTE
from qa.reader.sentences import sentences_of
from qa.weights import Weights
from tests.lexicon import lexicon

TEXT = "活动中,主讲人讲解了诈骗罪的定义。本次活动收看直播3000余人次。直播间由街道和律师事务所共同打造。"
ARTICLE = Article(
    id="a", issue="i", source="s", kind="news", text=TEXT, paragraphs=(), ranges=(), title="开展反诈专题直播宣传"
)
LEXICAL = lexicon([terms("开展反诈专题直播宣传" + TEXT), terms("望潮大桥恢复通车。"), terms("春茶节开幕了。")])
WEIGHTS = Weights(
    encoder="fake",
    rank=Rank(1.0, 10.0, 10.0),
    select={"grams_around": 2.0, "named": 5.0},
    answer={"one": 1.0, "sentence_lacks_figure": -4.0},
    threshold=0.5,
)


def hit(article: Article = ARTICLE, score: float = 6.0) -> Hit:
    whole = len(article.text)
    return Hit(article, (Passage(article, 0, whole),), score, windows=(Window(0, 18, 3.0), Window(18, whole, 5.0)))


def features(question: str, n: int, article: Article = ARTICLE) -> dict[str, float]:
    return dict(sentences_of(Question.of(question, LEXICAL), [hit(article)])[n].features)


def test_sentences_are_slices_of_the_article_in_order() -> None:
    found = sentences_of(Question.of("直播有多少人看?", LEXICAL), [hit()])
    assert [TEXT[s.start : s.end] for s in found] == [
        "活动中,主讲人讲解了诈骗罪的定义。",
        "本次活动收看直播3000余人次。",
        "直播间由街道和律师事务所共同打造。",
    ]


def test_the_sentence_with_the_figure_asked_for_is_chosen() -> None:
    finding = read(Question.of("直播有多少人看?", LEXICAL), [hit()], WEIGHTS)
    best = finding.sentences[0]
    assert TEXT[best.start : best.end] == "本次活动收看直播3000余人次。"
    assert finding.probability == pytest.approx(0.7311, abs=1e-4)  # 1 / (1 + e^-1); no other has a figure


def test_only_sentences_nearly_as_good_come_after_the_best() -> None:
    finding = read(Question.of("直播有多少人看?", LEXICAL), [hit()], WEIGHTS)
    assert [TEXT[s.start : s.end] for s in finding.sentences] == ["本次活动收看直播3000余人次。"]
    equal = replace(WEIGHTS, select={"one": 1.0})
    assert len(read(Question.of("直播怎么样?", LEXICAL), [hit()], equal).sentences) == 2


def test_a_sentence_of_another_article_must_be_nearer_to_come_after_the_best() -> None:
    def given(*windows: tuple[str, float]) -> list[str]:
        hits = [
            Hit(article, (Passage(article, 0, 5),), 6.0, windows=(Window(0, 5, score),))
            for n, (text, score) in enumerate(windows)
            for article in [replace(ARTICLE, id=str(n), text=text)]
        ]
        weights = replace(WEIGHTS, select={"window": 1.0})
        return [s.hit.article.text for s in read(Question.of("直播", LEXICAL), hits, weights).sentences]

    assert given(("直播开始。", 5.0), ("直播结束。", 3.5)) == ["直播开始。", "直播结束。"]
    assert given(("直播开始。", 5.0), ("直播结束。", 2.5)) == ["直播开始。"]


def test_no_figure_of_the_kind_anywhere_is_improbable() -> None:
    finding = read(Question.of("直播占比多少?", LEXICAL), [hit()], WEIGHTS)
    assert finding.probability == pytest.approx(0.0474, abs=1e-4)  # 1 / (1 + e^3)


def test_a_sentence_without_the_figure_is_not_chosen_however_near() -> None:
    article = replace(ARTICLE, text="直播间一年的收入让街道的人都吃惊。账上写着8万元。")
    found = read(
        Question.of("直播间一年的收入有多少?", LEXICAL),
        [hit(article)],
        replace(WEIGHTS, select={"grams": 1.0, "lead": 5.0}),
    )
    assert [article.text[each.start : each.end] for each in found.sentences] == ["账上写着8万元。"]


def test_a_sentence_with_only_the_figure_of_the_question_is_not_chosen() -> None:
    article = replace(ARTICLE, text="直播间3000人次的活动多少人看过。主播收到800条留言。")
    found = read(
        Question.of("3000人次的直播有多少留言?", LEXICAL), [hit(article)], replace(WEIGHTS, select={"lead": 5.0})
    )
    assert [article.text[each.start : each.end] for each in found.sentences] == ["主播收到800条留言。"]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("造成21人受伤的事故死亡几人", "事故造成21人受伤、1人死亡。"),
        ("门票从15元降到多少钱", "门票从15元降到5元。"),
        ("12名队员里有多少名女队员", "女队员有2名。"),
        ("三里河上有几座桥", "三里河上有一座桥。"),
    ],
)
def test_a_figure_within_another_of_the_question_may_answer(question: str, text: str) -> None:
    assert Question.of(question, LEXICAL).may_answer(text)


def test_a_year_that_says_which_thing_is_meant_leaves_no_article_out() -> None:
    told = replace(ARTICLE, date="2031-03-10", text="直播间限30人。")
    assert read(Question.of("2030年建成的直播间限多少人?", LEXICAL), [hit(told)], WEIGHTS).sentences
    assert not read(Question.of("2030年直播间限多少人?", LEXICAL), [hit(told)], WEIGHTS).sentences


def test_an_article_of_another_year_is_not_read() -> None:
    asked, other = Question.of("2033年直播收看多少人次?", LEXICAL), replace(ARTICLE, date="2031-03-10")
    assert read(asked, [hit(other)], WEIGHTS).sentences == ()
    assert read(asked, [hit(replace(other, date="2033-03-10"))], WEIGHTS).sentences
    assert read(Question.of("2033年的直播", LEXICAL), [hit(other)], WEIGHTS).sentences  # a topic


def told(text: str, *years: int) -> Article:
    """An article in which some years are named, each once."""
    spans = [(year, text.index(str(year))) for year in years]
    named = tuple(EventDate(f"{year}-01-01", f"{year}-12-31", at, at + 5) for year, at in spans)
    return replace(ARTICLE, text=text, event_dates=named)


@pytest.mark.parametrize(
    ("text", "years", "best"),
    [
        ("2031年直播8场。其他活动更多。", [2031], []),
        ("2031年直播8场。2030年直播6场。", [2031, 2030], ["2030年直播6场。"]),
        ("2031年直播8场。2030年不多。", [2031, 2030], []),
        ("2030年街道作了计划。到2031年直播8场。", [2030, 2031], ["到2031年直播8场。"]),
        ("2030年街道作了计划。\n到2031年直播8场。", [2030, 2031], []),
    ],
)
def test_what_tells_of_another_year_only_is_no_answer(text: str, years: list[int], best: list[str]) -> None:
    weights = replace(WEIGHTS, select={"named": 2.5})
    found = read(Question.of("2030年直播几场?", LEXICAL), [hit(told(text, *years))], weights)
    assert [text[each.start : each.end] for each in found.sentences[:1]] == best


def test_the_year_in_which_something_happened_may_be_another() -> None:
    text = "2030年街道立项。直播间2031年建成。"
    found = read(Question.of("2030年立项的直播间哪年建成?", LEXICAL), [hit(told(text, 2030, 2031))], WEIGHTS)
    assert "直播间2031年建成。" in [text[each.start : each.end] for each in found.sentences]


def test_an_article_without_the_figure_that_an_answer_must_have_gives_its_place_to_another() -> None:
    asked = Question.of("直播间电话是多少?", LEXICAL)
    assert read(asked, [hit()], WEIGHTS).probability == 0.0
    other = hit(replace(ARTICLE, id="b", text="直播间不大。直播间热线62819900。"), 1.0)
    assert [s.hit.article.id for s in read(asked, [hit(score=3.0), other], WEIGHTS).sentences] == ["b"]


def test_who_speaks_is_quoted_with_what_is_said() -> None:
    article = replace(ARTICLE, text='直播很热闹。"直播要多办。"王建国说。')
    assert [article.text[s.start : s.end] for s in sentences_of(Question.of("直播", LEXICAL), [hit(article)])] == [
        "直播很热闹。",
        '"直播要多办。"王建国说。',
    ]


def test_a_sentence_is_quoted_with_the_one_that_it_leans_on() -> None:
    article = replace(ARTICLE, text="转变始于2010年。这一年直播间有30人。")
    finding = read(Question.of("直播间有多少人?", LEXICAL), [hit(article)], WEIGHTS)
    assert [article.text[s.start : s.end] for s in finding.sentences] == [article.text]


def test_words_that_only_cutting_made_are_not_looked_for() -> None:
    assert list(Question.of("直播有多少人点赞", LEXICAL).words) == ["直播"]
    # Of 春茶节卖 茶节 was printed; of 开幕斗茶 no 幕斗 was, so that 斗茶 is a word of its own.
    assert list(Question.of("春茶节卖了多少", LEXICAL).words) == ["春茶"]
    assert list(Question.of("开幕斗茶是什么", LEXICAL).words) == ["开幕", "斗茶"]
    # Nothing stands before 节卖 that it could be cut from.
    assert list(Question.of("节卖春茶多少", LEXICAL).words) == ["节卖", "春茶"]
    assert "斗茶" in Question.of("直播斗茶", LEXICAL).words


@pytest.mark.parametrize(
    ("question", "numbered"),
    [
        ("第三届春茶节和207路", (("第三",), ("207路",))),
        ("G60高速和十一中", (("g60",), ("十一中",))),
        ("第十二届和第十三届春茶节", (("第十二", "第十三"),)),
        ("第一次办灯会是哪一届", ()),
        ("我老伴70了一期收多少钱", ()),
        ("2031年的12345热线", (("12345",),)),
    ],
)
def test_which_numbers_name_one_of_many(question: str, numbered: tuple[tuple[str, ...], ...]) -> None:
    assert Question.of(question, LEXICAL).names.numbers == numbered


def test_only_a_sentence_with_the_office_names_its_holder() -> None:
    article = replace(ARTICLE, text="馆长王建国介绍,座位全部开放。志愿者李小明每天都来。")
    assert [features("图书馆馆长是谁？", n, article)["named"] for n in (0, 1)] == [1.0, 0.0]
    assert [features("谁每天都来？", n, article)["named"] for n in (0, 1)] == [1.0, 1.0]


def test_who_is_somebodys_relation_stands_beside_the_word_for_it() -> None:
    article = replace(ARTICLE, text="王建国的徒弟叫李小明。张大民和妻子去看王建国。赵小刚是王建国的师傅。")
    assert [features("王建国的徒弟是谁", n, article)["named"] for n in range(3)] == [1.0, 0.0, 0.0]
    assert [features("王建国的师傅是谁", n, article)["named"] for n in range(3)] == [0.0, 0.0, 1.0]
    assert read(Question.of("张大民的妻子是谁", LEXICAL), [hit(article)], WEIGHTS).probability > 0
    assert read(Question.of("张大民的儿子是谁", LEXICAL), [hit(article)], WEIGHTS).probability == 0.0


def test_who_is_somebodys_relation_is_not_answered_by_what_only_speaks_of_them() -> None:
    article = replace(ARTICLE, text="张大民的儿子今年满月。王建国也去了。妻子在家照顾。她叫李小明,教语文。")
    assert read(Question.of("张大民的儿子是谁", LEXICAL), [hit(article)], WEIGHTS).probability == 0.0
    found = read(Question.of("张大民的妻子是谁", LEXICAL), [hit(article)], WEIGHTS)
    assert [article.text[s.start : s.end] for s in found.sentences] == ["她叫李小明,教语文。"]


def test_each_sentence_has_the_score_of_its_window() -> None:
    assert features("直播", 0)["window"] == 3.0
    assert features("直播", 2)["window"] == 5.0


def test_the_share_of_the_terms_in_a_sentence_with_its_neighbours_and_in_the_article() -> None:
    # 直播间 stands in the third sentence, two after the first; the headline has only its pair 直播.
    assert 0 < features("直播间 诈骗罪", 0)["grams_around"] < 1
    assert features("直播间 诈骗罪", 1)["grams_around"] == 1.0
    assert features("直播间 诈骗罪", 0)["grams"] == 1.0


def test_a_name_that_the_dictionary_does_not_know_is_known_by_its_pairs() -> None:
    asked = Question.of("颊鳞雀鲷属于什么科？", LEXICAL)
    # 颊鳞, 鳞雀 and 雀鲷 stand in the text, whatever words the dictionary makes of them.
    assert asked.share("颊鳞雀鲷,属于雀鲷科。") > 0.6 > asked.share("白尾雀鲷,属于雀鲷科。")


def test_what_the_headline_says_is_left_out_of_the_rest() -> None:
    # 直播 stands in the headline; of what is left only 斗茶 is asked, and the article has none.
    asked = features("直播 斗茶", 1)
    assert asked["rest"] == 0.0
    assert asked["rarest_missing"] == 1.0


def test_one_of_many_by_number_must_be_the_right_one() -> None:
    numbered = replace(ARTICLE, text="第十三届橘子节昨日开幕。")
    assert features("第十三届橘子节", 0, numbered)["number_missing"] == 0.0
    assert features("第十四届橘子节", 0, numbered)["number_missing"] == 1.0


def test_a_number_that_only_begins_like_another_is_not_that_one() -> None:
    eleventh = replace(ARTICLE, text="第十一管区的驻地在那霸,207路开到那里。")
    assert features("第十管区驻地在哪", 0, eleventh)["number_missing"] == 1.0
    assert features("第十一管区驻地在哪", 0, eleventh)["number_missing"] == 0.0
    assert features("07路到哪", 0, eleventh)["number_missing"] == 1.0
    schools = replace(ARTICLE, text="二十一中和34中都报了名,2031第3届运动会就要开幕。")
    missing = {
        asked: features(asked, 0, schools)["number_missing"] for asked in ("三十四中", "21中", "第三届", "第二届")
    }
    assert missing == {"三十四中": 0.0, "21中": 0.0, "第三届": 0.0, "第二届": 1.0}


def test_a_word_of_latin_letters_is_no_part_of_another() -> None:
    chat = replace(ARTICLE, text="ChatGPT在5月发布。")
    assert features("GPT发布", 0, chat)["rarest_missing"] == 1.0
    assert features("ChatGPT发布", 0, chat)["rarest_missing"] == 0.0
    assert features("ChatGPT-5发布", 0, chat)["number_missing"] == 1.0


def test_how_far_an_article_is_ahead_of_the_next_and_behind_the_best() -> None:
    best, second, far = hit(score=9.0), hit(replace(ARTICLE, id="b"), 7.5), hit(replace(ARTICLE, id="c"), -4.0)
    described = sentences_of(Question.of("直播", LEXICAL), [best, second, far])
    told = {s.hit.article.id: (s.features["lead_over"], s.features["ahead"]) for s in described}
    assert told == {"a": (1.5, 0.0), "b": (0.0, -1.5), "c": (0.0, -13.0)}
    alone = sentences_of(Question.of("直播", LEXICAL), [hit(score=30.0)])
    assert alone[0].features["lead_over"] == 10.0


def test_each_sentence_has_the_late_interaction_of_its_own_tokens() -> None:
    # Tokens that end at 5 and at 25, in the first and in the second sentence, against one of the question.
    echo = Echo(np.array([5, 25]), np.array([[0.25], [0.75]], np.float32), np.ones(1, np.float32))
    described = sentences_of(Question.of("直播", LEXICAL), [replace(hit(), echo=echo)])
    assert [s.features["late"] for s in described] == [0.25, 0.75, 0.0]


def test_a_figure_that_the_question_names_itself_is_no_answer() -> None:
    asked = Question.of("收看直播的3000余人次是多少人?", LEXICAL)
    assert not asked.answered_by("本次活动收看直播3000余人次。")


def test_a_long_sentence_is_quoted_by_its_clauses() -> None:
    long = replace(ARTICLE, text="大桥通车了," * 60 + "市民都说好。")
    found = sentences_of(Question.of("大桥", LEXICAL), [hit(long)])
    assert all(s.end - s.start <= QUOTE for s in found)
    assert "".join(long.text[s.start : s.end] for s in found) == long.text


def test_nothing_found_is_nothing_probable() -> None:
    finding = read(Question.of("大桥", LEXICAL), [], WEIGHTS)
    assert (finding.sentences, finding.probability) == ((), 0.0)


def test_a_name_weighs_more_than_a_common_word_that_a_small_store_lacks() -> None:
    assert rarity("谷清扬", LEXICAL) > rarity("手艺", LEXICAL) > rarity("活动", LEXICAL) > 0


def test_a_word_on_every_page_says_nothing() -> None:
    everywhere = lexicon([["活动"]] * 100_000)
    assert rarity("活动", everywhere) == pytest.approx(0.0, abs=0.02)


def test_probabilities_stay_finite() -> None:
    described = sentences_of(Question.of("直播", LEXICAL), [hit()])
    assert probabilities(described, replace(WEIGHTS, answer={"one": 1e9})) == pytest.approx([1.0] * 3)
    assert probabilities(described, replace(WEIGHTS, answer={"one": -1e9})) == pytest.approx([0.0] * 3, abs=1e-9)


def test_sentences_far_behind_are_not_searched_for_persons() -> None:
    article = replace(ARTICLE, text="区长王建国到会讲话。记者李明报道。")
    question = Question.of("谁到会讲话?", LEXICAL)
    assert [s.features["named"] for s in sentences_of(question, [hit(article)])] == [1.0, 1.0]
    near = sentences_of(question, [hit(article)], {"late": 1.0, "named": 2.0})
    assert [s.features["named"] for s in near] == [1.0, 1.0]
    behind = Echo(np.array([10, 17]), np.array([[1.0], [0.0]], np.float32), np.ones(1, np.float32))
    far = sentences_of(question, [replace(hit(article), echo=behind)], {"late": 10.1, "named": 2.0})
    assert [s.features["named"] for s in far] == [1.0, 0.0]


def test_articles_far_behind_are_not_read_for_a_choice() -> None:
    hits = [hit(score=9.0), hit(replace(ARTICLE, id="b"), 4.5), hit(replace(ARTICLE, id="c"), 3.5)]
    question = Question.of("直播", LEXICAL)
    assert {each.article.id for each in sentences_of(question, hits).hits} == {"a", "b", "c"}
    assert {each.article.id for each in sentences_of(question, hits, {"late": 1.0}).hits} == {"a", "b"}


def test_a_reranked_order_is_read_although_the_best_score_stands_later() -> None:
    hits = [*(hit(replace(ARTICLE, id=str(n)), 2.0) for n in range(READ)), hit(score=9.0)]
    found = sentences_of(Question.of("直播", LEXICAL), hits, {"late": 1.0})
    assert {each.article.id for each in found.hits} == {str(n) for n in range(READ)}


INTERVIEW = replace(
    ARTICLE,
    title="直播答问",
    text="记者:直播有多少人看?陆知行:很多。共有3000余人次,其中两成是老人。记者:直播间谁来办?陆知行:由街道和律师事务所来办。",
)


def test_an_interviewers_question_answers_nothing_but_counts_for_what_does() -> None:
    asked = Question.of("直播有多少人看?", LEXICAL)
    text = INTERVIEW.text
    whole = Hit(INTERVIEW, (Passage(INTERVIEW, 0, len(text)),), 6.0, windows=(Window(0, 12, 5.0), Window(12, 99, 3.0)))
    found = list(sentences_of(asked, [whole]))
    # "很多。" does not say it yet, so what follows it answers the same question; the last answers another one.
    assert [(text[s.start : s.end], s.features["window"]) for s in found] == [
        ("陆知行:很多。", 5.0),
        ("共有3000余人次,其中两成是老人。", 5.0),
        ("陆知行:由街道和律师事务所来办。", 3.0),
    ]
    best = read(asked, [whole], WEIGHTS).sentences[0]
    assert text[best.start : best.end] == "共有3000余人次,其中两成是老人。"


def test_a_question_and_a_heading_answer_nothing_but_count_for_what_follows() -> None:
    text = "津贴能集中发吗？\n应当按月发放。\n三、发放的对策\n一要按时发放。"
    cuts = [0, 9, 17, 25, len(text)]
    paragraphs = tuple(
        Paragraph(start, end - (end < len(text)), "heading" if n == 2 else "p", (n,))
        for n, (start, end) in enumerate(pairwise(cuts))
    )
    article = replace(ARTICLE, text=text, paragraphs=paragraphs)
    scores = zip(pairwise(cuts), (7.0, 2.0, 6.0, 3.0), strict=True)
    windows = tuple(Window(start, end, score) for (start, end), score in scores)
    found = sentences_of(
        Question.of("津贴", LEXICAL), [Hit(article, (Passage(article, 0, len(text)),), 6.0, windows=windows)]
    )
    assert [(text[s.start : s.end].strip(), s.features["window"]) for s in found] == [
        ("应当按月发放。", 7.0),
        ("一要按时发放。", 6.0),
    ]


def test_a_title_asked_for_bars_other_titles_only_where_none_is_asked_for() -> None:
    titles = [Question.of(asked, LEXICAL).names.titles for asked in ("《灯》哪天演？", "《灯》像什么漫画？")]
    assert titles == [("灯",), ()]


@pytest.mark.parametrize("text", ["记者:直播有多少人看?", "今天的直播该怎么看？！！"])
def test_an_article_that_only_asks_has_no_sentence(text: str) -> None:
    asks = replace(ARTICLE, text=text)
    only = Hit(asks, (Passage(asks, 0, 12),), 6.0, windows=(Window(0, 12, 5.0),))
    assert len(sentences_of(Question.of("谁看直播?", LEXICAL), [only], {"named": 1.0})) == 0


def test_what_answers_much_worse_is_not_set_beside_the_best() -> None:
    other = replace(ARTICLE, id="b", text="直播收看2000余人次。")
    asked, far = Question.of("直播有多少人看?", LEXICAL), replace(WEIGHTS, select={"hit": 1.0})
    pair = [hit(), Hit(other, (Passage(other, 0, 12),), 4.5, windows=(Window(0, 12, 5.0),))]
    assert read(asked, pair, far).others == ()
    near = [pair[0], replace(pair[1], score=5.5)]
    assert [other.text[s.start : s.end] for s in read(asked, near, far).others] == [other.text]


def test_a_list_that_the_best_sentence_begins_is_given_whole_and_once() -> None:
    text = "直播有三个看点:一是3000人同看。二是有律师答问。三是能回看。街道主办。"
    points = replace(ARTICLE, text=text)
    found = Hit(points, (Passage(points, 0, len(text)),), 6.0, windows=(Window(0, len(text), 5.0),))
    equal = replace(WEIGHTS, select={"one": 1.0})
    sentences = read(Question.of("直播有多少人看?", LEXICAL), [found], equal).sentences
    assert [text[s.start : s.end] for s in sentences] == ["直播有三个看点:一是3000人同看。二是有律师答问。三是能回看。"]
