"""Fits the weights of `prompts/likeness.py`: `python -m benchmarks.likeness [--write]`.

Sentences: the positives and hard negatives of `tests/data/compliance`, and as lawful ones every line of the sample
shop's plain texts and the wording that rules suggest. Five-fold cross-validation is printed first: what is told there,
no fold has seen.
Multinomial logistic regression with an L2 penalty, fitted by Adam (Kingma & Ba, 2015) on the whole set at once.
"""

from __future__ import annotations

import argparse
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from knowledge.text.view import make_view
from prompts.likeness import LAWFUL, SCALE, WEIGHTS, runs_of
from prompts.rule_packs import load_rule_packs

ROOT = Path(__file__).parents[1]
DATA = ROOT / "tests" / "data" / "compliance"
_FOLDS = 5
_LEAST_SEEN = 2  # sentences that have a run
_FILLED = 60  # fillings of a group's templates: more of the same teaches nothing
_STEPS = 150
_PENALTY = 0.03
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    text: str
    family: str


@dataclass(frozen=True, slots=True)
class Fitted:
    """`weights` has a row for every run and a column for every family, the last of them lawful."""

    families: tuple[str, ...]
    rarity: dict[str, float]
    weights: Floats
    bias: Floats


def examples() -> list[Example]:
    packs = load_rule_packs()
    lookalikes = packs.lookalikes
    found: dict[str, str] = {}
    for name in sorted(DATA.glob("*positives.yaml")):
        for group in yaml.safe_load(name.read_text(encoding="utf-8")):
            found |= {make_view(text, "squeezed", lookalikes).text: group["rule"] for text in _written(group)}
    for name in sorted(DATA.glob("*negatives.yaml")):
        group = yaml.safe_load(name.read_text(encoding="utf-8"))
        found |= {make_view(text, "squeezed", lookalikes).text: LAWFUL for text in _written(group)}
    for name in sorted((ROOT / "samples" / "shop").glob("*.md")):
        lines = re.split(r"[\n。]", name.read_text(encoding="utf-8"))
        found = {make_view(line, "squeezed", lookalikes).text: LAWFUL for line in lines} | found
    rules = [rule for pack in packs.packs for rule in pack.rules]
    advised = [words for rule in rules for words in (rule.suggestion, *rule.rewrites.values())]
    found |= {make_view(words, "squeezed", lookalikes).text: LAWFUL for words in advised if words}
    found.pop("", None)
    return [Example(text, family) for text, family in found.items()]


