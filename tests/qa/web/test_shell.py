from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256

from starlette.testclient import TestClient

from qa.feedback import Queue
from qa.web.server import create_app
from qa.web.shell import policy
from qa.web.texts import Texts
from tests.qa.web.archive import LIBRARY, HandBot, HandStore


def test_the_chat_comes_in_chinese_under_our_name(client: TestClient) -> None:
    html = client.get("/").text
    assert 'lang="zh-CN"' in html
    assert "<title>报问</title>" in html
    assert html.count("<noscript>") == 1


def test_the_chat_page_names_no_other_host_outside_its_scripts(client: TestClient) -> None:
    html = re.sub(r"<script.*?</script>", "", client.get("/").text, flags=re.DOTALL)
    assert "http" not in html


def test_the_policy_lets_exactly_the_inline_scripts_run() -> None:
    html = '<script>one()</script><script src="x.js"></script><script type="module">\n二()</script>'
    allowed = {f"'sha256-{b64encode(sha256(code.encode()).digest()).decode()}'" for code in ("one()", "\n二()")}
    (directive,) = [part for part in policy(html).split("; ") if part.startswith("script-src")]
    assert set(directive.split()[1:]) == {"'self'", *allowed}


def test_words_of_the_archive_add_no_script_to_the_page(queue: Queue, client: TestClient) -> None:
    hostile = replace(LIBRARY, title="</script><script>x()")
    page = TestClient(create_app(HandBot(HandStore((hostile,))), queue, Texts())).get("/")
    assert "x()" in page.text
    assert page.text.count("<script") == client.get("/").text.count("<script")


def test_the_page_is_sent_whole_and_head_only_its_headers(client: TestClient) -> None:
    reply = client.get("/", headers={"Accept-Encoding": "identity"})
    assert int(reply.headers["content-length"]) == len(reply.content)
    assert client.head("/").status_code == 200
