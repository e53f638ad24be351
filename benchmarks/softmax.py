"""Multinomial logistic regression over runs of characters, with an L2 penalty, fitted by Adam (Kingma & Ba, 2015) on
the whole set at once. What `benchmarks.likeness` fits the weights of `prompts/likeness.py` with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from prompts.likeness import LAWFUL, PRIOR, runs_of

_LEAST_SEEN = 3  # sentences that have a run
_STEPS = 100
_PENALTY = 0.01
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    text: str
    family: str


@dataclass(frozen=True, slots=True)
class Fitted:
    """`weights` has a row for every run and a column for every family, the last of them lawful."""

    families: tuple[str, ...]
    rarity: Mapping[str, float]
    weights: Floats
    bias: Floats


@dataclass(frozen=True, slots=True)
class _Sparse:
    """A matrix by its rows and by its columns: both products are sums over neighbours."""

    shape: tuple[int, int]
    columns: NDArray[np.intp]
    values: Floats
    row_starts: NDArray[np.intp]
    rows_by_column: NDArray[np.intp]
    values_by_column: Floats
    column_starts: NDArray[np.intp]
    present: NDArray[np.intp]  # columns that have a value

    def times(self, dense: Floats) -> Floats:
        product = np.zeros((self.shape[0], dense.shape[1]))
        filled = np.diff(self.row_starts) > 0
        terms = dense[self.columns] * self.values[:, None]
        product[filled] = np.add.reduceat(terms, self.row_starts[:-1][filled], axis=0)
        return product

    def transposed_times(self, dense: Floats) -> Floats:
        product = np.zeros((self.shape[1], dense.shape[1]))
        terms = dense[self.rows_by_column] * self.values_by_column[:, None]
        product[self.present] = np.add.reduceat(terms, self.column_starts, axis=0)
        return product


def fit(taught: Sequence[Example]) -> Fitted:
    seen = Counter(run for example in taught for run in _runs(example.text))
    rarity = {run: float(np.log(len(taught) / times) + 1) for run, times in seen.items() if times >= _LEAST_SEEN}
    families = (*sorted({example.family for example in taught} - {LAWFUL}), LAWFUL)
    matrix = _matrix([example.text for example in taught], rarity)
    wanted = np.eye(len(families))[[families.index(example.family) for example in taught]]
    weights, bias = np.zeros((len(rarity), len(families))), np.zeros(len(families))
    state = [(np.zeros_like(one), np.zeros_like(one)) for one in (weights, bias)]
    for step in range(1, _STEPS + 1):
        miss = _softmax(matrix.times(weights) + bias) - wanted
        slope: Floats = _PENALTY * weights + matrix.transposed_times(miss)
        for one, gradient, moments in zip((weights, bias), (slope, miss.sum(axis=0)), state, strict=True):
            _descend(one, gradient, moments, step)
    return Fitted(families, rarity, weights, bias)


def forbidden_odds(fitted: Fitted, texts: Sequence[str]) -> tuple[Floats, list[str]]:
    """The logarithm of the odds against being lawful, and the likeliest family."""
    scores = _matrix(texts, fitted.rarity).times(fitted.weights) + fitted.bias
    forbidden = scores[:, :-1] - scores[:, -1:]
    return np.log(np.exp(forbidden).sum(axis=1)), [fitted.families[at] for at in forbidden.argmax(axis=1)]


@lru_cache(maxsize=65536)  # every fold reads the same sentences
def _runs(text: str) -> frozenset[str]:
    return frozenset(runs_of(text))


def _matrix(texts: Sequence[str], rarity: Mapping[str, float]) -> _Sparse:
    at_of = {run: at for at, run in enumerate(rarity)}
    runs = [sorted(run for run in _runs(text) if run in at_of) for text in texts]
    lengths = [(PRIOR + sum(rarity[run] ** 2 for run in row)) ** 0.5 for row in runs]
    columns = np.array([at_of[run] for row in runs for run in row], dtype=np.intp)
    values = np.array([rarity[run] / length for row, length in zip(runs, lengths, strict=True) for run in row])
    row_starts = np.cumsum([0, *map(len, runs)])
    order = np.argsort(columns, kind="stable")
    present, column_starts = np.unique(columns[order], return_index=True)
    rows = np.repeat(np.arange(len(texts)), np.diff(row_starts))
    return _Sparse(
        (len(texts), len(at_of)), columns, values, row_starts, rows[order], values[order], column_starts, present
    )


def _descend(values: Floats, gradient: Floats, moments: tuple[Floats, Floats], step: int) -> None:
    """One step of Adam, in place."""
    for moment, now, rate in zip(moments, (gradient, gradient**2), (0.1, 0.001), strict=True):
        np.add(moment, rate * (now - moment), out=moment)
    mean, square = moments
    np.subtract(values, 0.2 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8), out=values)


def _softmax(scores: Floats) -> Floats:
    grown = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Floats = grown / grown.sum(axis=1, keepdims=True)
    return shares