def _written(group: Mapping[str, Any]) -> Iterator[str]:
    yield from group.get("hand", ())
    fill: Mapping[str, Sequence[str]] = group.get("fill", {})
    filled = [
        template.format(**dict(zip(names, values, strict=True)))
        for template in group.get("templates", ())
        if (names := list(dict.fromkeys(re.findall(r"\{(\w+)\}", template))))
        for values in itertools.product(*(fill[name] for name in names))
    ]
    yield from filled[:: max(1, len(filled) // _FILLED)]


def fit(taught: Sequence[Example]) -> Fitted:
    seen = Counter(run for example in taught for run in set(runs_of(example.text)))
    known = {run: at for at, run in enumerate(run for run, times in seen.items() if times >= _LEAST_SEEN)}
    rarity = {run: float(np.log(len(taught) / seen[run]) + 1) for run in known}
    families = (*sorted({example.family for example in taught} - {LAWFUL}), LAWFUL)
    rows, columns, values = _matrix([example.text for example in taught], known, rarity)
    truth = np.array([families.index(example.family) for example in taught])
    wanted = np.eye(len(families))[truth]
    weights, bias = np.zeros((len(known), len(families))), np.zeros(len(families))
    state = [(np.zeros_like(one), np.zeros_like(one)) for one in (weights, bias)]
    for step in range(1, _STEPS + 1):
        miss = _softmax(_product(rows, columns, values, weights, len(taught)) + bias) - wanted
        slope: Floats = _PENALTY * weights + np.stack(
            [np.bincount(columns, values * miss[rows, at], len(known)) for at in range(len(families))], axis=1
        )
        for one, gradient, moments in zip((weights, bias), (slope, miss.sum(axis=0)), state, strict=True):
            _descend(one, gradient, moments, step)
    return Fitted(families, rarity, weights, bias)


def _descend(values: Floats, gradient: Floats, moments: tuple[Floats, Floats], step: int) -> None:
    """One step of Adam, in place."""
    for moment, now, rate in zip(moments, (gradient, gradient**2), (0.1, 0.001), strict=True):
        np.add(moment, rate * (now - moment), out=moment)
    mean, square = moments
    np.subtract(values, 0.2 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8), out=values)


def forbidden_odds(fitted: Fitted, texts: Sequence[str]) -> tuple[Floats, list[str]]:
    """The logarithm of the odds against being lawful, and the likeliest family."""
    known = {run: at for at, run in enumerate(fitted.rarity)}
    rows, columns, values = _matrix(texts, known, fitted.rarity)
    scores = _product(rows, columns, values, fitted.weights, len(texts)) + fitted.bias
    forbidden = scores[:, :-1] - scores[:, -1:]
    return np.log(np.exp(forbidden).sum(axis=1)), [fitted.families[at] for at in forbidden.argmax(axis=1)]


def _matrix(
    texts: Sequence[str], known: Mapping[str, int], rarity: Mapping[str, float]
) -> tuple[NDArray[np.intp], NDArray[np.intp], Floats]:
    rows, columns, values = [], [], []
    for row, text in enumerate(texts):
        runs = [run for run in set(runs_of(text)) if run in known]
        length = sum(rarity[run] ** 2 for run in runs) ** 0.5
        rows += [row] * len(runs)
        columns += [known[run] for run in runs]
        values += [rarity[run] / length for run in runs]
    return np.array(rows, dtype=np.intp), np.array(columns, dtype=np.intp), np.array(values)


def _product(rows: NDArray[np.intp], columns: NDArray[np.intp], values: Floats, weights: Floats, count: int) -> Floats:
    return np.stack([np.bincount(rows, values * weights[columns, at], count) for at in range(weights.shape[1])], axis=1)


def _softmax(scores: Floats) -> Floats:
    grown = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Floats = grown / grown.sum(axis=1, keepdims=True)
    return shares


def cross_validate(every: Sequence[Example]) -> None:
    order = np.random.default_rng(1).permutation(len(every))
    odds, named = np.zeros(len(every)), [""] * len(every)
    for fold in range(_FOLDS):
        held = [int(at) for at in order[fold::_FOLDS]]
        fitted = fit([every[int(at)] for at in order if int(at) not in set(held)])
        told, families = forbidden_odds(fitted, [every[at].text for at in held])
        for at, one, family in zip(held, told, families, strict=True):
            odds[at], named[at] = one, family
    lawful = np.array([example.family == LAWFUL for example in every])
    print(f"{len(every)} sentences, {int(lawful.sum())} of them lawful")
    for floor in (-1.0, 0.0, 0.5, 1.0, 1.5, 2.0):
        said = odds > floor
        right = [said[at] and named[at] == every[at].family for at in range(len(every)) if not lawful[at]]
        print(
            f"odds > {floor:4.1f}: {said[~lawful].mean():.3f} found, {np.mean(right):.3f} with their family, "
            f"{said[lawful].mean():.3f} of the lawful"
        )


def write(fitted: Fitted, path: Path) -> None:
    against = fitted.weights[:, :-1] - fitted.weights[:, -1:]
    lines = ["\t".join(["run", "rarity", *fitted.families[:-1]])]
    lines.append("\t".join(["", "0", *(str(round(one * SCALE)) for one in fitted.bias[:-1] - fitted.bias[-1])]))
    for (run, rarity), row in zip(fitted.rarity.items(), against, strict=True):
        if "\t" not in run and "\n" not in run:
            lines.append("\t".join([run, str(round(rarity * SCALE)), *(str(round(one * SCALE)) for one in row)]))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="replace the shipped weights")
    asked = parser.parse_args()
    every = examples()
    cross_validate(every)
    if asked.write:
        write(fit(every), WEIGHTS)


if __name__ == "__main__":
    main()
