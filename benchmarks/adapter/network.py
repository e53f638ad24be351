"""The bundled encoder in torch, with a low-rank difference beside each of its matrices that can be fitted.

The same network as `knowledge/encoders/e5_graph.py` writes, in floats: BERT with post-layer-norm and mean pooling.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from knowledge.encoders.pieces import Pieces
from knowledge.encoders.weights import WeightsFile

Tensor = Any  # torch has no types here
_MATRICES = ("q", "k", "v", "ao", "fi", "fo")
_LONGEST = 160  # pieces; the pairs are short
_AT_ONCE = 20  # texts of like length, so that little is padding
_MASKED = -1e4


class Network:
    """`parameters` are the adapter's arrays by name; only these change."""

    def __init__(self, weights: WeightsFile, pieces: Pieces, rank: int) -> None:
        sizes = self._sizes = weights.sizes
        self._pieces = pieces
        self._words = torch.from_numpy(weights.matrix("emb.word", sizes.hidden))
        places = weights.floats("emb.pos").reshape(sizes.positions, sizes.hidden)
        self._places = torch.from_numpy(places + weights.floats("emb.type")[: sizes.hidden])
        self._fixed: dict[str, Tensor] = {}
        self.parameters: dict[str, Tensor] = {}
        for name in ("emb.ln.w", "emb.ln.b"):
            self._fixed[name] = torch.from_numpy(weights.floats(name))
        for layer in range(sizes.layers):
            self._add_layer(weights, f"l{layer}.", rank)

    def _add_layer(self, weights: WeightsFile, prefix: str, rank: int) -> None:
        for norm in ("aln.w", "aln.b", "oln.w", "oln.b"):
            self._fixed[prefix + norm] = torch.from_numpy(weights.floats(prefix + norm))
        for name in _MATRICES:
            inputs = self._sizes.feed_forward if name == "fo" else self._sizes.hidden
            matrix = torch.from_numpy(weights.matrix(f"{prefix}{name}.w", inputs))
            self._fixed[f"{prefix}{name}.w"] = matrix
            self._fixed[f"{prefix}{name}.b"] = torch.from_numpy(weights.floats(f"{prefix}{name}.b"))
            down = torch.randn(rank, inputs) / math.sqrt(inputs)
            up = torch.zeros(matrix.shape[0], rank)  # nothing is changed at first
            self.parameters[f"{prefix}{name}.w.down"] = down.requires_grad_()
            self.parameters[f"{prefix}{name}.w.up"] = up.requires_grad_()

    def load(self, arrays: Mapping[str, NDArray[np.float16]]) -> None:
        """An adapter's own arrays, as its file has them."""
        with torch.no_grad():
            for name, parameter in self.parameters.items():
                parameter.copy_(torch.from_numpy(arrays[name].astype(np.float32)))

    def shrink(self, share: float) -> None:
        """Keep only that share of every difference."""
        with torch.no_grad():
            for name, parameter in self.parameters.items():
                if name.endswith(".up"):
                    parameter.mul_(share)

    def encode(self, prefix: str, texts: Sequence[str]) -> Tensor:
        """Unit vectors (texts, hidden); `prefix` says whether they are questions or passages."""
        ids = [self._pieces.ids(prefix + text)[:_LONGEST] for text in texts]
        order = sorted(range(len(ids)), key=lambda number: len(ids[number]))
        vectors = [self._run([ids[n] for n in order[at : at + _AT_ONCE]]) for at in range(0, len(order), _AT_ONCE)]
        back = torch.empty(len(order), dtype=torch.long)
        back[torch.tensor(order)] = torch.arange(len(order))
        return torch.cat(vectors)[back]

    def _run(self, batch: Sequence[Sequence[int]]) -> Tensor:
        length = max(map(len, batch))
        ids = torch.full((len(batch), length), self._pieces.padding)
        mask = torch.zeros(len(batch), length)
        for row, pieces in enumerate(batch):
            ids[row, : len(pieces)] = torch.tensor(pieces)
            mask[row, : len(pieces)] = 1
        hidden = self._normalised(self._words[ids] + self._places[:length], "emb.ln")
        hides = (1 - mask[:, None, None, :]) * _MASKED
        for layer in range(self._sizes.layers):
            hidden = self._layer(f"l{layer}.", hidden, hides)
        return functional.normalize((hidden * mask[..., None]).sum(1), dim=-1)

    def _layer(self, prefix: str, hidden: Tensor, hides: Tensor) -> Tensor:
        rows, length, width = hidden.shape
        query, key, value = (
            self._product(prefix + name, hidden).view(rows, length, self._sizes.heads, -1).transpose(1, 2)
            for name in "qkv"
        )
        attended = functional.scaled_dot_product_attention(query, key, value, attn_mask=hides)
        attended = self._product(prefix + "ao", attended.transpose(1, 2).reshape(rows, length, width))
        hidden = self._normalised(hidden + attended, prefix + "aln")
        outer = self._product(prefix + "fo", functional.gelu(self._product(prefix + "fi", hidden)))
        return self._normalised(hidden + outer, prefix + "oln")

    def _product(self, name: str, x: Tensor) -> Tensor:
        changed = functional.linear(x, self.parameters[f"{name}.w.down"])
        changed = functional.linear(changed, self.parameters[f"{name}.w.up"])
        return functional.linear(x, self._fixed[f"{name}.w"], self._fixed[f"{name}.b"]) + changed

    def _normalised(self, x: Tensor, name: str) -> Tensor:
        weight, bias = self._fixed[f"{name}.w"], self._fixed[f"{name}.b"]
        return functional.layer_norm(x, (x.shape[-1],), weight, bias, self._sizes.epsilon)
