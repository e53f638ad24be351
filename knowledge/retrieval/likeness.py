"""Cosines of a question to single sentences, so that drafting can tell which of them answers it.

Vectors of sentences were stored when their chunks were published; those of the passages found last stay in memory.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence

import numpy as np

from knowledge.encoders.encoder import Encoder, Vectors
from knowledge.index.pieces import COMPARED_CHARS, stored_pieces
from knowledge.store.database import Database
from knowledge.types import Chunk

_KEPT = 20_000  # sentences in memory, three quarters of a kilobyte each
_CHUNKS_KEPT = 4_000


class Likeness:
    """Safe for threads."""

    def __init__(self, database: Database, encoder: Encoder) -> None:
        self._database = database
        self._encoder = encoder
        self._kept: OrderedDict[str, Vectors] = OrderedDict()
        self._recalled: OrderedDict[str, None] = OrderedDict()  # hashes of chunks whose pieces were read
        self._lock = threading.Lock()

    def recall(self, chunks: Sequence[Chunk]) -> None:
        """Read what is stored for the chunks that a question found."""
        with self._lock:
            new = [chunk for chunk in chunks if chunk.text_hash not in self._recalled]
        if new:
            self._keep(stored_pieces(self._database, self._encoder, new))
            with self._lock:
                self._recalled |= dict.fromkeys(chunk.text_hash for chunk in new)
                while len(self._recalled) > _CHUNKS_KEPT:
                    self._recalled.popitem(last=False)

    def cosines(self, question: Vectors, texts: Sequence[str], encode: int) -> list[float | None]:
        """In the order of `texts`; None for what is not in memory beyond the first `encode` such texts."""
        cut = [text[:COMPARED_CHARS] for text in texts]
        vectors = self._vectors(list(dict.fromkeys(cut)), encode)
        if not vectors:
            return [None] * len(cut)
        cosines = dict(zip(vectors, (np.stack(list(vectors.values())) @ question).tolist(), strict=True))
        return [cosines.get(text) for text in cut]

    def _vectors(self, texts: Sequence[str], encode: int) -> dict[str, Vectors]:
        with self._lock:
            found = {text: self._kept[text] for text in texts if text in self._kept}
            for text in found:
                self._kept.move_to_end(text)
        if unknown := [text for text in texts if text not in found][:encode]:
            fresh = dict(zip(unknown, self._encoder.encode_passages(unknown), strict=True))
            self._keep(fresh)
            found |= fresh
        return found

    def _keep(self, vectors: Mapping[str, Vectors]) -> None:
        with self._lock:
            self._kept |= vectors
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
