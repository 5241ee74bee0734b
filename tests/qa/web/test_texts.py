from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from index.document import Article
from index.errors import BaowenError
from qa.feedback import Queue
from qa.web.documents import article_page
from qa.web.server import create_app
from qa.web.site import Site
from qa.web.texts import Texts
from tests.qa.web.archive import BRIDGE, HandBot

OURS = """
name = "问澄江"
service = "急事请拨 12345"
service_words = ["停水"]
footer = ["澄江报社主办", "<b>备案号</b> 1"]
"""


def written(folder: Path, words: str) -> Path:
    path = folder / "site.toml"
    path.write_text(words, encoding="utf-8")
    return path


def test_a_site_without_a_file_has_the_usual_texts(tmp_path: Path) -> None:
    assert Texts.read(tmp_path / "site.toml") == Texts()


def test_what_a_file_says_takes_the_place_of_the_usual(tmp_path: Path) -> None:
    texts = Texts.read(written(tmp_path, OURS))
    assert (texts.name, texts.motto) == ("问澄江", Texts().motto)


@pytest.mark.parametrize(("words", "where"), [("nane = 1", "nane"), ("name = 1", "name"), ("x = ", "读不了")])
def test_a_file_that_cannot_be_used_says_where(tmp_path: Path, words: str, where: str) -> None:
    with pytest.raises(BaowenError, match=where):
        Texts.read(written(tmp_path, words))


def test_a_place_in_an_address_that_is_none_is_said(tmp_path: Path) -> None:
    with pytest.raises(BaowenError, match=r"epaper 里的 \{yr\} 不认识"):
        Texts.read(written(tmp_path, 'epaper = { "澄江报" = "https://epaper.example/{yr}/{page}" }'))


def test_a_file_may_begin_with_a_mark_of_its_encoding(tmp_path: Path) -> None:
    path = tmp_path / "site.toml"
    path.write_text('name = "问校报"', encoding="utf-8-sig")
    assert Texts.read(path).name == "问校报"


def test_help_is_shown_with_refusals_and_on_certain_words() -> None:
    texts = Texts(service="急事请拨 12345", service_words=("停水",))
    assert texts.help("桥通了吗", found=True) == ""
    assert texts.help("桥通了吗", found=False) == "急事请拨 12345"
    assert texts.help("哪天停水", found=True) == "急事请拨 12345"


def test_every_page_has_the_texts_of_its_site(tmp_path: Path) -> None:
    texts = Texts.read(written(tmp_path, OURS))
    client = TestClient(create_app(HandBot(), Queue(tmp_path), texts))
    for path in ("/a/l1", "/browse", "/search", "/a/none", "/nothing-here", "/feedback?q=x"):
        page = client.get(path).text
        assert "· 问澄江</title>" in page
        assert "澄江报社主办" in page
        assert "原文摘录，非人工智能生成" in page
        assert "<b>备案号" not in page
    assert "<title>问澄江</title>" in client.get("/").text
    assert "急事请拨 12345" in client.get("/search", params={"q": "外星人"}).text
    assert "急事请拨 12345" not in client.get("/search", params={"q": "二桥"}).text


def test_agency_stories_are_shown_as_the_site_says(tmp_path: Path) -> None:
    texts = Texts.read(written(tmp_path, 'full_text_of = { "林知远" = "excerpt", "沈一帆" = "off" }'))
    client = TestClient(create_app(HandBot(), Queue(tmp_path), texts))
    excerpt = client.get("/a/b1").text
    assert "本月六日上午十时" in excerpt
    assert "建设方介绍" not in excerpt.split("<footer>")[0]
    assert "全文请见原报" in excerpt
    assert "桥面铺装下月开始" in client.get("/a/b1?q=91-114").text.split("<footer>")[0]
    assert "双向六车道" not in client.get("/a/b1?q=91-114").text.split("<footer>")[0]
    assert "桥面铺装" not in client.get(f"/a/b1?q=0-{len(BRIDGE.text)}").text.split("<footer>")[0]
    assert "藏书四十二万册" not in client.get("/a/l1").text
    assert "区图书馆新馆将于下月一日开馆。" in client.get("/a/l1?q=0-15").text
    assert "藏书四十二万册" not in client.get("/a/l1?q=0-15").text
    assert "全文请见原报" not in client.get("/a/f1").text


@pytest.mark.parametrize(
    ("article", "address"),
    [
        (BRIDGE, "https://epaper.example/2031-09/07/node_01.htm"),
        (replace(BRIDGE, page="12"), "https://epaper.example/2031-09/07/node_12.htm"),
        (replace(BRIDGE, page="A1"), None),
        (replace(BRIDGE, page=None), None),
        (replace(BRIDGE, date="2031-09"), None),
        (replace(BRIDGE, paper="别的报"), None),
        (replace(BRIDGE, paper=None, url="https://paper.example/1"), "https://paper.example/1"),
    ],
)
def test_the_page_of_the_e_paper_is_named_where_it_is_known(article: Article, address: str | None) -> None:
    texts = Texts(epaper={"澄江报": "https://epaper.example/{year}-{month}/{day}/node_{page}.htm"})
    assert texts.epaper_page(article) == address
    html = article_page(Site("", "http://paper.example/", texts), article, ())
    assert ("看电子报" in html) == (address is not None)


def test_of_two_levels_the_lower_holds() -> None:
    texts = Texts(full_text="excerpt", full_text_of={"新华社": "off", "记者": "on"})
    assert texts.at_most("excerpt").full_text_of == {"新华社": "off", "记者": "excerpt"}
    assert texts.at_most("off").full_text == "off"
    assert texts.at_most("on") == texts
