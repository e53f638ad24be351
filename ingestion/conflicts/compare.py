"""Whether two claims are of one matter and one case, and yet say different things. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from ingestion.conflicts.statements import GAP, NAMING, NOTHING, Claim, Value, is_naming
from ingestion.conflicts.words import Words
from knowledge.text.figures import types as kinds

_SHORTEST_SHARED = 2  # characters that name a matter
_MOST_LEFT = 4  # characters that one side may say more, beside figures; …
_MOST_LEFT_OF_NO = 1  # … and beside yes or no, where one word more makes an exception
_SHORTEST_NO = 3  # characters of a clause that differs from another one by a 不 alone
_SLACK = Decimal("1.02")  # a year is 365 days to one writer and 12 months to another
_WORKDAYS_SLACK = Decimal("1.5")  # three working days may be a long weekend more


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


def contradiction(
    left: Sequence[Claim], right: Sequence[Claim], words: Words
) -> tuple[Claim, Claim, Difference] | None:
    """The first two claims of two texts that cannot both be true.

    What both texts say is left out: "1元积1分，100分抵1元" beside itself is two rules, not a contradiction.
    """
    both = {_said(claim) for claim in left} & {_said(claim) for claim in right}
    for mine in left:
        for theirs in right if _said(mine) not in both else ():
            if _said(theirs) not in both and (found := difference(mine, theirs, words)):
                return mine, theirs, found
    return None


def difference(left: Claim, right: Claim, words: Words) -> Difference | None:
    """None where both may be true."""
    found = _by_figures(left, right) or _by_opposites(left, right) or _by_denial(left, right)
    if found is None or not _one_case(left, right, words.assumed, of_days=found.what is What.DATE):
        return None
    mine, other = _compared(left.core, right, words.weak), _compared(right.core, left, words.weak)
    if min(mine.shared, other.shared) < _SHORTEST_SHARED or (mine.left and other.left):
        return None
    if _covered(left.leaf, right.around, words.weak)[0] > 1 < _covered(right.leaf, left.around, words.weak)[0]:
        return None  # sections about two matters
    more = max(mine.left, other.left)
    if found.what is What.POLARITY:
        return found if more <= _MOST_LEFT_OF_NO else None
    return found if more <= min(_MOST_LEFT, max(_MOST_LEFT_OF_NO, mine.shared, other.shared)) else None


def _said(claim: Claim) -> tuple[object, ...]:
    figures = frozenset((value.measure, value.low, value.high, value.unit, value.bound) for value in claim.values)
    return claim.core, figures, claim.denies, frozenset(claim.yes.items())


def _one_case(left: Claim, right: Claim, assumed: frozenset[str], *, of_days: bool) -> bool:
    """Headings tell two cases apart, but one heading that names a case and one that names none do not."""
    for dimension in left.case.keys() | right.case.keys() | (left.under.keys() & right.under.keys()):
        if of_days and dimension == "period":
            continue
        ours, theirs = (_named(side, dimension) - assumed for side in (left, right))
        if ours == theirs or (dimension == "kind" and ours & theirs):
            continue
        if not (dimension in left.case or dimension in right.case) and not (ours and theirs):
            continue
        return False
    return True


def _named(claim: Claim, dimension: str) -> frozenset[str]:
    return claim.case.get(dimension) or claim.under.get(dimension) or frozenset()


def _by_figures(left: Claim, right: Claim) -> Difference | None:
    if left.denies != right.denies and not {"free", "shipping"} & (left.yes.keys() | right.yes.keys()):
        return None
    ours, theirs = _by_measure(left.values), _by_measure(right.values)
    both = ours.keys() & theirs.keys()
    apart = {key for key in both if not _meet(ours[key], theirs[key])}
    alone = ours.keys() ^ theirs.keys()
    narrowed = any(bound or measure in NAMING for measure, bound in alone)
    # 满88包邮 leaves room for what is said without a threshold, unless that is said of all.
    for_all = (left.for_all or right.for_all) and all(bound for _, bound in alone)
    if len(apart) != 1 or (narrowed and not for_all):
        return None
    (measure, bound) = next(iter(apart))
    if not bound and is_naming(ours[measure, bound][0]) and len(both) > 1:
        return None
    what = What.DATE if measure in {"date", "day", "clock"} else What.CONDITION if bound else What.FIGURE
    return Difference(what, _spans(ours[measure, bound]), _spans(theirs[measure, bound]))


def _by_opposites(left: Claim, right: Claim) -> Difference | None:
    """One says 支持, the other 不支持."""
    against = any(left.yes[name] != right.yes[name] for name in left.yes.keys() & right.yes.keys())
    return (
        Difference(What.POLARITY, (left.stance,), (right.stance,)) if against and _same_figures(left, right) else None
    )


def _by_denial(left: Claim, right: Claim) -> Difference | None:
    """One is the other with a 不: only of near quotations."""
    if left.denies == right.denies or left.yes.keys() & right.yes.keys() or not _same_figures(left, right):
        return None
    mine, other = _covered(left.core, right.core, frozenset()), _covered(right.core, left.core, frozenset())
    near = mine[0] <= 1 and other[0] <= 1 and min(mine[1], other[1]) >= _SHORTEST_NO
    return Difference(What.POLARITY, (left.stance,), (right.stance,)) if near else None


def _same_figures(left: Claim, right: Claim) -> bool:
    ours, theirs = _by_measure(left.values), _by_measure(right.values)
    if any(bound for _, bound in ours.keys() ^ theirs.keys()):
        return False
    return all(_meet(ours[key], theirs[key]) for key in ours.keys() & theirs.keys())


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


@dataclass(frozen=True, slots=True)
class _Cover:
    """Characters of a core: `left` stand nowhere in the other text, `shared` in the other's core."""

    left: int
    shared: int


def _compared(core: str, other: Claim, weak: frozenset[str]) -> _Cover:
    left, _ = _covered(core, other.around, weak)
    _, shared = _covered(core, other.core, weak)
    return _Cover(left, shared)


@lru_cache(maxsize=65_536)
def _covered(core: str, text: str, weak: frozenset[str]) -> tuple[int, int]:
    """How many telling characters of `core` stand in no piece of two or more that `text` holds too, and how many do."""
    left = shared = 0
    for run in filter(None, core.split(GAP)):
        start = 0
        while start < len(run):
            end = start + 1
            while end < len(run) and run[start : end + 1] in text:
                end += 1
            if end - start >= 2 or (len(run) == 1 and run in text):
                shared += end - start if any(char not in weak for char in run[start:end]) else 0
                start = end
            else:
                left += run[start] not in weak
                start += 1
    return left, shared
