from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index.document import Article, Passage
from index.errors import BaowenError
from qa.answer import Hit
from qa.rerank import RERANKED, Reranker, load_reranker

ARTICLE = Article(id="a", issue="i", source="s", kind="news", text="", paragraphs=(), ranges=(), title="桥")


def hit(text: str) -> Hit:
    article = replace(ARTICLE, text=text)
    return Hit(article, (Passage(article, 0, len(text)),), 3.0)


class Longest:
    """Takes the longer text for the better answer."""

    def __init__(self) -> None:
        self.read: list[tuple[str, str]] = []

    def predict(self, pairs: list[tuple[str, str]], *, show_progress_bar: bool) -> list[float]:
        self.read += pairs
        return [float(len(text)) for _, text in pairs]


def test_the_order_is_the_models_and_the_scores_stay() -> None:
    model = Longest()
    ordered = Reranker(model).rerank("通车？", [hit("一"), hit("一二三"), hit("一二")])
    assert [each.article.text for each in ordered] == ["一二三", "一二", "一"]
    assert {each.score for each in ordered} == {3.0}
    assert model.read[0] == ("通车？", "桥\n一")


def test_only_the_best_are_read_again() -> None:
    model = Longest()
    hits = [hit("一" * n) for n in range(1, RERANKED + 3)]
    ordered = Reranker(model).rerank("？", hits)
    assert len(model.read) == RERANKED
    assert [len(each.article.text) for each in ordered] == [*range(RERANKED, 0, -1), RERANKED + 1, RERANKED + 2]


def test_nothing_stays_nothing() -> None:
    assert Reranker(Longest()).rerank("？", []) == []


@pytest.mark.model
def test_a_cross_encoder_of_the_users_is_loaded_from_its_folder(tmp_path: Path) -> None:
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    (tmp_path / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"桥通车茶"]), "utf-8")
    BertTokenizerFast(str(tmp_path / "vocab.txt")).save_pretrained(tmp_path)
    shape = {"hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 1, "intermediate_size": 8}
    BertForSequenceClassification(BertConfig(vocab_size=9, num_labels=1, **shape)).save_pretrained(tmp_path)
    ordered = load_reranker(str(tmp_path)).rerank("桥通车？", [hit("通车"), hit("茶")])
    assert sorted(each.article.text for each in ordered) == ["茶", "通车"]


@pytest.mark.model
def test_a_folder_that_is_no_model_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(BaowenError, match=r"无法载入重排模型 .*CrossEncoder 文件夹") as caught:
        load_reranker(str(tmp_path))
    assert "\n" not in str(caught.value)
