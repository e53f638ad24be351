"""What of a shop is compared with what: its published chunks, each with what says when, where and of which goods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, select

from knowledge.store.chunks import to_chunk
from knowledge.store.serving import serves
from knowledge.store.tables import chunks, documents, versions
from knowledge.types import (
    Audience,
    Category,
    Chunk,
    ChunkId,
    DocumentId,
    ShopId,
    Validity,
    VersionId,
    VersionStatus,
)

_KEY: tuple[ColumnElement[Any], ...] = (
    chunks.c.id,
    chunks.c.version_id,
    chunks.c.text_hash,
    chunks.c.skus,
    chunks.c.document_id,
    documents.c.shop,
)
_BATCH = 500  # under SQLite's limit on variables in one statement


@dataclass(frozen=True, slots=True)
class Source:
    """A document as far as it says whom, when and where its passages concern."""

    name: str
    title: str
    category: Category
    audience: Audience
    validity: Validity
    platform: str
    goods: tuple[str, ...]
    overrides: str
    version: int


@dataclass(frozen=True, slots=True)
class Comparable:
    chunk: Chunk
    source: Source


@dataclass(frozen=True, slots=True)
class Key:
    """A published chunk without its text; `home` is the shop whose document it is of."""

    id: ChunkId
    version: VersionId
    text_hash: str
    skus: tuple[str, ...]
    home: ShopId
    document: DocumentId


def published_keys(connection: Connection, shop: ShopId) -> list[Key]:
    """Of every published chunk for customers that serves the shop, its brand's too, by document and place."""
    query = (
        select(*_KEY)
        .join(versions, versions.c.id == chunks.c.version_id)
        .join(documents, documents.c.id == versions.c.document_id)
        .where(serves(connection, shop), versions.c.status == VersionStatus.PUBLISHED.value)
        .where(chunks.c.audience == Audience.CUSTOMER.value, documents.c.category != Category.GUIDE.value)
        .order_by(versions.c.published_at, chunks.c.version_id, chunks.c.ordinal)
    )
    return [_key(row) for row in connection.execute(query)]


def draft_keys(connection: Connection, version: VersionId) -> list[Key]:
    """The same of one version, published or not."""
    query = (
        select(*_KEY)
        .join(documents, documents.c.id == chunks.c.document_id)
        .where(chunks.c.version_id == version, chunks.c.audience == Audience.CUSTOMER.value)
        .order_by(chunks.c.ordinal)
    )
    return [_key(row) for row in connection.execute(query)]


def _key(row: Row[Any]) -> Key:
    return Key(
        ChunkId(row.id),
        VersionId(row.version_id),
        row.text_hash,
        tuple(row.skus),
        ShopId(row.shop),
        DocumentId(row.document_id),
    )


def load_comparables(connection: Connection, ids: Sequence[ChunkId]) -> dict[ChunkId, Comparable]:
    found: dict[ChunkId, Comparable] = {}
    for start in range(0, len(ids), _BATCH):
        query = _comparables().where(chunks.c.id.in_(ids[start : start + _BATCH]))
        found.update((ChunkId(row.id), _comparable(row)) for row in connection.execute(query))
    return found


def published_by_hash(connection: Connection, shop: ShopId, hashes: Sequence[str]) -> dict[str, Comparable]:
    """The published passages with these texts that serve the shop; of several with one text, the first published."""
    found: dict[str, Comparable] = {}
    wanted = list(dict.fromkeys(hashes))
    for start in range(0, len(wanted), _BATCH):
        query = (
            _comparables()
            .where(serves(connection, shop), versions.c.status == VersionStatus.PUBLISHED.value)
            .where(chunks.c.text_hash.in_(wanted[start : start + _BATCH]))
            .order_by(versions.c.published_at)
        )
        for row in connection.execute(query):
            found.setdefault(row.text_hash, _comparable(row))
    return found


def _comparables() -> Select[Any]:
    return (
        select(
            chunks,
            documents.c.name.label("document_name"),
            documents.c.title,
            documents.c.category,
            documents.c.audience.label("document_audience"),
            documents.c.platform,
            documents.c.goods,
            documents.c.overrides,
            versions.c.number.label("version_number"),
            versions.c.starts,
            versions.c.ends,
        )
        .join(versions, versions.c.id == chunks.c.version_id)
        .join(documents, documents.c.id == versions.c.document_id)
    )


def _comparable(row: Row[Any]) -> Comparable:
    goods = tuple(sorted(name for names in (row.goods or {}).values() for name in names))
    source = Source(
        name=row.document_name,
        title=row.title,
        category=Category(row.category),
        audience=Audience(row.document_audience),
        validity=Validity(row.starts, row.ends),
        platform=row.platform,
        goods=goods,
        overrides=row.overrides,
        version=row.version_number,
    )
    return Comparable(to_chunk(row), source)
