from __future__ import annotations

from dataclasses import replace

from index.document import Article, Author, Paragraph, Passage
from index.text import terms
from qa.answer import Citation, Hit, Why, Window
from qa.listing import (
    LONGEST,
    Entry,
    all_of,
    listed,
    names_all,
    quoted,
    told,
)
from qa.question import Question
from qa.question.request import subject
from tests.lexicon import lexicon
from tests.qa.printed import printed

LAMPS = printed("灯会在老街开幕。河边挂起三百盏花灯。", "2031-02-10", title="第一届老街灯会开幕")
AGAIN = printed("老街又亮了。第二届老街灯会来了两万人。", "2032-02-15", title="花灯照老街")
LOOSE = printed("老街灯会的花灯由居民手扎。", None, title="一盏花灯的来历")
BRIDGE = printed("大桥恢复通车。", "2031-12-07", title="大桥通车")
ASKED = printed("记者:今年的老街灯会办几天?答:灯会办五天。", title="灯会问答")
LEXICAL = lexicon([terms(a.headline + a.text) for a in (LAMPS, AGAIN, LOOSE, BRIDGE)])


def hit(article: Article, near: float) -> Hit:
    """An article with one window a sentence, all as near as its passage."""
    cut = article.text.index("。") + 1
    windows = (Window(0, cut, near), Window(cut, len(article.text), near))
    return Hit(article, (Passage(article, 0, len(article.text)),), 2 * near, Why(near, 0.5, 0.0), windows)


def entries(text: str, *hits: Hit) -> tuple[Entry, ...]:
    return listed(text, [Question.of(subject(text), LEXICAL)], hits)


def articles(text: str, *hits: Hit) -> list[Article]:
    return [entry.hit.article for entry in entries(text, *hits)]


def test_an_article_with_all_words_belongs_even_when_it_is_not_very_near() -> None:
    # 1.2 - 0.54 * (3.0 - 1.2) + 2.2 + 1.6 = 4.03; without the words 0.23; at least 3.4 is needed
    assert articles("老街灯会有哪些报道？", hit(AGAIN, 3.0), hit(LAMPS, 1.2), hit(BRIDGE, 1.2)) == [AGAIN, LAMPS]


def test_an_article_near_enough_belongs_without_the_words() -> None:
    # the nearest of all: 3.5 against 3.4; the next: 3.43 - 0.54 * 0.07 = 3.39
    assert articles("花市有哪些报道？", hit(AGAIN, 3.5), hit(LAMPS, 3.43)) == [AGAIN]


def test_an_article_without_a_rare_name_of_the_subject_is_none_of_it() -> None:
    assert articles("地铁的报道有哪些？", hit(AGAIN, 4.0)) == [AGAIN]
    assert articles("深圳地铁的报道有哪些？", hit(AGAIN, 4.0)) == []
    assert articles("深圳地铁、灯会的报道有哪些？", hit(BRIDGE, 4.0), hit(AGAIN, 4.0)) == [AGAIN]


def test_nothing_near_is_no_list() -> None:
    assert articles("关于地震的报道有哪些？", hit(AGAIN, 2.0), hit(LAMPS, 1.0)) == []
    assert articles("关于地震的报道有哪些？") == []


def test_where_one_article_has_all_words_one_without_any_is_left_out() -> None:
    assert articles("大桥的新闻有哪些？", hit(AGAIN, 3.0), hit(BRIDGE, 2.9)) == [BRIDGE]


def test_beside_an_answer_stands_only_what_has_the_rarest_word_of_the_subject() -> None:
    # 3.9 - 0.54 * 0.1 and what 灯会 counts is more than 3.4; 老街 is the rarer word.
    other = printed("山里的灯会来了两万人。花灯亮了。", "2031-12-07", title="山里亮灯")
    hits = [hit(LAMPS, 4.0), hit(other, 3.9)]
    assert articles("老街灯会有哪些报道？", *hits) == [other, LAMPS]
    assert articles("老街灯会办过几次？", *hits) == [LAMPS]


def test_a_word_that_the_dictionary_cuts_apart_counts_where_it_was_printed() -> None:
    rubbed = printed("孩子要捏脊。天天捏。", "2031-02-10", title="捏脊")
    child = printed("孩子要睡觉。天天睡。", "2031-02-11", title="睡觉")
    asked = [Question.of("孩子捏脊", lexicon([terms(rubbed.text), *[terms(child.text)] * 9]))]
    assert "捏脊" not in asked[0].words
    # With 孩子 alone both would have all words: 2.6 - 0.54 * 1.4 + 3.8 is more than 3.4.
    found = listed("孩子捏脊的报道有哪些？", asked, [hit(rubbed, 4.0), hit(child, 2.6)])
    assert [entry.hit.article for entry in found] == [rubbed]


