from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from index import projection
from index.encoder import Encoded
from index.errors import BaowenError
from index.projection import DIMENSIONS, projection_for, write
from index.store import Store
from qa.bot import Bot
from qa.learn.cases import rankings
from qa.learn.project import learn
from qa.learn.sets import QuestionSet, open_set
from qa.weights import RANK
from tests.fake import FakeEncoder

FIRST = np.array([0])


def test_what_is_learned_is_kept_in_stores_and_heard_in_questions(
    questions: QuestionSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoder = FakeEncoder()
    learned = learn([questions], encoder, lambda _: None, everything=True)
    assert learned.encoder == "fake/1"
    assert learned.matrix.shape == (256, DIMENSIONS)
    assert np.abs(learned.importance).min() > 0  # it starts at zero: fewer questions than a batch teach too
    assert questions.store.tokens(FIRST).tokens.shape == (0, DIMENSIONS)
    (tmp_path / "projections").mkdir()
    write(learned, tmp_path / "projections" / "fake.json")
    monkeypatch.setattr(projection, "FOLDER", tmp_path / "projections")
    projection_for.cache_clear()
    try:
        assert not questions.store.made_with(encoder)
        opened = open_set(tmp_path / "p.jsonl", tmp_path / "q.jsonl", encoder, lambda _: None)
        assert opened.store.made_with(encoder)
        _, tokens, ends = opened.store.tokens(FIRST)
        assert len(tokens) == len(ends) == 24  # 望潮大桥12月6日恢复通车大桥更换斜拉索128根, a token a character
        assert all(opened.store.passage(0).article.text[end - 1].isalnum() for end in ends.tolist())
        late = [ranking.signals[0, 2] for ranking in rankings(opened, opened.questions, encoder, RANK)]
        assert all(0.2 < each <= 1.0 for each in late)
        assert Bot(opened.store, encoder, None).ask("望潮大桥哪天恢复通车？").hits[0].echo.whole() > 0.2
    finally:
        projection_for.cache_clear()


def test_too_few_questions_say_so(questions: QuestionSet) -> None:
    with pytest.raises(BaowenError, match="500 题"):
        learn([questions], FakeEncoder(), lambda _: None)


class Mute(FakeEncoder):
    """An encoder that shows no token states."""

    def encode_passages(self, texts: Sequence[str]) -> Iterator[Encoded]:
        return (Encoded.of(each.vector) for each in super().encode_passages(texts))


def test_an_encoder_without_token_states_says_so(questions: QuestionSet) -> None:
    with pytest.raises(BaowenError, match="逐词状态"):
        learn([questions], Mute(), lambda _: None)


def test_a_store_of_another_projection_is_not_opened(
    questions: QuestionSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Store, "made_with", lambda *_: False)
    monkeypatch.setattr("qa.bot.load_encoder", lambda *_, **__: FakeEncoder())
    (store,) = (tmp_path / "cache" / "sets").iterdir()
    with pytest.raises(BaowenError, match="再运行一次 build"):
        Bot.open(store)
