from __future__ import annotations

import pytest

from index.build import Options
from index.store import Store
from qa.question.latin import latin_as_printed
from tests.building import build
from tests.fake import FakeEncoder

NEWS = """折叠手机发布

本报讯(记者 甲乙)小米MIX Fold 3昨日发布,Mate60同日上市。

聊天室开放

本报讯(记者 丙丁)社区的chat room昨日开放,聊天用bot,每室两台。社区还有Wi-Fi。
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder, target = tmp_path_factory.mktemp("papers"), tmp_path_factory.mktemp("store")
    (folder / "澄江报_2031-12-07.txt").write_text(NEWS, encoding="utf-8")
    build([folder], target, FakeEncoder(), Options())
    return Store.open(target)


@pytest.mark.parametrize(
    ("asked", "printed"),
    [
        ("小米MIXfold3哪天发布？", "小米mix fold 3哪天发布?"),
        ("小米MIX Fold3哪天发布", "小米mix fold 3哪天发布"),
        ("mate 60哪天上市", "mate60哪天上市"),
        ("社区有wifi吗", "社区有wi fi吗"),
        ("小米MIX Fold 3哪天发布？", "小米MIX Fold 3哪天发布？"),
        ("小米mixfold4哪天发布？", "小米mixfold4哪天发布？"),
        ("社区的chatbot是什么？", "社区的chatbot是什么？"),
        ("社区哪天开放？", "社区哪天开放？"),
    ],
)
def test_latin_words_are_apart_or_in_one_as_they_are_printed(asked: str, printed: str, store: Store) -> None:
    assert latin_as_printed(asked, store) == printed
