"""Likeness: how much a sentence reads like sentences that a reply may not hold, whatever words it chose.

Patterns know the wordings that somebody thought of. A linear model over the runs of characters of a sentence (one to
three, weighted by how rare they are, then softmax: multinomial logistic regression) generalises to the others. Figures
are all one figure to it. Runs that a clause denies, asks or puts in somebody's mouth count once more as such (after the
negation tags of Das & Chen, 2001; doubled beside the plain ones as in Daumé, 2007): "不能加微信" is not "加微信".
The weights are data: `likeness.tsv`, fitted by `python -m benchmarks.likeness` from the sentences of the test data.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from knowledge.errors import Config

WEIGHTS = Path(__file__).parent / "rules" / "likeness.tsv"
LAWFUL = "lawful"
SCALE = 1000  # the file has whole thousandths
PRIOR = 1000.0  # squared length that every text has beside its runs: few runs say little
_LONGEST = 3  # characters in a run, …
_LONGEST_TOLD = 2  # … and in one of a clause that asks or tells what others say
_CLAUSE = re.compile(r"[^，,；;：:、。！？!?]+[？?]?")
_FIGURE = re.compile(
    r"[0-9]+(?:\.[0-9]+)?|"
    r"[一二两三四五六七八九十百千万几]+(?=[天年个件元块次分折斤倍小周号月人张条台款套瓶盒点成度])"
)
_DENIES = re.compile(
    r"不(?!但|仅|过|管|论|断|错|同)|没(?!错|准)|无法|无需|禁止|谨防|勿|别(?=[加信点转给理付扫把轻再])|并非|拒绝|未(?!来)"
)
_ASKS = re.compile(r"[吗么呢][？?]?$|[？?]$")
_TELLS = re.compile(r"[您你](?:刚才?|之前|上面)?(?:说|问|提|讲|看到|听)|有人|对方|遇到|凡是|如果|要是|自称|冒充|骗")


@dataclass(frozen=True, slots=True)
class Likeness:
    """`families` are prefixes of rule ids. `runs` has a line of the file for each: its rarity, then its weights by
    family, each against being lawful. Lines are read when their run occurs: of ten thousand, a text has a hundred.
    `floors` are the odds from which a sentence of the family is forbidden."""

    families: tuple[str, ...]
    bias: tuple[float, ...]
    floors: Mapping[str, float]
    runs: Mapping[str, str]

    def odds(self, text: str) -> tuple[float, str]:
        """The natural logarithm of the odds that the text, a squeezed view, is forbidden, and the family that it is
        most like. A text without a known run is lawful: minus infinity."""
        known = [_numbers(line) for run in set(runs_of(text)) if (line := self.runs.get(run)) is not None]
        if not known:
            return -math.inf, ""
        length = math.sqrt(PRIOR + sum(weights[0] * weights[0] for weights in known))
        scores = [
            bias + sum(weights[0] * weights[at] for weights in known) / length for at, bias in enumerate(self.bias, 1)
        ]
        best = max(scores)
        total = best + math.log(sum(math.exp(score - best) for score in scores))
        return total, self.families[scores.index(best)]


def runs_of(text: str) -> Iterator[str]:
    """Every run of up to three characters, the beginning and the end marked, then those in a scope, with its sign."""
    written = _FIGURE.sub("0", text)
    yield from _cut(f"^{written}$", _LONGEST)
    for clause in _CLAUSE.findall(written):
        if denied := _DENIES.search(clause):
            yield from _cut(clause[denied.end() :], _LONGEST, "¬")
        if _ASKS.search(clause):
            yield from _cut(clause, _LONGEST_TOLD, "¿")
        if told := _TELLS.search(clause):
            yield from _cut(clause[told.end() :], _LONGEST_TOLD, "«")


def _cut(text: str, longest: int, sign: str = "") -> Iterator[str]:
    for size in range(1, longest + 1):
        for at in range(len(text) - size + 1):
            yield sign + text[at : at + size]


def load_likeness(path: Path = WEIGHTS) -> Likeness:
    """Raises Config when the file has no biases and floors or not one for every family."""
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    families = tuple(head.split("\t")[2:])
    rows = {run: line for run, _, line in (line.partition("\t") for line in lines)}
    bias, floors = (_numbers(rows.pop(name, ""))[1:] for name in ("bias", "floor"))
    if not len(bias) == len(floors) == len(families):
        raise Config(f"{path.name}: {len(bias)} biases and {len(floors)} floors for {len(families)} families")
    return Likeness(families, bias, dict(zip(families, floors, strict=True)), MappingProxyType(rows))


@lru_cache(maxsize=8192)  # a few hundred runs make up most of what is written
def _numbers(line: str) -> tuple[float, ...]:
    return tuple([int(number) / SCALE for number in line.split("\t") if number])
