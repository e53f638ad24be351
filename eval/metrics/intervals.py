"""How sure a figure is: Wilson's interval for a share, the percentile bootstrap for a mean or a paired difference."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

_Z = 1.959964  # two-sided 95 %
_RESAMPLES = 2000
_SEED = 20260101  # the same run gives the same interval


@dataclass(frozen=True, slots=True)
class Estimate:
    """`value` is None when nothing was eligible: that is not zero. `low` and `high` bound it with 95 %."""

    value: float | None
    low: float | None
    high: float | None
    count: int


_NOTHING = Estimate(None, None, None, 0)


def share(hits: Sequence[bool]) -> Estimate:
    """A share with its Wilson score interval (Wilson 1927)."""
    count = len(hits)
    if not count:
        return _NOTHING
    p = sum(hits) / count
    spread = _Z**2 / count
    centre = (p + spread / 2) / (1 + spread)
    half = _Z * math.sqrt(p * (1 - p) / count + spread / (4 * count)) / (1 + spread)
    return Estimate(p, max(0.0, centre - half), min(1.0, centre + half), count)


def mean(values: Sequence[float]) -> Estimate:
    """A mean with its bootstrap percentile interval (Efron 1979)."""
    count = len(values)
    if not count:
        return _NOTHING
    generator = random.Random(_SEED)  # noqa: S311 - resampling, no secret
    means = sorted(sum(generator.choices(values, k=count)) / count for _ in range(_RESAMPLES))
    low, high = means[int(0.025 * _RESAMPLES)], means[int(0.975 * _RESAMPLES) - 1]
    return Estimate(sum(values) / count, low, high, count)


def percentile(values: Sequence[float], part: float) -> float | None:
    """Nearest-rank percentile; None for no values."""
    if not values:
        return None
    ordered = sorted(values)
    return ordered[max(0, math.ceil(part * len(ordered)) - 1)]
