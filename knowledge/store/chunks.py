"""Chunks, and their hydration into passages: the one place where an index hit becomes text again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, insert, or_, select

from knowledge.scope import level_of
from knowledge.store.document_rows import to_scope
from knowledge.store.serving import serves
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
    ScopeLevel,
    Scores,
    ShopId,
    Sku,
    Validity,
    VersionId,
    VersionStatus,
)

_BATCH = 500  # under SQLite's limit on variables in one statement
_ORIGIN = (
    documents.c.shop,
    documents.c.name.label("document_name"),
    documents.c.title,
    documents.c.category,
    documents.c.audience.label("document_audience"),
    documents.c.platform,
    documents.c.goods,
    versions.c.status,
    versions.c.number.label("version_number"),
    versions.c.starts,
    versions.c.ends,
)
_NO_SCORES = Scores(fused=0.0)
_BY_ID = select(chunks).where(chunks.c.id.in_(bindparam("ids", expanding=True)))
_ORIGINS: Select[Any] = (
    select(versions.c.id, *_ORIGIN)
    .join(documents, documents.c.id == versions.c.document_id)
    .where(versions.c.id.in_(bindparam("versions", expanding=True)))
)


@dataclass(frozen=True, slots=True)
class Origin:
    """What a passage says of where it comes from, as one shop sees it."""

    status: VersionStatus
    document_name: str
    title: str
    category: Category
    validity: Validity
    version_number: int
    level: ScopeLevel
    home: ShopId
    staff: bool


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
        .where(serves(connection, shop), versions.c.status == VersionStatus.PUBLISHED.value)
        .order_by(chunks.c.document_id, chunks.c.ordinal)
    )
    if only is not None:
        query = query.where(versions.c.id.in_(only))
    return [ChunkId(row.id) for row in connection.execute(query)]


def published_chunks(connection: Connection, shop: ShopId, ids: Sequence[ChunkId]) -> list[Chunk]:
    """Those of `ids` that are published at this moment, in no particular order."""
    found = chunks_by_id(connection, ids)
    origins = origins_of(connection, shop, {chunk.version_id for chunk in found})
    told = ((chunk, origins.get(chunk.version_id)) for chunk in found)
    return [
        passage_of(chunk, origin).chunk for chunk, origin in told if origin and origin.status is VersionStatus.PUBLISHED
    ]


def existing_ids(connection: Connection, ids: Sequence[ChunkId]) -> set[ChunkId]:
    """Those of `ids` that the database still holds, published or not."""
    found: set[ChunkId] = set()
    for start in range(0, len(ids), _BATCH):
        query = select(chunks.c.id).where(chunks.c.id.in_(ids[start : start + _BATCH]))
        found.update(ChunkId(row.id) for row in connection.execute(query))
    return found


def chunks_by_id(connection: Connection, ids: Sequence[ChunkId]) -> list[Chunk]:
    """Those of `ids` that are there, of any version, in no particular order."""
    batches = (ids[start : start + _BATCH] for start in range(0, len(ids), _BATCH))
    return [to_chunk(row) for batch in batches for row in connection.execute(_BY_ID, {"ids": batch})]


def chunks_beside(connection: Connection, of: Sequence[Chunk]) -> list[Chunk]:
    """The chunks just before and after each of a few, in their own versions."""
    if not of:
        return []
    places = ((chunk.version_id, [chunk.ordinal - 1, chunk.ordinal + 1]) for chunk in of)
    wanted = [(chunks.c.version_id == version) & chunks.c.ordinal.in_(beside) for version, beside in places]
    query = select(chunks).where(or_(*wanted)).order_by(chunks.c.ordinal)
    return [to_chunk(row) for row in connection.execute(query)]


def origins_of(connection: Connection, shop: ShopId, ids: Collection[VersionId]) -> dict[VersionId, Origin]:
    """Of those versions whose document may serve the shop.

    Read beside the chunks and not joined with them: without statistics SQLite would begin such a join with all chunks
    of the shop.
    """
    if not ids:
        return {}
    query = _ORIGINS.where(serves(connection, shop))
    return {VersionId(row.id): _origin(row, shop) for row in connection.execute(query, {"versions": list(ids)})}


def passage_of(chunk: Chunk, origin: Origin) -> Passage:
    """Without scores."""
    return Passage(
        chunk=replace(chunk, audience=Audience.STAFF) if origin.staff else chunk,
        document_name=origin.document_name,
        title=origin.title,
        category=origin.category,
        validity=origin.validity,
        version_number=origin.version_number,
        scores=_NO_SCORES,
        level=origin.level,
        home=origin.home,
    )


def find_chunk(connection: Connection, document: DocumentId, chunk: str) -> Chunk | None:
    """Of any version of the document."""
    row = connection.execute(select(chunks).where(chunks.c.id == chunk, chunks.c.document_id == document)).first()
    return None if row is None else to_chunk(row)


def chunks_of(connection: Connection, versions_: Sequence[VersionId]) -> list[Chunk]:
    """Every chunk of these versions, in order."""
    return [chunk for version in versions_ for chunk in list_chunks(connection, version)]


def rows_with_origin(connection: Connection, shop: ShopId) -> Select[Any]:
    """Chunks with their document and version, for repositories that hydrate in their own way. Of every version of
    the documents that may serve the shop.
    """
    return (
        select(chunks, *_ORIGIN)
        .join(versions, versions.c.id == chunks.c.version_id)
        .join(documents, documents.c.id == versions.c.document_id)
        .where(serves(connection, shop))
    )


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


def to_passage(row: Row[Any], shop: ShopId) -> Passage:
    """Of a row of `rows_with_origin`, as that shop sees it, without scores."""
    return passage_of(to_chunk(row), _origin(row, shop))


def _origin(row: Row[Any], shop: ShopId) -> Origin:
    return Origin(
        status=VersionStatus(row.status),
        document_name=row.document_name,
        title=row.title,
        category=Category(row.category),
        validity=Validity(row.starts, row.ends),
        version_number=row.version_number,
        level=level_of(to_scope(row), own=row.shop == shop),
        home=ShopId(row.shop),
        staff=row.document_audience == Audience.STAFF.value,
    )
