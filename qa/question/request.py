"""Does a question ask for several articles, and for which: what was printed of a matter, or all that an issue has?

What is asked for is taken apart from the asking: of 易守年上过几次报纸 it is 易守年.
"""

from __future__ import annotations

import re

from index.text import fold
from qa.question.asking import WHO

_REPORT = (
    r"(?:报道|新闻(?![发出媒联]|中心|学院|奖)|文章|稿[子件]|消息(?!称|人士)|通讯(?![员录设公])|信息(?![化技系中])"
    r"|专访|评论|报纸|采访)(?!》)"
)
_MANY = r"(?:哪[些几]|什么|几|多少)"
_UNITS = "[篇条则次回期届场种个]"
_PIECE = "[篇条则]"
_SERIES = "(?:系列|连载|专栏)"
_NUMBERED = r"第[一二三四五六七八九十\d]+篇"
_HELD = (
    r"(?:办|举办|举行|搞|做|开|开展|组织|推出|出|发|发布|公布|登|刊登|刊发|发表|有|上|获|得|写|提到|写到|接受|报道"
    r"|采访|说|谈)"
)
_SAID = r"(?:提[到及]|讲到|写到?|说到|谈到|出现)"
_IN_PRINT = r"(?:报纸|本报|报社|贵报|你们报|报上|报端|见报)"
_HERE = r"(?:[区县市镇]里|[我本全][区县市镇]|这里|当地|本地)"
_TIME = r"\d{4}年(?:\d+月(?:\d+[日号])?)?|\d{1,2}月(?:\d+[日号]|份|[上中下]旬|[初底末]|(?=[的关有写报。?]|$))"

_REPORTED = "(?:报道过(?![的了])|报过(?![名警案税销考价到喜火班修])|刊登过|登过报|发过稿子?)"
_WE = "(?:[我咱你]们)"

