from __future__ import annotations

from dataclasses import replace

from index.document import Article, Form, Paragraph, Range
from index.forms import covered, heirs

BRIDGE = "澄江区第二座跨江大桥昨日合龙，预计明年五月通车，届时两岸车程缩短到十分钟。"
PARK = "江岸公园的改造工程下月开工，工期八个月，公园里的三百棵老树全部留在原地。"
SCHOOL = "新建的桥头小学设三十六个班，九月起招收片区内的学生，校车开到五个村。"


def article(id: str, text: str, form: Form = "text", date: str | None = "2031-03-12", source: str = "a") -> Article:
    paragraph = Paragraph(0, len(text), "p", (1,))
    name = f"{source}.{form}"
    return Article(id, name, name, "news", text, (paragraph,), (Range(name, 1, 1),), date=date, form=form)


def live(*articles: Article) -> dict[str, tuple[str, Article]]:
    return {each.id: (each.source, each) for each in articles}


def test_the_better_form_of_an_issue_keeps_what_both_hold() -> None:
    scan = [article("s1", BRIDGE.replace("合龙", "台龙"), "scan"), article("s2", PARK, "scan")]
    page = [article("h1", BRIDGE, "html"), article("h2", PARK, "html")]
    assert covered(live(*scan, *page)) == {"s1": "h1", "s2": "h2"}


def test_what_only_the_lesser_form_holds_stays() -> None:
    text = [article("t1", BRIDGE), article("t2", PARK), article("t3", SCHOOL)]
    page = [article("h1", BRIDGE, "html"), article("h2", PARK, "html")]
    assert covered(live(*text, *page)) == {"t1": "h1", "t2": "h2"}


def test_pdf_before_text_before_scan() -> None:
    forms: list[Form] = ["scan", "text", "pdf"]
    assert covered(live(*(article(form, BRIDGE, form) for form in forms))) == {"scan": "pdf", "text": "pdf"}


def test_one_story_in_another_issue_of_the_day_is_not_the_same_issue() -> None:
    text = [article("t1", BRIDGE), article("t2", PARK), article("t3", SCHOOL)]
    assert covered(live(*text, article("h1", BRIDGE, "html"))) == {}


def test_issues_of_two_papers_or_two_days_are_two() -> None:
    text, page = article("t", BRIDGE), article("h", BRIDGE, "html")
    assert covered(live(replace(text, paper="澄江报"), replace(page, paper="澄江晚报"))) == {}
    assert covered(live(replace(text, date="2031-03-13"), page)) == {}
    assert covered(live(replace(text, paper="澄江报"), page)) == {"t": "h"}


def test_undated_issues_are_the_same_when_their_files_are_called_the_same() -> None:
    text = article("t", BRIDGE, date=None)
    assert covered(live(text, article("h", BRIDGE, "html", date=None))) == {"t": "h"}
    assert covered(live(text, article("h", BRIDGE, "html", date=None, source="b/a"))) == {"t": "h"}
    assert covered(live(text, article("h", BRIDGE, "html", date=None, source="b"))) == {}


def test_a_form_is_held_though_its_words_are_cut_otherwise_and_its_marks_misread() -> None:
    whole = article("s", (BRIDGE + PARK + SCHOOL).replace("，", " ").replace("。", "·"), "scan")
    pages = [article("h1", BRIDGE, "html"), article("h2", PARK, "html"), article("h3", SCHOOL, "html")]
    assert covered(live(whole, *pages)) in ({"s": "h1"}, {"s": "h2"}, {"s": "h3"})
    assert covered(live(article("h", BRIDGE + PARK, "html"), article("t1", BRIDGE), article("t2", PARK))) == {
        "t1": "h",
        "t2": "h",
    }


def test_an_article_without_letters_is_held_by_none() -> None:
    assert covered(live(article("s", "——", "scan"), article("h", BRIDGE, "html"))) == {}
    assert covered(live(article("s", BRIDGE, "scan"), article("h", "……", "html"))) == {}


def test_a_copy_in_the_same_form_keeps_only_what_the_other_has_not() -> None:
    issue = [article("a1", BRIDGE), article("a2", PARK)]
    copy = [article("b1", BRIDGE, source="b"), article("b2", PARK, source="b")]
    assert covered(live(*copy, *issue)) == {"a1": "b1", "a2": "b2"}
    assert covered(live(*copy, *issue), known={"a1", "a2"}) == {"b1": "a1", "b2": "a2"}
    assert covered(live(*copy, *issue, article("a3", SCHOOL))) == {"b1": "a1", "b2": "a2"}
    mended = article("b2", PARK.replace("三百", "二百"), source="b")
    assert covered(live(*issue, copy[0], mended)) == {"b1": "a1"}


def test_of_two_copies_the_one_that_lies_less_deep_or_is_called_shorter_is_kept() -> None:
    deep, here = article("a", BRIDGE, source="backup/a"), article("b", BRIDGE, source="b")
    assert covered(live(deep, here)) == {"a": "b"}
    assert covered(live(article("c", BRIDGE, source="b - 副本"), here)) == {"c": "b"}


def test_a_copy_is_known_though_two_of_its_articles_are_cut_as_one() -> None:
    whole = article("b", f"{BRIDGE}\n{PARK}", source="b")
    end = len(BRIDGE)
    rows = (Paragraph(0, end, "p", (1,)), Paragraph(end + 1, len(whole.text), "p", (2,)))
    one = replace(whole, paragraphs=rows)
    assert covered(live(one, article("a1", BRIDGE), article("a2", PARK))) in ({"b": "a1"}, {"b": "a2"})


def test_one_story_in_two_issues_of_a_day_in_one_form_stays_in_both() -> None:
    text = [article("t1", BRIDGE), article("t2", PARK), article("t3", SCHOOL)]
    other = [article("o1", BRIDGE, source="o"), article("o2", SCHOOL[::-1] + PARK[::-1], source="o")]
    assert covered(live(*text, *other)) == {}


def test_what_is_gone_is_found_again_where_its_words_stand_on_its_day_or_any_day() -> None:
    lost = [article("l1", BRIDGE), article("l2", PARK, date=None)]
    live = [article("n1", BRIDGE + SCHOOL), article("n2", PARK), article("n3", BRIDGE, date="2031-03-13")]
    assert heirs(lost, live) == {"l1": "n1", "l2": "n2"}
    assert heirs(lost, [article("n3", BRIDGE, date="2031-03-13")]) == {}
