"""Likeness: how much a sentence reads like sentences that a reply may not hold, whatever words it chose.

Patterns know the wordings that somebody thought of. A linear model over the characters of a sentence (runs of one to
three, weighted by how rare they are, then softmax: multinomial logistic regression) generalises to the others. Its
weights are data: `likeness.tsv`, fitted by `python -m benchmarks.likeness` from the sentences of the test data.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from knowledge.errors import Config

WEIGHTS = Path(__file__).parent / "rules" / "likeness.tsv"
LAWFUL = "lawful"
LONGEST = 3  # characters in a run
SCALE = 1000  # the file has whole thousandths


@dataclass(frozen=True, slots=True)
class Likeness:
    """`families` are prefixes of rule ids. `runs` has a line of the file for each: its rarity, then its weights by
    family, each against being lawful. Lines are read when their run occurs: of ten thousand, a text has a hundred."""

    families: tuple[str, ...]
    bias: tuple[float, ...]
    runs: Mapping[str, str]

    def odds(self, text: str) -> tuple[float, str]:
        """The natural logarithm of the odds that the text, a squeezed view, is forbidden, and the family that it is
        most like. A text without a known run is lawful: minus infinity."""
        known = [_numbers(line) for run in set(runs_of(text)) if (line := self.runs.get(run)) is not None]
        if not known:
            return -math.inf, ""
        length = math.sqrt(sum(weights[0] * weights[0] for weights in known))
        scores = [
            bias + sum(weights[0] * weights[at] for weights in known) / length for at, bias in enumerate(self.bias, 1)
        ]
        best = max(scores)
        total = best + math.log(sum(math.exp(score - best) for score in scores))
        return total, self.families[scores.index(best)]


def runs_of(text: str) -> Iterator[str]:
    """Every run of up to three characters, the beginning and the end marked."""
    marked = f"^{text}$"
    for size in range(1, LONGEST + 1):
        for at in range(len(marked) - size + 1):
            yield marked[at : at + size]


def load_likeness(path: Path = WEIGHTS) -> Likeness:
    """Raises Config when the file has no biases or not one for every family."""
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    families = tuple(head.split("\t")[2:])
    rows = {run: line for run, _, line in (line.partition("\t") for line in lines)}
    bias = _numbers(rows.pop("", ""))[1:]
    if len(bias) != len(families):
        raise Config(f"{path.name}: {len(bias)} biases for {len(families)} families")
    return Likeness(families, bias, MappingProxyType(rows))


def _numbers(line: str) -> tuple[float, ...]:
    return tuple([int(number) / SCALE for number in line.split("\t") if number])
