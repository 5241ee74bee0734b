"""A BERT encoder as an int8 ONNX graph for ONNX Runtime.

Matrices are int8, symmetric, with one scale for each output (for each token in the word embedding); activations are
quantised to 8 bits as they come (dynamic quantisation); sums, attention, norms and the few outlying inputs of a matrix
stay float32. Two neighbouring weights of a matrix stay within 8 bits together: processors without an instruction for
such sums (x86 before VNNI) add the products of neighbours in 16 bits and cut off what is beyond (ONNX Runtime's
documentation on quantisation, "U8S8"). So every processor gives the same vectors.

A few channels of the states are ten times as large as the others, and would leave those a few steps of 8 bits. They are
made quieter before they are rounded, and their weights as much larger (Xiao et al. 2023, "SmoothQuant"), by how much
the weights of a layer's norm raise them above the others (Wei et al. 2022, "Outlier Suppression"): so nothing has to be
measured on texts.

The operators are those ONNX Runtime fuses a converted model into (its ContribOperators documentation), written
directly: no converter, so no PyTorch, less memory, and the same graph whatever is installed.

The graph takes one text at a time: ``input_ids`` int64 (1, tokens) → ``vector`` float32 (1, hidden), the mean of the
last layer's states at length one, and ``states`` float32 (1, tokens, hidden of each layer read, side by side). No
padding means no mask, and a text's vectors never depend on its neighbours in a batch, which share activation scales.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from index.e5.weights import Weights

OPSET, IR_VERSION = 20, 10
CONTRIB = "com.microsoft"
LARGEST = 127
OUTLYING = 10
_PROJECTIONS = ("q", "k", "v")
EVEN = np.ones(1, np.float32)
READ = (5, 9, 12)
"""Of twelve layers those whose states say of each token what it means: the last one alone knows mostly what its text is
about. Measured by the choice of the answering sentence; more layers gave nothing more."""


def encoder_graph(weights: Weights) -> ModelProto:
    """The whole encoder: token ids → the text's vector and the states of the layers read."""
    graph = _Graph()
    layers = [_embed(graph, weights)]
    for layer in range(weights.shape.layers):
        layers.append(_layer(graph, weights, f"l{layer}.", layers[-1]))
    read = layers_read(weights.shape.layers)
    graph.node("Concat", [layers[layer] for layer in read], "states", axis=2)
    mean = graph.node("ReduceMean", [layers[-1], graph.constant("tokens", np.ones(1, np.int64))], "mean", keepdims=0)
    graph.node("LpNormalization", [mean], "vector", axis=1, p=2)
    return graph.model(weights.shape.hidden, len(read))


