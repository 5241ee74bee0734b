from __future__ import annotations

import logging
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event
from time import monotonic, sleep
from typing import Never

import numpy as np
import pytest

from index.build import Options
from index.messages import speaking
from index.store import Store
from qa.answer import Answer
from qa.bot import Bot
from qa.crew import AT_ONCE, Crew
from qa.late import SILENCE, Echo
from qa.question.followup import Followup, resolve
from qa.question.turn import Turn
from qa.replica import Posed, Replica
from tests.building import build
from tests.fake import FakeEncoder
from tests.qa.test_bot import PAPERS, TODAY, WEIGHTS, bot_of

DEADLINE = 60
WHEN = "望潮大桥什么时候恢复通车？"
ECHO = Echo(np.zeros(1, np.int64), np.ones((1, 1), np.float32), np.ones(1, np.float32))
HELD = "春茶节在哪里开幕？"


def opened(folder: Path) -> Bot:
    """A bot as a replica opens it; which process that is, is written down."""
    (folder / "written").write_text(str(os.getpid()), encoding="ascii")
    (folder / "written").replace(folder / "replica")
    return Bot(Store.open(folder / "store"), FakeEncoder(), WEIGHTS)


def broken(_: Path) -> Bot:
    raise OSError("no memory")


def asked(question: str, *history: Turn) -> Posed:
    return Posed(question, history, 5, None, TODAY)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    bot_of(tmp_path, PAPERS)
    return tmp_path


@contextmanager
def crew_of(folder: Path, processes: int = 2, start: Callable[[Path], Bot] = opened) -> Iterator[Crew]:
    crew = Crew(Bot(Store.open(folder / "store"), FakeEncoder(), WEIGHTS), partial(start, folder), processes)
    try:
        yield crew
    finally:
        crew.close()


class Held:
    """The bot of this process waits at the question ``HELD`` until it is let go; what it was asked."""

    def __init__(self) -> None:
        self.asked, self.go = list[str](), Event()

    def resolve(self, question: str, turns: list[Turn]) -> Followup:
        self.asked.append(question)
        if question == HELD:
            assert self.go.wait(DEADLINE)
        return resolve(question, turns)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Held:
    held = Held()
    monkeypatch.setattr("qa.bot.resolve", held.resolve)
    return held


@contextmanager
def busy(crew: Crew, held: Held) -> Iterator[None]:
    """While the bot of this process is at a question."""
    with ThreadPoolExecutor(1) as reader:
        answer: Future[Answer] = reader.submit(crew.ask, asked(HELD))
        until(lambda: HELD in held.asked)
        try:
            yield
        finally:
            held.go.set()
        assert answer.result().found


def until(there: Callable[[], bool]) -> None:
    deadline = monotonic() + DEADLINE
    while not there():
        assert monotonic() < deadline
        sleep(0.01)


