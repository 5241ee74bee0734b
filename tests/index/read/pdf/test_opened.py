from __future__ import annotations

from pathlib import PurePath

import pytest

from index.read.pdf.opened import is_pdf, opened
from index.read.source import File, Unreadable


def of(data: bytes) -> File:
    return File(PurePath("/papers/a.pdf"), "a.pdf", data)


@pytest.mark.parametrize(
    ("data", "well"), [(b"%PDF-1.7", True), (b"\n" * 1019 + b"%PDF-", True), (b"\n" * 1020 + b"%PDF-", False)]
)
def test_a_pdf_says_so_within_its_first_thousand_bytes(data: bytes, well: bool) -> None:
    assert is_pdf(of(data)) is well


def test_a_damaged_one_is_refused() -> None:
    with (
        pytest.raises(Unreadable, match="PDF 不完整或已损坏，打不开"),
        opened(of(b"%PDF-1.7\nno")),
    ):
        pass
