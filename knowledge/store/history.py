"""Who changed what of which document, and when. Rows are only ever added; a total deletion empties their details."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from knowledge.errors import Conflict
from knowledge.store.tables import changes, documents
from knowledge.types import Document, DocumentId, ShopId


class Act(StrEnum):
    UPLOADED = "uploaded"
    CORRECTED = "corrected"  # words of the version before were put right by hand
    CHANGED = "changed"  # title, category, audience, scope, review date …
    DATED = "dated"  # a version's dates were set or confirmed
    PUBLISHED = "published"
    RETIRED = "retired"
    ASKED = "asked"  # for a second person to publish
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"  # the request, by who made it
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Actor:
    """`id` is a key's or a person's; `name` is for people to read. Nobody is the software itself."""

    id: str = ""
    name: str = ""


NOBODY = Actor()


@dataclass(frozen=True, slots=True)
class Change:
    """`revision` is the document's after the change; `detail` says what, as JSON values."""

    id: int
    shop: ShopId
    document: DocumentId
    document_name: str
    revision: int
    action: Act
    actor: Actor
    at: datetime
    version: int | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Deed:
    """What is to be written down of a change."""

    action: Act
    by: Actor
    at: datetime
    version: int | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)


def expect_revision(connection: Connection, document: Document, revision: int | None) -> None:
    """Hold the document for this transaction. Raises `Conflict` when it was changed since `revision` was read."""
    query = select(documents.c.revision).where(documents.c.id == document.id).with_for_update()
    current = connection.execute(query).scalar()
    if revision is None or current == revision:
        return
    last = list_changes(connection, document.shop, document.id, limit=1)
    who = f" by {last[0].actor.name or 'the software'} ({last[0].action})" if last else ""
    raise Conflict(
        f"“{document.name}” was changed meanwhile{who}: it is at revision {current}, you saw {revision};"
        " look at the changes and send yours again",
        code="stale",
    )


def record(connection: Connection, document: Document, deed: Deed) -> None:
    """Count the change and write it down, in the transaction that makes it."""
    ours = documents.c.id == document.id
    connection.execute(update(documents).where(ours).values(revision=documents.c.revision + 1))
    revision = connection.execute(select(documents.c.revision).where(ours)).scalar_one()
    connection.execute(
        insert(changes).values(
            shop=document.shop,
            document_id=document.id,
            document_name=document.name,
            revision=revision,
            action=deed.action.value,
            version=deed.version,
            detail=dict(deed.detail),
            actor=deed.by.id,
            actor_name=deed.by.name,
            at=deed.at,
        )
    )


def last_revision(connection: Connection, document: DocumentId) -> int:
    """The highest revision that was ever written down of a document, 0 for none; also of a deleted one."""
    query = select(func.max(changes.c.revision)).where(changes.c.document_id == document)
    return connection.execute(query).scalar() or 0


def empty_details(connection: Connection, document: DocumentId) -> None:
    """Keep who and when of a deleted document, and nothing that was in it or said of it."""
    connection.execute(update(changes).where(changes.c.document_id == document).values(detail={}))


def list_changes(
    connection: Connection, shop: ShopId, document: DocumentId | None = None, *, after: int = 0, limit: int = 200
) -> list[Change]:
    """Newest first: of a shop, or of one document since its revision `after`."""
    query = select(changes).where(changes.c.shop == shop).order_by(changes.c.id.desc()).limit(limit)
    if document is not None:
        query = query.where(changes.c.document_id == document, changes.c.revision > after)
    return [_change(row) for row in connection.execute(query)]


def _change(row: Row[Any]) -> Change:
    return Change(
        row.id,
        ShopId(row.shop),
        DocumentId(row.document_id),
        row.document_name,
        row.revision,
        Act(row.action),
        Actor(row.actor, row.actor_name),
        row.at,
        row.version,
        row.detail,
    )
