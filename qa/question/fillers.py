"""Words said beside a question: 我记得看过一篇讲, 那个, 到底, 来着. They name nothing and are not looked for."""

from __future__ import annotations

import re

from qa.question.asking import cuts, outside_titles

_ONCE = "(?:我们?(?:上次|以前)?|之前|前几天|好像|隐约)"
_READ = "(?:听人?说[过起]?|(?<!^)(?:[看读听见]到?过|看到))"
_READ_IT = (
    rf"^{_ONCE}*(?:记得(?!住)|印象[中里]|{_READ})(?:{_ONCE}|{_READ}|[有，,])*"
    "(?:一?[篇条则](?:报道|新闻|文章|消息)?)?(?:是?[讲说写]|关于)?"
)
"""How one came by it."""
_PLEASE = (
    r"(?:^|(?<=[，,。！!\s]))(?:请问一?下?|(?:我们?)?想(?:要|请)?(?:问|打听|咨询|了解|知道|请教|找|查)一?下?"
    r"|(?:请|麻烦)?[你您]?(?:帮我|给我|帮忙)?(?:查|找|问|打听|搜|介绍|说|讲)一下|[你您]们?知道)"
)
_THAT = (
    r"(?:[说讲写提]到?过?的|(?<![被由在是]))[这那](?:一?[个件款场座位家种起项台所支批轮名辆栋]|些)"
    r"(?!月|年(?!轻)|时[候代]|小时|世纪|星期|礼拜|周|季)"
)
"""What points at a thing, not at a time; after 被 and 由 somebody is pointed at, who would be taken for the doer."""
_IN_ALL = "一共|总共|大概|大约|差不多(?=[多几有是])"
_INDEED = "(?<![行干持责管查抓打])到底|究竟|其实|好像(?!素)|据说|具体(?=[是怎多几在什])"
_AT_LAST = "(?:最后|后来)(?=怎|有没有|一共|[判赔罚花卖]|处理)"
_AT_THE_END = r"来着(?=[的了吗，,?？。！!\s]*$)|(?<!干)[嘛呗](?=[?？。！!\s]*$)"
_AROUND = re.compile("|".join((_READ_IT, _PLEASE, _AT_THE_END)))
_WITHIN = re.compile("|".join((_THAT, _IN_ALL, _INDEED, _AT_LAST)))


def without_fillers(question: str) -> str:
    """A question without what is only said beside it; itself where nothing else is left.

    >>> without_fillers("我记得看过一篇讲大桥的，到底花了多少钱来着")
    '大桥的，花了多少钱'
    """
    return outside_titles(question, _without) or question


def _without(text: str) -> str:
    """A text without its fillers; those within it are words, not parts of others (到底部, 那座谈会)."""
    text = _AROUND.sub("", text)
    ends = cuts(text) if _WITHIN.search(text) else frozenset()
    return _WITHIN.sub(lambda match: "" if ends.issuperset(match.span()) else match[0], text)
