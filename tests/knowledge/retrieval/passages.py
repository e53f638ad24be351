"""Passages made by hand, for what needs no database."""

from __future__ import annotations

from knowledge import identifiers
from knowledge.types import (
    Audience,
    Category,
    Chunk,
    ChunkKind,
    DocumentId,
    Passage,
    Place,
    Scores,
    Sku,
    Validity,
    VersionId,
)


def passage(
    text: str,
    *,
    fused: float = 0.5,
    ordinal: int = 0,
    section: tuple[str, ...] = (),
    context: str = "",
    kind: ChunkKind = ChunkKind.PROSE,
    tokens: int = 30,
    skus: tuple[str, ...] = (),
    audience: Audience = Audience.CUSTOMER,
    version: str = "v",
) -> Passage:
    text_hash = identifiers.text_hash(context, text)
    chunk = Chunk(
        id=identifiers.chunk_id(VersionId(version), ordinal, text_hash),
        document_id=DocumentId("d"),
        version_id=VersionId(version),
        ordinal=ordinal,
        kind=kind,
        text=text,
        context=context,
        place=Place(section=section),
        tokens=tokens,
        text_hash=text_hash,
        skus=tuple(Sku(sku) for sku in skus),
        audience=audience,
    )
    return Passage(chunk, "d.md", "d", Category.OTHER, Validity(), 1, Scores(fused=fused))
