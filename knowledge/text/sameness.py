"""Whether two texts are one paragraph written twice: the same words but for a few, and the very same figures. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from knowledge.text.clauses import is_negated, pairs
from knowledge.text.figures import find_figures
from knowledge.text.normaliser import comparable

_NO_WORD = re.compile(r"[\W_]+")
_ALIKE = 0.86  # of the pairs of characters; two rules of one list reach .8
_LEAST_CHARS = 10  # shorter texts are alike by chance
_KEPT = 8192


def same_words(one: str, other: str) -> bool:
    """A different figure, code or 不 makes two texts different, however alike they are."""
    mine, theirs = _words(one), _words(other)
    if mine == theirs:
        return bool(mine)
    shorter, longer = sorted((len(mine), len(theirs)))
    if shorter < _LEAST_CHARS or shorter < _ALIKE * longer / (2 - _ALIKE):
        return False
    ours, others = _pairs(mine), _pairs(theirs)
    if 2 * len(ours & others) < _ALIKE * (len(ours) + len(others)):
        return False
    return _figures(one) == _figures(other) and is_negated(mine) == is_negated(theirs)


@lru_cache(maxsize=_KEPT)
def _words(text: str) -> str:
    return _NO_WORD.sub("", comparable(text))


_pairs = lru_cache(maxsize=_KEPT)(pairs)


@lru_cache(maxsize=_KEPT)
def _figures(text: str) -> tuple[tuple[str, object, str], ...]:
    return tuple(sorted((figure.kind, figure.value, figure.code) for figure in find_figures(text)))
