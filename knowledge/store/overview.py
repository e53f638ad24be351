"""Documents with all their versions in one query, for lists; and which shop or version something belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, or_, select

from knowledge.errors import NotFound
from knowledge.store.document_rows import to_document, to_version
from knowledge.store.serving import serves
from knowledge.store.tables import documents, versions
from knowledge.types import Document, DocumentId, ShopId, Version, VersionStatus

_BATCH = 500  # under SQLite's limit on variables in one statement


@dataclass(frozen=True, slots=True)
class NotedVersion:
    """A version with what its reader skipped or repaired, as (code, message), and the JSON of its parse report."""

    version: Version
    notes: tuple[tuple[str, str], ...]
    report: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class DocumentOverview:
    """`versions` is newest first and never empty."""

    document: Document
    versions: tuple[NotedVersion, ...]

    @property
    def current(self) -> NotedVersion:
        """The version published last, else the newest: the one that a list speaks of."""
        published = [noted for noted in self.versions if noted.version.status is VersionStatus.PUBLISHED]
        return max(published, key=_published, default=self.versions[0])


def _published(noted: NotedVersion) -> datetime:
    return noted.version.published_at or noted.version.created_at


def list_overviews(connection: Connection, shop: ShopId, *, inherited: bool = False) -> list[DocumentOverview]:
    """By name; with `inherited` also those of the brand that serve the shop."""
    return _overviews(
        connection, or_(documents.c.shop == shop, serves(connection, shop)) if inherited else documents.c.shop == shop
    )


def serves_shop(connection: Connection, document: DocumentId, shop: ShopId) -> bool:
    """Whether a document may serve a shop, its own or its brand's."""
    query = select(documents.c.id).where(documents.c.id == document, serves(connection, shop))
    return connection.execute(query).first() is not None


def get_overview(connection: Connection, document: DocumentId) -> DocumentOverview:
    """Whichever shop it is of. Raises `NotFound`."""
    found = _overviews(connection, documents.c.id == document)
    if not found:
        raise NotFound(f"there is no document {document}")
    return found[0]


def used_sources(connection: Connection, content_hashes: Iterable[str]) -> set[str]:
    """Those of the hashes that some version was read from."""
    wanted, used = list(content_hashes), set()
    for start in range(0, len(wanted), _BATCH):
        query = select(versions.c.content_hash).where(versions.c.content_hash.in_(wanted[start : start + _BATCH]))
        used |= {row.content_hash for row in connection.execute(query)}
    return used


def _overviews(connection: Connection, which: ColumnElement[bool]) -> list[DocumentOverview]:
    rows = connection.execute(select(documents).where(which).order_by(documents.c.name))
    found = {row.id: to_document(row) for row in rows}
    noted: dict[str, list[NotedVersion]] = {document: [] for document in found}
    of_these = versions.c.document_id.in_(select(documents.c.id).where(which))
    for row in connection.execute(select(versions).where(of_these).order_by(versions.c.number.desc())):
        notes = tuple((code, message) for code, message in row.notes)
        noted[row.document_id].append(NotedVersion(to_version(row), notes, row.report))
    return [DocumentOverview(document, tuple(noted[document.id])) for document in found.values()]
