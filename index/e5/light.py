"""The bundled model in its int8 form: ONNX Runtime and ``tokenizers``, nothing of PyTorch."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import onnxruntime

from index import e5
from index.e5.tokens import Pieces
from index.encoder import Encoded

SEVERITY_ERROR = 3
AHEAD = 64
"""Texts ahead of whoever takes them: states are large."""


class LightEncoder:
    """An ``index.encoder.Encoder`` over a prepared folder.

    Texts are run one at a time, as many at once as there are cores: a text's vector then never depends on what it was
    batched with, and it is as fast as batches. Of a long text the first 512 tokens are read, the prompt's included.
    """

    form = "int8"

    def __init__(self, folder: Path, name: str) -> None:
        self.name = name
        self.identity = f"{e5.NAME}/{e5.RECIPE}/{self.form}"
        with ThreadPoolExecutor(1) as beside:
            session = beside.submit(_session, folder / e5.INT8_FILE)
            self._pieces = Pieces(folder)
        self._session = session.result()
        self.dimensions: int = self._session.get_outputs()[0].shape[-1]

    def encode_queries(self, texts: Sequence[str]) -> list[Encoded]:
        """Each question's vector and token states."""
        prompt = e5.PROMPTS["query"]
        return [self._read(texts[0], prompt)] if len(texts) == 1 else list(self._encode(texts, prompt))

    def encode_passages(self, texts: Sequence[str]) -> Iterator[Encoded]:
        """Each passage's vector and token states, in order, as they come."""
        return self._encode(texts, e5.PROMPTS["passage"])

    def _encode(self, texts: Sequence[str], prompt: str) -> Iterator[Encoded]:
        self._pieces.ready(texts)
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            ahead: deque[Future[Encoded]] = deque()
            for text in texts:
                ahead.append(pool.submit(self._read, text, prompt))
                if len(ahead) == AHEAD:
                    yield ahead.popleft().result()
            yield from (each.result() for each in ahead)

    def _read(self, text: str, prompt: str) -> Encoded:
        """A text's vector, and the states of its own tokens: not those of the prompt, the start and the end."""
        tokens = self._pieces.tokens(prompt, text)
        vector, states = self._session.run(None, {"input_ids": tokens.ids[None]})
        own, offsets = tokens.own()
        return Encoded(vector[0], states[0][own], offsets)


def _session(path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    # The texts share the cores; threads inside one text would only wait for each other.
    options.intra_op_num_threads = 1
    options.log_severity_level = SEVERITY_ERROR
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
