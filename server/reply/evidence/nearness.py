"""Nearness in meaning, as the knowledge base measures it for one question."""

from __future__ import annotations

from collections.abc import Callable, Sequence

Nearness = Callable[[Sequence[str]], Sequence[float]]
"""How near in meaning each text is to a question: 0 as near as chance, 1 as near as a question is to its answer."""


def nothing_near(texts: Sequence[str]) -> Sequence[float]:
    """Without an encoder words alone decide."""
    return [0.0] * len(texts)


Likeness = Callable[[str, Sequence[str]], Sequence[float]]
"""How near in meaning each text is to the first argument, on the scale of `Nearness`."""


def nothing_alike(_first: str, texts: Sequence[str]) -> Sequence[float]:
    """Where no encoder is at hand."""
    return [0.0] * len(texts)
