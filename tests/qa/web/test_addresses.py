from __future__ import annotations

import pytest

from qa.web.addresses import is_here, origin_of


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("HTTP://Paper.example:80/", "http://paper.example"),
        ("http://paper.example:443", "http://paper.example:443"),
        ("https://paper.example:80/a:b", "https://paper.example:80"),
        ("https://*.paper.example", "https://*.paper.example"),
        ("https://[2001:DB8::1]:443/", "https://[2001:db8::1]"),
        ("http://me@paper.example", "http://paper.example"),
        ("http://paper.example:0", "http://paper.example:0"),
        ("http://paper.example:65536", None),
        ("http://paper.example:x", None),
        ("http://:80/", None),
        ("http://[::1", None),
        ("//paper.example", None),
        ("file:///etc", None),
        ("", None),
    ],
)
def test_an_origin_is_written_as_browsers_write_it(url: str, origin: str | None) -> None:
    assert origin_of(url) == origin


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:80", "[::1]:7860"])
def test_this_machine_is_here(host: str) -> None:
    assert is_here(host)


@pytest.mark.parametrize("host", ["", "me@localhost", "localhost:x", "127.0.0.1.paper.example", "::1", "192.0.2.7"])
def test_nothing_else_is_here(host: str) -> None:
    assert not is_here(host)
