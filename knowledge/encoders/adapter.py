"""What is changed in the bundled encoder's weights, so that a customer's hurried question lies near the sentence that
answers it: a low-rank difference for each matrix, added before the graph is written, so that it costs nothing later.

Low-rank adaptation: Hu et al., "LoRA: Low-Rank Adaptation of Large Language Models" (2022). How the shipped difference
was fitted, on which pairs, and what it gains: docs/decisions/0024-the-encoder-is-adapted.md.
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from pathlib import Path
from typing import Protocol
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from knowledge.encoders.weights import Sizes
from knowledge.errors import Config

SHIPPED = Path(__file__).with_name("adapter.npz")
ALL_ROWS = slice(None)


class Weights(Protocol):
    """The tensors that the encoder's graph is written from."""

    @property
    def sizes(self) -> Sizes: ...

    def floats(self, name: str) -> NDArray[np.float32]: ...

    def matrix(self, name: str, columns: int, rows: slice = ALL_ROWS) -> NDArray[np.float32]: ...


class Adapter:
    """A file of arrays `<matrix>.down` (rank, inputs) and `<matrix>.up` (outputs, rank), float16.

    Opening it reads the digest alone, which every start needs; the arrays are unpacked when an encoder is assembled.
    Both raise `Config` when the file cannot be read.
    """

    def __init__(self, path: Path = SHIPPED) -> None:
        self._path = path
        try:
            self.digest = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError as error:
            raise self._unreadable() from error

    def difference(self, name: str) -> NDArray[np.float32] | None:
        """Of that matrix (outputs, inputs); None where it stays as it is."""
        up = self._arrays.get(f"{name}.up")
        return None if up is None else up @ self._arrays[f"{name}.down"]

    @cached_property
    def _arrays(self) -> dict[str, NDArray[np.float32]]:
        try:
            with np.load(self._path, allow_pickle=False) as arrays:
                return {name: arrays[name].astype(np.float32) for name in arrays.files}
        except (OSError, EOFError, ValueError, BadZipFile) as error:
            raise self._unreadable() from error

    def _unreadable(self) -> Config:
        return Config(f"the encoder's adapter {self._path.name} cannot be read; install Huashu anew")


class Adapted:
    """Weights with an adapter's differences added."""

    def __init__(self, weights: Weights, adapter: Adapter) -> None:
        self._weights, self._adapter = weights, adapter

    @property
    def sizes(self) -> Sizes:
        return self._weights.sizes

    def floats(self, name: str) -> NDArray[np.float32]:
        return self._weights.floats(name)

    def matrix(self, name: str, columns: int, rows: slice = ALL_ROWS) -> NDArray[np.float32]:
        matrix = self._weights.matrix(name, columns, rows)
        difference = self._adapter.difference(name)
        return matrix if difference is None else matrix + difference[rows]
