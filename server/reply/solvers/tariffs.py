"""What sending to a province costs: of all that the shop's lines say, what holds there. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from knowledge.types import Passage
from prompts.places import Places
from server.reply.solvers.regions import Reach, Region
from server.reply.solvers.tariff import Tariff
from server.reply.solvers.tariff_lines import rules_of

_MOST_CITED = 2


def tariff_for(province: str, passages: Sequence[Passage], places: Places) -> Tariff | None:
    """What holds for a province: named itself before "elsewhere", and what is said of every place where neither speaks.

    None where nothing is said, or two things; `unclear` where only the sum from which nothing is charged is.
    """
    rules, wheres = rules_of(passages, places)
    region = Region.of(province, wheres, places)
    found = [(region.reached(rule.where), rule.tariff) for rule in rules if not rule.general]
    general = [rule.tariff for rule in rules if rule.general]
    named = [tariff for reach, tariff in found if reach is Reach.NAMED]
    if not named and region.may_be_remote:
        return None
    own = named or [tariff for reach, tariff in found if reach is Reach.REST]
    if not own:
        return _joined(general)
    if named and region.is_often_remote:
        return _joined(named)
    return _joined(own if any(one.says_fee for one in own) else [*own, *map(_fee_alone, general)])


def _fee_alone(tariff: Tariff) -> Tariff:
    """What is charged everywhere; from which sum on nothing is, the place's own line says."""
    return replace(tariff, free_from=None, never="", always_free=False)


def _joined(found: Sequence[Tariff]) -> Tariff | None:
    """What several lines say together; None when they contradict each other."""
    found = [one for one in found if one.says_fee or one.says_free]
    fees = {(one.flat, one.pieces, one.weight, one.bands) for one in found if one.says_fee}
    free = {(one.free_from, one.never, one.always_free) for one in found if one.says_free}
    if len(fees) > 1 or not found or (len(free) > 1 and not fees):
        return None
    fee = next((one for one in found if one.says_fee), found[0])
    if len(free) > 1:
        return replace(fee, free_from=None, never="", always_free=False, unclear=True)
    freely = next((one for one in found if one.says_free), fee)
    numbers = [*fee.numbers, *(number for one in found if one.says_free for number in one.numbers)]
    return replace(
        fee,
        numbers=tuple(dict.fromkeys(numbers))[:_MOST_CITED],
        free_from=freely.free_from,
        never=freely.never,
        always_free=freely.always_free,
    )
