"""Chunks, and their hydration into passages: the one place where an index hit becomes text again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select

from knowledge.store.tables import chunks, documents, versions
from knowledge.types import (
    Audience,
    Category,
    Chunk,
    ChunkId,
    ChunkKind,
    DocumentId,
    Passage,
    Place,
    Scores,
    ShopId,
    Sku,
    Validity,
    VersionId,
    VersionStatus,
)

_BATCH = 500  # under SQLite's limit on variables in one statement
_ORIGIN = (
    documents.c.name.label("document_name"),
    documents.c.title,
    documents.c.category,
    versions.c.number.label("version_number"),
    versions.c.starts,
    versions.c.ends,
)


def insert_chunks(connection: Connection, new: Sequence[Chunk]) -> None:
    if not new:
        return
    rows = [
        {
            "id": chunk.id,
            "version_id": chunk.version_id,
            "document_id": chunk.document_id,
            "ordinal": chunk.ordinal,
            "kind": chunk.kind.value,
            "text": chunk.text,
            "context": chunk.context,
            "section": list(chunk.place.section),
            "page": chunk.place.page,
            "sheet": chunk.place.sheet,
            "row": chunk.place.row,
            "tokens": chunk.tokens,
            "text_hash": chunk.text_hash,
            "skus": list(chunk.skus),
            "audience": chunk.audience.value,
            "fields": [list(pair) for pair in chunk.fields],
        }
        for chunk in new
    ]
    connection.execute(insert(chunks), rows)


def chunk_ids(connection: Connection, version: VersionId) -> list[ChunkId]:
    query = select(chunks.c.id).where(chunks.c.version_id == version).order_by(chunks.c.ordinal)
    return [ChunkId(row.id) for row in connection.execute(query)]


def list_chunks(connection: Connection, version: VersionId) -> list[Chunk]:
    query = select(chunks).where(chunks.c.version_id == version).order_by(chunks.c.ordinal)
    return [to_chunk(row) for row in connection.execute(query)]


def published_ids(connection: Connection, shop: ShopId, only: Sequence[VersionId] | None = None) -> list[ChunkId]:
    """Every published chunk of a shop, whatever its validity: what an index has to hold. `only` narrows to versions."""
    query = (
        select(chunks.c.id)
        .join(versions, versions.c.id == chunks.c.version_id)
        .join(documents, documents.c.id == versions.c.document_id)
        .where(documents.c.shop == shop, versions.c.status == VersionStatus.PUBLISHED.value)
        .order_by(chunks.c.document_id, chunks.c.ordinal)
    )
    if only is not None:
        query = query.where(versions.c.id.in_(only))
    return [ChunkId(row.id) for row in connection.execute(query)]


def published_chunks(connection: Connection, shop: ShopId, ids: Sequence[ChunkId]) -> list[Chunk]:
    """Those of `ids` that are published at this moment, in no particular order."""
    return [passage.chunk for passage in published_passages(connection, shop, ids)]


def existing_ids(connection: Connection, ids: Sequence[ChunkId]) -> set[ChunkId]:
    """Those of `ids` that the database still holds, published or not."""
    found: set[ChunkId] = set()
    for start in range(0, len(ids), _BATCH):
        query = select(chunks.c.id).where(chunks.c.id.in_(ids[start : start + _BATCH]))
        found.update(ChunkId(row.id) for row in connection.execute(query))
    return found


def published_passages(connection: Connection, shop: ShopId, ids: Sequence[ChunkId]) -> list[Passage]:
    """Those of `ids` that are published in this shop, in no particular order and without scores.

    Whether one is valid at a moment is for the caller to judge. Two look-ups by key instead of one join: without
    statistics SQLite would begin such a join with all chunks of the shop.
    """
    found: list[Passage] = []
    for start in range(0, len(ids), _BATCH):
        rows = connection.execute(select(chunks).where(chunks.c.id.in_(ids[start : start + _BATCH]))).all()
        origins = _origins(connection, {row.version_id for row in rows})
        for row in rows:
            origin = origins.get(row.version_id)
            if origin and origin.shop == shop and origin.status == VersionStatus.PUBLISHED.value:
                found.append(_passage(to_chunk(row), origin))
    return found


def ids_beside(connection: Connection, chunk: Chunk) -> list[ChunkId]:
    """The chunks just before and after one in its own version."""
    beside = chunks.c.ordinal.in_([chunk.ordinal - 1, chunk.ordinal + 1])
    query = select(chunks.c.id).where(chunks.c.version_id == chunk.version_id, beside).order_by(chunks.c.ordinal)
    return [ChunkId(row.id) for row in connection.execute(query)]


def published_guides(connection: Connection, shop: ShopId) -> list[tuple[Validity, list[Chunk]]]:
    """The chunks of each published guide, in their order, with when they hold."""
    of_guides = (
        select(versions.c.id, versions.c.starts, versions.c.ends)
        .join(documents, documents.c.id == versions.c.document_id)
        .where(documents.c.shop == shop, documents.c.category == Category.GUIDE.value)
        .where(versions.c.status == VersionStatus.PUBLISHED.value)
        .order_by(versions.c.published_at, versions.c.id)
    )
    return [
        (Validity(version.starts, version.ends), list_chunks(connection, VersionId(version.id)))
        for version in connection.execute(of_guides).all()
    ]


def published_rows(shop: ShopId) -> Select[Any]:
    """Published chunks with their document and validity, for repositories that hydrate in their own way."""
    return _published(shop)


def to_chunk(row: Row[Any]) -> Chunk:
    return Chunk(
        id=ChunkId(row.id),
        document_id=DocumentId(row.document_id),
        version_id=VersionId(row.version_id),
        ordinal=row.ordinal,
        kind=ChunkKind(row.kind),
        text=row.text,
        context=row.context,
        place=Place(tuple(row.section), row.page, row.sheet, row.row),
        tokens=row.tokens,
        text_hash=row.text_hash,
        skus=tuple(Sku(sku) for sku in row.skus),
        audience=Audience(row.audience),
        fields=tuple((name, value) for name, value in row.fields),
    )


def to_passage(row: Row[Any]) -> Passage:
    """Of a row of `published_rows`, without scores."""
    return _passage(to_chunk(row), row)


def _passage(chunk: Chunk, origin: Row[Any]) -> Passage:
    return Passage(
        chunk=chunk,
        document_name=origin.document_name,
        title=origin.title,
        category=Category(origin.category),
        validity=Validity(origin.starts, origin.ends),
        version_number=origin.version_number,
        scores=Scores(fused=0.0),
    )


def _origins(connection: Connection, ids: Collection[str]) -> dict[str, Row[Any]]:
    """Of each version, what a passage says of where it comes from."""
    query: Select[Any] = (
        select(versions.c.id, versions.c.status, documents.c.shop, *_ORIGIN)
        .join(documents, documents.c.id == versions.c.document_id)
        .where(versions.c.id.in_(ids))
    )
    return {row.id: row for row in connection.execute(query)}


def _published(shop: ShopId) -> Select[Any]:
    return (
        select(chunks, *_ORIGIN)
        .join(versions, versions.c.id == chunks.c.version_id)
        .join(documents, documents.c.id == versions.c.document_id)
        .where(documents.c.shop == shop, versions.c.status == VersionStatus.PUBLISHED.value)
    )
