"""Which version was published when; and the state of versions, which follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, insert, select, update

from knowledge.in_force import Publication, open_versions
from knowledge.store import outbox
from knowledge.store.chunks import chunk_ids
from knowledge.store.document_rows import to_document
from knowledge.store.shops import raise_revision, shops_served_by
from knowledge.store.tables import documents, publications, versions
from knowledge.types import Document, DocumentId, ShopId, Validity, VersionId, VersionStatus


def publications_of(connection: Connection, document: DocumentId) -> list[Publication]:
    """Oldest first."""
    return list_publications(connection, publications.c.document_id == document).get(document, [])


def list_publications(connection: Connection, which: ColumnElement[bool]) -> dict[DocumentId, list[Publication]]:
    """By document, oldest first. `which` may speak of publications, versions and documents."""
    query = (
        select(publications, versions.c.starts, versions.c.ends)
        .join(versions, versions.c.id == publications.c.version_id)
        .join(documents, documents.c.id == publications.c.document_id)
        .where(which)
        .order_by(publications.c.id)
    )
    found: dict[DocumentId, list[Publication]] = {}
    for row in connection.execute(query):
        one = Publication(VersionId(row.version_id), row.since, row.until, Validity(row.starts, row.ends))
        found.setdefault(DocumentId(row.document_id), []).append(one)
    return found


def add_publication(connection: Connection, document: DocumentId, version: VersionId, now: datetime) -> None:
    connection.execute(insert(publications).values(document_id=document, version_id=version, since=now))


def end_publications(connection: Connection, document: DocumentId, now: datetime) -> None:
    """Nothing of the document is in force from now on."""
    ours = publications.c.document_id == document
    connection.execute(update(publications).where(ours, publications.c.until.is_(None)).values(until=now))


def settle(connection: Connection, document: Document, now: datetime, closed: VersionStatus) -> None:
    """Let the versions' states and the indexes follow the publications: published is what is or will be in force.

    `closed` is what becomes of a published version that is no more.
    """
    wanted = open_versions(publications_of(connection, document.id), now)
    query = select(versions.c.id, versions.c.status).where(versions.c.document_id == document.id)
    for row in connection.execute(query).all():
        published = row.status == VersionStatus.PUBLISHED.value
        if published and row.id not in wanted:
            _turn(connection, document, VersionId(row.id), closed, now)
        elif row.id in wanted and not published:
            _turn(connection, document, VersionId(row.id), VersionStatus.PUBLISHED, now)


def settle_handovers(connection: Connection, now: datetime) -> int:
    """Supersede the versions whose successor's first day has come; returns of how many documents. For now and then:
    answers do not wait for it.
    """
    several = (
        select(versions.c.document_id)
        .where(versions.c.status == VersionStatus.PUBLISHED.value)
        .group_by(versions.c.document_id)
        .having(func.count() > 1)
    )
    found = connection.execute(select(documents).where(documents.c.id.in_(several))).all()
    for row in found:
        settle(connection, to_document(row), now, VersionStatus.SUPERSEDED)
        raise_revision(connection, ShopId(row.shop))
    return len(found)


def tell_indexes(
    connection: Connection, document: Document, version: VersionId, action: outbox.Action, now: datetime
) -> None:
    """In every shop that the document may serve."""
    ids = chunk_ids(connection, version)
    for shop in shops_served_by(connection, document.shop):
        outbox.enqueue(connection, shop, action, version, ids, now)


def published_versions(connection: Connection, document: DocumentId) -> Sequence[VersionId]:
    query = select(versions.c.id).where(
        versions.c.document_id == document, versions.c.status == VersionStatus.PUBLISHED.value
    )
    return [VersionId(row.id) for row in connection.execute(query)]


def _turn(connection: Connection, document: Document, version: VersionId, to: VersionStatus, now: datetime) -> None:
    connection.execute(update(versions).where(versions.c.id == version).values(status=to.value))
    action = outbox.Action.ADD if to is VersionStatus.PUBLISHED else outbox.Action.DROP
    tell_indexes(connection, document, version, action, now)
