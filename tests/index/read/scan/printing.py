"""A small page in print, as a scanner would see it, and the truth about it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import pairwise
from random import Random

from PIL import Image
from playwright.sync_api import sync_playwright

from index.document import Issue
from tests.index.layout.press import Press, Slot, Truth

WIDE, HIGH = 560.0, 420.0
_CHROMIUM = "/usr/bin/chromium"
_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
              "--disable-component-update", "--disable-sync"]  # fmt: skip


def printed(seed: int = 5) -> tuple[bytes, list[Truth]]:
    """Two articles of two columns, a rule between them, drawn by Chromium at 200 dpi: a PNG, and its lines in order."""
    press = Press(Random(seed))  # noqa: S311
    for top, bottom in ((10.0, 200.0), (220.0, 400.0)):
        start = press.headline(20, top, 520, [("title", 26.0)])
        press.body([Slot(20, start, bottom, 252), Slot(288, start, bottom, 252)])
    press.rule(20, 208, 540, 209)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=_CHROMIUM, args=_ARGUMENTS)
        page = chromium.new_page(device_scale_factor=200 / 96)
        page.set_content(press.page())
        png = page.screenshot(clip={"x": 0, "y": 0, "width": WIDE, "height": HIGH})
        chromium.close()
    return png, press.truth


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


def saved(images: Sequence[Image.Image], form: str, **options: object) -> bytes:
    """One file of all ``images``: a PDF of them has no text layer."""
    file = io.BytesIO()
    first, *others = images
    more = {"save_all": True, "append_images": others} if others else {}
    first.save(file, form, **more, **options)
    return file.getvalue()


def errors(issue: Issue, truth: Sequence[Truth]) -> float:
    """Characters to be put right, of all that are printed: the edit distance of the texts, in reading order."""
    read = "".join(line.text for page in issue.pages for line in page.lines)
    true = "".join(each.text for each in truth)
    above = list(range(len(read) + 1))
    for row, char in enumerate(true, 1):
        here = [row]
        for other, (slant, up) in zip(read, pairwise(above), strict=True):
            here.append(min(up + 1, here[-1] + 1, slant + (char != other)))
        above = here
    return above[-1] / len(true)
