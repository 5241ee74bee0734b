from __future__ import annotations

import asyncio
import re
from datetime import date
from typing import Any

import pytest
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from qa.web.callers import Visit, address_of, visit_of
from qa.web.gate import BodyLimit
from qa.web.guests import Guest, Guests
from qa.web.passes import Passes
from qa.web.rates import AT_ONCE, COSTLY, KEPT, Limited, Meter, Questions, Rates, patience
from qa.web.texts import Texts

GUESTS = Guests({"school": Guest(per_minute=2, per_day=3), "over": Guest(expires=date(2020, 1, 1))})
PASSES = Passes()


class Clock:
    """The time, which stands until it is moved."""

    def __init__(self) -> None:
        self.now = 1_900_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("time.time", clock)
    return clock


async def behind(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("through")(scope, receive, send)


def limited(rates: Rates, refused: Any = lambda: None) -> Limited:
    return Limited(behind, Texts(), GUESTS, PASSES, Questions(rates), refused)


def test_a_minute_moves_along(clock: Clock) -> None:
    meter = Meter()
    assert [meter.wait("a", 2) for _ in range(2)] == [0, 0]
    clock.now += 20
    assert meter.wait("a", 2) == 40
    clock.now += 39.5
    assert meter.wait("a", 2) == 1
    clock.now += 1
    assert [meter.wait("a", 2) for _ in range(3)] == [0, 0, 60]


def test_a_day_begins_with_its_first_request(clock: Clock) -> None:
    meter = Meter()
    for _ in range(3):
        assert meter.wait("a", 10, 3) == 0
        clock.now += 3600
    assert meter.wait("a", 10, 3) == 21 * 3600
    clock.now += 21 * 3600 + 1
    assert meter.wait("a", 10, 3) == 0


def test_keys_are_counted_apart(clock: Clock) -> None:
    meter = Meter()
    assert [meter.wait(key, 1) for key in ("a", "b", "a")] == [0, 0, 60]


def test_a_limit_of_none_lets_none_through(clock: Clock) -> None:
    assert Meter().wait("a", 0, 5) == 60


def test_a_thousand_addresses_are_counted_and_ten_thousand_are_not_kept() -> None:
    meter = Meter()
    for number in range(1000):
        assert meter.wait(f"10.0.{number // 250}.{number % 250}", 1, 5) == 0
    assert meter.keys == 1000
    assert meter.wait("10.0.0.0", 1, 5) > 0
    for number in range(10_000):
        meter.wait(f"10.1.{number // 250}.{number % 250}", 1, 5)
        assert meter.keys <= KEPT


@pytest.mark.parametrize(("method", "path"), sorted(COSTLY | {("GET", "/picture/b1"), ("GET", "/api/articles/b1")}))
def test_what_takes_work_is_counted_by_address(clock: Clock, method: str, path: str) -> None:
    client = TestClient(limited(Rates(2, 100)), client=("192.0.2.1", 1))
    assert [client.request(method, path).status_code for _ in range(3)] == [200, 200, 429]
    elsewhere = TestClient(client.app, client=("192.0.2.2", 1))
    assert elsewhere.request(method, path).status_code == 200
    assert client.get("/browse").status_code == 200


def test_one_reply_says_how_long_to_wait_in_its_own_form(clock: Clock) -> None:
    client = TestClient(limited(Rates(0)))
    api, page = client.post("/api/ask"), client.get("/search?q=a")
    chat = client.post("/gradio_api/queue/join")
    assert {reply.headers["retry-after"] for reply in (api, page, chat)} == {"60"}
    assert api.headers["content-type"] == "application/problem+json"
    sentence = "问得有点快了，请等 60 秒再问。"
    assert api.json() == {"type": "about:blank", "title": "问得太快了", "status": 429, "detail": sentence}
    assert re.search(rf"<h1>问得太快了</h1>\s*<p>{sentence}</p>", page.text)
    assert chat.json() == {"detail": sentence}


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (1, "问得有点快了，请等 1 秒再问。"),
        (120, "问得有点快了，请等 120 秒再问。"),
        (121, "问得有点多了，请过 3 分钟再问。"),
        (7200, "问得有点多了，请过 120 分钟再问。"),
        (86_400, "今天问得有点多了，请过 24 小时再问。"),
    ],
)
def test_how_long_to_wait_is_said_in_a_unit_that_fits(seconds: int, said: str) -> None:
    assert patience(seconds) == said


def search(address: str) -> Scope:
    return {"type": "http", "method": "GET", "path": "/search", "headers": [], "client": (address, 1)}


async def held(addresses: list[str], until: str) -> tuple[list[str], list[str], list[int]]:
    """Who is inside once one address is, when all ask at once and nobody is answered; who was at last; the statuses."""
    inside, statuses, answer = [], [], asyncio.Event()

    async def slow(scope: Scope, receive: Receive, send: Send) -> None:
        inside.append(address_of(scope))
        await answer.wait()
        await behind(scope, receive, send)

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        statuses.extend([message["status"]] if "status" in message else [])

    site = Limited(slow, Texts(), GUESTS, PASSES, Questions(Rates()))
    asked = [asyncio.create_task(site(search(address), receive, send)) for address in addresses]
    while until not in inside:
        await asyncio.sleep(0)
    first = inside.copy()
    answer.set()
    await asyncio.gather(*asked)
    return first, inside, statuses


