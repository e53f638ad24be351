"""An encoder without a model: texts that share terms get similar vectors. Deterministic; it records its work."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from knowledge.encoders.encoder import Vectors
from knowledge.index.terms import terms


class HashingEncoder:
    """Signed feature hashing of the terms, L2-normalised."""

    def __init__(self, dimension: int = 64, fingerprint: str = "hashing/1") -> None:
        self.dimension = dimension
        self.fingerprint = fingerprint
        self.encoded: list[str] = []

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        self.encoded.extend(texts)
        return np.stack([self._vector(text) for text in texts])

    def encode_query(self, text: str) -> Vectors:
        return self._vector(text)

    def _vector(self, text: str) -> Vectors:
        vector = np.full(self.dimension, 1e-3, dtype=np.float32)
        for term in terms(text):
            digest = int.from_bytes(hashlib.blake2b(term.encode(), digest_size=8).digest(), "little")
            vector[(digest >> 1) % self.dimension] += 1.0 if digest & 1 else -1.0
        return (vector / np.linalg.norm(vector)).astype(np.float32)
