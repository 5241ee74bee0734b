"""Papers set by the press and printed to PDF by the system's Chromium."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from playwright.sync_api import sync_playwright

from tests.index.layout.layouts import LAYOUTS
from tests.index.layout.oddities import ODDITIES
from tests.index.layout.press import Press, Truth

_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
              "--disable-component-update", "--disable-sync"]  # fmt: skip

KINDS = {**LAYOUTS, **ODDITIES}


@dataclass(frozen=True, slots=True)
class Paper:
    """A printed paper and its lines in true reading order."""

    layout: str
    pdf: bytes
    truth: tuple[Truth, ...]


def typeset(wanted: Sequence[tuple[str, str]]) -> Iterator[Paper]:
    """Print a paper for each layout and seed."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=_ARGUMENTS)
        page = chromium.new_page()
        for layout, seed in wanted:
            press = _press(Random(f"{layout} {seed}"))  # noqa: S311
            KINDS[layout](press)
            page.set_content(press.page())
            printed = page.pdf(prefer_css_page_size=True, print_background=True)
            yield Paper(layout, printed, tuple(press.truth))
        chromium.close()


def _press(rng: Random) -> Press:
    """A press with a type, a pitch and a gutter of its own; the gutter may be as narrow as one character."""
    size = rng.choice([11.0, 12.0, 13.0, 14.0])
    return Press(rng, size, round(size * rng.choice([1.35, 1.5, 1.65])), size * rng.choice([1.0, 1.2, 1.5, 2.0]))
