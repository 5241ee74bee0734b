"""The bundled model in its int8 form: ONNX Runtime and ``tokenizers``, nothing of PyTorch."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from index import e5

SEVERITY_ERROR = 3


class TokenStates(NamedTuple):
    """What the last layer says of each token of a text, and where the token stands.

    ``states`` (tokens, dimensions) float32; ``offsets`` (tokens, 2) int, code points of the text as it was given.
    """

    states: NDArray[np.float32]
    offsets: NDArray[np.int64]


class LightEncoder:
    """An ``index.encoder.Encoder`` over a prepared folder.

    Texts are run one at a time, as many at once as there are cores: a text's vector then never depends on what it was
    batched with, and it is as fast as batches. Of a long text the first 512 tokens are read, the prompt's included.
    """

    form = "int8"

    def __init__(self, folder: Path, name: str) -> None:
        self.name = name
        self.identity = f"{e5.NAME}/{e5.RECIPE}/{self.form}"
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._session = _session(folder / e5.INT8_FILE)
        self.dimensions: int = self._session.get_outputs()[0].shape[-1]

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Questions → (questions, dimensions) float32, each of length one."""
        return self._encode([e5.PROMPTS["query"] + text for text in texts], None)

    def encode_passages(
        self, texts: Sequence[str], *, progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """Passages → (passages, dimensions) float32, each of length one; ``progress`` is told how many are done."""
        return self._encode([e5.PROMPTS["passage"] + text for text in texts], progress)

    def token_states(self, texts: Sequence[str], prompt: str = e5.PROMPTS["passage"]) -> list[TokenStates]:
        """States of each text's own tokens, without those of the prompt, the start and the end."""
        with ThreadPoolExecutor(_cores()) as pool:
            return list(pool.map(lambda text: self._token_states(text, prompt), texts))

    def _encode(self, texts: Sequence[str], progress: Callable[[int], None] | None) -> NDArray[np.float32]:
        vectors = np.empty((len(texts), self.dimensions), np.float32)
        with ThreadPoolExecutor(_cores()) as pool:
            running = [pool.submit(self._vector, text) for text in texts]
            try:
                for place, vector in enumerate(running):
                    vectors[place] = vector.result()
                    if progress is not None:
                        progress(place + 1)
            finally:
                pool.shutdown(cancel_futures=True)
        return vectors

    def _vector(self, text: str) -> NDArray[np.float32]:
        mean = self._states(self._tokenizer.encode(text)).mean(axis=0)
        vector: NDArray[np.float32] = mean / np.linalg.norm(mean)
        return vector

    def _token_states(self, text: str, prompt: str) -> TokenStates:
        tokens = self._tokenizer.encode(prompt + text)
        offsets = np.array(tokens.offsets, np.int64).reshape(-1, 2) - len(prompt)
        own = (offsets[:, 1] > 0) & (np.array(tokens.special_tokens_mask) == 0)
        return TokenStates(self._states(tokens)[own], offsets[own].clip(min=0))

    def _states(self, tokens: Encoding) -> NDArray[np.float32]:
        """States of all tokens, (tokens, dimensions)."""
        ids = np.array([tokens.ids], np.int64)
        states: NDArray[np.float32] = self._session.run(None, {"input_ids": ids})[0][0]
        return states


def _session(path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    # The texts share the cores; threads inside one text would only wait for each other.
    options.intra_op_num_threads = 1
    options.log_severity_level = SEVERITY_ERROR
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _cores() -> int:
    return os.cpu_count() or 1