WHATEVER = "有哪些报道"
"""The question for whatever was printed."""
BESIDE = re.compile(r"(?:(?P<back>上+|前)|(?P<on>下+))一?期")
"""The issue so many before or after another."""
_REPORTS = re.compile(
    rf"(?:哪[些几]|几|多少)[^,。?!]{{0,12}}{_REPORT}|{_MANY}[^,。?!]{{0,3}}{_REPORT}"
    rf"|{_REPORT}(?:里|中)?(?:都|还|一共|共|总共)*(?:有|登过|发过|写过|登了)?{_MANY}"
    rf"|一{_PIECE}{_REPORT}是|{_REPORT}是哪一?{_PIECE}"
    rf"|(?:关于|有关|相关|涉及|盘点|梳理|回顾|汇总|历年|历[届次]).*{_REPORT}"
    rf"|^[^谁哪何怎么吗]*{_REPORT}(?:盘点|汇总)?[?。! ]*$"
    rf"|{_IN_PRINT}.*(?:几|多少){_UNITS}|(?:[登写]|上|刊登|刊发)过(?:几|多少)[篇条次回期]"
    rf"|{_NUMBERED}的?(?:题目|标题|内容|[是叫说讲写])|{_SERIES}.*{_MANY}篇|是哪一?篇"
    rf"|(?:^|{_WE})(?:有没有|是否|有无)?{_REPORTED}(?!.*(?:哪|什么|谁|多少|几|怎么))"
    rf"|{_WE}?(?:都|还)报道?[过了](?:什么|哪些)(?:内容)?[?。! ]*$"
    rf"|{_SERIES}(?:报道)?(?:都|还|一共|共|总共)*(?:写|讲|说|登)[了过]*{_MANY}"
)
_ALL = re.compile(
    rf"(?:第?[a-d]?(?:\d{{1,3}}|[头一二三四五六七八九十]{{1,3}})版面?|第\d+期|{_TIME}|[今昨前]天|{_IN_PRINT}|{_HERE}"
    r"|[这那本上前下同]*一?[天期版]|当[天日]|最[新近早]|上面?|里面?|主要|都|还|又|究竟|到底|[的 ])*+"
    r"(?:写|登|刊登|刊载|刊发|发表|报道?|说|讲|印|有|拍|拍摄|采写|撰写|发生|出)?[了过着些]*(?:什么|哪些)(?:别的|其他的?)?"
    r"(?:内容|东西|大事|要闻|事情?|文章|报道|新闻|消息|稿[子件]|照片|图片|作品)?[呢啊呀]?[?。! ]*"
)
_SAYS_WHICH = re.compile(rf"[版期]|{_IN_PRINT}|\d[年月日号]|[今昨前当一]天")
_EVENTS = re.compile(
    rf"历年|历[届次]|先后.*{_MANY}|盘点|梳理|大事记|来龙去脉|历程|每年[都的](?!什么时候|几月)|哪几[次届回场]|(?:几|多少)[次届回场]"
    rf"|{_HELD}过{_MANY}|活动(?:都|还)?有?哪些|(?:哪些|什么)(?:活动|举措|措施|变化|进展|好事)"
)
_END = "(?=[呢啊呀?。! ]*$)"
_WRITER = rf"(?:{WHO}|哪[个名](?=记))(?:记者)?"
_WROTE = "(?:采写|撰写|写|报道|拍摄?|摄影?)"
_AUTHOR = (
    rf"(?:的?(?:照片|图片))?[是由]*{_WRITER}{_WROTE}的?{_END}|^{_WRITER}{_WROTE}[了的](?=.*(?:{_REPORT}|[《照图]))"
    rf"|的?(?:作者|记者|摄影师?)(?:是{WHO}|叫什么(?:名字)?)"
)
_ASKS_AUTHOR = re.compile(_AUTHOR)
_ISSUE_ASKED = r"(?:哪一?[天日期版年]|第?几[版期]|几月几[日号]|什么时候|何时)"
_PRINTED = (
    rf"(?:刊登|刊发|登载|发表|登|刊)[在于了的]+(?:报纸)?的?{_ISSUE_ASKED}(?:的?报纸?)?[上里]?的?{_END}"
    rf"|[是都]?{_ISSUE_ASKED}(?:的?报纸?)?[上里]?(?:刊登|刊发|登载|见报|登)出?来?[了的过]?{_END}"
)
_ASKS_PRINTED = re.compile(_PRINTED)
_SPEAKS_OF_REPORT = re.compile(f"{_REPORT}|照片|图片|记者|更正|[通公]告|{_SERIES}")
_ASKING = re.compile(
    "|".join(
        (
            _AUTHOR,
            _PRINTED,
            rf"[这那]一?{_PIECE}|的?{_NUMBERED}(?:的?(?:题目|标题|内容))?(?:[是叫]|[说讲写][了的]?)?{_MANY}?",
            rf"{_WE}?(?:最近)?(?:有没有|是否|有无)?(?:都|还|曾)*"
            rf"(?:{_REPORTED}(?:没有?(?=[?。! ]*$))?|(?:报道?|登)[过了](?={_MANY}))",
            r"请问|^请|帮我|给我|麻烦|我想(?:知道|看看?)|有没有|有无",
            _TIME,
            r"(?:盘点|梳理|回顾|列出|罗列|汇总|整理|找出|查查?)(?:一下)?",
            r"关于|有关|相关|涉及|方面",
            rf"(?:在|被)?{_IN_PRINT}(?:上面?|里)?|记者(?=写过|报道过)",
            r"(?:都|还|曾经|一共|总共|先后|历年来?|历[次届]|每年[都的])",
            rf"{_SAID}过?在?(?={_MANY}|[?]|$)|在?{_MANY}{_UNITS}?(?:的|{_REPORT})*(?:里|中|上)?(?:{_SAID})?过?|接受过",
            rf"{_HELD}[过了](?={_MANY}|[?]|$)|[有是]?{_MANY}{_UNITS}?|的?一{_PIECE}(?={_REPORT})|的?{_REPORT}(?:里|中)?有?",
            rf"是?哪一?{_PIECE}|(?:本报|报纸|你们)?创刊以来",
            r"(?:建设)?历程|来龙去脉|大事记|始末",
        )
    )
)
TITLE = re.compile("(《[^》]+》)")
"""What is named by its title: no word in it asks, and it is of no time that it says (《2031年春晚的灯》)."""
_EDGES = " ,。?!、;:的了呢吗啊"
_NO_MATTER = re.compile(
    rf"[\W的了]*(?:一期|(?:{_REPORT}|照片|图片|作品|摄影)?(?:[一总]共|都|还)*有?(?:几|多少)[篇张]"
    rf"|(?:{_REPORT}|照片|图片|作品|摄影)(?:都?有?哪些)?)?[\W的了]*"
)


