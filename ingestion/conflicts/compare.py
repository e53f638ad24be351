"""Whether two claims are of one matter and one case, and yet say different things. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ingestion.conflicts.cases import one_case
from ingestion.conflicts.cover import covered
from ingestion.conflicts.statements import Claim
from ingestion.conflicts.values import NAMING, NOTHING, Value, is_naming
from ingestion.conflicts.weighing import features, load_weights, weigh
from ingestion.conflicts.words import Words
from knowledge.text.figures import types as kinds

_MOST_LEFT_OF_NO = 4  # characters that clauses which differ by a 不 may say more, each
_SHORTEST_NO = 3  # characters that they share
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


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two claims of one case that differ, and what speaks for and against their being of one matter."""

    left: Claim
    right: Claim
    difference: Difference
    found: Mapping[str, float]

    @property
    def kind(self) -> str:
        """Which weights are for it."""
        return "polarity" if self.difference.what is What.POLARITY else "figure"

    @property
    def score(self) -> float:
        """Log-odds: above 0 for a contradiction that is worth an editor's time."""
        return weigh(self.found, load_weights()[self.kind])


def contradiction(
    left: Sequence[Claim], right: Sequence[Claim], words: Words
) -> tuple[Claim, Claim, Difference] | None:
    """The two claims of two texts that most clearly cannot both be true; None where all may be."""
    best = clearest(left, right, words)
    return (best.left, best.right, best.difference) if best is not None and best.score > 0 else None


def clearest(left: Sequence[Claim], right: Sequence[Claim], words: Words) -> Candidate | None:
    """The two claims that differ and are most likely of one matter; None where none differ."""
    return max(candidates(left, right, words), key=lambda one: one.score, default=None)


def candidates(left: Sequence[Claim], right: Sequence[Claim], words: Words) -> Iterator[Candidate]:
    """Every two claims that differ in one thing, of one matter or not.

    What both texts say is left out: "1元积1分，100分抵1元" beside itself is two rules, not a contradiction.
    """
    both = {_said(claim) for claim in left} & {_said(claim) for claim in right}
    for mine in left:
        for theirs in right if _said(mine) not in both else ():
            if _said(theirs) not in both and (found := _candidate(mine, theirs, words)):
                yield found


def _candidate(left: Claim, right: Claim, words: Words) -> Candidate | None:
    if _below(left) != _below(right):
        return None  # 满99, and less than that
    unlike = _by_figures(left, right) or _by_opposites(left, right) or _by_denial(left, right, words.weak)
    if unlike is None:
        return None
    cases = one_case(left, right, words.assumed, of_days=unlike.what is What.DATE)
    if cases is None:
        return None
    found = features(left, right, cases, words.weak, same_figures=_alike(left, right))
    return Candidate(left, right, unlike, found | _of_difference(unlike, left, right)) if found else None


def _of_difference(unlike: Difference, left: Claim, right: Claim) -> dict[str, float]:
    measures = {value.measure for side in (left, right) for value in side.values}
    return {
        "bound": float(unlike.what is What.CONDITION),
        "date": float(unlike.what is What.DATE),
        "time": float("time" in measures),
        "denial": float(unlike.what is What.POLARITY and left.denies == right.denies),
    }


def _said(claim: Claim) -> tuple[object, ...]:
    figures = frozenset((value.measure, value.low, value.high, value.unit, value.bound) for value in claim.values)
    return claim.core, figures, claim.denies, frozenset(claim.yes.items())


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
    if not bound and is_naming(ours[measure, bound][0]) and (len(both) > 1 or (measure in NAMING and alone)):
        return None
    what = What.DATE if measure in {"date", "day", "clock"} else What.CONDITION if bound else What.FIGURE
    return Difference(what, _spans(ours[measure, bound]), _spans(theirs[measure, bound]))


def _by_opposites(left: Claim, right: Claim) -> Difference | None:
    """One says 支持, the other 不支持."""
    against = any(left.yes[name] != right.yes[name] for name in left.yes.keys() & right.yes.keys())
    return (
        Difference(What.POLARITY, (left.stance,), (right.stance,)) if against and _same_figures(left, right) else None
    )


def _by_denial(left: Claim, right: Claim, weak: frozenset[str]) -> Difference | None:
    """One is about the other with a 不."""
    if left.denies == right.denies or left.yes.keys() & right.yes.keys() or not _same_figures(left, right):
        return None
    mine, other = covered(left.core, right.core, weak), covered(right.core, left.core, weak)
    near = max(mine.left, other.left) <= _MOST_LEFT_OF_NO and min(mine.shared, other.shared) >= _SHORTEST_NO
    return Difference(What.POLARITY, (left.stance,), (right.stance,)) if near else None


def _alike(left: Claim, right: Claim) -> int:
    ours, theirs = _by_measure(left.values), _by_measure(right.values)
    return sum(_meet(ours[key], theirs[key]) for key in ours.keys() & theirs.keys())


def _same_figures(left: Claim, right: Claim) -> bool:
    ours, theirs = _by_measure(left.values), _by_measure(right.values)
    if any(bound for _, bound in ours.keys() ^ theirs.keys()):
        return False
    return all(_meet(ours[key], theirs[key]) for key in ours.keys() & theirs.keys())


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
