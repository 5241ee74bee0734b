"""Why a page of another site does not show the chat: what browsers would hold against it, found out beforehand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import httpx

from index.messages import say
from qa.web.addresses import is_here, origin_of
from qa.web.guests import Guest, Guests

SECONDS: Final = 10.0
"""How long a server may take to reply."""
_FALLBACKS: Final = {
    "connect-src": ("connect-src", "default-src"),
    "frame-src": ("frame-src", "child-src", "default-src"),
    "script-src": ("script-src", "default-src"),
}


_SHOWN: Final = ("widget.js", "/embed")
"""What a page that shows the chat has in it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: whether it is well, and what was found, with what to do if it is not."""

    well: bool
    said: str


def diagnose(guests: Guests, id: str, url: str, server: str, today: date, client: httpx.Client) -> Iterator[Finding]:
    """Look at a guest, its page at ``url`` and the ``server`` whose chat it shows, what matters most first."""
    page, ours = origin_of(url), origin_of(server)
    if page is None or ours is None:
        wrong = server if page else url
        yield Finding(False, say("“{url}”不是网址，请写成 https://主机/路径", url=wrong))
        return
    guest = guests.known(id)
    if guest is None:
        yield Finding(False, say("sites.toml 里没有 [{id}]：请加上，然后重新启动", id=id))
        return
    root = server.rstrip("/")
    yield (answering := _answering(f"{root}/healthz", client))
    yield from _policy(guest, page, today)
    yield _unmixed(page, ours)
    yield from _page(url, page, ours, client)
    if not answering.well:
        return
    yield from _frame(f"{root}/embed?site={id}", page, ours, client)
    yield _streamed(f"{root}/gradio_api/heartbeat/doctor", client)
    if not is_here(ours.partition("://")[2]):
        yield _shut(f"{root}/metrics", client)


def _answering(address: str, client: httpx.Client) -> Finding:
    """Is it Baowen that answers there, and not another server or none?"""
    if isinstance(reply := _fetched(address, client), Finding):
        return reply
    try:
        said = reply.json()
    except ValueError:
        said = None
    if reply.status_code == httpx.codes.OK and isinstance(said, dict) and "articles" in said:
        return Finding(True, say("报问在应答，有 {articles} 篇文章", articles=said["articles"]))
    return Finding(
        False,
        say(
            "{url} 返回 {status}，应答的不是报问：请核对 --server（路径也要写上）和代理",
            url=address,
            status=reply.status_code,
        ),
    )


def _policy(guest: Guest, origin: str, today: date) -> Iterator[Finding]:
    if not guest.enabled:
        yield Finding(False, say("这个网站停用了：请把 enabled 改为 true"))
    if guest.expires and today >= guest.expires:
        yield Finding(False, say("这个网站到 {day} 为止，已经过期：请改 expires", day=guest.expires))
    if guest.allows(origin):
        yield Finding(True, say("{origin} 在 origins 里", origin=origin))
    else:
        yield Finding(False, say("{origin} 不在 origins 里：协议、主机、端口都要一样，请加上", origin=origin))


def _unmixed(page: str, ours: str) -> Finding:
    """Browsers load nothing plain into a page that came encrypted."""
    if page.startswith("https:") and ours.startswith("http:"):
        return Finding(False, say("网页是 https，报问是 http，浏览器不会载入：请给报问配上 TLS"))
    return Finding(True, say("网页与报问的协议相配"))


def _page(url: str, page: str, ours: str, client: httpx.Client) -> Iterator[Finding]:
    """Does the page's own policy let the widget and its frame in?"""
    if isinstance(reply := _fetched(url, client), Finding):
        yield reply
        return
    if reply.status_code != httpx.codes.OK:
        yield Finding(False, say("网页 {url} 返回 {status}：请核对地址", url=url, status=reply.status_code))
    elif not any(name in reply.text for name in _SHOWN):
        yield Finding(False, say("网页里没有 widget.js，也没有 /embed：请把 README 里的那一行加上（脚本后加的看不到）"))
    policies = _policies(reply)
    for directive, what in (("script-src", "/widget.js"), ("frame-src", "/embed"), ("connect-src", "/api/sites")):
        if all(lets(policy, directive, ours, page) for policy in policies):
            yield Finding(True, say("网页自己的策略允许 {what}", what=what))
        else:
            yield Finding(
                False,
                say(
                    "网页自己的 Content-Security-Policy 不许 {what}：请在它的 {directive} 里加上 {origin}",
                    what=what,
                    directive=directive,
                    origin=ours,
                ),
            )


