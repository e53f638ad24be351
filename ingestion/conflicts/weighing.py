"""How likely two claims that differ are of one matter: a logistic regression over what they share and what is left.

Which words are left and where says more than that some are: a rule in other words has another frame; "脚垫" and "座套"
in an equal one are what it is about. The weights are data (weights.yaml), fitted by
`python -m benchmarks.contradictions --write`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path
from typing import ClassVar

from pydantic import ConfigDict

from ingestion.conflicts.cases import Cases
from ingestion.conflicts.cover import covered
from ingestion.conflicts.statements import GAP, Claim
from knowledge.errors import Config
from prompts.data import STRICT, load_yaml

WEIGHTS = Path(__file__).parent / "weights.yaml"
_MOST = 8.0  # characters; beyond them more of the same says nothing new
_SHORTEST_SHARED = 2  # characters that name a matter
_LONGEST_BARE = 5  # characters of a clause that may leave its subject to the clauses before
_MOST_LEFT = 12  # characters on the side that has less; then they share a word by chance


@dataclass(frozen=True, slots=True)
class Weights:
    """`reported` is the score from which on a pair is worth an editor's time; the others are by what differs."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    reported: float
    base: float
    by: dict[str, float]


@lru_cache(maxsize=1)
def load_weights() -> Mapping[str, Weights]:
    """By `figure` and `polarity`. Read once. Raises `Config` when the file does not fit."""
    found = load_yaml(WEIGHTS, dict[str, Weights])
    if set(found) != {"figure", "polarity"}:
        raise Config(f"{WEIGHTS.name} must have weights for “figure” and “polarity”")
    return found


def features(
    left: Claim, right: Claim, cases: Cases, weak: frozenset[str], *, same_figures: int
) -> dict[str, float] | None:
    """What speaks for one matter and against it; the same whichever side comes first. None where nothing is shared."""
    one, two = left.core, right.core
    mine, other = covered(one, right.around, weak), covered(two, left.around, weak)
    if min(mine.shared, other.shared) + same_figures < _SHORTEST_SHARED:
        # 需多等3天 says of what only in the clauses before.
        if max(_length(one), _length(two)) > _LONGEST_BARE or _measures(left) != _measures(right):
            return None
        one, two = left.sentence, right.sentence
        mine, other = covered(one, right.around, weak), covered(two, left.around, weak)
    ours, theirs = covered(one, two, weak), covered(two, one, weak)
    if min(mine.shared, other.shared) + same_figures < _SHORTEST_SHARED or min(mine.left, other.left) > _MOST_LEFT:
        return None
    less, more = sorted((mine.left, other.left))
    shared = min(ours.shared, theirs.shared)
    leaves = covered(left.leaf, right.around, weak).left, covered(right.leaf, left.around, weak).left
    both_act = bool(left.acts and right.acts)
    return {
        "less_left": min(less, _MOST),
        "more_left": min(more, _MOST),
        "left_part": (less + more) / (less + more + mine.shared + other.shared),
        "shared": min(shared, _MOST),
        "same_figures": float(same_figures),
        "single": _in_common(one, right.around, weak) + _in_common(two, left.around, weak),
        "longest": min(max(ours.longest, theirs.longest), _MOST),
        "core_apart": float(shared < _SHORTEST_SHARED),
        "leaves_apart": float(min(leaves) > 1),
        "alike": float(cases.alike),
        "alone": float(cases.alone),
        "of_sentences": float(one is not left.core),
        "swapped": _likeness(one, two) if less else 0.0,
        "since_apart": float(_apart(left.since, right.since, weak)),
        "figures_apart": float(len(_measures(left) ^ _measures(right))),
        "steps_apart": float(both_act and not left.acts & right.acts),
        "same_step": float(both_act and bool(left.acts & right.acts)),
    }


def _apart(one: str, other: str, weak: frozenset[str]) -> bool:
    """Whether both say something, and nothing of it alike."""
    told = [any(char not in weak and char != GAP for char in side) for side in (one, other)]
    return all(told) and not covered(one, other, weak).shared


def _length(words: str) -> int:
    return len(words.replace(GAP, ""))


def _measures(claim: Claim) -> set[str]:
    return {value.measure for value in claim.values}


def weigh(found: Mapping[str, float], weights: Weights) -> float:
    """Log-odds over what is worth reporting: above 0 for a contradiction."""
    return weights.base + sum(weights.by.get(name, 0.0) * value for name, value in found.items()) - weights.reported


def _in_common(words: str, text: str, weak: frozenset[str]) -> float:
    """The part of the telling characters that the other text has at all: 抗风 and 扛得住 8 级风."""
    telling = {char for char in words if char not in weak and char != GAP}
    return sum(char in text for char in telling) / len(telling) if telling else 0.0


@lru_cache(maxsize=16_384)
def _likeness(one: str, other: str) -> float:
    first, second = sorted((one.replace(GAP, ""), other.replace(GAP, "")))
    return SequenceMatcher(None, first, second, autojunk=False).ratio()