def layers_read(layers: int) -> list[int]:
    """Those of a model's layers, from 1, that stand where ``READ`` stands among twelve.

    >>> layers_read(12), layers_read(6), layers_read(1)
    ([5, 9, 12], [2, 4, 6], [1])
    """
    return sorted({max(1, layer * layers // READ[-1]) for layer in READ})


def quantise(matrix: NDArray[np.float32], largest: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """(rows, columns) float32 → int8 of the same shape and one scale for each row, (rows, 1): row ≈ int8 * scale.

    ``largest`` is what ``LARGEST`` steps stand for in each row, (rows,).
    """
    scale = (np.where(largest == 0, 1, largest) / LARGEST).astype(np.float32)[:, None]
    steps = matrix / scale
    return np.rint(steps, out=steps).astype(np.int8), scale


def largest_alone(matrix: NDArray[np.float32]) -> NDArray[np.float32]:
    """The largest amount in each row, (rows,)."""
    largest: NDArray[np.float32] = np.maximum(matrix.max(axis=1), -matrix.min(axis=1))
    return largest


def largest_pair(matrix: NDArray[np.float32]) -> NDArray[np.float32]:
    """The largest amount in each row of what is positive, or negative, in columns 0 and 1, 2 and 3 …, (rows,).

    Quantised by it, 255 times a pair is at most 255 * 128 and fits 16 bits: no processor cuts off.
    """
    pairs = matrix.reshape(len(matrix), -1, 2)
    largest: NDArray[np.float32] = np.maximum(
        pairs.clip(min=0).sum(axis=2).max(axis=1), -pairs.clip(max=0).sum(axis=2).min(axis=1)
    )
    return largest


def outlying(matrix: NDArray[np.float32]) -> NDArray[np.bool_]:
    """(outputs, inputs) → which inputs have weights far beyond the others', (inputs,).

    Activations of such an input are as extreme as its weights, and one is enough to leave all others of its text a
    few steps of 8 bits: it is multiplied in float32 (after Dettmers et al. 2022, LLM.int8()).
    """
    largest = np.abs(matrix).max(axis=0)
    exact: NDArray[np.bool_] = largest > OUTLYING * largest.mean()
    return exact


def loudness(norm: NDArray[np.float32]) -> NDArray[np.float32]:
    """How many times as much as most the weights of a norm raise each channel, at least 1, (channels,).

    >>> loudness(np.array([0.5, -2.0, 0.25, 0.5], np.float32)).tolist()
    [1.0, 4.0, 1.0, 1.0]
    """
    amounts = np.abs(norm)
    loud: NDArray[np.float32] = np.maximum(amounts / np.median(amounts), np.float32(1))
    return loud


@dataclass(slots=True)
class _Graph:
    """Nodes and constants in the order they are written; an operator's result is known by the name it is given."""

    nodes: list[NodeProto] = field(default_factory=list)
    constants: list[TensorProto] = field(default_factory=list)

    def node(self, operator: str, inputs: list[str], output: str, domain: str = "", **attributes: float) -> str:
        self.nodes.append(helper.make_node(operator, inputs, [output], domain=domain, **attributes))
        return output

    def split(self, whole: str, outputs: list[str], axis: int) -> list[str]:
        """Cut a result into equal parts along an axis."""
        self.nodes.append(helper.make_node("Split", [whole], outputs, axis=axis, num_outputs=len(outputs)))
        return outputs

    def constant(self, name: str, values: NDArray[np.generic]) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def model(self, hidden: int, read: int) -> ModelProto:
        ids = helper.make_tensor_value_info("input_ids", TensorProto.INT64, [1, "tokens"])
        vector = helper.make_tensor_value_info("vector", TensorProto.FLOAT, [1, hidden])
        states = helper.make_tensor_value_info("states", TensorProto.FLOAT, [1, "tokens", hidden * read])
        graph = helper.make_graph(self.nodes, "encoder", [ids], [vector, states], self.constants)
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION)


def _embed(graph: _Graph, weights: Weights) -> str:
    matrix = weights.tensors["emb.word"]
    words, scales = quantise(matrix, largest_alone(matrix))
    rows = graph.node("Gather", [graph.constant("emb.word", words), "input_ids"], "emb.rows")
    rows = graph.node("Cast", [rows], "emb.rows.float", to=TensorProto.FLOAT)
    scale = graph.node("Gather", [graph.constant("emb.scale", scales), "input_ids"], "emb.rows.scale")
    word = graph.node("Mul", [rows, scale], "emb.words")
    # Every token is of type 0, so that row is added to the positions once.
    positions = graph.constant("emb.pos", weights.tensors["emb.pos"] + weights.tensors["emb.type"][0])
    length = graph.node("Shape", ["input_ids"], "length", start=1, end=2)
    start = graph.constant("start", np.zeros(1, np.int64))
    position = graph.node("Slice", [positions, start, length], "emb.positions")
    return _normalise(graph, weights, "emb.ln", graph.node("Add", [word, position], "emb.sum"))


def _layer(graph: _Graph, weights: Weights, layer: str, states: str) -> str:
    # The same channels are loud before the attention and after it; the norm after it is the one that shows which.
    loud = loudness(weights.tensors[layer + "aln.w"])
    # One product for all three: the states are quantised once, and the fixed costs of a product paid once.
    together = _linear(graph, weights, [layer + name for name in _PROJECTIONS], states, loud)
    projections = graph.split(together, [layer + name for name in _PROJECTIONS], axis=2)
    heads = weights.shape.heads
    attended = graph.node("MultiHeadAttention", projections, layer + "attended", CONTRIB, num_heads=heads)
    output = _linear(graph, weights, [layer + "ao"], attended)
    states = _normalise(graph, weights, layer + "aln", graph.node("Add", [states, output], layer + "ao.sum"))
    inner = graph.node("Gelu", [_linear(graph, weights, [layer + "fi"], states, loud)], layer + "gelu")
    output = _linear(graph, weights, [layer + "fo"], inner)
    return _normalise(graph, weights, layer + "oln", graph.node("Add", [states, output], layer + "fo.sum"))


def _linear(graph: _Graph, weights: Weights, names: list[str], states: str, loud: NDArray[np.float32] = EVEN) -> str:
    """The products of the states with the matrices of these names, side by side; ``loud`` as of ``loudness``."""
    name = "+".join(names)
    matrix = np.concatenate([weights.tensors[each + ".w"] for each in names])
    bias = graph.constant(name + ".b", np.concatenate([weights.tensors[each + ".b"] for each in names]))
    exact = outlying(matrix)
    shares = np.where(exact, np.float32(0), 1 / loud)
    quiet = states
    if (shares != 1).any():
        quiet = graph.node("Mul", [states, graph.constant(name + ".shares", shares)], name + ".quiet")
    most = np.where(exact, np.float32(0), matrix * loud)
    if not exact.any():
        return _int8_product(graph, most, quiet, name, bias)
    rounded = _int8_product(graph, most, quiet, name + ".int8", bias)
    chosen = graph.node("Gather", [states, graph.constant(name + ".exact", exact.nonzero()[0])], name + ".few", axis=2)
    product = graph.node("MatMul", [chosen, graph.constant(name + ".few.w", matrix[:, exact].T)], name + ".float")
    return graph.node("Add", [rounded, product], name)


def _int8_product(graph: _Graph, matrix: NDArray[np.float32], states: str, name: str, bias: str) -> str:
    steps, scale = quantise(matrix, largest_pair(matrix))
    inputs = [states, graph.constant(name + ".w", steps.T), graph.constant(name + ".scale", scale[:, 0]), "", bias]
    return graph.node("DynamicQuantizeMatMul", inputs, name, CONTRIB)


def _normalise(graph: _Graph, weights: Weights, name: str, states: str) -> str:
    inputs = [states, *(graph.constant(name + part, weights.tensors[name + part]) for part in (".w", ".b"))]
    return graph.node("LayerNormalization", inputs, name, epsilon=weights.shape.epsilon)