def _frame(address: str, origin: str, ours: str, client: httpx.Client) -> Iterator[Finding]:
    """Does the frame come as this server sends it, or has a proxy shut it?"""
    if isinstance(reply := _fetched(address, client), Finding):
        yield reply
        return
    if reply.status_code != httpx.codes.OK:
        yield Finding(
            False, say("{url} 返回 {status}：请核对地址，并重新启动报问", url=address, status=reply.status_code)
        )
        return
    if said := reply.headers.get("x-frame-options"):
        yield Finding(False, say("代理加了 X-Frame-Options: {said}：请在代理里去掉", said=said))
    ancestors = [policy["frame-ancestors"] for policy in _policies(reply) if "frame-ancestors" in policy]
    if ancestors and all(matches(each, origin, ours) for each in ancestors):
        yield Finding(True, say("框架允许放进 {origin}", origin=origin))
    else:
        yield Finding(
            False, say("框架的 frame-ancestors 不许 {origin}：请核对 origins，并看看代理有没有改它", origin=origin)
        )


def _fetched(url: str, client: httpx.Client) -> httpx.Response | Finding:
    """What an address replies, or that it cannot be opened."""
    try:
        return client.get(url)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return Finding(False, say("打不开 {url}：{error}", url=url, error=error))


def _policies(reply: httpx.Response) -> list[Mapping[str, Sequence[str]]]:
    return [directives(each) for each in reply.headers.get_list("content-security-policy")]


def _shut(address: str, client: httpx.Client) -> Finding:
    """Is what only those see who run the server shut to others? A proxy that hides who asks opens it."""
    if isinstance(reply := _fetched(address, client), Finding):
        return reply
    if reply.status_code == httpx.codes.OK:
        return Finding(
            False,
            say(
                "{url} 谁都能看：代理没有转告来访者是谁，请照 README 加上 Host 和 X-Forwarded-For（在本机上问则不算）",
                url=address,
            ),
        )
    return Finding(True, say("只给管理者看的页面对外是关着的"))


def _streamed(address: str, client: httpx.Client) -> Finding:
    """Does a stream of events come as it is sent? The chat of the full page needs it, the frame does not."""
    try:
        with client.stream("GET", address) as reply:
            reply.raise_for_status()
            next(reply.iter_bytes())
    except httpx.ConnectError as error:
        return Finding(False, say("打不开 {url}：{error}", url=address, error=error))
    except (httpx.HTTPError, StopIteration):
        return Finding(False, say("事件流没有及时送到：请在代理里关掉缓冲（proxy_buffering off）；嵌入的框架不受影响"))
    return Finding(True, say("事件流随发随到"))


def directives(policy: str) -> Mapping[str, Sequence[str]]:
    """The directives of a content security policy, each with its sources; of two alike the first holds.

    >>> directives("default-src 'self'; frame-src https://a.example *")
    {'default-src': ["'self'"], 'frame-src': ['https://a.example', '*']}
    """
    found: dict[str, Sequence[str]] = {}
    for part in policy.split(";"):
        name, *sources = part.split() or [""]
        if name:
            found.setdefault(name.lower(), sources)
    return found


def lets(policy: Mapping[str, Sequence[str]], directive: str, origin: str, own: str) -> bool:
    """Does a policy of the page ``own`` let something of an origin in, as far as host sources tell?"""
    named = next((name for name in _FALLBACKS[directive] if name in policy), None)
    return named is None or matches(policy[named], origin, own)


def matches(sources: Sequence[str], origin: str, own: str) -> bool:
    """Is an origin among the sources of a directive of ``own``? Paths are not looked at."""
    return any(_means(source.lower(), origin, own) for source in sources)


def _means(source: str, origin: str, own: str) -> bool:
    scheme, _, host = origin.partition("://")
    if source == "'self'":
        return origin == own
    if source in ("*", f"{scheme}:"):
        return True
    said, _, rest = source.rpartition("://")
    written = rest.partition("/")[0]
    pattern = written.removesuffix(":*")
    if said and said != scheme and (said, scheme) != ("http", "https"):
        return False
    if pattern != written:
        host = host.partition(":")[0]
    return host.endswith(pattern[1:]) and host != pattern[2:] if pattern.startswith("*.") else host == pattern
