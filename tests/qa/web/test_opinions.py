from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from qa.feedback import Queue


def test_an_answer_is_judged_in_a_form(client: TestClient, queue: Queue) -> None:
    before = len(list(queue))
    form = client.get("/feedback", params={"q": "桥通了吗", "kind": "useless"}).text
    assert 'value="useless" checked' in form
    assert len(list(queue)) == before
    reply = client.post("/feedback", data={"q": "桥通了吗", "kind": "useless", "word": "<b>没说哪天</b>"})
    assert "收到了，谢谢" in reply.text
    last = list(queue)[-1]
    assert (last.kind, last.question, last.word, last.article) == ("useless", "桥通了吗", "<b>没说哪天</b>", None)


def test_a_mistake_is_reported_with_its_article(client: TestClient, queue: Queue) -> None:
    assert "区图书馆新馆下月开馆" in client.get("/feedback", params={"a": "l1"}).text
    client.post("/feedback", data={"a": "l1", "kind": "mistake", "word": "是四十三万册"})
    last = list(queue)[-1]
    assert (last.kind, last.article, last.word) == ("mistake", "l1", "是四十三万册")


@pytest.mark.parametrize(
    ("data", "headers"),
    [
        ({"q": "x", "kind": "<script>"}, {}),
        ({"q": "x"}, {}),
        ({"q": "x", "kind": "useful"}, {"sec-fetch-site": "cross-site"}),
    ],
)
def test_what_no_page_of_ours_sends_is_not_taken(
    client: TestClient, queue: Queue, data: dict[str, str], headers: dict[str, str]
) -> None:
    before = len(list(queue))
    assert client.post("/feedback", data=data, headers=headers).status_code == 400
    assert len(list(queue)) == before


def test_half_a_character_in_a_form_is_no_error(client: TestClient, queue: Queue) -> None:
    fields = {"kind": "useful", "q": "\\ud800", "word": "\\ud800", "a": "\\ud800"}
    parts = [f'--x\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{value}\r\n' for n, value in fields.items()]
    kind = "multipart/form-data; boundary=x; charset=unicode_escape"
    reply = client.post("/feedback", content="".join([*parts, "--x--\r\n"]), headers={"content-type": kind})
    assert reply.status_code == 200
    last = list(queue)[-1]
    assert (last.question, last.word, last.article) == ("?", "?", None)


def test_a_full_box_is_said_kindly(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    client.post("/feedback", data={"q": "x", "kind": "useful"})
    monkeypatch.setattr("qa.feedback.FULL", 1)
    reply = client.post("/feedback", data={"q": "x", "kind": "useful"})
    assert reply.status_code == 503
    assert "意见箱已经满了" in reply.text


@pytest.mark.parametrize("asked", [{}, {"a": "nothing"}, {"q": " "}])
def test_a_form_about_nothing_does_not_exist(client: TestClient, asked: dict[str, str]) -> None:
    assert client.get("/feedback", params=asked).status_code == 404


def test_hostile_words_stay_words_in_the_form(client: TestClient) -> None:
    html = client.get("/feedback", params={"q": '"><script>alert(1)</script>', "kind": '" onx="'}).text
    assert "<script" not in html
    assert 'onx="' not in html
