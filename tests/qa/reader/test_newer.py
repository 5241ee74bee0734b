from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from index.document import Article, Passage
from index.text import terms
from qa.answer import Citation, Hit, Standing, Window
from qa.question import Question
from qa.reader.newer import Amendment, Amendments, cite, clauses, otherwise
from qa.reader.sentences import Sentence, sentences_of
from tests.lexicon import lexicon
from tests.qa.printed import printed

OLD = printed(
    "磨石巷要修路灯。工程投入30万元。共装路灯25盏。", "2031-06-18", title="磨石巷修路灯", page="2", kicker="背街小巷"
)
CORRECTION = printed(
    '本报2031年6月18日第2版《磨石巷修路灯》一文中,"工程投入30万元"有误,应为"工程投入13万元"。特此更正。',
    "2031-06-25",
    title="更正",
    kind="correction",
)
NEW = printed("磨石巷路灯再添一批。工程投入48万元。", "2032-03-05", title="磨石巷再修路灯")
ASKED = "磨石巷路灯工程投入多少万元？"


def archive(articles: Sequence[Article]) -> Amendments:
    """The corrections among some articles, which are looked for among all of them."""
    return Amendments(clauses([each for each in articles if each.kind == "correction"]), lambda words: articles)


def amendments(articles: Sequence[Article]) -> list[Amendment]:
    """What is put right in each of them."""
    return [each for article in articles if article.kind != "correction" for each in archive(articles).about(article)]


def amended(*articles: Article) -> list[tuple[str, str, list[str]]]:
    """The title and date of what is corrected, by which words, and the words put right."""
    return [
        (
            each.corrected.id,
            each.correction.text[each.start : each.end][-8:],
            [each.corrected.text[a:b] for a, b in each.wrong],
        )
        for each in amendments(articles)
    ]


def test_a_correction_finds_its_article_by_title_date_and_words() -> None:
    assert amended(OLD, NEW, CORRECTION) == [(OLD.id, '投入13万元"。', ["工程投入30万元"])]


def correction(text: str, day: str | None = "2031-06-25") -> Article:
    return printed(text, day, title="更正", kind="correction")


@pytest.mark.parametrize(
    "text",
    [
        '本报2031年6月18日《磨石巷修路灯》中"30万元"应为"13万元"。',
        "本报6月18日2版《磨石巷修路灯》一文中，30万元应为13万元。",
        '6月18日第2版一则消息中，"工程投入30万元"有误。',
        '6月18日第02版一则消息中，"工程投入30万元"有误。',
        '6月18日第二版一则消息中，"工程投入30万元"有误。',
        '6月18日２版一则消息中，"工程投入30万元"有误。',
        '《磨石巷修路灯》一文"共装路灯25盏"应为"共装路灯26盏"。',
        "本报2031年6月18日《背街小巷 磨石巷修路灯》作者应为何田。",
    ],
)
def test_ways_to_name_the_article(text: str) -> None:
    assert [each.corrected.id for each in amendments([OLD, NEW, correction(text)])] == [OLD.id]


def test_pages_of_a_part_are_named_as_printed() -> None:
    lettered = replace(OLD, page="A3")
    named = correction('6月18日A03版一则消息中，"工程投入30万元"有误。')
    assert [each.corrected for each in amendments([lettered, named])] == [lettered]


@pytest.mark.parametrize(
    "text",
    [
        '本报2031年6月11日《磨石巷修路灯》中"30万元"应为"13万元"。',
        '本报2031年6月18日《巷子里的灯》中"30万元"应为"13万元"。',
        '本报2031年6月18日第3版一文中"30万元"应为"13万元"。',
        "昨日本报有差错，特此更正。",
        "《磨石巷修路灯》一文有误。",
    ],
)
def test_what_does_not_fit_or_is_not_enough_corrects_nothing(text: str) -> None:
    assert amendments([OLD, NEW, correction(text)]) == []


def test_an_article_of_unknown_date_may_be_the_one_meant() -> None:
    undated = replace(OLD, date=None)
    assert [each.corrected for each in amendments([undated, CORRECTION])] == [undated]


def test_where_the_wrong_words_are_not_in_the_text_any_part_may_be_meant() -> None:
    byline = amendments([OLD, correction("本报2031年6月18日《磨石巷修路灯》作者应为何田。")])[0]
    assert byline.wrong == ()
    assert byline.touches(OLD, 0, 8)
    words = amendments([OLD, CORRECTION])[0]
    assert [words.touches(OLD, 0, 8), words.touches(OLD, 8, 17), words.touches(NEW, 8, 17)] == [False, True, False]


LEXICAL = lexicon([terms(a.title or "") + terms(a.text) for a in (OLD, CORRECTION, NEW)])


def described(article: Article, words: str, question: str = ASKED) -> Sentence:
    """A sentence of an article as the reader describes it."""
    whole = len(article.text)
    hit = Hit(article, (Passage(article, 0, whole),), 5.0, windows=(Window(0, whole, 4.0),))
    found = sentences_of(Question.of(question, LEXICAL), [hit])
    return next(each for each in found if words in article.text[each.start : each.end])


