"""How well a unit answers a question: coverage of its terms, and whether it holds the kind of answer asked for."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from server.reply.evidence.terms import Reader, Term, Terms
from server.reply.evidence.units import Unit

# Where a term is met decides how much it counts: in the words to be said, above them, beside them.
_IN_HEADING, _AROUND = 0.9, 0.5
_MODEL = re.compile(r"(?=[a-z0-9\-]*[a-z])(?=[a-z0-9\-]*\d)[a-z0-9][a-z0-9\-]{3,}")
_ASKING = re.compile(r"[？?]\s*$")


@dataclass(frozen=True, slots=True)
class Scored:
    """`coverage` in [0, 1] is absolute (may this be said at all), `score` ranks units of one question.

    `fits` is False when an answer of a strict kind (a time, a sum, a number) was asked for and is not there.
    """

    unit: Unit
    coverage: float
    score: float
    fits: bool


def score_units(units: Sequence[Unit], terms: Terms, reader: Reader) -> list[Scored]:
    """Best first. A term that few of the units hold weighs more in the ranking."""
    rarity = {term: _rarity(term, units) for term in terms.all}
    scored = [_score(unit, terms, rarity, reader) for unit in units]
    return sorted(scored, key=lambda one: -one.score)


def fits(text: str, terms: Terms, reader: Reader) -> tuple[bool, float]:
    """Whether the text can be the kind of answer asked for, and the share of the kinds that it holds."""
    if not terms.kinds:
        return True, 0.5
    held = {kind: reader.expectation(kind).evidence.search(text) is not None for kind in terms.kinds}
    strict = [kind for kind in terms.kinds if reader.expectation(kind).strict]
    return all(held[kind] for kind in strict[:1]), sum(held.values()) / len(held)


def _rarity(term: Term, units: Sequence[Unit]) -> float:
    holding = sum(1 for unit in units if term.met(unit.plain) >= 0.5)
    return math.log(1 + (len(units) + 1) / (1 + holding))


def _score(unit: Unit, terms: Terms, rarity: dict[Term, float], reader: Reader) -> Scored:
    met = {term: _met(term, unit) for term in terms.all}
    weight = sum(term.weight for term in terms.all)
    coverage = sum(term.weight * met[term] for term in terms.all) / weight if weight else 0.0
    ranked = sum(t.weight * rarity[t] for t in terms.all)
    score = sum(t.weight * rarity[t] * (0.4 * met[t] + 0.6 * t.met(unit.plain)) for t in terms.all) / (ranked or 1.0)
    if any(term.required and not _names(term, unit) for term in terms.all):
        coverage, score = min(coverage, 0.2), score * 0.2
    fit, share = fits(f"{unit.lead}{unit.body}", terms, reader)
    score += 0.2 * share + (0.25 * _likeness(unit, terms) if unit.question else 0.0)
    score *= 1.0 if fit else 0.4
    score *= 0.5 if _ASKING.search(unit.body) else 1.0
    if _names_another_model(unit, terms):
        score *= 0.5
    # Of equal sentences the shorter is the better reply, and retrieval's order breaks ties.
    score -= 0.0004 * max(0, len(unit.body) - 60) + 0.004 * unit.number
    return Scored(unit, coverage, score, fit)


def _met(term: Term, unit: Unit) -> float:
    return max(term.met(unit.plain), _IN_HEADING * term.met(unit.heading), _AROUND * term.met(unit.around))


def _names(term: Term, unit: Unit) -> bool:
    return any(term.met(text) for text in (unit.plain, unit.heading, unit.subject, " ".join(unit.skus).lower()))


def _likeness(unit: Unit, terms: Terms) -> float:
    """How much of the question a FAQ's own question holds."""
    weight = sum(term.weight for term in terms.focus)
    return sum(term.weight * term.met(unit.question) for term in terms.focus) / weight if weight else 0.0


def _names_another_model(unit: Unit, terms: Terms) -> bool:
    asked = set(_MODEL.findall(terms.text))
    return (
        bool(asked)
        and any(found not in asked for found in _MODEL.findall(unit.plain))
        and not any(one in unit.plain for one in asked)
    )