def test_a_subject_of_two_things_is_met_by_either() -> None:
    assert articles("灯会、大桥的新闻有哪些？", hit(BRIDGE, 1.5), hit(LAMPS, 1.5)) == [BRIDGE, LAMPS]


def test_the_newest_first_unless_a_history_is_asked_for_and_the_undated_last() -> None:
    hits = [hit(LOOSE, 4.0), hit(AGAIN, 3.5), hit(LAMPS, 4.0)]
    assert articles("老街灯会有哪些报道？", *hits) == [AGAIN, LAMPS, LOOSE]
    assert articles("历年老街灯会的报道", *hits) == [LAMPS, AGAIN, LOOSE]
    asked = Question.of("老街灯会", LEXICAL)
    oldest = listed("老街灯会有哪些报道？", [asked], hits, "oldest")
    assert [entry.hit.article for entry in oldest] == [LAMPS, AGAIN, LOOSE]
    citations = [Citation(1, LAMPS, 0, 8), Citation(2, AGAIN, 6, 19)]
    assert told("老街灯会有哪些报道？", citations, "oldest").startswith("找到2篇报道，从早到晚：\n")


def test_the_sentence_with_the_words_is_quoted() -> None:
    (entry,) = entries("老街灯会有哪些报道？", hit(AGAIN, 4.0))
    assert AGAIN.text[entry.start : entry.end] == "第二届老街灯会来了两万人。"


def test_an_interviewers_question_is_not_quoted() -> None:
    (entry,) = entries("老街灯会有哪些报道？", hit(ASKED, 4.0))
    assert ASKED.text[entry.start : entry.end] == "答:灯会办五天。"


def test_a_heading_is_not_quoted() -> None:
    article = printed("老街灯会\n河边挂起三百盏花灯。", title="灯会侧记")
    heading, body = Paragraph(0, 4, "heading", ()), Paragraph(5, 16, "p", ())
    (entry,) = entries("老街灯会有哪些报道？", hit(replace(article, paragraphs=(heading, body)), 4.0))
    assert article.text[entry.start : entry.end] == "河边挂起三百盏花灯。"


def test_the_articles_of_a_series_are_known_by_its_row_and_listed_from_the_first() -> None:
    second = replace(AGAIN, series="老街记忆系列报道②")
    assert articles("老街记忆系列有几篇？", hit(second, 2.0), hit(LAMPS, 0.1)) == [second]
    first = replace(LAMPS, series="老街记忆系列报道①")
    assert articles("老街记忆系列第二篇说了什么？", hit(second, 2.0), hit(first, 2.0)) == [first, second]


def test_for_a_name_alone_belongs_what_has_all_of_it_however_far() -> None:
    assert articles("老街灯会", hit(LAMPS, 0.1), hit(BRIDGE, 4.0), hit(AGAIN, 0.1)) == [AGAIN, LAMPS]
    assert articles("老街机场", hit(LAMPS, 9.0)) == []
    other = printed("刘强说,灯会好。刘强很忙。", "2031-02-11", title="问答")
    assert articles("刘强东", hit(other, 9.0)) == []
    assert articles("刘强东", hit(replace(other, text="刘强东说,灯会好。他很忙。"), 0.1)) != []


def test_a_subject_in_another_wording_is_met_as_well() -> None:
    questions = [Question.of(each, LEXICAL) for each in ("渡槽", "大桥")]
    found = listed("渡槽的新闻有哪些？", questions, [hit(BRIDGE, 1.5)])
    assert [entry.hit.article for entry in found] == [BRIDGE]
    assert listed("渡槽的新闻有哪些？", questions[:1], [hit(BRIDGE, 1.5)]) == ()


def test_where_nothing_is_named_every_hit_belongs() -> None:
    assert [each.hit.article for each in all_of([hit(LAMPS, 0.2), hit(BRIDGE, 0.1)], oldest=False)] == [BRIDGE, LAMPS]


def test_what_a_day_has_stands_as_in_the_paper_with_its_first_sentences() -> None:
    pages = [("3", "菜价平稳。"), ("10", "明日有雨。"), ("2", "花市开张。人很多。"), (None, "图片一张。")]
    hits = [hit(printed(text, title=text[:2], page=page), 4.0) for page, text in pages]
    older = hit(printed("旧闻一条。", "2031-06-17", title="旧闻", page="1"), 9.0)
    listing = all_of([older, *hits], oldest=False)
    quotes = [each.hit.article.text[each.start : each.end] for each in listing]
    assert quotes == ["花市开张。", "菜价平稳。", "明日有雨。", "图片一张。", "旧闻一条。"]


def test_a_list_without_a_sentence_needs_an_article_with_every_word() -> None:
    asked = Question.of(subject("灯会办过几次？"), LEXICAL)
    assert names_all([asked], [hit(BRIDGE, 4.0), hit(LAMPS, 4.0)])
    assert not names_all([asked], [hit(BRIDGE, 4.0)])
    assert names_all([asked, Question.of("大桥", LEXICAL)], [hit(BRIDGE, 4.0)])


