"""What all tests share: the development data beside the repository, and the rule that nothing is skipped in silence."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.building import WORKER
from tests.fake import FakeEncoder
from tests.stress import examples

# How long an example takes is a matter of the machine, no property of the code.
settings.register_profile("baowen", deadline=None, max_examples=examples(100))
settings.load_profile("baowen")

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The development data; tests that use it are marked ``shared`` and skip only where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the development data is not here")
    return SHARED


@pytest.fixture(scope="session", autouse=True)
def reading_process() -> Iterator[None]:
    """The process that reads for all builds of the run ends with it."""
    with WORKER:
        yield


@pytest.fixture
def encoder() -> FakeEncoder:
    return FakeEncoder()


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark what drives the browser, and what ``make stress`` runs in full.

    That is a property test whose module takes its count from ``tests.stress``.
    """
    if "browser" in getattr(item, "fixturenames", ()):
        item.add_marker("browser")
    test = getattr(item, "function", None)
    if getattr(test, "is_hypothesis_test", False) and hasattr(getattr(item, "module", None), "examples"):
        item.add_marker("fuzz")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Under CI a skipped test is a failed one, except for want of the development data."""
    report = yield
    excused = item.get_closest_marker("shared") is not None and not SHARED.is_dir()
    if report.skipped and os.environ.get("CI") == "true" and not excused:
        report.outcome = "failed"
        report.longrepr = f"skipped under CI: {report.longrepr}"
    return report
