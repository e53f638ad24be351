"""Whether two claims speak of one case: of the same tier, platform, region, reason, goods and so on. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from ingestion.conflicts.statements import Claim

# Named on one side alone these often only say more exactly what the other side's document is about anyway.
_SAYS_MORE = frozenset({"kind", "part", "form"})


@dataclass(frozen=True, slots=True)
class Cases:
    """How many dimensions both sides name alike, and how many one of them names alone."""

    alike: int
    alone: int


def one_case(left: Claim, right: Claim, assumed: frozenset[str], *, of_days: bool) -> Cases | None:
    """None for two cases. Headings tell two cases apart, but one that names a case and one that names none do not."""
    alike = alone = 0
    for dimension in left.case.keys() | right.case.keys() | (left.under.keys() & right.under.keys()):
        if of_days and dimension == "period":
            continue
        ours, theirs = (_named(side, dimension) - assumed for side in (left, right))
        if ours == theirs or (dimension == "kind" and ours & theirs):
            alike += bool(ours)
        elif not (dimension in left.case or dimension in right.case) and not (ours and theirs):
            continue
        elif dimension in _SAYS_MORE and not (ours and theirs):
            alone += 1
        else:
            return None
    return Cases(alike, alone)


def _named(claim: Claim, dimension: str) -> frozenset[str]:
    return claim.case.get(dimension) or claim.under.get(dimension) or frozenset()
