"""The site below a path of another one: behind nginx, under /baowen/, with TLS, as the README sets it up."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep
from urllib.request import urlopen

import httpx
import pytest
from playwright.sync_api import Browser, Page, Response, expect

from app import listen
from index import clock
from qa.feedback import Queue
from qa.web.doctor import diagnose
from qa.web.guests import Guest, Guests
from qa.web.texts import Texts
from tests.qa.web.archive import HandBot
from tests.qa.web.reading import answered
from tests.qa.web.serving import made, serving

README = Path(__file__).parents[3] / "README.md"
CONFIGURATION = """
daemon off; pid {folder}/pid; error_log {folder}/errors;
events {{}}
http {{
  access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{ listen 127.0.0.1:{port} ssl; ssl_certificate {folder}/cert.pem; ssl_certificate_key {folder}/key.pem;
{location}
  location /shut/ {{ proxy_pass {address}/; proxy_buffering on; add_header X-Frame-Options DENY; }}
  location = /page.html {{ return 200 "<script src=/baowen/widget.js></script>"; }} }}
}}
"""


@pytest.fixture(scope="module")
def behind(queue: Queue, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site behind nginx."""
    if not (nginx := shutil.which("nginx", path="/usr/sbin:/usr/bin:/bin")):
        pytest.skip("nginx is not here")
    folder = tmp_path_factory.mktemp("nginx")
    with listen("127.0.0.1", 0) as free:
        port = free.getsockname()[1]
    guests = Guests({"school": Guest((f"https://127.0.0.1:{port}",))})
    with serving(made(HandBot(), queue, Texts(), guests), "/baowen") as address:
        (location,) = re.findall(r"```nginx\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
        location = location.replace("http://127.0.0.1:7860", address)
        text = CONFIGURATION.format(folder=folder, port=port, location=location, address=address)
        (folder / "nginx.conf").write_text(text, encoding="utf-8")
        key = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-days", "2"]
        subprocess.run([*key, "-keyout", "key.pem", "-out", "cert.pem"], cwd=folder, check=True, capture_output=True)
        running = subprocess.Popen([nginx, "-c", str(folder / "nginx.conf")], stderr=subprocess.DEVNULL)
        deadline = monotonic() + 20
        while not _listens(port) and monotonic() < deadline:
            sleep(0.05)
        yield f"https://127.0.0.1:{port}/baowen/"
        running.terminate()
        running.wait(timeout=20)


def _listens(port: int) -> bool:
    try:
        urlopen(f"http://127.0.0.1:{port}/")
    except OSError as error:
        # Plain HTTP to its TLS port is answered with 400, which is an answer.
        return "400" in str(error)
    return True


@pytest.fixture
def page(browser: Browser, behind: str) -> Iterator[Page]:
    """A page that has seen no failure and no other host in the end."""
    failed: list[str] = []
    hosts = set[str]()

    def seen(response: Response) -> None:
        hosts.add("/".join(response.url.split("/")[:3]))
        failed.extend([response.url] if response.status >= 400 else [])

    context = browser.new_context(ignore_https_errors=True, locale="zh-CN")
    page = context.new_page()
    page.on("response", seen)
    page.goto(behind)
    yield page
    context.close()
    assert (failed, hosts) == ([], {behind.removesuffix("/baowen/")})


def test_questions_pages_and_forms_work_below_a_path(page: Page, behind: str) -> None:
    answered(page, "二桥合龙了吗")
    page.get_by_role("link", name="大字").click()
    page.get_by_role("link", name="按日期看报").click()
    expect(page.locator("html")).to_have_class("large")
    for name in ("2031年", "2031年9月", "2031年9月7日", "澄江二桥主桥合龙"):
        page.get_by_role("link", name=name).first.click()
    assert page.url == f"{behind}a/b1"
    assert f'"url": "{behind}a/b1"' in page.content()
    page.get_by_role("link", name="纠错").click()
    page.get_by_role("textbox").fill("是四十三万册")
    page.get_by_role("button", name="送出").click()
    expect(page.get_by_role("heading", name="收到了，谢谢")).to_be_visible()
    page.goto(f"{behind}search?q=二桥&sort=date")
    page.locator(".card .headline a").first.click()
    assert page.url.startswith(f"{behind}a/")


def found(behind: str, server: str, seconds: float) -> list[str]:
    """What the doctor finds wrong with a page of a guest that is served beside the site."""
    host = behind.removesuffix("/baowen/")
    guests = Guests({"school": Guest((host,))})
    with httpx.Client(verify=False, timeout=seconds) as client:  # noqa: S501  (the key is a minute old)
        findings = diagnose(guests, "school", f"{host}/page.html", f"{host}{server}", clock.today(), client)
        return [finding.said for finding in findings if not finding.well]


def test_the_doctor_finds_what_a_proxy_does_to_the_frame(behind: str) -> None:
    assert found(behind, "/baowen", 20) == []
    (framed, streamed) = found(behind, "/shut", 3)
    assert "X-Frame-Options: DENY" in framed
    assert "proxy_buffering off" in streamed
