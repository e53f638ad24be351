"""Documents and versions: who is published, what replaces what. Every change tells the indexes through the outbox."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from knowledge.errors import Conflict, NotFound
from knowledge.store import outbox
from knowledge.store.chunks import insert_chunks
from knowledge.store.document_rows import to_document, to_version
from knowledge.store.history import NOBODY, Act, Actor, Deed, last_revision, record
from knowledge.store.products import insert_products
from knowledge.store.publications import (
    add_publication,
    end_publications,
    publications_of,
    published_versions,
    settle,
    tell_indexes,
)
from knowledge.store.scripts import insert_scripts
from knowledge.store.serving import serves
from knowledge.store.shops import raise_revision
from knowledge.store.tables import documents, versions
from knowledge.types import (
    Chunk,
    Document,
    DocumentId,
    Product,
    ShopId,
    Validity,
    ValiditySource,
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
    report: Mapping[str, Any] | None = None  # JSON of ingestion's own making, which the store only keeps; so are
    corrections: tuple[Mapping[str, Any], ...] = ()  # the words that somebody put right in the file


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


def change_document(
    connection: Connection, document: Document, changes: Mapping[str, Any], now: datetime, by: Actor = NOBODY
) -> None:
    """`changes` holds any of title, category, audience, platform, goods, overrides, review_at, as the columns do."""
    columns = [documents.c[name] for name in changes]
    old = connection.execute(select(*columns).where(documents.c.id == document.id)).one()
    connection.execute(update(documents).where(documents.c.id == document.id).values(**changes))
    if "platform" in changes:
        for version in published_versions(connection, document.id):  # other shops of the brand have to have it now
            tell_indexes(connection, document, version, outbox.Action.ADD, now)
    detail = {
        name: [_plain(before), _plain(after)]
        for (name, after), before in zip(changes.items(), old, strict=True)
        if before != after
    }
    record(connection, document, Deed(Act.CHANGED, by, now, detail=detail))
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


def corrections_of(connection: Connection, version: VersionId) -> list[dict[str, Any]]:
    """What somebody put right in a version's file, as it was stored with it."""
    return connection.execute(select(versions.c.corrections).where(versions.c.id == version)).scalar() or []


def add_version(connection: Connection, document: Document, new: NewVersion, by: Actor = NOBODY) -> None:
    """Store a draft version with all that was read from it; makes the document when it is new."""
    if find_document(connection, document.shop, document.name) is None:
        values: dict[str, Any] = {
            "title": document.title,
            "category": document.category.value,
            "created_at": document.created_at,
        }
        values["revision"] = last_revision(connection, document.id)  # of a deleted one of this name: it counts on
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
            validity_source=version.validity_source.value,
            notes=[list(note) for note in new.notes],
            report=new.report,
            corrections=[dict(one) for one in new.corrections],
            created_at=version.created_at,
        )
    )
    insert_chunks(connection, new.chunks)
    insert_scripts(connection, new.chunks)
    insert_products(connection, version.id, new.products)
    act = Act.CORRECTED if new.corrections else Act.UPLOADED
    record(connection, document, Deed(act, by, version.created_at, version.number))


def publish_version(
    connection: Connection, document: Document, version: VersionId, now: datetime, by: Actor = NOBODY
) -> None:
    """Make one version the document's text, from now or from its own first day; until then the one before goes on.

    Doing it twice changes nothing.
    """
    wanted = _get_version(connection, document.id, version)
    before = publications_of(connection, document.id)
    if before and before[-1].version == version and before[-1].until is None:
        return
    add_publication(connection, document.id, version, now)
    connection.execute(update(versions).where(versions.c.id == version).values(published_at=now))
    settle(connection, document, now, VersionStatus.SUPERSEDED)
    record(connection, document, Deed(Act.PUBLISHED, by, now, wanted.number))
    raise_revision(connection, document.shop)


def retire_document(connection: Connection, document: Document, now: datetime, by: Actor = NOBODY) -> None:
    """Take what is published out of use; its text stays for the record. Raises `Conflict` when nothing is."""
    published = [one for one in list_versions(connection, document.id) if one.status is VersionStatus.PUBLISHED]
    if not published:
        raise Conflict(f"“{document.name}” has no published version to retire")
    end_publications(connection, document.id, now)
    settle(connection, document, now, VersionStatus.RETIRED)
    record(connection, document, Deed(Act.RETIRED, by, now, published[0].number))
    raise_revision(connection, document.shop)


def change_validity(
    connection: Connection,
    document: Document,
    version: VersionId,
    validity: Validity,
    now: datetime,
    by: Actor = NOBODY,
) -> None:
    """Set, or with the same dates confirm, when a version's text holds. Raises `NotFound`."""
    old = _get_version(connection, document.id, version)
    said = {"starts": validity.starts, "ends": validity.ends, "validity_source": ValiditySource.CONFIRMED.value}
    connection.execute(update(versions).where(versions.c.id == version).values(**said))
    settle(connection, document, now, VersionStatus.SUPERSEDED)
    dates = {
        "from": [_day(old.validity.starts), _day(validity.starts)],
        "to": [_day(old.validity.ends), _day(validity.ends)],
    }
    record(connection, document, Deed(Act.DATED, by, now, old.number, dates))
    raise_revision(connection, document.shop)


def count_published(connection: Connection, shop: ShopId) -> tuple[int, int]:
    """(versions, chunks) that are published and serve a shop."""
    query = (
        select(func.count(), func.coalesce(func.sum(versions.c.chunks), 0))
        .select_from(versions.join(documents, documents.c.id == versions.c.document_id))
        .where(serves(connection, shop), versions.c.status == VersionStatus.PUBLISHED.value)
    )
    row = connection.execute(query).one()
    return int(row[0]), int(row[1])


def _get_version(connection: Connection, document: DocumentId, version: VersionId) -> Version:
    query = select(versions).where(versions.c.id == version, versions.c.document_id == document)
    row = connection.execute(query).first()
    if row is None:
        raise NotFound(f"the document {document} has no version {version}")
    return to_version(row)


def _day(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _plain(value: Any) -> Any:
    """As JSON keeps it."""
    return value.isoformat() if isinstance(value, datetime) else value
