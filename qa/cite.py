"""An article → how to cite it: by GB/T 7714-2015, in plain words, as schema.org has it. What is unknown is left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, islice
from typing import Any

from index.document import Article, Author
from index.messages import speaking
from qa.place import day, page

NAMED = 3
"""Authors named by GB/T 7714; of more the first three are, and 等."""
_PICTURES = re.compile(r"摄|图")


def gb7714(article: Article) -> str:
    """An article of a newspaper by GB/T 7714-2015, 4.4 and 8.8: 主要责任者. 题名[N]. 报纸名, 出版日期(版次).

    >>> told = Article("1", "i", "s", "news", "正文。", (), (), "澄江报", "2031-05-03", page="2", title="新桥通车")
    >>> gb7714(told)
    '新桥通车[N]. 澄江报, 2031-05-03(2).'
    """
    names = writers(article)
    responsible = ", ".join([*islice(names, NAMED), *(["等"] if len(names) > NAMED else [])])
    printed = ", ".join(part for part in (article.paper, article.date) if part)
    sheet = f"({_page(article.page)})" if article.page else ""
    parts = (responsible, f"{article.headline}[N]", f"{printed}{sheet}")
    return "".join(f"{part}. " for part in parts if part).strip()


def plain(article: Article) -> str:
    """Where an article stands, in a sentence: 林一：《新桥通车》，《澄江报》2031年5月3日第2版."""
    names = "、".join(writers(article))
    paper = f"《{article.paper}》" if article.paper else ""
    with speaking("zh"):  # as the paper is cited, whoever reads
        printed = (day(article.date) if article.date else "") + (page(article.page) if article.page else "")
    issue = paper + printed
    return f"{names}{'：' if names else ''}《{article.headline}》{'，' if issue else ''}{issue}"


def schema(article: Article, address: str) -> dict[str, Any]:
    """An article as https://schema.org/NewsArticle, to be found at ``address``."""
    known = {
        "headline": article.headline,
        "alternativeHeadline": article.subtitle,
        "datePublished": article.date,
        "articleSection": article.section,
        "printPage": article.page and _page(article.page),
        "printEdition": article.edition,
        "author": [{"@type": "Person", "name": name} for name in writers(article)],
        "publisher": article.paper and {"@type": "NewsMediaOrganization", "name": article.paper},
        "isPartOf": article.paper and {"@type": "Newspaper", "name": article.paper},
    }
    fixed = {"@context": "https://schema.org", "@type": "NewsArticle", "url": address, "inLanguage": "zh-CN"}
    return fixed | {name: value for name, value in known.items() if value}


def writers(article: Article) -> list[str]:
    """The names of those who wrote an article, not of those who only took its pictures; each once."""
    names = dict.fromkeys(author.name for author in article.authors if not _PICTURES.search(author.role))
    return list(names or dict.fromkeys(author.name for author in article.authors))


def byline(authors: Sequence[Author]) -> list[str]:
    """Authors under their roles, neighbours of one role together; what stands in brackets in a role follows the names.

    >>> byline([Author("林一", "记者"), Author("周二", "记者"), Author("吴三", "通讯员(摄)")])
    ['记者 林一 周二', '通讯员 吴三 摄']
    """
    groups = []
    for role, group in groupby(authors, key=lambda author: author.role):
        title, _, task = role.rstrip(")").partition("(")
        groups.append(" ".join(part for part in (title, *(author.name for author in group), task) if part))
    return groups


def _page(printed: str) -> str:
    return printed.removeprefix("第").removesuffix("版")