def gone(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False


def process_of(folder: Path) -> int:
    return int((folder / "replica").read_text(encoding="ascii"))


def test_a_replica_answers_as_the_bot_does_in_the_reader_s_language(folder: Path) -> None:
    bot = opened(folder)
    replica = Replica(partial(opened, folder))
    try:
        assert process_of(folder) != os.getpid()
        assert replica.ask(asked(WHEN)) == asked(WHEN).of(bot)
        follow = asked("那春茶节呢？", Turn(WHEN, "12月6日10时,望潮大桥恢复通车。"))
        assert replica.ask(follow) == follow.of(bot)
        with speaking("en"):
            assert replica.ask(asked("公积金？")).text.startswith("Nothing was found")
    finally:
        replica.close()


def test_what_only_reading_needs_does_not_travel(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bot = opened(folder)
    read = bot.ask(WHEN, today=TODAY)
    loud = replace(read, hits=tuple(replace(hit, echo=ECHO) for hit in read.hits))
    monkeypatch.setattr(Bot, "ask", lambda *_, **__: loud)
    assert all(hit.echo is SILENCE for hit in asked(WHEN).of(bot).hits)


def test_one_reader_after_the_other_starts_no_process(folder: Path) -> None:
    with crew_of(folder) as crew:
        for _ in range(3):
            assert crew.ask(asked(WHEN)).found
        assert crew.waiting == 0
        assert not (folder / "replica").exists()


def test_a_reader_who_would_have_to_wait_is_answered_by_a_replica(folder: Path, held: Held) -> None:
    with crew_of(folder) as crew:
        with busy(crew, held):
            assert crew.ask(asked(WHEN)).found  # the bot answers two at once until another process is there
            until(lambda: crew.waiting == 1)
            assert crew.ask(asked("春茶节在云栈开幕了吗？")).found
        assert held.asked == [HELD, WHEN]
        assert crew.ask(asked(WHEN)).found
        assert held.asked == [HELD, WHEN, WHEN]


def test_what_a_lost_replica_was_asked_the_bot_answers(
    folder: Path, held: Held, caplog: pytest.LogCaptureFixture
) -> None:
    with crew_of(folder) as crew, busy(crew, held), caplog.at_level(logging.WARNING):
        crew.ask(asked(WHEN))
        until(lambda: crew.waiting == 1)
        os.kill(process_of(folder), signal.SIGKILL)
        with speaking("en"):  # those who run the server are told in their language
            assert crew.ask(asked(WHEN)).found
        assert crew.ask(asked(WHEN)).found
        assert held.asked == [HELD, WHEN, WHEN, WHEN]
        assert crew.waiting == 0
    assert [record.message for record in caplog.records] == [
        "一个答题进程中断了（the child process ended (status -9)），由其余的回答"
    ]


def test_another_takes_the_place_of_a_lost_one_after_a_pause(
    folder: Path, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.crew.PAUSE", 0.0)
    with crew_of(folder) as crew, busy(crew, held):
        crew.ask(asked(WHEN))
        until(lambda: crew.waiting == 1)
        lost = process_of(folder)
        os.kill(lost, signal.SIGKILL)
        crew.ask(asked(WHEN))
        crew.ask(asked(WHEN))
        until(lambda: crew.waiting == 1)
        assert process_of(folder) != lost


def test_a_replica_that_cannot_start_is_told_once_and_the_bot_answers(
    folder: Path, held: Held, caplog: pytest.LogCaptureFixture
) -> None:
    with crew_of(folder, start=broken) as crew, busy(crew, held), caplog.at_level(logging.WARNING):
        crew.ask(asked(WHEN))
        until(lambda: len(caplog.records) == 1)
        assert crew.ask(asked(WHEN)).found
    assert [record.message for record in caplog.records] == ["另一个答题进程没有启动（no memory），由其余的回答"]


def test_without_memory_for_another_process_the_bot_answers_alone(
    folder: Path, held: Held, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Store, "fits_again", lambda _: False)
    with crew_of(folder) as crew, busy(crew, held), caplog.at_level(logging.WARNING):
        crew.ask(asked(WHEN))
        until(lambda: len(caplog.records) == 1)
        assert crew.ask(asked(WHEN)).found
    assert [record.message for record in caplog.records] == ["另一个答题进程没有启动（内存不够），由其余的回答"]
    assert not (folder / "replica").exists()


def test_of_several_wanted_each_is_started_when_the_one_before_has_taken_its_memory(
    folder: Path, held: Held, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Store, "fits_again", lambda _: not (folder / "replica").exists())
    with crew_of(folder, 3) as crew, busy(crew, held), caplog.at_level(logging.WARNING):
        with ThreadPoolExecutor(2) as readers:
            answers = [readers.submit(crew.ask, asked(question)) for question in (HELD, WHEN)]
            until(lambda: len(caplog.records) == 1)
            assert answers[1].result().found
            assert crew.waiting == 1
            held.go.set()
        assert answers[0].result().found


def test_where_the_system_allows_no_further_thread_the_bot_answers(
    folder: Path, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(**_: object) -> Never:
        raise RuntimeError("can't start new thread")

    with crew_of(folder) as crew, busy(crew, held):
        monkeypatch.setattr("qa.crew.Thread", none)
        assert crew.ask(asked(WHEN)).found


def test_a_replica_of_an_updated_program_takes_no_part(
    folder: Path, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    with crew_of(folder) as crew, busy(crew, held):
        monkeypatch.setattr("qa.replica.PROGRAM", 1)
        crew.ask(asked(WHEN))
        until((folder / "replica").exists)
        until(lambda: gone(process_of(folder)))
        assert crew.waiting == 0


def test_a_replica_of_another_generation_takes_no_part(folder: Path, held: Held) -> None:
    with crew_of(folder) as crew, busy(crew, held):
        (folder / "papers" / "澄江报_2032-01-05.txt").write_text("新桥开工\n\n本报讯 新桥开工。\n", encoding="utf-8")
        build([folder / "papers"], folder / "store", FakeEncoder(), Options(paper="澄江报"))
        crew.ask(asked(WHEN))
        until((folder / "replica").exists)
        until(lambda: gone(process_of(folder)))
        assert crew.waiting == 0


def test_closed_it_ends_its_replicas_and_the_bot_answers_still(folder: Path, held: Held) -> None:
    with crew_of(folder) as crew:
        with busy(crew, held):
            crew.ask(asked(WHEN))
            until(lambda: crew.waiting == 1)
            crew.close()
            assert gone(process_of(folder))
            assert crew.ask(asked(WHEN)).found
        assert crew.waiting == 0


def test_what_goes_wrong_in_a_replica_goes_wrong_for_who_asked(folder: Path, held: Held) -> None:
    with crew_of(folder) as crew, busy(crew, held):
        crew.ask(asked(WHEN))
        until(lambda: crew.waiting == 1)
        with pytest.raises(AttributeError):
            crew.ask(asked(WHEN)._replace(question=None))  # type: ignore[arg-type]
        assert crew.waiting == 1
        assert crew.ask(asked(WHEN)).found


def test_a_replica_whose_answer_could_not_be_taken_is_not_asked_again(
    folder: Path, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: object) -> Never:
        raise MemoryError

    with crew_of(folder) as crew, busy(crew, held):
        crew.ask(asked(WHEN))
        until(lambda: crew.waiting == 1)
        with monkeypatch.context() as patched:
            patched.setattr("index.child._receive", full)
            with pytest.raises(MemoryError):
                crew.ask(asked(WHEN))
        assert gone(process_of(folder))
        assert crew.waiting == 0
        assert crew.ask(asked(WHEN)).found


def test_of_many_readers_so_many_are_served_at_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asking, go, most = list[int](), Event(), [0]

    def held_up(question: str, turns: object) -> Followup:
        asking.append(1)
        most[0] = max(most[0], len(asking))
        assert go.wait(DEADLINE)
        asking.pop()
        return Followup(question)

    monkeypatch.setattr("qa.bot.resolve", held_up)
    with crew_of(folder, 1) as crew, ThreadPoolExecutor(AT_ONCE + 4) as readers:
        answers = [readers.submit(crew.ask, asked(WHEN)) for _ in range(AT_ONCE + 4)]
        until(lambda: len(asking) == AT_ONCE)
        go.set()
    assert all(answer.result().found for answer in answers)
    assert most[0] == AT_ONCE
