from __future__ import annotations

import gc
import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import count
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from typing import Any
from weakref import ref

import pytest

from index.build import Options
from index.errors import BaowenError
from index.messages import speaking
from index.store import Store
from index.store.generation import current, point
from qa.answer import Answer
from qa.bot import Bot
from qa.crew import Crew
from qa.live import Live
from qa.question.turn import Turn
from tests.building import build
from tests.fake import FakeEncoder
from tests.qa.test_bot import WEIGHTS

WAITED = 20
BRIDGE = "望潮大桥恢复通车\n\n本报讯(记者 甲乙)12月6日10时,望潮大桥恢复通车。\n"
TEA = "春茶节开幕\n\n本报讯(记者 沈丁)昨日,春茶节在云栈开幕。\n"
FAIR = "农机展销会闭幕\n\n本报讯(记者 戊己)昨日,农机展销会闭幕。\n"


class Paper:
    """A folder with a paper, and the store that is built from it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.store = folder / "papers", folder / "store"
        self.folder.mkdir()

    def print(self, day: str, text: str, encoder: FakeEncoder | None = None) -> None:
        (self.folder / f"澄江报_{day}.txt").write_text(text, encoding="utf-8")
        build([self.folder], self.store, encoder or FakeEncoder(), Options(paper="澄江报"))


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    paper = Paper(tmp_path)
    paper.print("2031-12-07", BRIDGE)
    return paper


def opened(store: Path) -> Bot:
    return Bot(Store.open(store), FakeEncoder(), WEIGHTS)


def live(paper: Paper, processes: int = 1) -> Live:
    start = partial(opened, paper.store)
    return Live(paper.store, Crew(start(), start, processes))


def titles(bot: Live) -> list[str | None]:
    return [article.title for article in bot.store.latest()]


def test_a_rebuilt_store_answers_from_then_on(paper: Paper) -> None:
    bot = live(paper)
    assert bot.ask("春茶节在哪里开幕？").hits[0].article.title == "望潮大桥恢复通车"
    paper.print("2031-12-08", TEA)
    assert titles(bot) == ["望潮大桥恢复通车"]
    assert bot.refresh()
    assert bot.ask("春茶节在哪里开幕？").hits[0].article.title == "春茶节开幕"
    assert titles(bot) == ["春茶节开幕", "望潮大桥恢复通车"]
    assert bot.ask("春茶节在哪里开幕？").searched.articles == 2


def test_the_same_question_is_answered_once_by_each_archive(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    ask = Bot.ask

    def counting(bot: Bot, question: str, history: Sequence[Turn] = (), **given: Any) -> Answer:
        asked.append(question)
        return ask(bot, question, history, **given)

    bot = live(paper)
    monkeypatch.setattr(Bot, "ask", counting)
    first = bot.ask("大桥通车了吗？")
    assert bot.ask("大桥通车了吗？") == first
    assert len(asked) == 1
    with speaking("en"):
        assert bot.ask("大桥通车了吗？").text != first.text
    bot.ask("大桥通车了吗？", [Turn("春茶节？", "")])
    bot.ask("大桥通车了吗？", k=1)
    assert len(asked) == 4
    paper.print("2031-12-08", TEA)
    bot.refresh()
    assert bot.ask("大桥通车了吗？").searched.articles == 2


def test_a_store_rolled_back_too(paper: Paper) -> None:
    earlier = current(paper.store).generation
    paper.print("2031-12-08", TEA)
    bot = live(paper)
    point(paper.store, earlier)
    assert bot.refresh()
    assert titles(bot) == ["望潮大桥恢复通车"]


def test_a_store_made_anew_in_its_place_too(paper: Paper) -> None:
    bot = live(paper)
    shutil.rmtree(paper.store)
    with pytest.raises(BaowenError, match="没有建好的库"):
        bot.refresh()
    paper.print("2031-12-08", TEA)
    assert bot.refresh()
    assert len(titles(bot)) == 2


def until(there: Callable[[], bool], bot: Live) -> None:
    """Two readers ask until it is so."""
    deadline = monotonic() + WAITED
    with ThreadPoolExecutor(2) as readers:
        for number in count(1):
            list(readers.map(bot.ask, ["大桥" + "？" * number, "茶" + "？" * number]))
            if there():
                return
            assert monotonic() < deadline


def test_the_processes_that_answered_before_are_ended(paper: Paper) -> None:
    bot = live(paper, 2)
    before = bot.crew
    until(lambda: before.waiting == 1, bot)
    paper.print("2031-12-08", TEA)
    assert bot.refresh()
    assert before.waiting == 0
    until(lambda: bot.crew.waiting == 1, bot)
    bot.crew.close()


def test_what_answered_before_is_let_go(paper: Paper) -> None:
    bot = live(paper)
    archive = ref(bot.store)
    assert bot.crew.bot.amendments  # which point back at the bot
    paper.print("2031-12-08", TEA)
    gc.disable()
    try:
        assert bot.refresh()
        assert archive() is None
    finally:
        gc.enable()


def test_what_has_not_changed_is_not_opened_again(paper: Paper) -> None:
    bot = live(paper)
    before = bot.crew
    assert not bot.refresh()
    assert bot.crew is before


def test_a_store_of_another_model_leaves_the_one_before(paper: Paper) -> None:
    bot = live(paper)
    paper.print("2031-12-08", TEA, FakeEncoder("fake/2"))
    with pytest.raises(BaowenError, match="请重新启动报问"):
        bot.refresh()
    assert bot.ask("望潮大桥何时通车？").hits[0].article.title == "望潮大桥恢复通车"


def test_it_follows_by_itself_and_says_once_what_stands_in_the_way(paper: Paper) -> None:
    bot, told, stop = live(paper), list[str](), Event()
    heard = Event()

    def tell(line: str) -> None:
        told.append(line)
        heard.set()

    paper.print("2031-12-08", TEA, FakeEncoder("fake/2"))
    follower = Thread(target=bot.follow, args=(tell, stop, 0.001))
    follower.start()
    try:
        assert heard.wait(WAITED)
        heard.clear()
        paper.print("2031-12-09", FAIR)
        assert heard.wait(WAITED)
    finally:
        stop.set()
        follower.join(WAITED)
    assert told == ["文库打不开，仍用原来的回答：文库换了模型：请重新启动报问", "已换用文库：3 篇报道"]
    assert titles(bot) == ["农机展销会闭幕", "春茶节开幕", "望潮大桥恢复通车"]
