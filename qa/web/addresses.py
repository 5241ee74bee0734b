"""What a web address says of where it leads: to which origin, and whether to this machine."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

_PORTS: Final = {"http": 80, "https": 443}
_HERE: Final = ("localhost", "127.0.0.1", "[::1]")
_PORT: Final = re.compile(r":\d+$", re.ASCII)


def origin_of(url: str) -> str | None:
    """Scheme, host and port of a web address, as browsers write an origin; None when it is none.

    >>> origin_of("https://Paper.example:443/a?b"), origin_of("http://[::1]:8000"), origin_of("paper.example")
    ('https://paper.example', 'http://[::1]:8000', None)
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in _PORTS or not host:
        return None
    host = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{host}" + ("" if port in (None, _PORTS[parts.scheme]) else f":{port}")


def is_here(host: str) -> bool:
    """Does a host, with a port or without, as requests and origins have it, mean the machine that says so?

    >>> is_here("localhost:7860"), is_here("[::1]"), is_here("localhost.example")
    (True, True, False)
    """
    return _PORT.sub("", host) in _HERE
