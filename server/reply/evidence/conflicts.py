"""Two sources that say different things of one matter: shown to the agent instead of being drafted over.

Whether they do is judged as the conflict radar judges it, and an editor's decision on them is heeded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingestion.conflicts.compare import contradiction
from ingestion.conflicts.statements import Claim, claims
from ingestion.conflicts.words import load_words
from knowledge.retrieval.settlements import Settled
from knowledge.types import ChunkKind, Passage
from server.reply.evidence.scoring import Scored
from server.reply.evidence.units import HEADING_JOINT, Unit

_ABOUT_AS_GOOD = 0.6  # of the best unit's score; a conflict in what nobody asked about is the editor's business
_MOST_COMPARED = 12
_KEPT = 2048  # sentences whose claims are remembered: those of popular questions come again and again


@dataclass(frozen=True, slots=True)
class Conflict:
    """What would be said, and what another document says of the same; with the documents' names."""

    said: str
    source: str
    otherwise: str
    other_source: str


def conflict(
    chosen: Sequence[Unit], scored: Sequence[Scored], passages: Sequence[Passage], settled: Settled
) -> Conflict | None:
    """The first chosen sentence that a sentence of another document contradicts; None when none does."""
    best = scored[0].score if scored else 0.0
    rivals = [one.unit for one in scored[:_MOST_COMPARED] if one.score >= _ABOUT_AS_GOOD * best and _is_prose(one.unit)]
    for unit in filter(_is_prose, chosen):
        document = passages[unit.number - 1].chunk.document_id
        for rival in rivals:
            other = passages[rival.number - 1]
            if other.chunk.document_id == document or settled.agree(unit.body, rival.body):
                continue
            if _contradicts(unit, rival):
                return Conflict(unit.body, passages[unit.number - 1].document_name, rival.body, other.document_name)
    return None


def _is_prose(unit: Unit) -> bool:
    return unit.number > 0 and unit.kind is not ChunkKind.TABLE_ROW


def _contradicts(unit: Unit, rival: Unit) -> bool:
    if set(unit.skus) != set(rival.skus):
        return False  # two products may well differ
    ours, theirs = (_claims(side.body, side.lead, side.heading) for side in (unit, rival))
    return contradiction(ours, theirs, load_words()) is not None


@lru_cache(maxsize=_KEPT)
def _claims(body: str, lead: str, heading: str) -> tuple[Claim, ...]:
    above = [part for part in (*heading.split(HEADING_JOINT), lead) if part]
    return tuple(claims(body, above, load_words()))