def wants_list(text: str) -> bool:
    """Does a question ask for several articles, by its wording? Whether there are several only the hits can tell.

    >>> wants_list("历年的灯会都办了什么？"), wants_list("线路途经哪些站？")
    (True, False)
    """
    return asks_reports(text) or bool(_EVENTS.search(fold(text)))


def asks_reports(text: str) -> bool:
    """Does a question ask for what was printed (哪些报道, 上过几次报纸), so that no single sentence answers it?

    >>> asks_reports("关于灯会有哪些报道？"), asks_reports("灯会办过几次？")
    (True, False)
    """
    return asks_all(text) or asks_imprint(text) or bool(_REPORTS.search(fold(text)))


def asks_imprint(text: str) -> bool:
    """Does a question ask what the paper says beside a report: who wrote it, in which issue or on which page it stands?

    >>> asks_imprint("《春到渡口》登在第几版？"), asks_imprint("灯会在哪天办？")
    (True, False)
    """
    return asks_author(text) or bool(_ASKS_PRINTED.search(fold(text)))


def asks_author(text: str) -> bool:
    """Does a question ask who wrote something, or took its picture?

    >>> asks_author("《春到渡口》是谁写的？"), asks_author("谁设计了大桥？")
    (True, False)
    """
    return bool(_ASKS_AUTHOR.search(fold(text)))


def speaks_of_report(text: str) -> bool:
    """Does a question say that what it asks about is something printed in a paper?

    >>> speaks_of_report("灯会的报道是谁写的？"), speaks_of_report("校歌是谁写的？")
    (True, False)
    """
    return bool(_SPEAKS_OF_REPORT.search(fold(text)))


def asks_all(text: str) -> bool:
    """Does a question ask for whatever was printed, and for nothing else?

    >>> asks_all("第2版写了什么？"), asks_all("写了什么？"), asks_all("第2版的大桥写了什么？")
    (True, True, False)
    """
    return bool(_ALL.fullmatch(fold(text)))


def asks_contents(text: str) -> bool:
    """Does it ask for all that a page, a day or an issue has, and say which?

    >>> asks_contents("最新一期登了什么？"), asks_contents("写了什么？"), asks_contents("第2版的大桥写了什么？")
    (True, False, False)
    """
    return asks_all(text) and bool(_SAYS_WHICH.search(fold(text)))


def names_nothing(text: str) -> bool:
    """Does a question ask for reports, but of nothing?

    >>> names_nothing("2月30日有什么新闻？"), names_nothing("关于灯会有什么新闻？"), names_nothing("第2版写了什么？")
    (True, False, True)
    """
    return asks_all(text) or (asks_reports(text) and not _named(text))


def or_whatever(text: str) -> str:
    """What is left of a question beside its limits; a question for whatever was printed where that is nothing.

    >>> or_whatever("的照片"), or_whatever("的大桥报道")
    ('有哪些报道', '的大桥报道')
    """
    return WHATEVER if _NO_MATTER.fullmatch(fold(text)) else text


def subject(text: str) -> str:
    """What a list is asked about, folded, without the words that only ask for a list.

    >>> subject("关于老街灯会有哪些报道？"), subject("灯会办过几次？")
    ('老街灯会', '灯会')
    """
    return _named(text) or text


def _named(text: str) -> str:
    parts = TITLE.split(fold(text))  # titles at the odd places
    asked = [piece for i, part in enumerate(parts) for piece in ([part] if i % 2 else _ASKING.split(part))]
    return " ".join(piece for each in asked if (piece := each.strip(_EDGES)))