def others_than(best: Sentence, *others: Sentence, question: str = ASKED) -> list[Sentence]:
    return otherwise(question, Question.of(question, LEXICAL), best, others)


def test_another_figure_in_another_issue_says_otherwise() -> None:
    old, new = described(OLD, "30万元"), described(NEW, "48万元")
    assert others_than(old, new) == [new]
    assert others_than(new, old) == [old]


@pytest.mark.parametrize(
    "other",
    [
        replace(NEW, text=NEW.text.replace("48", "30")),
        replace(NEW, date=OLD.date),
        replace(NEW, date="2031-06"),
        replace(NEW, date=None),
        replace(NEW, text="渡口巷路灯再添一批。工程投入48万元。", title="渡口巷添灯"),
        replace(NEW, story="s1"),
    ],
    ids=["the same figure", "the same day", "perhaps the same day", "no date", "another matter", "the same story"],
)
def test_what_is_not_surely_another_answer_is_left_out(other: Article) -> None:
    old = described(replace(OLD, story="s1"), "30万元")
    assert others_than(old, described(other, "万元")) == []


def test_a_question_for_names_or_reasons_has_no_newer_figure() -> None:
    question = "磨石巷路灯工程投入怎么样？"
    assert others_than(described(OLD, "30万元", question), described(NEW, "48万元", question), question=question) == []


def test_the_day_on_which_something_was_said_is_no_other_answer() -> None:
    done = printed("磨石巷路灯工程8月1日完工。", "2031-08-05", title="磨石巷路灯亮了")
    said = printed("9月3日,街道公布磨石巷路灯工程完工后的数据。", "2031-09-05", title="磨石巷路灯亮了")
    question = "磨石巷路灯工程哪天完工？"
    assert others_than(*(described(each, "完工", question) for each in (done, said)), question=question) == []


def test_days_are_compared_as_days() -> None:
    plan = printed("磨石巷路灯工程7月1日完工。", "2031-06-18", title="磨石巷修路灯")
    late = printed("磨石巷路灯工程8月1日完工。", "2031-07-20", title="磨石巷路灯延期")
    same = printed("磨石巷路灯工程下月1日完工。", "2031-06-25", title="磨石巷修灯")
    question = "磨石巷路灯工程哪天完工？"
    best, *rest = (described(article, "完工", question) for article in (plan, late, same))
    assert others_than(best, *rest, question=question) == rest[:1]


def told(*chosen: Sentence, others: tuple[Sentence, ...] = (), corrections: Sequence[Article] = ()) -> list[Citation]:
    return list(cite(ASKED, Question.of(ASKED, LEXICAL), chosen, others, archive(corrections)))


def summary(citations: list[Citation]) -> list[tuple[int, str, Standing | None]]:
    return [(each.number, each.quote, each.standing) for each in citations]


def test_a_newer_figure_comes_before_the_older_one() -> None:
    old, new = described(OLD, "30万元"), described(NEW, "48万元")
    assert summary(told(old, others=(new,))) == [
        (1, "工程投入48万元。", Standing.NEWER),
        (2, "工程投入30万元。", Standing.OLDER),
    ]


def test_a_correction_comes_before_what_it_corrects() -> None:
    correction_first = [
        (1, CORRECTION.text[: CORRECTION.text.index("特此")], Standing.CORRECTION),
        (2, "工程投入30万元。", Standing.CORRECTED),
    ]
    found = [OLD, CORRECTION]
    assert summary(told(described(OLD, "30万元"), corrections=found)) == correction_first
    assert summary(told(described(CORRECTION, "13万元"), corrections=found)) == correction_first


def test_a_correction_that_answers_too_and_what_it_corrects_are_quoted_once_each() -> None:
    correction = printed(
        "本报2031年6月18日第2版《磨石巷修路灯》一文中，磨石巷路灯工程投入应为13万元。",
        "2031-06-25",
        title="更正：磨石巷修路灯",
        kind="correction",
    )
    old, new = described(OLD, "30万元"), described(correction, "13万元")
    once = [(1, correction.text, Standing.CORRECTION), (2, "工程投入30万元。", Standing.CORRECTED)]
    for best, other in ((old, new), (new, old)):
        assert summary(told(best, others=(other,), corrections=[OLD, correction])) == once


def test_another_sentence_of_a_corrected_article_stands_alone() -> None:
    lamps = described(OLD, "25盏")
    assert summary(told(lamps, corrections=[OLD, CORRECTION])) == [(1, "共装路灯25盏。", None)]


def test_all_that_was_chosen_stays_once_in_its_order() -> None:
    best, more = described(OLD, "25盏"), described(OLD, "要修")
    assert summary(told(best, more)) == [(1, "共装路灯25盏。", None), (2, "磨石巷要修路灯。", None)]
    assert told() == []


def test_the_thing_asked_for_is_marked() -> None:
    found = told(described(OLD, "30万元"))[0]
    assert [OLD.text[a:b] for a, b in found.marks] == ["30万元"]
