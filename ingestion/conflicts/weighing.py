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
from ingestion.conflicts.words import Words
from knowledge.errors import Config
from prompts.data import STRICT, load_yaml

WEIGHTS = Path(__file__).parent / "weights.yaml"
KINDS = ("figure", "polarity", "figure_reworded", "polarity_reworded")
_ONE_FRAME = 0.5  # likeness from which on one sentence is the other with something exchanged
_MOST = 8.0  # characters; beyond them more of the same says nothing new
_SHORTEST_SHARED = 2  # characters that name a matter


@dataclass(frozen=True, slots=True)
class Weights:
    """`reported` is the score from which on a pair is worth an editor's time; the others are by what differs."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    reported: float
    base: float
    by: dict[str, float]


@lru_cache(maxsize=1)
def load_weights() -> Mapping[str, Weights]:
    """By `Candidate.kind`. Read once. Raises `Config` when the file does not fit."""
    found = load_yaml(WEIGHTS, dict[str, Weights])
    if set(found) != set(KINDS):
        raise Config(f"{WEIGHTS.name} must have weights for {', '.join(KINDS)}")
    return found


def features(left: Claim, right: Claim, cases: Cases, words: Words, *, same_figures: int) -> dict[str, float] | None:
    """What speaks for one matter and against it; the same whichever side comes first. None where nothing is shared."""
    weak = words.weak
    one, two = left.core, right.core
    mine, other = covered(one, right.around, weak), covered(two, left.around, weak)
    of_sentences = min(mine.shared, other.shared) < _SHORTEST_SHARED
    if of_sentences:  # 需多等3天 says of what only in the clauses before
        one, two = left.sentence, right.sentence
        mine, other = covered(one, right.around, weak), covered(two, left.around, weak)
    if max(mine.shared, other.shared) + same_figures < _SHORTEST_SHARED and not left.matters & right.matters:
        return None
    ours, theirs = covered(one, two, weak), covered(two, one, weak)
    less, more = sorted((mine.left, other.left))
    shared = min(ours.shared, theirs.shared)
    leaves = covered(left.leaf, right.around, weak).left, covered(right.leaf, left.around, weak).left
    both_act = bool(left.acts and right.acts)
    likeness, swaps = _alignment(one, two, weak)
    return {
        "less_left": min(less, _MOST),
        "more_left": min(more, _MOST),
        "left_part": (less + more) / max(less + more + mine.shared + other.shared, 1),
        "shared": min(shared, _MOST),
        "shared_more": min(max(mine.shared, other.shared), _MOST),
        "same_figures": float(min(same_figures, 2)),
        "single": _in_common(one, right.around, weak) + _in_common(two, left.around, weak),
        "longest_around": min(max(mine.longest, other.longest), _MOST),
        "core_apart": float(shared < _SHORTEST_SHARED),
        "leaves_apart": float(min(leaves) > 1),
        "alike": float(cases.alike),
        "things_alone": float(cases.things),
        "scopes_alone": float(cases.scopes),
        "states_alone": float(cases.states),
        "alone_in_frame": likeness * (cases.scopes + cases.states),
        "things_in_frame": likeness * cases.things,
        "of_sentences": float(of_sentences),
        "equal": 0.0 if swaps else likeness,
        "swapped": likeness if swaps else 0.0,
        "swapped_most": likeness * likeness if swaps else 0.0,
        "swaps": float(min(swaps, 3)),
        "since_apart": float(_apart(left.since, right.since, weak)),
        "follows": float(_follows(left, right, weak) or _follows(right, left, weak)),
        "figures_apart": float(len(_measures(left) ^ _measures(right))),
        "steps_apart": float(both_act and not left.acts & right.acts),
        "same_step": float(both_act and bool(left.acts & right.acts)),
        "clauses": _both(left.around, right.around, weak),
        **_joined(left.matters, right.matters),
    }


def in_one_frame(found: Mapping[str, float]) -> bool:
    """Whether the two are one sentence with something exchanged, by their `features`."""
    return found["equal"] + found["swapped"] >= _ONE_FRAME


def _joined(ours: frozenset[str], theirs: frozenset[str]) -> dict[str, float]:
    """What the two speak of, whatever they call it."""
    both = len(ours & theirs)
    less, more = sorted((len(ours) - both, len(theirs) - both))
    return {"matters_less": min(less, 4.0), "matters_more": min(more, 4.0)}


def _both(one: str, two: str, weak: frozenset[str]) -> float:
    """How much of either whole, headings and all, the other holds."""
    parts = [(cover.shared, cover.shared + cover.left) for cover in (covered(one, two, weak), covered(two, one, weak))]
    return sum(shared / max(whole, 1) for shared, whole in parts)


def _follows(one: Claim, other: Claim, weak: frozenset[str]) -> bool:
    """出厂后5天送到 counts from what 20天出厂 is about: two steps, not two answers."""
    begins = covered(one.since, other.core, weak).shared >= _SHORTEST_SHARED
    return begins and not covered(one.since, other.since, weak).shared


def _apart(one: str, other: str, weak: frozenset[str]) -> bool:
    """Whether both say something, and nothing of it alike."""
    told = [any(char not in weak and char != GAP for char in side) for side in (one, other)]
    return all(told) and not covered(one, other, weak).shared


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
def _alignment(one: str, two: str, weak: frozenset[str]) -> tuple[float, int]:
    """How alike two clauses are, and at how many places each says something else: 深烘豆 and 浅烘豆."""
    first, second = sorted((one.replace(GAP, ""), two.replace(GAP, "")))
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    swaps = 0
    for tag, start, end, begin, stop in matcher.get_opcodes():
        if tag == "replace":
            swaps += all(_tells(side, weak) for side in (first[start:end], second[begin:stop]))
    return matcher.ratio(), swaps


def _tells(words: str, weak: frozenset[str]) -> bool:
    return len(words) > 1 or words not in weak
