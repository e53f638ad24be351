"""The same paragraph in two documents, or the same question answered twice: reported, and which one is kept. Pure."""

from __future__ import annotations

from knowledge.store.comparing import Comparable
from knowledge.text.sameness import same_words
from knowledge.types import ChunkKind

_KINDS = {ChunkKind.PROSE, ChunkKind.FAQ, ChunkKind.SCRIPT}


def repeats(one: Comparable, other: Comparable) -> bool:
    """Rows of tables are not paragraphs, and a product's text is no other product's."""
    mine, theirs = one.chunk, other.chunk
    if mine.kind not in _KINDS or theirs.kind not in _KINDS or mine.skus != theirs.skus:
        return False
    return same_words(mine.text, theirs.text)


def keeps_first(one: Comparable, other: Comparable) -> bool:
    """Which of two equal texts an editor keeps, unless they decide otherwise: the fuller one, else the older one."""
    return len(one.chunk.text) >= len(other.chunk.text)
