"""How much of a question's own characters texts hold, rarer ones counting more. Pure.

No list is asked: it says something of words that the lexicon does not know or takes for something else.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

Pair = tuple[str, str]


def overlaps(telling: Sequence[str], texts: Sequence[Pair]) -> list[tuple[float, float]]:
    """For each text and what stands above it, both comparable: the share of `telling` (characters, numbers and Latin
    words) in [0, 1] that the text holds, and that it holds together with what stands above.
    """
    weights = {one: _rarity(one, texts) for one in telling}
    whole = sum(weights.values())
    if not whole:
        return [(0.0, 0.0)] * len(texts)
    return [(_held(text, weights) / whole, _held(f"{text}｜{above}", weights) / whole) for text, above in texts]


def _rarity(telling: str, texts: Sequence[Pair]) -> float:
    holding = sum(1 for text, _ in texts if telling in text)
    return math.log(1 + (len(texts) + 1) / (1 + holding))


def _held(text: str, weights: dict[str, float]) -> float:
    return sum(weight for telling, weight in weights.items() if telling in text)
