"""Text → vectors: what an encoder promises, and how to get one by name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from index import e5
from index.e5 import ModelError
from index.messages import Tell, say
from index.models import BUNDLED, FORMS

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BATCH = 16
AHEAD = 128


class Encoded(NamedTuple):
    """What an encoder makes of a text.

    ``vector`` (dimensions,) float32, of length one; ``states`` (tokens, width) float32, what it says of each token, and
    ``offsets`` (tokens, 2) int64, where the token stands, in code points of the text as given. An encoder that shows no
    token states has none of either.
    """

    vector: NDArray[np.float32]
    states: NDArray[np.float32]
    offsets: NDArray[np.int64]

    @classmethod
    def of(cls, vector: NDArray[np.float32]) -> Encoded:
        """A vector without token states."""
        return cls(vector, np.zeros((0, 0), np.float32), np.zeros((0, 2), np.int64))


class Encoder(Protocol):
    """A sentence model in one form.

    ``identity`` names all that decides the vectors and is the same on every machine: vectors of two encoders may be
    compared if and only if their identities are equal.
    """

    @property
    def name(self) -> str:
        """What ``load_encoder`` was given."""

    @property
    def form(self) -> str:
        """The numbers it computes with: ``int8``, ``bf16`` or ``fp32``."""

    @property
    def identity(self) -> str:
        """Model, recipe or weights, and form."""

    @property
    def dimensions(self) -> int:
        """The length of a vector's list of numbers."""

    def encode_queries(self, texts: Sequence[str]) -> Sequence[Encoded]:
        """What it makes of each question."""

    def encode_passages(self, texts: Sequence[str]) -> Iterator[Encoded]:
        """What it makes of each passage, in order, as it is made."""


def _silent(_: str) -> None:
    pass


def load_encoder(
    name: str = BUNDLED,
    form: str = FORMS[0],
    *,
    weights: Path | None = None,
    report: Tell = _silent,
) -> Encoder:
    """The bundled model (``e5-small``), or any sentence-transformers model by hub name or folder, in a form.

    The bundled model touches no network and is prepared once (see ``e5.prepare``, which ``weights`` and ``report``
    are for). Another model has the forms fp32 and bf16. Raises ModelError, WeightsError.
    """
    if form not in FORMS:
        raise ModelError(say("模型没有 {form} 这种形式；请改用 {forms} 之一", form=form, forms=say("、").join(FORMS)))
    if name != BUNDLED:
        return _load_other(name, form, report)
    folder = e5.prepare(report, weights=weights)
    try:
        return _load_bundled(folder, form)
    except Exception as error:  # whatever a damaged folder makes the libraries raise
        said = say("无法载入模型文件夹 {folder}：{reason}；请删除该文件夹后重试", folder=folder, reason=_reason(error))
        raise ModelError(said) from error


class SentenceEncoder:
    """An Encoder over a SentenceTransformer: its own prompts, pooling and length limit."""

    def __init__(self, model: SentenceTransformer, name: str, form: str, identity: str) -> None:
        self.name = name
        self.form = form
        self.identity = identity
        self.dimensions: int = model.get_embedding_dimension()
        self._model = model

    def encode_queries(self, texts: Sequence[str]) -> list[Encoded]:
        """Each question's vector."""
        return list(self._encode(texts, self._prompt("query")))

    def encode_passages(self, texts: Sequence[str]) -> Iterator[Encoded]:
        """Each passage's vector, in order, as they come."""
        return self._encode(texts, self._prompt("passage", "document"))

    def _prompt(self, *purposes: str) -> str:
        return next((prompt for purpose in purposes if (prompt := self._model.prompts.get(purpose))), "")

    def _encode(self, texts: Sequence[str], prompt: str) -> Iterator[Encoded]:
        for start in range(0, len(texts), AHEAD):
            part = list(texts[start : start + AHEAD])
            # In float32, whatever the model computes in: bf16 is only about 0.2 % exact.
            vectors = np.asarray(
                self._model.encode(part, prompt=prompt, batch_size=BATCH, show_progress_bar=False), np.float32
            )
            yield from map(Encoded.of, vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


def _load_bundled(folder: Path, form: str) -> Encoder:
    if form == "int8":
        from index.e5.light import LightEncoder

        return LightEncoder(folder, BUNDLED)
    return SentenceEncoder(_open(str(folder), form, local=True), BUNDLED, form, f"{e5.NAME}/{e5.RECIPE}/{form}")


def _load_other(name: str, form: str, report: Tell) -> Encoder:
    if form == "int8":
        raise ModelError(
            say("int8 形式只有自带的 {bundled} 才有；模型 {name} 请改用 fp32 或 bf16", bundled=BUNDLED, name=name)
        )
    if not Path(name).is_dir() and _is_path(name):
        raise ModelError(
            say("模型文件夹 {name} 不存在；请检查路径，或改用自带的 {bundled}", name=name, bundled=BUNDLED)
        )
    try:
        model = _open_wherever(name, form, report)
    except Exception as error:  # loaders of foreign models raise anything
        raise ModelError(
            say(
                "无法载入模型 {name}：{reason}；请给出完整的 sentence-transformers 文件夹，或联网后重试",
                name=name,
                reason=_reason(error),
            )
        ) from error
    return SentenceEncoder(model, name, form, f"{Path(name).name}@{_fingerprint(model)}/{form}")


def _reason(error: Exception) -> str:
    """The first line of what an error says."""
    return str(error).strip().partition("\n")[0]


def _is_path(name: str) -> bool:
    """Whether a name can only be a path: on the hub a name is ``model`` or ``owner/model``."""
    return name.startswith((".", "~")) or Path(name).is_absolute() or "\\" in name or name.count("/") > 1


def _open_wherever(name: str, form: str, report: Tell) -> SentenceTransformer:
    try:
        return _open(name, form, local=True)
    except OSError:
        if Path(name).is_dir():
            raise
        report(say("本机没有模型 {name}，正在从模型库下载", name=name))
        return _open(name, form, local=False)


def _open(name: str, form: str, *, local: bool) -> SentenceTransformer:
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()
    logging.set_verbosity_error()
    dtype = {"fp32": torch.float32, "bf16": torch.bfloat16}[form]
    return SentenceTransformer(name, local_files_only=local, model_kwargs={"dtype": dtype})


def _fingerprint(model: SentenceTransformer) -> str:
    """A short hash of the weights: a folder's name says nothing about what is in it."""
    import torch

    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.cpu().flatten().view(torch.uint8).numpy())
    return digest.hexdigest()[:12]
