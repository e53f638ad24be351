"""Whether what was found answers the question, as one probability. Everything below the floor is left to the agent.

A logistic regression; the sets it was fitted on, its curve and the floor: docs/decisions/0010-when-to-abstain.md.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from server.reply.evidence.scoring import Scored
from server.reply.evidence.selecting import repeats
from server.reply.evidence.term import Term
from server.reply.evidence.units import Unit

ANSWER_FLOOR = 0.45
"""Below it the draft abstains: raised, fewer drafts are wrong; lowered, fewer questions are left to the agent."""

_INTERCEPT = -3.83
_NEAR, _NEAREST, _BESIDE, _SAID, _AHEAD = 2.68, 1.8, -0.59, 0.4, 3.77
_NAMED = 0.5
_MOST_AHEAD = 0.3  # a lead of more says no more; where nothing else was found, it counts as much


@dataclass(frozen=True, slots=True)
class Features:
    """What speaks for an answer. A nearness of 1 is what answers usually reach."""

    near: float  # of the best unit to be said
    nearest: float  # of any unit found
    said: float = 0.0  # share of the question's words in the best unit's own text, 0 to 1
    ahead: float = 0.0  # its lead in score over the best unit that says something else
    beside: bool = False  # none of the things asked about is named by what would be said


def features(chosen: Sequence[Unit], scored: Sequence[Scored], heads: Sequence[Term]) -> Features:
    """`chosen` are the units to be said, `scored` all that were found, `heads` what the question asks about."""
    said = [one for one in scored if one.unit in chosen]
    asked = [term for term in heads if term.askable]
    return Features(
        near=max((one.near for one in said), default=0.0),
        nearest=max((one.near for one in scored), default=0.0),
        said=max((one.said for one in said), default=0.0),
        ahead=_lead(said, scored),
        beside=bool(asked) and not any(_names(unit, term) for unit in chosen for term in asked),
    )


def _lead(said: Sequence[Scored], scored: Sequence[Scored]) -> float:
    """How far the best of what would be said is before the best of the rest, where that is no repetition of it."""
    best = max((one.score for one in said), default=0.0)
    for one in scored:
        if best - one.score >= _MOST_AHEAD:
            break
        if not any(one is other or repeats(one.unit, other.unit) or repeats(other.unit, one.unit) for other in said):
            return max(best - one.score, -_MOST_AHEAD)
    return _MOST_AHEAD


def _names(unit: Unit, term: Term) -> bool:
    return any(term.met(text) >= _NAMED for text in (unit.plain, unit.heading, unit.around))


def answers(seen: Features) -> float:
    """The probability that the chosen units answer the question."""
    logit = (
        _INTERCEPT
        + _NEAR * _bounded(seen.near)
        + _NEAREST * _bounded(seen.nearest)
        + _BESIDE * seen.beside
        + _SAID * seen.said
        + _AHEAD * seen.ahead
    )
    return 1 / (1 + math.exp(-logit))


def _bounded(near: float) -> float:
    return min(max(near, -0.5), 1.5)
