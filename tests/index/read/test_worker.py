from __future__ import annotations

import signal
from collections.abc import Callable
from typing import Never

import pytest

from index.read import Unreadable
from index.read.source import File
from index.read.worker import Worker
from tests.files import of_text
from tests.index.test_child import Tell, child, crash, endless, killed, quiet, turned


def size(file: File, *, tell: Tell) -> int:
    return len(file.data)


def greedy(*, tell: Tell) -> int:
    return len(bytearray(64 << 30))


def refuse(*, tell: Tell) -> Never:
    raise Unreadable("a.pdf", "打不开：请重新取得")


def test_large_files_are_handed_over() -> None:
    with Worker() as reader:
        assert reader.call(quiet, "a.txt", size, of_text(b"x" * 5_000_000)) == 5_000_000


def test_a_file_that_takes_too_long_is_refused() -> None:
    with Worker(0.5) as reader:
        with pytest.raises(Unreadable, match=r"a\.pdf：读了 0\.5 秒还没有读完"):
            reader.call(quiet, "a.pdf", endless)
        assert reader.call(quiet, "b.txt", turned, "澄江") == "江澄"


@pytest.mark.parametrize(("end", "status"), [(crash, 3), (killed, -signal.SIGKILL)])
def test_a_file_that_ends_the_child_is_refused(end: Callable[..., None], status: int) -> None:
    with Worker() as reader:
        with pytest.raises(Unreadable, match=rf"a\.pdf：读到一半程序退出了（状态 {status}）"):
            reader.call(quiet, "a.pdf", end)
        assert reader.call(quiet, "b.txt", turned, "澄江") == "江澄"


def test_a_file_that_takes_all_memory_is_refused() -> None:
    with Worker() as reader:
        one = reader.call(quiet, "a.txt", child)
        with pytest.raises(Unreadable, match=r"a\.tif：内存不够"):
            reader.call(quiet, "a.tif", greedy)
        assert reader.call(quiet, "a.txt", child) == one


def test_a_refusal_arrives_as_it_was_made() -> None:
    with Worker() as reader:
        with pytest.raises(Unreadable) as caught:
            reader.call(quiet, "folder/a.pdf", refuse)
        assert (caught.value.source, caught.value.reason) == ("a.pdf", "打不开：请重新取得")
        assert str(caught.value) == "a.pdf：打不开：请重新取得"