def test_a_list_beside_an_answer_goes_on_with_its_numbers_and_quotes_nothing_twice() -> None:
    found = (Entry(hit(AGAIN, 4.0), 6, 19), Entry(hit(LAMPS, 4.0), 0, 8), Entry(hit(BRIDGE, 4.0), 0, 7))
    beside = [Citation(3, LAMPS, 0, 8)]
    assert [(each.number, each.article) for each in quoted(found, beside, 3)] == [(4, AGAIN), (3, LAMPS), (5, BRIDGE)]
    assert [each.number for each in quoted(found, [], 1)] == [1, 2, 3]


def test_only_the_best_are_listed() -> None:
    several = [hit(printed("老街灯会开幕。好看。", title=f"灯会之{n}"), 4.0) for n in range(LONGEST + 5)]
    assert len(entries("老街灯会有哪些报道？", *several)) == LONGEST


def test_a_list_of_more_than_it_holds_says_of_how_many() -> None:
    day = [Citation(1, LAMPS, 0, 8)]
    assert told("有哪些报道？", day, total=51).startswith("共51篇报道，列出前1篇：")
    assert told("有哪些报道？", day, total=1).startswith("找到1篇报道：")
    days = [*day, Citation(2, AGAIN, 6, 19)]
    assert told("有哪些报道？", days, total=51).startswith("共51篇报道，列出最新的2篇，从新到旧：")
    assert told("有哪些报道？", days, "oldest", total=51).startswith("共51篇报道，列出最早的2篇，从早到晚：")


def test_of_more_reports_of_a_matter_than_a_list_holds_the_best_are_listed_and_all_counted_if_that_is_known() -> None:
    days = [Citation(n, LAMPS if n % 2 else AGAIN, 0, 6) for n in range(1, LONGEST + 1)]
    assert told("灯会", days, total=33).startswith("共33篇报道，列出最相关的20篇，从新到旧：")
    assert told("灯会", days, total=20).startswith("找到20篇报道，从新到旧：")
    assert told("灯会有哪些报道？", days).startswith("列出最相关的20篇，从新到旧：")
    assert told("灯会有哪些报道？", days[1:]).startswith("找到19篇报道，从新到旧：")


def test_a_list_in_words() -> None:
    citations = [Citation(1, LAMPS, 0, 8), Citation(2, AGAIN, 6, 19), Citation(3, LOOSE, 0, 13)]
    assert told("历年老街灯会的报道", citations) == (
        "找到3篇报道，从早到晚：\n"
        "据《澄江报》2031年2月10日《第一届老街灯会开幕》：“灯会在老街开幕。”[1]\n"
        "据《澄江报》2032年2月15日《花灯照老街》：“第二届老街灯会来了两万人。”[2]\n"
        "刊期待核：\n"
        "据《澄江报》（刊期待核）《一盏花灯的来历》：“老街灯会的花灯由居民手扎。”[3]"
    )


def test_who_wrote_something_is_said_of_what_is_headed_so() -> None:
    assert articles("花灯照老街是谁写的？", hit(AGAIN, 0.1), hit(LAMPS, 4.0)) == [AGAIN]
    assert articles("《花灯照老街》是谁写的？", hit(AGAIN, 0.1), hit(LAMPS, 4.0)) == [AGAIN]
    assert articles("老街灯会的报道是谁写的？", hit(AGAIN, 4.0), hit(LAMPS, 0.1)) == [LAMPS]
    assert articles("老街灯会的歌是谁写的？", hit(AGAIN, 4.0), hit(LAMPS, 4.0)) == []


def test_who_wrote_something_stands_beside_its_source_as_printed() -> None:
    signed = replace(LAMPS, authors=(Author("林一", "记者"), Author("周二", "通讯员")))
    assert told("老街灯会的报道是谁写的？", [Citation(1, signed, 0, 8), Citation(2, AGAIN, 6, 19)]) == (
        "找到2篇报道，从新到旧：\n"
        "据《澄江报》2031年2月10日《第一届老街灯会开幕》（署名：记者 林一、通讯员 周二）：“灯会在老街开幕。”[1]\n"
        "据《澄江报》2032年2月15日《花灯照老街》（没有署名）：“第二届老街灯会来了两万人。”[2]"
    )


def test_articles_are_counted_never_events() -> None:
    assert told("灯会办过几次？", [Citation(1, AGAIN, 6, 19)]).startswith(
        "找到1篇报道（篇数不等于次数，请看原文）：\n据"
    )
    assert told("有关灯会的报道", [Citation(1, LOOSE, 0, 13)]).startswith("找到1篇报道：\n据")
