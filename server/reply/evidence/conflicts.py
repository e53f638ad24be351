"""Two sources that say one thing with different figures: shown to the agent instead of being drafted over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.text.figures.find import find_figures
from knowledge.types import ChunkKind, Passage
from server.reply.evidence.scoring import Scored
from server.reply.evidence.units import Unit

# Of the words without their figures. Two shops' rules on one matter reach .6, the same rule written twice .8 and more.
_ALIKE = 0.75
_LEAST_CHARS = 8  # shorter texts are alike by chance
_ABOUT_AS_GOOD = 0.6  # of the best unit's score; a conflict in what nobody asked about is the editor's business
_MOST_COMPARED = 12
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Conflict:
    """What would be said, and what another document says of the same; with the documents' names."""

    said: str
    source: str
    otherwise: str
    other_source: str


def conflict(chosen: Sequence[Unit], scored: Sequence[Scored], passages: Sequence[Passage]) -> Conflict | None:
    """The first chosen sentence that a sentence of another document contradicts by its figures; None when none does."""
    best = scored[0].score if scored else 0.0
    rivals = [one.unit for one in scored[:_MOST_COMPARED] if one.score >= _ABOUT_AS_GOOD * best and _is_prose(one.unit)]
    for unit in filter(_is_prose, chosen):
        document = passages[unit.number - 1].chunk.document_id
        for rival in rivals:
            other = passages[rival.number - 1]
            if other.chunk.document_id != document and _contradicts(unit, rival):
                return Conflict(unit.body, passages[unit.number - 1].document_name, rival.body, other.document_name)
    return None


def _is_prose(unit: Unit) -> bool:
    return unit.number > 0 and unit.kind is not ChunkKind.TABLE_ROW


def _contradicts(unit: Unit, rival: Unit) -> bool:
    if set(unit.skus) != set(rival.skus):
        return False  # two products may well differ
    mine, theirs = _wording(unit.body), _wording(rival.body)
    if min(len(mine), len(theirs)) < _LEAST_CHARS or _alike(mine, theirs) < _ALIKE:
        return False
    return _figures(unit.body) != _figures(rival.body)


def _wording(text: str) -> str:
    """The text with every figure blanked out, units and all."""
    out, at = [], 0
    for figure in find_figures(text):
        if figure.start >= at:
            out.append(text[at : figure.start])
            at = figure.end
    return "".join(_WORD.findall("".join([*out, text[at:]])))


def _alike(mine: str, theirs: str) -> float:
    """Dice's coefficient of the bigrams."""
    ours, other = ({text[at : at + 2] for at in range(len(text) - 1)} for text in (mine, theirs))
    return 2 * len(ours & other) / (len(ours) + len(other)) if ours and other else 0.0


def _figures(text: str) -> set[tuple[str, object, str]]:
    return {(figure.kind, figure.value, figure.code) for figure in find_figures(text)}
