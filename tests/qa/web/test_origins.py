"""Whom the API answers."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.qa.web.calls import OTHER, SCHOOL, STRANGER, TOKEN, is_problem, pass_of


def test_guests_may_ask_from_their_pages_and_browsers_are_told_so(far: TestClient) -> None:
    for path in ("/api/issues", "/api/articles/nope", "/api/nothing"):
        headers = far.get(path, headers={"Origin": SCHOOL}).headers
        assert headers["access-control-allow-origin"] == SCHOOL
        assert "access-control-allow-credentials" not in headers
        assert headers["vary"] == "Origin"
    assert far.post("/api/ask", json={"question": "大桥"}, headers={"Origin": SCHOOL}).json()["found"] is True


def test_the_chat_answers_no_page_of_another_origin(far: TestClient) -> None:
    call = {"data": ["大桥", None, ""], "fn_index": 0, "session_hash": "a"}
    for site, status in (("cross-site", 403), ("same-site", 403), ("same-origin", 200), ("none", 200)):
        reply = far.post("/gradio_api/queue/join", json=call, headers={"Sec-Fetch-Site": site})
        assert reply.status_code == status, site


def test_a_call_that_the_chat_does_not_make_is_no_failure(far: TestClient) -> None:
    assert (
        far.post("/gradio_api/queue/join", json={"data": [], "fn_index": 999, "session_hash": "a"}).status_code == 422
    )


def test_a_preflight_of_a_guest_is_granted(far: TestClient) -> None:
    asked = {"Origin": SCHOOL, "Access-Control-Request-Method": "POST"}
    reply = far.options("/api/ask", headers=asked)
    assert (reply.status_code, reply.headers["access-control-allow-origin"]) == (204, SCHOOL)
    assert "X-Baowen-Pass" in reply.headers["access-control-allow-headers"]
    refused = far.options("/api/ask", headers=asked | {"Origin": STRANGER})
    assert is_problem(refused, 403)
    assert "access-control-allow-origin" not in refused.headers


@pytest.mark.parametrize(
    "origin",
    [STRANGER, "null", "", "https://school.example", "http://www.school.example", "https://www.school.example.evil.example",
     "https://over.example", "https://shut.example", "https://testserver", "http://testserver:81", "http://testserver.evil"],
)  # fmt: skip
def test_nobody_else_may_ask_from_pages(here: TestClient, origin: str) -> None:
    for reply in (
        here.get("/api/issues", headers={"Origin": origin}),
        here.post("/api/ask", json={"question": "大桥"}, headers={"Origin": origin}),
    ):
        assert is_problem(reply, 403)
        assert "access-control-allow-origin" not in reply.headers


@pytest.mark.parametrize("origin", ["http://testserver", "http://TESTSERVER"])
def test_our_own_pages_may_ask(far: TestClient, origin: str) -> None:
    reply = far.post("/api/ask", json={"question": "大桥"}, headers={"Origin": origin})
    assert reply.status_code == 200
    assert "access-control-allow-origin" not in reply.headers


@pytest.mark.parametrize("path", ["ask", "search?q=大桥", "articles/b1", "issues", "sites/school"])
def test_without_a_page_a_call_needs_a_pass_or_the_operators_token(
    far: TestClient, here: TestClient, path: str
) -> None:
    def called(client: TestClient, **headers: str) -> Any:
        if path == "ask":
            return client.post("/api/ask", json={"question": "大桥"}, headers=headers)
        return client.get(f"/api/{path}", headers=headers)

    assert is_problem(called(far), 403)
    assert is_problem(called(far, **{"X-Baowen-Pass": "forged"}), 403)
    assert is_problem(called(far, Authorization="Bearer guess"), 403)
    assert is_problem(called(far, **{"Sec-Fetch-Site": "cross-site"}), 403)
    assert called(far, **{"X-Baowen-Pass": pass_of(far, "school")}).status_code == 200
    assert called(far, Authorization=f"Bearer {TOKEN}").status_code == 200
    assert called(here).status_code == 200


def test_our_own_pages_may_read_without_saying_their_origin(far: TestClient) -> None:
    ours = {"Sec-Fetch-Site": "same-origin"}
    assert far.get("/api/issues", headers=ours).status_code == 200
    assert is_problem(far.post("/api/ask", json={"question": "大桥"}, headers=ours), 403)


def test_a_proxy_on_this_machine_is_not_this_machine(here: TestClient) -> None:
    forwarded = {"X-Forwarded-For": "192.0.2.7"}
    assert is_problem(here.post("/api/ask", json={"question": "大桥"}, headers=forwarded), 403)
    assert here.get("/metrics", headers=forwarded).status_code == 404


def test_a_pass_is_of_no_use_on_the_pages_of_another_guest(far: TestClient) -> None:
    stolen = {"Origin": OTHER, "X-Baowen-Pass": pass_of(far, "school")}
    reply = far.post("/api/ask", json={"question": "大桥"}, headers=stolen)
    assert is_problem(reply, 403)
    assert reply.headers["access-control-allow-origin"] == OTHER
    kept = far.post("/api/ask", json={"question": "大桥"}, headers=stolen | {"Origin": SCHOOL})
    assert kept.status_code == 200
