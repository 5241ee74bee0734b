from __future__ import annotations

from collections.abc import Sequence

import pytest

from index.build import Options
from index.encoder import Encoded
from index.store import Store
from qa.question.sound import Sounds
from qa.question.wordings import Inquiry
from tests.building import build
from tests.fake import FakeEncoder

PAPER = 'name = "澄江报"\nplace = "澄江区"\naliases = ["澄江木器厂 → 1996 恒榫木业"]\n'
NEWS = """恒榫木业搬进新厂

本报讯(记者 甲乙)恒榫木业昨日搬进新厂。厂长骆明远说,新厂年产家具两万件,送货用EV车。

安骊冰夺冠

本报讯(记者 丙丁)滑冰选手安骊冰昨日夺冠。安骊冰说,她每天练八小时。
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder, target = tmp_path_factory.mktemp("papers"), tmp_path_factory.mktemp("store")
    (folder / "paper.toml").write_text(PAPER, encoding="utf-8")
    (folder / "澄江报_2031-12-07.txt").write_text(NEWS, encoding="utf-8")
    build([folder], target, FakeEncoder(), Options())
    return Store.open(target)


class CountingEncoder(FakeEncoder):
    """Remembers what was encoded."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def encode_queries(self, texts: Sequence[str]) -> list[Encoded]:
        self.asked.extend(texts)
        return super().encode_queries(texts)


def inquire(text: str, store: Store) -> tuple[Inquiry, list[str]]:
    """An inquiry and the texts that were encoded for it, in some order."""
    encoder = CountingEncoder()
    inquiry = Inquiry.of(text, store, Sounds(store.lexical, store), encoder)
    for each in (*inquiry.phrasings, *inquiry.subjects):
        assert each.wording.vector.tolist() == FakeEncoder().encode_queries([each.text])[0].vector.tolist()
    return inquiry, encoder.asked


def test_a_plain_question_has_one_wording(store: Store) -> None:
    inquiry, encoded = inquire("恒榫木业的厂长是谁？", store)
    assert [each.text for each in inquiry.phrasings] == ["恒榫木业的厂长是谁？"]
    assert (inquiry.subjects, inquiry.notices, inquiry.respelling) == ((), (), None)
    assert encoded == ["恒榫木业的厂长是谁？"]


def test_what_is_spoken_is_searched_for_as_papers_print_it_too(store: Store) -> None:
    inquiry, encoded = inquire("恒榫木业哪年开张的？", store)
    assert [each.text for each in inquiry.phrasings] == ["恒榫木业哪年开张的？", "恒榫木业哪年开业的？"]
    assert (inquiry.notices, sorted(encoded)) == ((), ["恒榫木业哪年开业的？", "恒榫木业哪年开张的？"])


def test_a_latin_word_is_searched_for_as_it_is_printed_too(store: Store) -> None:
    inquiry, _ = inquire("骆明远的E V车哪年开张的？", store)
    assert [each.text for each in inquiry.phrasings] == ["骆明远的E V车哪年开张的？", "骆明远的ev车哪年开业的?"]


def test_another_name_is_searched_for_and_told(store: Store) -> None:
    inquiry, _ = inquire("澄江木器厂的厂长是谁？", store)
    assert [each.text for each in inquiry.phrasings] == ["澄江木器厂的厂长是谁？", "恒榫木业的厂长是谁?"]
    assert inquiry.notices == ("“澄江木器厂”自1996年起称“恒榫木业”，已一并查找",)
    assert inquiry.respelling is None
    assert "恒榫" in inquiry.phrasings[1].wording.terms
    assert inquiry.phrasings[1].asked.folded == "恒榫木业的厂长是谁?"


def test_a_slip_is_searched_for_as_it_was_meant(store: Store) -> None:
    inquiry, _ = inquire("安丽冰每天练几小时", store)
    assert [each.text for each in inquiry.phrasings] == ["安丽冰每天练几小时", "安骊冰每天练几小时"]
    assert inquiry.respelling is not None
    assert inquiry.respelling.notice == "您是不是要找“安骊冰”？"
    assert inquiry.notices == ()


def test_a_list_is_searched_for_by_its_subject_in_every_wording_each_encoded_once(store: Store) -> None:
    inquiry, encoded = inquire("关于澄江木器厂有哪些报道？", store)
    assert [each.text for each in inquiry.subjects] == ["澄江木器厂", "恒榫木业"]
    assert sorted(encoded) == ["关于恒榫木业有哪些报道?", "关于澄江木器厂有哪些报道？", "恒榫木业", "澄江木器厂"]
