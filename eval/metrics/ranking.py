"""Ranking metrics over relevances, best rank first. nDCG: Järvelin and Kekäläinen 2002, gain = relevance."""

from __future__ import annotations

import math
from collections.abc import Sequence


def hit(relevances: Sequence[float], depth: int) -> float:
    return float(any(relevance > 0 for relevance in relevances[:depth]))


def reciprocal_rank(relevances: Sequence[float], depth: int) -> float:
    return next((1 / rank for rank, relevance in enumerate(relevances[:depth], start=1) if relevance > 0), 0.0)


def recall(relevances: Sequence[float], depth: int, relevant: int) -> float:
    """`relevant` is how many there are to find; at least 1."""
    return sum(relevance > 0 for relevance in relevances[:depth]) / relevant


def ndcg(relevances: Sequence[float], depth: int, ideal: Sequence[float]) -> float:
    """`ideal` holds every relevance that there is to find, in any order; at least one is positive."""
    return _gain(relevances[:depth]) / _gain(sorted(ideal, reverse=True)[:depth])


def _gain(relevances: Sequence[float]) -> float:
    return sum(relevance / math.log2(rank + 1) for rank, relevance in enumerate(relevances, start=1))
