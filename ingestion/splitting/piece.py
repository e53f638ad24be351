"""A chunk before it has an identity."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.types import Audience, ChunkKind, Place, Sku

Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """`label` is what stands above the text besides its section: a table's caption."""

    text: str
    place: Place
    kind: ChunkKind = ChunkKind.PROSE
    audience: Audience = Audience.CUSTOMER
    label: str = ""
    fields: Fields = ()
    skus: tuple[Sku, ...] = ()
