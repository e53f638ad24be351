"""Whether two claims speak of one case: of the same tier, platform, region, reason, goods and so on. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from ingestion.conflicts.statements import Claim

# Named on one side alone these often only say more exactly what the other side's document is about anyway.
_SAYS_MORE = frozenset({"kind", "part", "form"})
# Whom and where a rule is for; the others are in what state the goods are, and why.
_SCOPE = frozenset({"platform", "tier", "region", "period", "carrier", "supply", "payment", "actor", "place", "sku"})


@dataclass(frozen=True, slots=True)
class Cases:
    """How many dimensions both sides name alike, and how many one of them names alone: things, scopes and states."""

    alike: int
    things: int
    scopes: int
    states: int


def one_case(left: Claim, right: Claim, assumed: frozenset[str], *, of_days: bool) -> Cases | None:
    """None for two cases. Headings tell two cases apart too; what only one side names is counted."""
    alike = things = scopes = states = 0
    for dimension in left.case.keys() | right.case.keys() | (left.under.keys() & right.under.keys()):
        if of_days and dimension == "period":
            continue
        ours, theirs = (_named(side, dimension) - assumed for side in (left, right))
        if ours == theirs or (dimension == "kind" and ours & theirs):
            alike += bool(ours)
        elif (ours and theirs) or dimension == "sku":
            return None
        elif dimension in left.case or dimension in right.case:
            things += dimension in _SAYS_MORE
            scopes += dimension in _SCOPE
            states += dimension not in _SAYS_MORE | _SCOPE
    return Cases(alike, things, scopes, states)


def _named(claim: Claim, dimension: str) -> frozenset[str]:
    return claim.case.get(dimension) or claim.under.get(dimension) or frozenset()
