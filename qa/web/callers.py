"""Who sends a request: from which address, from this machine or not, with whose pass."""

from __future__ import annotations

import hmac
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final, NamedTuple

from starlette.datastructures import Headers
from starlette.types import Scope

from index import clock
from qa.web.addresses import is_here
from qa.web.guests import Guest, Guests
from qa.web.passes import Passes

PASS: Final = "x-baowen-pass"  # noqa: S105  (the header's name)
_FORWARDED: Final = ("x-forwarded-for", "x-forwarded-proto", "x-forwarded-host", "x-real-ip", "forwarded", "via")
_HOME: Final = 64
"""Bits of an IPv6 address that one connection shares."""
_NOBODY: Final = "?"


def _parsed(scope: Scope) -> IPv4Address | IPv6Address | None:
    host = (scope.get("client") or ("",))[0]
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def address_of(scope: Scope) -> str:
    """The address that requests are counted by; one for the 2⁶⁴ IPv6 addresses that one connection may use.

    >>> address_of({"client": ("2001:db8::7:1", 1)}), address_of({"client": ("::ffff:192.0.2.7", 1)})
    ('2001:db8::/64', '192.0.2.7')
    """
    address = _parsed(scope)
    if isinstance(address, IPv6Address):
        return str(IPv6Network((address, _HOME), strict=False))
    return str(address or (scope.get("client") or (_NOBODY,))[0])


def is_local(scope: Scope) -> bool:
    """Does a request come from this machine itself, and ask for it? One that a proxy passes on asks for the site.

    >>> here = [(b"host", b"localhost:7860")]
    >>> is_local({"client": ("127.0.0.1", 1), "headers": here}), is_local({"client": ("192.0.2.7", 1), "headers": here})
    (True, False)
    """
    address, headers = _parsed(scope), Headers(scope=scope)
    passed_on = any(name in headers for name in _FORWARDED) or not is_here(headers.get("host", ""))
    return address is not None and address.is_loopback and not passed_on


def is_operator(scope: Scope, token: str) -> bool:
    """Does a request come from this machine, or with the operators' token? An empty token is none."""
    given = Headers(scope=scope).get("authorization", "").encode("latin-1")
    return is_local(scope) or bool(token and hmac.compare_digest(given, f"Bearer {token}".encode()))


class Visit(NamedTuple):
    """From whose pages a request comes: the guest's id, empty for this server itself; with which pass, if any."""

    id: str
    guest: Guest
    pass_: str = ""


def visit_of(scope: Scope, guests: Guests, passes: Passes) -> Visit | None:
    """The visit of a request with a good pass of an open guest, or from an origin of one; None when it has neither.

    The pass of a page of this server itself is that of a guest without settings.
    """
    headers, today = Headers(scope=scope), clock.today()
    given = headers.get(PASS, "")
    id = passes.guest(given) if given else None
    if id is not None and (guest := guests.named(id, today)):
        return Visit(id, guest, given)
    found = guests.at(headers.get("origin", ""), today)
    return Visit(*found) if found else None
