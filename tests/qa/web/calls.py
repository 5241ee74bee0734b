"""Who calls the API in the tests, and what they look at."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Final

from starlette.testclient import TestClient

from qa.web.guests import Guest, Guests
from qa.web.rates import Rates

TOKEN: Final = "watchword"  # noqa: S105
SCHOOL: Final = "https://www.school.example"
OTHER: Final = "https://other.example"
STRANGER: Final = "https://evil.example"
GUESTS: Final = Guests(
    {
        "school": Guest(origins=("https://*.school.example",), per_minute=1000),
        "other": Guest(origins=(OTHER,), per_minute=1000),
        "over": Guest(origins=("https://over.example",), expires=date(2020, 1, 1)),
        "shut": Guest(origins=("https://shut.example",), enabled=False),
    }
)
GENEROUS: Final = Rates(10**6, 10**6, 10**6)


def pass_of(client: TestClient, site: str = "") -> str:
    """A pass as the page of a guest has it."""
    return pass_in(client.get("/embed", params={"site": site}).text)


def pass_in(page: str) -> str:
    """The pass of a page."""
    return re.findall(r'name="pass" value="([^"]+)"', page)[0]  # type: ignore[no-any-return]


def is_problem(reply: Any, status: int) -> bool:
    """Is a reply the problem of a status?"""
    said = reply.json()
    return (
        reply.status_code == said["status"] == status
        and reply.headers["content-type"] == "application/problem+json"
        and said.keys() == {"type", "title", "status", "detail"}
        and bool(said["title"] and said["detail"])
    )
