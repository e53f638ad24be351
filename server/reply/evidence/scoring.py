"""How well a unit answers a question: nearness in meaning, shared words and characters, the kind of answer asked."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.types import ChunkKind
from server.reply.evidence.fitting import fits
from server.reply.evidence.nearness import Nearness, nothing_near
from server.reply.evidence.overlap import overlaps
from server.reply.evidence.scope import ANYTHING, Scope
from server.reply.evidence.terms import Reader, Term, Terms
from server.reply.evidence.units import CATALOGUE, Unit

# Where a term is met decides how much it counts: in the words to be said, above them, beside them.
# A table's title stands over many rows that have little to do with each other.
_IN_HEADING, _IN_ROW_HEADING, _IN_CELL, _AROUND = 0.9, 0.6, 0.6, 0.5
_MODEL = re.compile(r"(?=[a-z0-9\-]*[a-z])(?=[a-z0-9\-]*\d)[a-z0-9][a-z0-9\-]{3,}")
# What holds only at times, and notes under a table, answer a general question badly.
_AT_TIMES = re.compile(r"特殊|例外|大促|预售|活动期|不可抗力|双11|双十一|618")
_NOTE = re.compile(r"^(?:注|备注|说明|提示)\d*[：:]")
# Written to the team, not to customers.
_TO_STAFF = re.compile(
    r"客服(?:要|需|应|须|不得|可|先|主动|必须|不在|查不到)|如实(?:说|告知)|禁止(?:以|骚扰|要求|客服)|(?:请|告知|引导|提醒|安抚)(?:顾客|客户|买家)"
)
# "What is not covered?" wants the exceptions.
_DENIES = re.compile(r"不(?:能|可以|可|支持|包|适用|参加|享受|送|收)|除了|没有")
_DENIED = re.compile(r"不(?:能|可|予|支持|包|适用|参加|享受|得|属)|除外|除非|无法")
_COMMA = re.compile(r"[，,。;；]")
_ASKING = re.compile(r"[？?]\s*$")
# "see the warehouse policy, section 5": a pointer, no answer.
_POINTER = re.compile(
    r"(?:看|见|参照|参见|参考|查看|按照?)(?:《[^》]{2,40}》|(?:商品|产品|详情|宝贝|尺码|参数|价格)[^，。；]{0,4}[表页])"
)
# Of the ranking: a softmax regression on which unit holds the answer, fitted on the questions of 59 shops and on six
# sets of cases (docs/decisions/0024-the-encoder-is-adapted.md). All weights together are about 1.
_WORDS, _MEANING, _KIND, _COVERAGE = 0.05, 0.595, 0.093, 0.108
_HELD = 0.127  # of the question's own characters, with what stands above
_CHOSEN = 0.114  # a row in whose range the stated number lies
_OTHER_THING, _NO_ANSWER = 0.5, 0.8
_PLACE, _LAST_PLACE = 0.0084, 10  # what each place in the retrieval's order costs


@dataclass(frozen=True, slots=True)
class Scored:
    """`score` ranks the units of one question. `coverage` in [0, 1] is the share of its words that the unit meets,
    `near` its nearness in meaning (0 chance, 1 as near as a question is to its answer).

    `fits` is False when an answer of a strict kind (a time, a sum, a number) was asked for and is not there. `said` in
    [0, 1] is the share of its words in the unit's own text.
    """

    unit: Unit
    coverage: float
    score: float
    fits: bool
    near: float = 0.0
    said: float = 0.0
    doubt: float = 1.0  # below 1 where it is about another thing, or is not said to customers


def score_units(
    units: Sequence[Unit], terms: Terms, reader: Reader, near: Nearness = nothing_near, scope: Scope = ANYTHING
) -> list[Scored]:
    """Best first. A term that few of the units hold weighs more in the ranking."""
    rarity = {term: _rarity(term, units) for term in terms.all}
    scored = [_score(unit, terms, rarity, reader) for unit in units]
    nearness = near([unit.compared or unit.body for unit in units]) if units else ()
    highest = max((one.score for one in scored), default=0.0)
    lowest = min((one.score for one in scored), default=0.0)
    characters = overlaps(terms.telling, [(unit.plain, unit.heading) for unit in units])
    mixed = [
        replace(
            one,
            near=how,
            score=_mix(one, (one.score - lowest) / max(highest - lowest, 1e-6), how, held)
            * scope.agreement(one.unit.plain, one.unit.heading, terms)
            * one.doubt,
        )
        for one, how, (_, held) in zip(scored, nearness, characters, strict=True)
    ]
    return sorted(mixed, key=lambda one: -one.score)


def _mix(one: Scored, words: float, near: float, held: float) -> float:
    told = _WORDS * words + _MEANING * max(near, 0.0) + _KIND * one.fits + _COVERAGE * one.coverage
    chosen = _CHOSEN if one.unit.chosen else 0.0
    return told + _HELD * held + chosen - _PLACE * min(one.unit.number, _LAST_PLACE)


def _rarity(term: Term, units: Sequence[Unit]) -> float:
    holding = sum(1 for unit in units if term.met(unit.plain) >= 0.5)
    return math.log(1 + (len(units) + 1) / (1 + holding))


def _score(unit: Unit, terms: Terms, rarity: dict[Term, float], reader: Reader) -> Scored:
    met = {term: _met(term, unit) for term in terms.all}
    weight = sum(term.weight for term in terms.all)
    # "How much is it": nothing but the product in view is asked about, and only the catalogue speaks of that.
    nothing_named = 1.0 if unit.table == CATALOGUE else 0.0
    coverage = sum(term.weight * met[term] for term in terms.all) / weight if weight else nothing_named
    ranked = sum(t.weight * rarity[t] for t in terms.all)
    doubt = 1.0
    own = {term: term.met(unit.plain) for term in terms.all}
    said = sum(term.weight * own[term] for term in terms.all) / weight if weight else nothing_named
    score = sum(t.weight * rarity[t] * (0.4 * met[t] + 0.6 * own[t]) for t in terms.all) / (ranked or 1.0)
    if any(term.required and not _names(term, unit) for term in terms.all):
        coverage, score, doubt = min(coverage, 0.2), score * 0.2, _OTHER_THING
    if _names_another_model(unit, terms):
        score, doubt = score * 0.5, _OTHER_THING
    fit, share = fits(f"{unit.lead}{unit.body}", terms, reader)
    score += 0.2 * share + 0.1 * _headed(unit, terms)
    if unit.question:
        score += 0.6 * _likeness(unit, terms, reader)
    score *= 1.0 if fit else 0.4
    if _ASKING.search(unit.body) or _POINTER.search(unit.body):
        score, doubt = score * 0.5, doubt * _NO_ANSWER
    if _TO_STAFF.search(unit.body):
        score, doubt = score * 0.7, doubt * _NO_ANSWER
    if "which" in terms.kinds and _DENIES.search(terms.text):
        score *= 1.2 if _DENIED.search(unit.lead + unit.body) else 0.6
    if _NOTE.match(unit.body) or (_AT_TIMES.search(unit.lead + unit.body) and not _AT_TIMES.search(terms.text)):
        score *= 0.8
    score -= 0.0004 * max(0, len(unit.body) - 60)  # of equal sentences the shorter is the better reply
    return Scored(unit, coverage, score, fit, said=said, doubt=doubt)


def _met(term: Term, unit: Unit) -> float:
    if unit.chosen and term.words[0][:1].isdigit():
        return 1.0  # the stated number lies in the row's range
    heading, here = _IN_HEADING, 1.0
    if unit.kind is ChunkKind.TABLE_ROW:
        # A stray word in some remark does not make a row about the question; its subject and its headers do.
        heading, here = _IN_ROW_HEADING, _IN_CELL if term.residue and not term.met(unit.columns) else 1.0
    return max(here * term.met(unit.plain), heading * term.met(unit.heading), _AROUND * term.met(unit.around))


def _names(term: Term, unit: Unit) -> bool:
    return any(term.met(text) for text in (unit.plain, unit.heading, " ".join(unit.skus).lower()))


def _headed(unit: Unit, terms: Terms) -> float:
    """How much of the question stands above the unit: a section about the very matter."""
    return sum(t.weight * t.met(unit.heading) for t in terms.all) / terms.weight if terms.weight else 0.0


def _likeness(unit: Unit, terms: Terms, reader: Reader) -> float:
    """How much a FAQ's question and the customer's are one: each must hold the other's terms."""
    held = sum(term.weight * term.met(unit.question) for term in terms.focus)
    asked = sum(term.weight for term in terms.focus)
    own = reader.terms(_COMMA.sub(" ", unit.question))
    answered = sum(term.weight * term.met(terms.text) for term in own.focus)
    total = sum(term.weight for term in own.focus)
    return (held / asked) * (answered / total) if asked and total else 0.0


def _names_another_model(unit: Unit, terms: Terms) -> bool:
    asked = set(_MODEL.findall(terms.text))
    return (
        bool(asked)
        and any(found not in asked for found in _MODEL.findall(unit.plain))
        and not any(one in unit.plain for one in asked)
    )
