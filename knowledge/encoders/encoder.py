"""The contract of an encoder: texts to unit vectors. Providers stand beside this file; `open_encoder` picks one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """Turns texts into L2-normalised float32 vectors.

    `fingerprint` names model, revision, quantisation and text preparation: vectors of equal fingerprints may be
    compared, others not; it is part of the index manifest. Raises `knowledge.errors.Upstream` when a hosted encoder
    fails and `knowledge.errors.Config` when a model cannot be loaded.
    """

    fingerprint: str
    dimension: int

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Shape (len(texts), dimension), in the order given. Long texts are cut at the model's limit."""

    def encode_query(self, text: str) -> Vectors:
        """Shape (dimension,)."""
