from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from index.errors import BaowenError
from qa.answer import Filters
from qa.web.guests import Guest, Guests

TODAY = date(2031, 5, 3)
FILE = """
[school]
origins = ["https://www.school.example", "https://*.district.example:8443"]
title = "问校报"
suggestions = ["大桥"]
filters = { paper = "校报" }
[old]
origins = ["https://old.example"]
expires = 2031-05-03
[shut]
enabled = false
"""


def test_guests_are_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "sites.toml"
    assert Guests.read(path).named("school", TODAY) is None
    path.write_text(FILE, encoding="utf-8")
    guests = Guests.read(path)
    school = guests.named("school", TODAY)
    assert school is not None
    assert (school.title, school.filters.filters()) == ("问校报", Filters(paper="校报", soft=False))
    assert school.ancestors == "'self' https://www.school.example https://*.district.example:8443"
    assert guests.named("old", TODAY) is None
    assert guests.named("old", date(2031, 5, 2)) is not None
    assert guests.named("shut", TODAY) is None
    assert guests.known("shut") == Guest(enabled=False)


@pytest.mark.parametrize(
    ("words", "where"),
    [
        ("[a]\norigin = []", "origin"),
        ('[a]\norigins = ["*"]', "origins"),
        ('[a]\norigins = ["https://x.example/path"]', "origins"),
        ('[a]\norigins = ["https://x.example; script-src *"]', "origins"),
        ('[a]\ncolour = "red;}"', "colour"),
        ('[a]\norigins = ["https://x.example:443"]', "'https://x.example:443'"),
        ("[a]\nper_minute = 0", "per_minute”不是可用的设置，或者值 0 不对"),
        ("[a]\nper_day = -1", "-1"),
        ('[a]\nfilters = { since = "garbage" }', "filters.since”不是可用的设置，或者值 'garbage' 不对"),
        ('["A B"]\nenabled = true', "A B"),
        ("x = ", "读不了"),
    ],
)
def test_a_file_that_cannot_be_used_says_where(tmp_path: Path, words: str, where: str) -> None:
    (tmp_path / "sites.toml").write_text(words, encoding="utf-8")
    with pytest.raises(BaowenError, match=re.escape(where)):
        Guests.read(tmp_path / "sites.toml")


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        ("https://www.school.example", True),
        ("http://www.school.example", False),
        ("https://school.example", False),
        ("https://www.school.example:8443", False),
        ("https://www.school.example.evil.example", False),
        ("https://a.district.example:8443", True),
        ("https://a.b.district.example:8443", True),
        ("https://district.example:8443", False),
        ("https://evildistrict.example:8443", False),
        ("https://evil.example/.district.example:8443", False),
        ("null", False),
        ("", False),
    ],
)
def test_an_origin_is_a_guests_or_not(origin: str, allowed: bool) -> None:
    guest = Guest(origins=("https://www.school.example", "https://*.district.example:8443"))
    assert guest.allows(origin) is allowed
    assert Guests({"school": guest}).at(origin, TODAY) == (("school", guest) if allowed else None)
    assert Guests({"school": Guest(guest.origins, enabled=False)}).at(origin, TODAY) is None