def test_of_one_address_few_are_answered_at_a_time_and_others_need_not_wait() -> None:
    first, inside, statuses = asyncio.run(held(["192.0.2.1"] * (AT_ONCE + 2) + ["192.0.2.2"], "192.0.2.2"))
    assert sorted(first) == ["192.0.2.1"] * AT_ONCE + ["192.0.2.2"]
    assert sorted(inside) == ["192.0.2.1"] * (AT_ONCE + 2) + ["192.0.2.2"]
    assert statuses == [200] * (AT_ONCE + 3)


def test_of_one_address_no_more_than_a_crowd_may_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.web.rates.CROWD", 6)
    _, inside, statuses = asyncio.run(held(["192.0.2.1"] * 8 + ["192.0.2.2"], "192.0.2.2"))
    assert sorted(inside) == ["192.0.2.1"] * 6 + ["192.0.2.2"]
    assert sorted(statuses) == [200] * 7 + [429] * 2


def test_refusals_are_told(clock: Clock) -> None:
    told: list[int] = []
    client = TestClient(limited(Rates(1), lambda: told.append(1)))
    for _ in range(3):
        client.get("/search")
    assert len(told) == 2


def test_a_day_has_its_own_limit(clock: Clock) -> None:
    client = TestClient(limited(Rates(10, 2)))
    replies = [client.get("/search") for _ in range(3)]
    assert [reply.status_code for reply in replies] == [200, 200, 429]
    assert replies[2].headers["retry-after"] == "86400"


def test_fifty_readers_behind_one_address_notice_nothing(clock: Clock) -> None:
    client = TestClient(limited(Rates()))
    assert {client.post("/api/ask").status_code for _ in range(50 * 6)} == {200}
    assert client.post("/api/ask").status_code == 429


def test_feedback_has_a_narrower_limit(clock: Clock) -> None:
    client = TestClient(limited(Rates(feedback_per_minute=1)))
    assert [client.post("/feedback").status_code for _ in range(2)] == [200, 429]
    assert client.get("/search").status_code == 200


def test_a_guest_has_its_limits_whatever_passes_its_readers_have(clock: Clock) -> None:
    client = TestClient(limited(Rates()))
    first, second = ({"X-Baowen-Pass": PASSES.issue("school")} for _ in range(2))
    assert [client.post("/api/ask", headers=each).status_code for each in (first, second, second)] == [200, 200, 429]
    clock.now += 61
    assert [client.post("/api/ask", headers=first).status_code for _ in range(2)] == [200, 429]


def test_a_pass_of_our_own_pages_has_a_limit_and_those_pages_have_none() -> None:
    client = TestClient(limited(Rates(pass_per_minute=1)))
    first, second = ({"X-Baowen-Pass": PASSES.issue("")} for _ in range(2))
    assert [client.post("/api/ask", headers=each).status_code for each in (first, second, first)] == [200, 200, 429]


def test_passes_cannot_make_the_counting_of_addresses_begin_anew(clock: Clock) -> None:
    app = limited(Rates(1))
    client = TestClient(app)
    client.get("/search")
    for number in range(KEPT + 1):
        app.questions.wait(Visit("", Guest(), str(number)))
    assert client.get("/search").status_code == 429


def test_below_a_path_the_same_is_counted(clock: Clock) -> None:
    client = TestClient(limited(Rates(1)), root_path="/baowen")
    assert [client.get(path).status_code for path in ("/search", "/baowen/search")] == [200, 429]


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("a name", "a name"),
    ],
)
def test_requests_are_counted_by_what_one_connection_has(host: str, address: str) -> None:
    assert address_of({"client": (host, 1)}) == address


def test_who_sends_through_a_socket_of_files_is_one() -> None:
    assert address_of({"client": None}) == "?"


def test_a_pass_is_that_of_an_open_guest() -> None:
    def visit(given: str) -> Any:
        return visit_of({"headers": [(b"x-baowen-pass", given.encode())]}, GUESTS, PASSES)

    given = PASSES.issue("school")
    assert visit(given) == Visit("school", Guest(per_minute=2, per_day=3), given)
    assert visit(PASSES.issue("")).guest == Guest()
    assert visit(PASSES.issue("over")) is None
    assert visit(PASSES.issue("nobody")) is None
    assert visit(Passes().issue("school")) is None
    assert visit("") is None


async def slow(scope: Scope, body: list[Message]) -> list[Message]:
    """What a request is answered; a body that does not end is waited for no longer than a moment."""
    sent: list[Message] = []

    async def receive() -> Message:
        if body:
            return body.pop(0)
        return await asyncio.Future()

    async def send(message: Message) -> None:
        sent.append(message)

    await BodyLimit(behind, Texts(), seconds=0.01)(scope, receive, send)
    return sent


@pytest.mark.parametrize(("path", "kind"), [("/api/ask", b"application/problem+json"), ("/embed", b"text/html")])
def test_a_body_that_never_ends_is_waited_for_no_longer(path: str, kind: bytes) -> None:
    scope: Scope = {"type": "http", "path": path, "method": "POST", "headers": []}
    start, _ = asyncio.run(slow(scope, [{"type": "http.request", "body": b"{", "more_body": True}]))
    assert start["status"] == 408
    assert dict(start["headers"])[b"content-type"].startswith(kind)


def test_who_is_gone_before_the_body_is_whole_is_not_answered() -> None:
    scope: Scope = {"type": "http", "path": "/gradio_api/queue/join", "method": "POST", "headers": []}
    part: Message = {"type": "http.request", "body": b"{", "more_body": True}
    assert asyncio.run(slow(scope, [part, {"type": "http.disconnect"}])) == []
    assert len(asyncio.run(slow(scope, [part, {"type": "http.request", "body": b"}"}]))) == 2
