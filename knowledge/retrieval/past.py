"""Hits among the texts of the past that the indexes no longer hold, by looking at every one of them.

A replay is rare and its texts are few: those replaced or retired since. Their vectors are in the database still.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge.encoders.encoder import Encoder, Vectors
from knowledge.index.embedding import embed, indexed_text
from knowledge.index.index import KnowledgeIndex
from knowledge.index.terms import terms
from knowledge.index.vectors import Hit
from knowledge.store.chunks import chunks_of
from knowledge.store.database import Database
from knowledge.types import ChunkId, ShopId, VersionId

_K1, _B = 1.2, 0.75  # of the lexical index, so that scores of both can be compared
_UNKNOWN_WEIGHT = 5.0  # of a term that today's index does not have: a rare one
_KEPT = 4  # moments of the past; a replay asks many questions of one


@dataclass(frozen=True, slots=True)
class _Texts:
    ids: Sequence[ChunkId]
    vectors: Vectors
    terms: Sequence[Mapping[str, int]]
    lengths: Sequence[int]


class PastSearch:
    """Safe for threads."""

    def __init__(self, database: Database, encoder: Encoder, index: KnowledgeIndex) -> None:
        self._database = database
        self._encoder = encoder
        self._index = index
        self._kept: dict[tuple[VersionId, ...], _Texts] = {}
        self._lock = threading.Lock()

    def dense(self, versions: tuple[VersionId, ...], vector: Vectors) -> list[Hit]:
        """Every chunk of the versions by cosine, best first."""
        texts = self._texts(versions)
        cosines = (texts.vectors @ vector).tolist() if texts.ids else []
        return _best(texts.ids, cosines)

    def lexical(self, shop: ShopId, versions: tuple[VersionId, ...], text: str) -> list[Hit]:
        """The chunks of the versions that share a term, by BM25 with the weights of today's index."""
        texts = self._texts(versions)
        wanted = list(dict.fromkeys(terms(text)))
        known = self._index.term_weights(shop, wanted)
        weights = {term: known.get(term) or _UNKNOWN_WEIGHT for term in wanted}
        average = sum(texts.lengths) / max(len(texts.lengths), 1)
        scores = [
            sum(weight * _saturated(counts.get(term, 0), length, average) for term, weight in weights.items())
            for counts, length in zip(texts.terms, texts.lengths, strict=True)
        ]
        return [hit for hit in _best(texts.ids, scores) if hit.score > 0]

    def _texts(self, versions: tuple[VersionId, ...]) -> _Texts:
        with self._lock:
            kept = self._kept.get(versions)
        if kept is not None:
            return kept
        with self._database.read() as connection:
            chunks = chunks_of(connection, versions)
        counted = [Counter(terms(indexed_text(chunk))) for chunk in chunks]
        read = _Texts(
            [chunk.id for chunk in chunks],
            embed(self._database, self._encoder, chunks),
            counted,
            [counts.total() for counts in counted],
        )
        with self._lock:
            self._kept[versions] = read
            while len(self._kept) > _KEPT:
                self._kept.pop(next(iter(self._kept)))
        return read


def merged(present: Sequence[Hit], past: Sequence[Hit], most: int) -> list[Hit]:
    """The best of both, each once."""
    known = {hit.id for hit in past}
    return sorted([*past, *(hit for hit in present if hit.id not in known)], key=lambda hit: -hit.score)[:most]


def _best(ids: Sequence[ChunkId], scores: Sequence[float]) -> list[Hit]:
    return sorted((Hit(id_, score) for id_, score in zip(ids, scores, strict=True)), key=lambda hit: -hit.score)


def _saturated(count: int, length: int, average: float) -> float:
    return count * (_K1 + 1) / (count + _K1 * (1 - _B + _B * length / average)) if count else 0.0
