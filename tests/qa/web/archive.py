"""A small archive written for these tests, and a bot that answers from it by hand."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from threading import Event
from typing import Any

from PIL import Image

from index.document import Area, Article, Author, Edit, Paragraph, Passage, Range
from index.errors import BaowenError
from index.read.source import File
from index.store import Extent, UnknownArticle
from qa import compose
from qa.answer import Answer, Citation, Filters, Hit
from qa.question.turn import Turn


def written(id: str, *paragraphs: str, headings: Sequence[int] = (), **fields: Any) -> Article:
    """An article of the given paragraphs, each printed on one line."""
    placed, at = [], 0
    for number, words in enumerate(paragraphs):
        kind = "heading" if number in headings else "p"
        placed.append(Paragraph(at, at + len(words), kind, (number + 1,)))  # type: ignore[arg-type]
        at += len(words) + 1
    plain = Article(
        id=id,
        issue="issue",
        source="/data/秘密路径/澄江报.txt",
        kind="news",
        text="\n".join(paragraphs),
        paragraphs=tuple(placed),
        ranges=(Range("/data/秘密路径/澄江报.txt", 1, len(paragraphs)),),
    )
    return replace(plain, **fields)


BRIDGE = written(
    "b1",
    "本月六日上午十时，随着最后一段钢箱梁吊装到位，澄江二桥主桥合龙。大桥全长一千二百三十米，双向六车道，两侧各设三米宽的人行道。"
    "建成后，从老城到江北新区的车程将由四十分钟缩短到八分钟。",
    "建设方介绍，桥面铺装下月开始，力争国庆前通车。",
    "三十年的盼望",
    "“小时候过江靠摆渡，一到大雾天就停航。”六十七岁的老船工郑伯说。一是等船，二是怕风，江北人进城总要起个大早。"
    "他把合龙的照片发给了在外地的女儿",
    headings=[2],
    paper="澄江报",
    date="2031-09-07",
    page="1",
    section="要闻",
    kicker="三年建设 一朝牵手",
    title="澄江二桥主桥合龙",
    subtitle="过江车程缩短到八分钟",
    series="“跨江发展看变化”系列报道之二",
    authors=(Author("林知远", "记者"), Author("何小满", "记者"), Author("吴江", "通讯员")),
    truncated=True,
    areas=(Area("1.png", 0, ((40, 60), (200, 60), (200, 300), (40, 300))),),
)
_LIST = BRIDGE.text.index("一是等船")
_MOVED = BRIDGE.text.index("建设方介绍")
BRIDGE = replace(
    BRIDGE,
    edits=(
        Edit("numeral", "-是", "一是", (4,), _LIST, _LIST + 2),
        Edit("removed", "下转第三版", "", (1,), BRIDGE.text.index("双向六车道"), BRIDGE.text.index("双向六车道")),
        Edit("moved", "建设方介绍，", "建设方介绍，", (2, 9), _MOVED, _MOVED + 6),
    ),
)
LIBRARY = written(
    "l1",
    "区图书馆新馆将于下月一日开馆。新馆位于学府路，藏书四十二万册，设阅览座位一千三百五十一个。",
    "开馆当月每天开放到晚上九点半，读者凭身份证即可办理借阅。",
    paper="澄江报",
    date="2031-06-18",
    page="2",
    title="区图书馆新馆下月开馆",
    authors=(Author("沈一帆", "记者"),),
)
FERRY = written(
    "f1",
    "因江面大雾，南渡口轮渡昨日停航三个小时，两千余名乘客滞留。",
    "海事部门提醒，出行前可拨打渡口电话查询班次。",
    paper="澄江报",
    date="2031-03-12",
    page="A03",
    title="大雾锁江 轮渡停航三小时",
)
UNDATED = written(
    "u1",
    "老城墙北段修缮工程完工，昨日重新开放。修缮用砖两万三千块，全部按原尺寸烧制。",
    title="老城墙北段重新开放",
)
HOSTILE_WORDS = (
    "<script>alert('题')</script><img src=x onerror=alert(1)> [点我](javascript:alert(2)) **粗体** `code` $$x^2$$ "
    "{{value}} ${alert(3)} \u202e倒着写\u202c [1] [9]</mark></p><iframe src=//evil.example></iframe>"
)
HOSTILE = written(
    'x"1/../<b>',
    f"{HOSTILE_WORDS}第一句。第二句也在这里。",
    "# 不是标题",
    paper="<b>报</b>",
    date="2031-01-02",
    page='"><script>alert(4)</script>',
    kicker="<svg onload=alert(5)>",
    title=HOSTILE_WORDS,
    subtitle="javascript:alert(6)",
    authors=(Author("<i>林</i>", "<u>记者</u>"),),
    edits=(Edit("dash", "<script>alert(7)</script>", HOSTILE_WORDS[:8], (1,), 0, 8),),
)
ARTICLES = (BRIDGE, LIBRARY, FERRY, UNDATED, HOSTILE)
SEARCHED = Extent(5, "2031-01-02", "2031-09-07")


@dataclass(frozen=True)
class HandStore:
    """The articles above."""

    written: tuple[Article, ...] = ARTICLES

    def article(self, id: str) -> Article:
        """The article with this id."""
        for article in self.written:
            if article.id == id:
                return article
        raise UnknownArticle(f"没有编号为 {id} 的文章")

    def latest(self) -> Iterator[Article]:
        """All of them, the newest first."""
        return iter(sorted(self.written, key=lambda article: article.date or "", reverse=True))

    def pictured(self, article: Article) -> bool:
        """The bridge's page alone was scanned."""
        return article == BRIDGE

    def picture(self, article: Article) -> File | None:
        """A sheet of grey paper."""
        if not self.pictured(article):
            return None
        grey = io.BytesIO()
        Image.new("RGB", (400, 600), "#808080").save(grey, "PNG")
        return File(PurePath("/papers/1.png"), "1.png", grey.getvalue())

    @property
    def calendar(self) -> dict[str, int]:
        """A date each."""
        return {article.date: 1 for article in reversed(list(self.latest())) if article.date}

    def printed_on(self, date: str) -> list[Article]:
        """Those of a date."""
        return [article for article in self.written if article.date == date]

    def undated(self) -> list[Article]:
        """Those without."""
        return [article for article in self.written if not article.date]

    @property
    def extent(self) -> Extent:
        """How much there is."""
        return Extent(len(self.written), "2031-01-02", "2031-09-07", 4)


