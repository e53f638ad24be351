"""Whether two claims are of one matter and one case, and yet say different things. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingestion.conflicts.cases import one_case
from ingestion.conflicts.differences import Difference, What, unlike
from ingestion.conflicts.statements import GAP, Claim
from ingestion.conflicts.weighing import features, in_one_frame, load_weights, weigh
from ingestion.conflicts.words import Words

# A case or a condition that one side alone names, and more than one thing in which they differ.
_SAYS_MORE = ("scopes_alone", "states_alone", "narrowed", "more_apart", "crossed", "many", "answers_apart")
_SHORT = 6  # characters of a clause; chosen on the development pairs


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two claims of one case that differ, and what speaks for and against their being of one matter."""

    left: Claim
    right: Claim
    difference: Difference
    found: Mapping[str, float]

    @property
    def kind(self) -> str:
        """Which weights are for it: two hands that say one thing in other words share little else."""
        kind = "polarity" if self.difference.what is What.POLARITY else "figure"
        return kind if in_one_frame(self.found) else f"{kind}_reworded"

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
    ours, theirs = ([(_said(claim), claim) for claim in side] for side in (left, right))
    both = {said for said, _ in ours} & {said for said, _ in theirs}
    rest = [claim for said, claim in theirs if said not in both]
    for mine in (claim for said, claim in ours if said not in both):
        for other in rest:
            if found := _candidate(mine, other, words):
                yield found


def _candidate(left: Claim, right: Claim, words: Words) -> Candidate | None:
    differ = unlike(left, right)
    if differ is None:
        return None
    cases = one_case(left, right, words.assumed, of_days=differ.difference.what is What.DATE)
    if cases is None:
        return None
    shared = features(left, right, cases, words, same_figures=differ.same)
    if shared is None:
        return None
    found = {**shared, **differ.found}
    if in_one_frame(found):
        if any(found.get(name) for name in _SAYS_MORE):
            return None  # of two sentences alike but for that, it is what they are about
    elif found["swaps"] and min(_length(left), _length(right)) <= _SHORT:
        return None  # 水煮 and 油炸: where little is said, another word is another thing
    return Candidate(left, right, differ.difference, found)


def _length(claim: Claim) -> int:
    return len(claim.core.replace(GAP, ""))


def _said(claim: Claim) -> tuple[object, ...]:
    figures = frozenset((value.measure, value.low, value.high, value.unit, value.bound) for value in claim.values)
    return claim.core, figures, claim.denies, frozenset(claim.yes.items())
