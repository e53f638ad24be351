"""What differs between two versions of a document: which passages are new, gone or changed, in which words. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from knowledge.text.difference import Edit, Stretch, difference, likeness
from knowledge.types import Chunk

_ALIKE = 0.45  # below it two passages in the same place are one gone and another new
_NEAR = 6  # passages further on that one is looked for among
_LONG = 300  # passages rewritten in one run, from where on each is only compared with the one in its place


class Turn(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class ChunkChange:
    """One passage. `words` put together are both of its texts; of a new or lost one they hold all of it."""

    turn: Turn
    before: Chunk | None
    after: Chunk | None
    words: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class VersionDifference:
    """`changes` in reading order, at most as many as were asked for; the counts are of all."""

    same: int
    added: int
    removed: int
    changed: int
    changes: tuple[ChunkChange, ...]


def compare_versions(before: Sequence[Chunk], after: Sequence[Chunk], most: int = 500) -> VersionDifference:
    """Passages are the same when their text and their context are, wherever they stand."""
    matcher = SequenceMatcher(None, [one.text_hash for one in before], [one.text_hash for one in after], autojunk=False)
    same = 0
    pairs: list[tuple[Chunk | None, Chunk | None]] = []
    for tag, start, end, first, last in matcher.get_opcodes():
        if tag == "equal":
            same += end - start
        else:
            pairs += _paired(before[start:end], after[first:last])
    turns = [_turn(pair) for pair in pairs]
    return VersionDifference(
        same,
        turns.count(Turn.ADDED),
        turns.count(Turn.REMOVED),
        turns.count(Turn.CHANGED),
        tuple(_change(*pair) for pair in pairs[:most]),
    )


def _paired(old: Sequence[Chunk], new: Sequence[Chunk]) -> list[tuple[Chunk | None, Chunk | None]]:
    """Each new passage with the old one that it rewrites, in order; the old ones passed over are gone."""
    pairs: list[tuple[Chunk | None, Chunk | None]] = []
    at, reach = 0, _NEAR if len(new) <= _LONG else 1
    for chunk in new:
        near = [(likeness(one.text, chunk.text), -place) for place, one in enumerate(old[at : at + reach], at)]
        best, place = max(near, default=(0.0, 0))
        if best < _ALIKE:
            pairs.append((None, chunk))
            continue
        pairs += [(gone, None) for gone in old[at:-place]]
        pairs.append((old[-place], chunk))
        at = -place + 1
    return pairs + [(gone, None) for gone in old[at:]]


def _turn(pair: tuple[Chunk | None, Chunk | None]) -> Turn:
    if pair[0] is None:
        return Turn.ADDED
    return Turn.REMOVED if pair[1] is None else Turn.CHANGED


def _change(before: Chunk | None, after: Chunk | None) -> ChunkChange:
    if before is None and after is not None:
        words: tuple[Stretch, ...] = (Stretch(Edit.ADDED, after.text),)
    elif after is None and before is not None:
        words = (Stretch(Edit.REMOVED, before.text),)
    else:
        words = difference(before.text if before else "", after.text if after else "")
    return ChunkChange(_turn((before, after)), before, after, words)
