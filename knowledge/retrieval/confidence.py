"""How likely the passages answer the question: a calibrated number in [0, 1] from what retrieval saw. Pure.

Cosines of e5 lie in a narrow band and mean nothing by themselves, so the best one is compared with what the same
question scores against arbitrary chunks of the same shop. What the question says is weighed by how rare each word is in
this shop, and counts as covered when the best passages say it too.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.encoders.encoder import Vectors


@dataclass(frozen=True, slots=True)
class Features:
    """What the confidence rests on; shown in the hit test as the why."""

    cosine: float  # of the best passage
    standout: float  # the best cosine above the shop's background, in its standard deviations
    coverage: float  # share of the question's weighted words that the best passage holds
    joint_coverage: float  # … that the first few passages hold together
    agreement: float  # 1 when both ways of searching put the same passage first, less the further apart


# Logistic regression; how it was calibrated: docs/decisions. Re-fit when encoder, terms or splitter change.
_INTERCEPT = -6.0
_STANDOUT = 0.6
_COVERAGE = 3.0
_JOINT_COVERAGE = 2.0
_AGREEMENT = 0.8


def confidence(features: Features) -> float:
    """The probability that the passages answer the question; 0 when nothing was found."""
    logit = (
        _INTERCEPT
        + _STANDOUT * min(features.standout, 8.0)
        + _COVERAGE * features.coverage
        + _JOINT_COVERAGE * features.joint_coverage
        + _AGREEMENT * features.agreement
    )
    return 1 / (1 + math.exp(-logit))


def standout(best: float, query: Vectors, background: Vectors) -> float:
    """How far the best cosine lies above those to `background`, vectors of the shop, shape (n, dimension)."""
    if len(background) < 2:
        return 0.0
    cosines = background @ query
    spread = float(np.std(cosines))
    return (best - float(np.mean(cosines))) / max(spread, 1e-6)


def covered(wanted: Mapping[str, float], said: Collection[str]) -> float:
    """The share of the weight of `wanted` words that is among `said`; 0 when nothing is wanted."""
    total = sum(wanted.values())
    return sum(weight for term, weight in wanted.items() if term in said) / total if total > 0 else 0.0


def agreement(ranks: Sequence[tuple[int | None, int | None]]) -> float:
    """The best harmonic closeness of dense and lexical rank among the passages."""
    return max((1 / (dense * lexical) ** 0.5 for dense, lexical in ranks if dense and lexical), default=0.0)
