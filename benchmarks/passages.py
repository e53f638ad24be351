"""Passages for benchmarks that need no knowledge base."""

from __future__ import annotations

from knowledge.types import (
    Category,
    Chunk,
    ChunkId,
    ChunkKind,
    DocumentId,
    Passage,
    Place,
    Scores,
    Validity,
    VersionId,
)


def made_passage(number: int, text: str) -> Passage:
    """A passage of prose that says `text`; `number` tells it from others."""
    chunk = Chunk(
        id=ChunkId(f"c{number}"),
        document_id=DocumentId("d"),
        version_id=VersionId("v"),
        ordinal=number,
        kind=ChunkKind.PROSE,
        text=text,
        context="店铺说明",
        place=Place(),
        tokens=len(text),
        text_hash=str(number),
    )
    return Passage(chunk, "店铺说明.md", "店铺说明", Category.OTHER, Validity(), 1, Scores(1.0))
