"""In what two claims differ, whatever they are of: a figure, a date, a condition, or yes and no. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ingestion.conflicts.spoken import PLAIN
from ingestion.conflicts.statements import Claim
from ingestion.conflicts.values import NAMING, NOTHING, Value, is_naming
from knowledge.text.figures import types as kinds

_SLACK = Decimal("1.02")  # a year is 365 days to one writer and 12 months to another
_WORKDAYS_SLACK = Decimal("1.5")  # three working days may be a long weekend more
_FARTHEST = 5.0  # of the logarithm of how many times one is the other
_DAYS = frozenset({kinds.DATE, kinds.DAY, kinds.CLOCK})


class What(StrEnum):
    FIGURE = "figure"
    DATE = "date"
    POLARITY = "polarity"
    CONDITION = "condition"


@dataclass(frozen=True, slots=True)
class Difference:
    """`left` and `right` are the spans, of their own texts, that disagree."""

    what: What
    left: tuple[tuple[int, int], ...]
    right: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Unlike:
    """A difference with what it says for and against a contradiction; `same` figures they have in common."""

    difference: Difference
    found: Mapping[str, float]
    same: int


@dataclass(frozen=True, slots=True)
class _Compared:
    measure: str
    ours: tuple[Value, ...]
    theirs: tuple[Value, ...]
    bound: bool  # both bound
    crossed: bool  # one does and the other does not

    @property
    def apart(self) -> bool:
        return not _meet(self.ours, self.theirs)


def unlike(left: Claim, right: Claim) -> Unlike | None:
    """None where they agree, or may: two tiers, two ends of one range, a case and its opposite."""
    return _by_figures(left, right) or _by_stance(left, right)


def _by_figures(left: Claim, right: Claim) -> Unlike | None:
    compared = list(_compared(left.values, right.values))
    apart = [one for one in compared if one.apart and not _two_ends(one)]
    if not apart or _complementary(left, right) or _of_two_tiers(apart) or _of_two_things(left, right):
        return None
    named = [one for one in apart if not one.bound and is_naming(one.ours[0])]
    measures = {value.measure for value in left.values} ^ {value.measure for value in right.values}
    if named and (len(compared) > 1 or (named[0].measure in NAMING and measures)):
        return None
    first = next((one for one in apart if not one.bound), apart[0])
    what = What.DATE if first.measure in _DAYS else What.CONDITION if first.bound else What.FIGURE
    alone = [value for value in (*left.values, *right.values) if value.measure in measures]
    same = sum(not one.apart for one in compared)
    return Unlike(
        Difference(what, _spans(first.ours), _spans(first.theirs)),
        {
            "bound": float(first.bound),
            "crossed": float(first.crossed),
            "more_apart": float(min(len(apart) - 1, 2)),
            "many": float(min(len(first.ours), len(first.theirs)) > 1),
            "narrowed": float(any(value.bound or value.measure in NAMING for value in alone)),
            "below_apart": float(_below(left) != _below(right)),
            "answers_apart": float(left.denies != right.denies),
            "edges_apart": float(first.ours[0].edge != first.theirs[0].edge),
            "far": _far(first),
            "units_apart": float(first.ours[0].unit != first.theirs[0].unit),
            **_sort(first.measure),
        },
        same,
    )


def _sort(measure: str) -> dict[str, float]:
    return {
        "time": float(measure == "time"),
        "money": float(measure == kinds.MONEY),
        "share": float(measure in {kinds.PERCENT, kinds.DISCOUNT}),
        "date": float(measure in _DAYS),
        "plain": float(measure == PLAIN),
    }


def _by_stance(left: Claim, right: Claim) -> Unlike | None:
    against = sorted(name for name in left.yes.keys() & right.yes.keys() if left.yes[name] != right.yes[name])
    denial = left.denies != right.denies
    if not against and (not denial or left.yes.keys() & right.yes.keys()):
        return None
    compared = list(_compared(left.values, right.values))
    if _complementary(left, right) or any(one.apart for one in compared):
        return None
    agree = left.yes.keys() & right.yes.keys() - set(against)
    found = {f"on_{name}": 1.0 for name in against} | {
        "denial": float(not against),
        "agree": float(len(agree)),
        "denies_apart": float(denial),
        "exception": float(_is_exception(left, right)),
        "narrowed": float(any(value.bound for value in (*left.values, *right.values))),
    }
    same = sum(not one.apart for one in compared)
    return Unlike(Difference(What.POLARITY, (left.stance,), (right.stance,)), found, same)


def _is_exception(left: Claim, right: Claim) -> bool:
    """定制沙发不支持退货 beside 沙发支持退货: only what denies names a case."""
    denying, other = (left, right) if left.denies or False in left.yes.values() else (right, left)
    return bool(denying.case.keys() - other.case.keys() - other.under.keys())


def _compared(ours: Sequence[Value], theirs: Sequence[Value]) -> Iterator[_Compared]:
    mine, other = _by_measure(ours), _by_measure(theirs)
    for measure in dict.fromkeys(name for name, _ in mine):
        bounds = [bound for bound in (False, True) if (measure, bound) in mine and (measure, bound) in other]
        for bound in bounds:
            yield _Compared(measure, tuple(mine[measure, bound]), tuple(other[measure, bound]), bound, False)
        if bounds:
            continue
        for bound in (False, True):
            if (measure, bound) in mine and (measure, not bound) in other:
                yield _Compared(measure, tuple(mine[measure, bound]), tuple(other[measure, not bound]), False, True)


def _complementary(left: Claim, right: Claim) -> bool:
    """满99, and less than that."""
    reached = {(value.measure, value.low, value.below) for value in left.values if value.bound}
    return any((value.measure, value.low, not value.below) in reached for value in right.values if value.bound)


def _of_two_tiers(apart: Sequence[_Compared]) -> bool:
    """满199减100 and 满299减160."""
    return any(one.bound for one in apart) and any(not one.bound for one in apart)


def _of_two_things(left: Claim, right: Claim) -> bool:
    """3公斤的猫 and 5公斤的猫."""
    ours, theirs = ([value for value in side.values if value.names] for side in (left, right))
    return any(mine.measure == other.measure and not _same(mine, other) for mine in ours for other in theirs)


def _two_ends(one: _Compared) -> bool:
    """不低于零下10度 and 不高于40度."""
    mine, other = one.ours[0], one.theirs[0]
    if mine.edge * other.edge != -1:
        return False
    low, high = (mine, other) if mine.edge > 0 else (other, mine)
    return low.low <= high.high


def _far(one: _Compared) -> float:
    """How many times one is the other: two figures of one matter are rarely a hundredfold."""
    mine, other = (max(value.high for value in side) for side in (one.ours, one.theirs))
    if one.measure in _DAYS or mine <= 0 or other <= 0:
        return 0.0
    return min(abs(math.log(float(mine) / float(other))), _FARTHEST)


def _below(claim: Claim) -> set[str]:
    return {value.measure for value in claim.values if value.below}


def _by_measure(values: Iterable[Value]) -> dict[tuple[str, bool], list[Value]]:
    found: dict[tuple[str, bool], list[Value]] = {}
    for value in values:
        found.setdefault((value.measure, value.bound), []).append(value)
    return found


def _meet(ours: Iterable[Value], theirs: Iterable[Value]) -> bool:
    """Whether all values of one side can be values of the other."""
    ours, theirs = list(ours), list(theirs)
    return all(any(_same(mine, other) for other in theirs) for mine in ours) or all(
        any(_same(mine, other) for mine in ours) for other in theirs
    )


def _same(mine: Value, other: Value) -> bool:
    if {mine.unit, other.unit} == {NOTHING, ""}:
        return True  # 免费 says nothing of a price
    slack = _SLACK if mine.measure == "time" else Decimal(1)
    if mine.unit != other.unit and kinds.WORKDAYS in {mine.unit, other.unit}:
        slack = _WORKDAYS_SLACK
    if mine.low != mine.high and other.low != other.high:
        return max(mine.high, other.high) <= min(mine.high, other.high) * slack
    return max(mine.low, other.low) <= min(mine.high, other.high) * slack


def _spans(values: Iterable[Value]) -> tuple[tuple[int, int], ...]:
    return tuple(dict.fromkeys((value.start, value.end) for value in values))
