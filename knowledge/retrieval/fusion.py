"""Fuse: two ranked lists into one. Pure.

A convex combination of min-max normalised scores: it keeps how far apart hits are, which ranks throw away (Bruch, Gai,
Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval", 2023). On three sets of different nature it beat
reciprocal ranks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter

from knowledge.index.vectors import Hit
from knowledge.types import ChunkId, Scores

DENSE_WEIGHT = 0.5


def fuse(dense: Sequence[Hit], lexical: Sequence[Hit], dense_weight: float = DENSE_WEIGHT) -> dict[ChunkId, Scores]:
    """Scores of every hit of either list, best first; ties go to the better rank, then to the id.

    Both lists come best first. A hit that one list lacks counts there as its worst.
    """
    normal_dense, normal_lexical = _normalised(dense), _normalised(lexical)
    dense_at = {hit.id: (rank, hit.score) for rank, hit in enumerate(dense, 1)}
    lexical_at = {hit.id: (rank, hit.score) for rank, hit in enumerate(lexical, 1)}
    ranked: list[tuple[float, int, ChunkId, Scores]] = []
    for id_ in {**dense_at, **lexical_at}:
        dense_rank, cosine = dense_at.get(id_, (None, None))
        lexical_rank, bm25 = lexical_at.get(id_, (None, None))
        fused = dense_weight * normal_dense.get(id_, 0.0) + (1 - dense_weight) * normal_lexical.get(id_, 0.0)
        best_rank = min(dense_rank or lexical_rank or 0, lexical_rank or dense_rank or 0)
        ranked.append((-fused, best_rank, id_, Scores(fused, cosine, dense_rank, bm25, lexical_rank)))
    ranked.sort(key=itemgetter(0, 1, 2))
    return {id_: scores for _, _, id_, scores in ranked}


def _normalised(hits: Sequence[Hit]) -> Mapping[ChunkId, float]:
    """To [0, 1] within the list; all 1 where the list does not tell its hits apart."""
    if not hits:
        return {}
    low, high = hits[-1].score, hits[0].score
    spread = high - low
    return {hit.id: (hit.score - low) / spread if spread > 0 else 1.0 for hit in hits}
