"""Sources that say different things of one matter: shown to the agent instead of being drafted over.

Whether they do is weighed as the conflict radar weighs it, and an editor's decision on them is heeded. The sentences
of a draft are compared with one another, and each with the nearest rivals.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from ingestion.conflicts.compare import clearest
from ingestion.conflicts.statements import Claim, claims
from ingestion.conflicts.words import load_words
from knowledge.retrieval.settlements import Settled
from knowledge.types import ChunkKind, Passage
from server.reply.evidence.scoring import Scored
from server.reply.evidence.units import HEADING_JOINT, Unit

_ABOUT_AS_GOOD = 0.6  # of the best unit's score
_MOST_COMPARED = 12
_KEPT = 2048  # sentences whose claims are remembered: those of popular questions come again and again
# Log-odds. What was hardly asked about is the editor's business, a document's own rules are written to be read
# together, and a cell says little of what it is about, unless they are plainly of the very same matter.
_LIKELY, _PLAIN = 0.0, 2.0


@dataclass(frozen=True, slots=True)
class Conflict:
    """What would be said, and what is said of the same elsewhere; with the documents' names."""

    said: str
    source: str
    otherwise: str
    other_source: str


def conflict(
    chosen: Sequence[Unit], scored: Sequence[Scored], passages: Sequence[Passage], settled: Settled
) -> Conflict | None:
    """The first chosen sentence that another chosen one, or a rival of another document, contradicts."""
    for unit, rival, odds in _compared(chosen, scored, passages):
        if not settled.agree(unit.body, rival.body) and _contradicts(unit, rival, odds):
            return Conflict(unit.body, _name(unit, passages), rival.body, _name(rival, passages))
    return None


def _compared(
    chosen: Sequence[Unit], scored: Sequence[Scored], passages: Sequence[Passage]
) -> Iterator[tuple[Unit, Unit, float]]:
    """Pairs of sentences, each with the odds that a contradiction must have."""
    said = [unit for unit in chosen if unit.number > 0]
    for one, other in combinations(said, 2):
        yield one, other, _PLAIN if _document(one, passages) == _document(other, passages) else _LIKELY
    best = scored[0].score if scored else 0.0
    for unit in said:
        for rival in scored[:_MOST_COMPARED]:
            if rival.unit.number > 0 and _document(rival.unit, passages) != _document(unit, passages):
                yield unit, rival.unit, _LIKELY if rival.score >= _ABOUT_AS_GOOD * best else _PLAIN


def _document(unit: Unit, passages: Sequence[Passage]) -> str:
    return passages[unit.number - 1].chunk.document_id


def _name(unit: Unit, passages: Sequence[Passage]) -> str:
    return passages[unit.number - 1].document_name


def _contradicts(unit: Unit, rival: Unit, odds: float) -> bool:
    rows = [side for side in (unit, rival) if side.kind is ChunkKind.TABLE_ROW]
    if set(unit.skus) != set(rival.skus) or len(rows) > 1:
        return False  # two products, or two lines of a table, may well differ
    ours, theirs = (_claims(side.body, side.lead, side.heading, side.subject) for side in (unit, rival))
    found = clearest(ours, theirs, load_words())
    return found is not None and found.score > max(odds, _PLAIN if rows else odds)


@lru_cache(maxsize=_KEPT)
def _claims(body: str, lead: str, heading: str, subject: str) -> tuple[Claim, ...]:
    sections = tuple(part for part in heading.split(HEADING_JOINT) if part)
    above = [part for part in (*sections, lead) if part]
    return tuple(claims(body, above, load_words(), subject=subject, sections=sections))
