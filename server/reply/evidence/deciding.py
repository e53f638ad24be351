"""Whether what was found answers the question, as one probability. Everything below the floor is left to the agent.

A logistic regression; the sets it was fitted on, its curve and the floor: docs/decisions/0010-when-to-abstain.md.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from server.reply.evidence.scoring import Scored
from server.reply.evidence.term import Term
from server.reply.evidence.units import Unit

ANSWER_FLOOR = 0.45
"""Below it the draft abstains: raised, fewer drafts are wrong; lowered, fewer questions are left to the agent."""

_INTERCEPT = -2.55
_NEAR, _NEAREST, _COVERAGE, _CONFIDENCE, _BESIDE, _HELD = 2.72, 0.58, 0.56, 0.05, -0.56, 0.4
_NAMED = 0.5


@dataclass(frozen=True, slots=True)
class Features:
    """What speaks for an answer. A nearness of 1 is what answers usually reach; the others lie in [0, 1]."""

    near: float  # of the best unit to be said
    nearest: float  # of any unit found
    coverage: float  # share of the question's words that the best unit meets, with what stands above and beside it
    confidence: float  # of the retrieval
    beside: bool = False  # none of the things asked about is named by what would be said
    held: float = 0.0  # share of the question's characters that the best unit holds, with what stands above it


def features(chosen: Sequence[Unit], scored: Sequence[Scored], confidence: float, heads: Sequence[Term]) -> Features:
    """`chosen` are the units to be said, `scored` all that were found, `heads` what the question asks about."""
    said = [one for one in scored if one.unit in chosen]
    asked = [term for term in heads if term.askable]
    return Features(
        near=max((one.near for one in said), default=0.0),
        nearest=max((one.near for one in scored), default=0.0),
        coverage=max((one.coverage for one in said), default=0.0),
        confidence=confidence,
        beside=bool(asked) and not any(_names(unit, term) for unit in chosen for term in asked),
        held=max((one.held for one in said), default=0.0),
    )


def _names(unit: Unit, term: Term) -> bool:
    return any(term.met(text) >= _NAMED for text in (unit.plain, unit.heading, unit.around))


def answers(seen: Features) -> float:
    """The probability that the chosen units answer the question."""
    logit = (
        _INTERCEPT
        + _NEAR * _bounded(seen.near)
        + _NEAREST * _bounded(seen.nearest)
        + _COVERAGE * seen.coverage
        + _CONFIDENCE * seen.confidence
        + _BESIDE * seen.beside
        + _HELD * seen.held
    )
    return 1 / (1 + math.exp(-logit))


def _bounded(near: float) -> float:
    return min(max(near, -0.5), 1.5)
