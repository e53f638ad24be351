"""Whether two texts are one paragraph written twice: the same words but for a few, and the very same figures. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

from knowledge.text.clauses import is_negated, pairs
from knowledge.text.figures import find_figures
from knowledge.text.normaliser import comparable

_NO_WORD = re.compile(r"[\W_]+")
_ALIKE = 0.86  # of the pairs of characters; two rules of one list reach .8
_LEAST_CHARS = 10  # shorter texts are alike by chance
_KEPT = 8192
_MARKS = 1024  # bits


@dataclass(frozen=True, slots=True)
class Wording:
    """A text as it is compared. `marks` has a bit for each of its pairs; a few pairs share one."""

    text: str
    words: str
    length: int
    pairs: frozenset[str]
    many: int  # pairs
    marks: int
    unmarked: int  # pairs beyond the bits of `marks`

    def same(self, other: Wording) -> bool:
        """Whether both are one paragraph, as `same_words` says it."""
        shorter, longer = self.length, other.length
        if shorter > longer:
            shorter, longer = longer, shorter
        if shorter < _ALIKE * longer / (2 - _ALIKE):
            return False
        if self.words == other.words:
            return bool(self.words)
        if shorter < _LEAST_CHARS or 2 * len(self.pairs & other.pairs) < _ALIKE * (self.many + other.many):
            return False
        return _figures(self.text) == _figures(other.text) and is_negated(self.words) == is_negated(other.words)


def same_words(one: str, other: str) -> bool:
    """A different figure, code or 不 makes two texts different, however alike they are."""
    return wording(one).same(wording(other))


@lru_cache(maxsize=_KEPT)
def wording(text: str) -> Wording:
    words = _NO_WORD.sub("", comparable(text))
    told, marks = pairs(words), 0
    for pair in told:
        marks |= 1 << crc32(pair.encode()) % _MARKS
    return Wording(text, words, len(words), told, len(told), marks, len(told) - marks.bit_count())


def first_same(one: Wording, others: Sequence[Wording]) -> int | None:
    """The position of the first that is the same paragraph."""
    marks, many, unmarked = one.marks, one.many, one.unmarked
    for at, other in enumerate(others):
        # At most so many pairs are in both. It tells nearly all texts apart, and one question compares a thousand.
        shared = (marks & other.marks).bit_count() + unmarked
        if 2 * shared >= _ALIKE * (many + other.many) and one.same(other):
            return at
    return None


@lru_cache(maxsize=_KEPT)
def _figures(text: str) -> tuple[tuple[str, object, str], ...]:
    return tuple(sorted((figure.kind, figure.value, figure.code) for figure in find_figures(text)))
