"""What differs between two texts, in words: Chinese by characters, other scripts by words. Pure and bounded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

_UNIT = re.compile(r"\d+(?:[.,:]\d+)*%?|[A-Za-z]+(?:['’-][A-Za-z]+)*|\s+|.", re.DOTALL)
# Comparing takes the product of the lengths at worst: beyond this a pair of texts counts as replaced as a whole.
_MOST_UNITS = 4_000
_LEAST_KEPT = 2  # units: a lone character that two rewritten sentences share reads as noise


class Edit(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Stretch:
    edit: Edit
    text: str


def units(text: str) -> list[str]:
    """Numbers and words whole, everything else by the character. Joined they are the text again."""
    return _UNIT.findall(text)


def difference(before: str, after: str) -> tuple[Stretch, ...]:
    """The stretches that, without the added ones, are `before` and, without the removed ones, `after`."""
    old, new = units(before), units(after)
    if len(old) > _MOST_UNITS or len(new) > _MOST_UNITS:
        return _joined([Stretch(Edit.REMOVED, before), Stretch(Edit.ADDED, after)])
    found: list[Stretch] = []
    for tag, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        kept = tag == "equal" and (end - start >= _LEAST_KEPT or len(old) == len(new) == 1 or _edge(start, end, old))
        if kept:
            found.append(Stretch(Edit.SAME, "".join(old[start:end])))
        else:
            found.append(Stretch(Edit.REMOVED, "".join(old[start:end])))
            found.append(Stretch(Edit.ADDED, "".join(new[first:last])))
    return _joined(found)


def likeness(before: str, after: str) -> float:
    """How much of two texts is the same, from 0 to 1; a quick upper bound for long ones."""
    matcher = SequenceMatcher(None, units(before)[:_MOST_UNITS], units(after)[:_MOST_UNITS], autojunk=False)
    bound = matcher.quick_ratio()
    return bound if bound < 0.4 or max(len(before), len(after)) > 1_000 else matcher.ratio()


def _edge(start: int, end: int, old: list[str]) -> bool:
    return start == 0 or end == len(old)


def _joined(stretches: list[Stretch]) -> tuple[Stretch, ...]:
    """Neighbours of a kind as one; between two that are the same, what is removed stands before what is added."""
    ordered: list[Stretch] = []
    for same, group in groupby((one for one in stretches if one.text), key=lambda one: one.edit is Edit.SAME):
        run = list(group)
        for edit in (Edit.SAME,) if same else (Edit.REMOVED, Edit.ADDED):
            text = "".join(one.text for one in run if one.edit is edit)
            if text:
                ordered.append(Stretch(edit, text))
    return tuple(ordered)