@dataclass
class HandBot:
    """Answers a few questions as a good bot would, waits at one until ``released``, fails at others as bots fail."""

    store: HandStore = field(default_factory=HandStore)
    released: Event = field(default_factory=Event)

    def ask(self, question: str, history: Sequence[Turn] = (), *, k: int = 5, filters: Filters | None = None) -> Answer:
        """Answer by looking for a word in the question, or in the one before when it asks on."""
        answer = self._answer(question, history)
        answer = replace(answer, hits=answer.hits[:k])
        return replace(answer, filters=filters) if filters else answer

    def _answer(self, question: str, history: Sequence[Turn]) -> Answer:
        if "它" in question and history:
            question = history[-1].question
        if "慢" in question:
            self.released.wait(timeout=20)
        if "坏" in question:
            raise RuntimeError("内部细节")
        if "旧版" in question:
            raise BaowenError("文库版本不符：请重新建库")
        if "桥" in question:
            return bridge_answer(question)
        if "城墙" in question:
            return replace(ranked(question, [LIBRARY, UNDATED]), found=True, filters=Filters(since="2031"))
        if "恶意" in question:
            return cited(question, HOSTILE, [(0, len(HOSTILE_WORDS))])
        if "未校准" in question:
            return ranked(question, [LIBRARY, FERRY, BRIDGE])
        return missing(question)


def hit(article: Article, start: int, end: int, score: float = 4.0) -> Hit:
    """A hit with one passage."""
    return Hit(article, (Passage(article, start, end),), score)


def cited(question: str, article: Article, spans: Sequence[tuple[int, int]], *others: Hit) -> Answer:
    """An answer that quotes one article."""
    citations = tuple(Citation(n, article, a, b) for n, (a, b) in enumerate(spans, start=1))
    text = compose.found(citations)
    hits = (hit(article, 0, len(article.text)), *others)
    return Answer(question, text, True, 0.87, citations, hits, Filters(), SEARCHED)


def bridge_answer(question: str) -> Answer:
    """Two sentences of the report on the bridge; the library comes second."""
    text = BRIDGE.text
    first = text.index("建成后")
    second = text.index("一是等船")
    spans = [(first, text.index("\n")), (second, text.index("他把合龙"))]
    return cited(question, BRIDGE, spans, hit(LIBRARY, 0, 15))


def ranked(question: str, articles: Sequence[Article]) -> Answer:
    """A ranking by an encoder that was never fitted."""
    hits = tuple(hit(article, 0, article.text.index("。") + 1) for article in articles)
    notices = (compose.UNFITTED,)
    return Answer(question, compose.ranked(hits), None, None, (), hits, Filters(), SEARCHED, notices)


def missing(question: str) -> Answer:
    """An honest refusal with the nearest articles."""
    nearest = replace(
        ranked(question, [FERRY, LIBRARY]), text=compose.not_found(SEARCHED, ()), found=False, confidence=0.1
    )
    return replace(nearest, notices=("最新相关报道为 2031年6月18日，情况可能已有变化。",))
