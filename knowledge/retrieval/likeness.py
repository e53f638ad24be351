"""Cosines of a question to single sentences, so that drafting can tell which of them answers it.

Sentences come back with question after question, so their vectors are kept in memory.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence

import numpy as np

from knowledge.encoders.encoder import Encoder, Vectors
from knowledge.types import ShopId

Stored = Callable[[ShopId, Sequence[str]], dict[str, Vectors]]
"""The vectors that were stored when texts were published, by text."""

_KEPT = 20_000  # sentences in memory, three quarters of a kilobyte each
_CHARS = 400  # of a text that are compared; the bundled encoder's limit is not far behind


class Likeness:
    """Safe for threads."""

    def __init__(self, encoder: Encoder, stored: Stored) -> None:
        self._encoder = encoder
        self._stored = stored
        self._kept: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = threading.Lock()

    def cosines(self, shop: ShopId, question: Vectors, texts: Sequence[str], encode: int) -> list[float | None]:
        """In the order of `texts`; None for what is neither kept nor stored beyond the first `encode` such texts."""
        cut = [text[:_CHARS] for text in texts]
        vectors = self._vectors(shop, list(dict.fromkeys(cut)), encode)
        return [float(vectors[text] @ question) if text in vectors else None for text in cut]

    def _vectors(self, shop: ShopId, texts: Sequence[str], encode: int) -> dict[str, Vectors]:
        found = self._recalled(texts)
        if missing := [text for text in texts if text not in found]:
            fresh = self._stored(shop, missing)
            if unknown := [text for text in missing if text not in fresh][:encode]:
                fresh |= zip(unknown, self._encoder.encode_passages(unknown), strict=True)
            self._keep(fresh)
            found |= fresh
        return found

    def _recalled(self, texts: Sequence[str]) -> dict[str, Vectors]:
        with self._lock:
            found = {text: self._kept[text] for text in texts if text in self._kept}
            for text in found:
                self._kept.move_to_end(text)
        return found

    def _keep(self, vectors: dict[str, Vectors]) -> None:
        with self._lock:
            # Half precision moves a cosine by less than a thousandth.
            self._kept |= {text: vector.astype(np.float16) for text, vector in vectors.items()}
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
