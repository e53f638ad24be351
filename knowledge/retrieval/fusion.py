"""Fuse: two ranked lists into one. Pure.

A convex combination of min-max normalised scores: it keeps how far apart hits are, which ranks throw away (Bruch, Gai,
Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval", 2023). On three sets of different nature it beat
reciprocal ranks.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

from knowledge.index.vectors import Hit
from knowledge.types import ChunkId, Scores

DENSE_WEIGHT = 0.5


def fuse(dense: Sequence[Hit], lexical: Sequence[Hit], dense_weight: float = DENSE_WEIGHT) -> dict[ChunkId, Scores]:
    """Scores of every hit of either list, best first; ties go to the better rank, then to the id.

    Both lists come best first. A hit that one list lacks counts there as its worst.
    """
    lexical_at = _placed(lexical)
    ranked: list[tuple[float, int, ChunkId, Scores]] = []
    for id_, (dense_rank, cosine, near) in _placed(dense).items():
        also = lexical_at.pop(id_, None)
        if also is None:
            fused = dense_weight * near
            ranked.append((-fused, dense_rank, id_, Scores(fused, cosine, dense_rank)))
        else:
            lexical_rank, bm25, worded = also
            fused = dense_weight * near + (1 - dense_weight) * worded
            scores = Scores(fused, cosine, dense_rank, bm25, lexical_rank)
            ranked.append((-fused, min(dense_rank, lexical_rank), id_, scores))
    for id_, (lexical_rank, bm25, worded) in lexical_at.items():
        fused = (1 - dense_weight) * worded
        ranked.append((-fused, lexical_rank, id_, Scores(fused, None, None, bm25, lexical_rank)))
    ranked.sort(key=itemgetter(0, 1, 2))
    return {id_: scores for _, _, id_, scores in ranked}


def _placed(hits: Sequence[Hit]) -> dict[ChunkId, tuple[int, float, float]]:
    """Rank, score, and the score to [0, 1] within the list: all 1 where the list does not tell its hits apart."""
    if not hits:
        return {}
    low, high = hits[-1].score, hits[0].score
    spread = high - low
    return {
        hit.id: (rank, hit.score, (hit.score - low) / spread if spread > 0 else 1.0) for rank, hit in enumerate(hits, 1)
    }
