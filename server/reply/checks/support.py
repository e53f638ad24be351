"""Whether stated figures support a claimed one: the same kind and the same value, however either is written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from knowledge.text.figures import Figure
from knowledge.text.figures import types as kinds
from server.reply.checks.arithmetic import follows

_HALF_DAY = 720
_LOWER_BOUND = re.compile(r"(?:最快|至少|最少|最短|不少于|起|以上|约|大概|左右)")


def supported(claim: Figure, stated: Iterable[Figure], clause: str) -> bool:
    """`clause` is the words around the claim: the short end of "3-5天" alone needs a 最快 beside it."""
    alone = claim.low == claim.high and _LOWER_BOUND.search(clause) is None
    return any(_same(claim, fact) and not (alone and _is_shortened(fact)) for fact in stated)


def within_a_range(claim: Figure, stated: Iterable[Figure]) -> bool:
    return any(
        fact.kind == claim.kind and fact.low < fact.high and fact.low <= claim.value <= fact.high for fact in stated
    )


def other_unit(claim: Figure, stated: Iterable[Figure]) -> bool:
    """The number stands there, with another unit."""
    unitless = (kinds.BARE, kinds.CODE, kinds.DATE, kinds.DAY, kinds.CLOCK)
    return claim.kind not in unitless and any(
        fact.raw == claim.raw and fact.kind not in unitless and (fact.kind, fact.value) != (claim.kind, claim.value)
        for fact in stated
    )


def computed(claim: Figure, quoted: Iterable[Figure]) -> bool:
    """Whether the claim follows from quoted figures by exact arithmetic."""
    return follows(claim, tuple(quoted))


def _same(claim: Figure, fact: Figure) -> bool:  # noqa: PLR0911 one line a kind
    if kinds.CODE in (claim.kind, fact.kind):
        return bool(claim.code) and claim.code in fact.code
    if claim.kind == kinds.BARE:
        return claim.raw == fact.raw or (fact.kind == kinds.DATE and claim.raw in _dotted(fact))
    if fact.kind == kinds.BARE:
        return claim.kind == kinds.ITEM and claim.raw == fact.raw
    if claim.kind == kinds.DAY and fact.kind == kinds.DATE:
        return claim.value == fact.value % 100
    if claim.kind != fact.kind:
        return False
    if claim.kind == kinds.DATE:
        return claim.value % 10000 == fact.value % 10000 and _years_agree(claim, fact)
    if claim.kind == kinds.CLOCK:
        return claim.value % _HALF_DAY == fact.value % _HALF_DAY
    return claim.value == fact.value


def _dotted(date: Figure) -> set[Decimal]:
    """11月11日 as people write it with a dot."""
    month, day = divmod(int(date.value) % 10000, 100)
    return {Decimal(f"{month}.{day}"), Decimal(f"{month}.{day:02}")}


def _years_agree(claim: Figure, fact: Figure) -> bool:
    years = {figure.value // 10000 for figure in (claim, fact)} - {0}
    return len(years) <= 1


def _is_shortened(fact: Figure) -> bool:
    return fact.kind in kinds.DURATIONS and fact.is_low_end
