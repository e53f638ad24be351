"""Documents and versions: who is published, what replaces what. Every change tells the indexes through the outbox."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, exists, func, insert, select, update

from knowledge.errors import Conflict, NotFound
from knowledge.store import outbox
from knowledge.store.chunks import chunk_ids, insert_chunks
from knowledge.store.products import insert_products
from knowledge.store.scripts import insert_scripts
from knowledge.store.shops import raise_revision
from knowledge.store.tables import chunks, documents, embeddings, versions
from knowledge.types import (
    Category,
    Chunk,
    Document,
    DocumentId,
    Product,
    ShopId,
    Validity,
    Version,
    VersionId,
    VersionStatus,
)


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A file's content, read and split, ready to be stored. `notes` are (code, message) of the reader."""

    version: Version
    splitter: str
    chunks: tuple[Chunk, ...]
    products: tuple[Product, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    report: Mapping[str, Any] | None = None  # JSON of ingestion's own making; the store only keeps it


def find_document(connection: Connection, shop: ShopId, name: str) -> Document | None:
    row = connection.execute(select(documents).where(documents.c.shop == shop, documents.c.name == name)).first()
    return None if row is None else to_document(row)


def get_document(connection: Connection, shop: ShopId, document: DocumentId) -> Document:
    """Raises `NotFound`, also for a document of another shop."""
    row = connection.execute(select(documents).where(documents.c.shop == shop, documents.c.id == document)).first()
    if row is None:
        raise NotFound(f"the shop “{shop}” has no document {document}")
    return to_document(row)


def list_documents(connection: Connection, shop: ShopId) -> list[Document]:
    query = select(documents).where(documents.c.shop == shop).order_by(documents.c.name)
    return [to_document(row) for row in connection.execute(query)]


def change_document(connection: Connection, document: Document, changes: Mapping[str, Any]) -> None:
    """`changes` holds any of title, category."""
    connection.execute(update(documents).where(documents.c.id == document.id).values(**changes))
    raise_revision(connection, document.shop)


def list_versions(connection: Connection, document: DocumentId) -> list[Version]:
    """Newest first."""
    query = select(versions).where(versions.c.document_id == document).order_by(versions.c.number.desc())
    return [to_version(row) for row in connection.execute(query)]


def latest_version(connection: Connection, document: DocumentId) -> tuple[Version, str] | None:
    """The newest version with the splitter that made its chunks."""
    query = select(versions).where(versions.c.document_id == document).order_by(versions.c.number.desc()).limit(1)
    row = connection.execute(query).first()
    return None if row is None else (to_version(row), row.splitter)


def add_version(connection: Connection, document: Document, new: NewVersion) -> None:
    """Store a draft version with all that was read from it; makes the document when it is new."""
    if find_document(connection, document.shop, document.name) is None:
        values = {"title": document.title, "category": document.category.value, "created_at": document.created_at}
        connection.execute(insert(documents).values(id=document.id, shop=document.shop, name=document.name, **values))
    version = new.version
    connection.execute(
        insert(versions).values(
            id=version.id,
            document_id=version.document_id,
            number=version.number,
            status=VersionStatus.DRAFT.value,
            content_hash=version.content_hash,
            splitter=new.splitter,
            media_type=version.media_type,
            size_bytes=version.size_bytes,
            chunks=len(new.chunks),
            starts=version.validity.starts,
            ends=version.validity.ends,
            notes=[list(note) for note in new.notes],
            report=new.report,
            created_at=version.created_at,
        )
    )
    insert_chunks(connection, new.chunks)
    insert_scripts(connection, new.chunks)
    insert_products(connection, version.id, new.products)


def publish_version(connection: Connection, document: Document, version: VersionId, now: datetime) -> None:
    """Make one version the published one; the one before becomes superseded. Doing it twice changes nothing."""
    wanted = _get_version(connection, document.id, version)
    if wanted.status is VersionStatus.PUBLISHED:
        return
    for other in list_versions(connection, document.id):
        if other.status is VersionStatus.PUBLISHED:
            _withdraw(connection, document.shop, other.id, VersionStatus.SUPERSEDED, now)
    connection.execute(
        update(versions).where(versions.c.id == version).values(status=VersionStatus.PUBLISHED.value, published_at=now)
    )
    outbox.enqueue(connection, document.shop, outbox.Action.ADD, version, chunk_ids(connection, version), now)
    raise_revision(connection, document.shop)


def retire_document(connection: Connection, document: Document, now: datetime) -> None:
    """Take the published version out of use; its text stays for the record. Raises `Conflict` when none is."""
    for version in list_versions(connection, document.id):
        if version.status is VersionStatus.PUBLISHED:
            _withdraw(connection, document.shop, version.id, VersionStatus.RETIRED, now)
            raise_revision(connection, document.shop)
            return
    raise Conflict(f"“{document.name}” has no published version to retire")


def change_validity(connection: Connection, document: Document, version: VersionId, validity: Validity) -> None:
    """Raises `NotFound`."""
    _get_version(connection, document.id, version)
    connection.execute(
        update(versions).where(versions.c.id == version).values(starts=validity.starts, ends=validity.ends)
    )
    raise_revision(connection, document.shop)


def delete_document(connection: Connection, document: Document, now: datetime) -> list[str]:
    """Remove a document with everything read from it, and the vectors that no other chunk shares.

    Returns the content hashes that no version refers to any more, so that the caller removes those files.
    """
    ours = list_versions(connection, document.id)
    hashes = select(chunks.c.text_hash).where(chunks.c.document_id == document.id)
    text_hashes = [row.text_hash for row in connection.execute(hashes)]
    for version in ours:
        ids = chunk_ids(connection, version.id)
        outbox.enqueue(connection, document.shop, outbox.Action.DROP, version.id, ids, now)
    connection.execute(delete(documents).where(documents.c.id == document.id))
    raise_revision(connection, document.shop)
    for start in range(0, len(text_hashes), 500):  # SQLite's limit on variables
        batch = text_hashes[start : start + 500]
        orphaned = ~exists().where(chunks.c.text_hash == embeddings.c.text_hash)
        connection.execute(delete(embeddings).where(embeddings.c.text_hash.in_(batch), orphaned))
    kept = {
        row.content_hash
        for row in connection.execute(
            select(versions.c.content_hash).where(versions.c.content_hash.in_({v.content_hash for v in ours}))
        )
    }
    return sorted({version.content_hash for version in ours} - kept)


def count_published(connection: Connection, shop: ShopId) -> tuple[int, int]:
    """(documents, chunks) that are published in a shop."""
    query = (
        select(func.count(), func.coalesce(func.sum(versions.c.chunks), 0))
        .select_from(versions.join(documents, documents.c.id == versions.c.document_id))
        .where(documents.c.shop == shop, versions.c.status == VersionStatus.PUBLISHED.value)
    )
    row = connection.execute(query).one()
    return int(row[0]), int(row[1])


def _withdraw(connection: Connection, shop: ShopId, version: VersionId, to: VersionStatus, now: datetime) -> None:
    connection.execute(update(versions).where(versions.c.id == version).values(status=to.value))
    outbox.enqueue(connection, shop, outbox.Action.DROP, version, chunk_ids(connection, version), now)


def _get_version(connection: Connection, document: DocumentId, version: VersionId) -> Version:
    query = select(versions).where(versions.c.id == version, versions.c.document_id == document)
    row = connection.execute(query).first()
    if row is None:
        raise NotFound(f"the document {document} has no version {version}")
    return to_version(row)


def to_document(row: Row[Any]) -> Document:
    return Document(DocumentId(row.id), ShopId(row.shop), row.name, row.title, Category(row.category), row.created_at)


def to_version(row: Row[Any]) -> Version:
    return Version(
        id=VersionId(row.id),
        document_id=DocumentId(row.document_id),
        number=row.number,
        status=VersionStatus(row.status),
        content_hash=row.content_hash,
        media_type=row.media_type,
        size_bytes=row.size_bytes,
        chunks=row.chunks,
        validity=Validity(row.starts, row.ends),
        created_at=row.created_at,
        published_at=row.published_at,
    )
