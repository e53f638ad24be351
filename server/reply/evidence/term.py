"""One term of a question, and how much of it a text holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """`words` are alternatives. `required`: without it a text speaks of something else (a model number).

    `askable`: a known thing that a question can be about, rather than a product's kind, a person or a place.
    """

    words: tuple[str, ...]
    weight: float
    residue: bool = False
    required: bool = False
    tells: tuple[float, ...] = ()  # of a residue: what each character tells
    pairs: tuple[tuple[str, ...], ...] = ()  # alternatives that count only together
    askable: bool = False

    def met(self, text: str) -> float:
        """How much of the term the comparable text holds, 0 to 1."""
        for word in self.words:
            if word in text:
                return 1.0
        if self.residue:
            return _shared(self.words[0], self.tells, text)
        for pair in self.pairs:
            if all(word in text for word in pair):
                return 1.0
        return 0.0


def _shared(words: str, tells: Sequence[float], text: str) -> float:
    """The share of `words` that `text` holds in pieces of at least two characters, longest first, by what they tell."""
    covered, start = 0.0, 0
    while start < len(words) - 1:
        end = start + 1
        while end < len(words) and words[start : end + 1] in text:
            end += 1
        if end - start >= 2:
            covered += sum(tells[start:end])
            start = end
        else:
            start += 1
    return covered / sum(tells)
