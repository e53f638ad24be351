"""Requests to publish what needs a second person: asked by one, approved or rejected by another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, exists, insert, select, update

from knowledge.errors import Conflict, Forbidden, NotFound
from knowledge.identifiers import new_id
from knowledge.publishing_rules import publishing_rules
from knowledge.store.history import Act, Actor, Deed, record
from knowledge.store.shops import get_shop
from knowledge.store.tables import documents, products, publish_reviews, versions
from knowledge.types import Document, DocumentId, ShopId, Version, VersionId


class ReviewState(StrEnum):
    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Review:
    """`note` is the asking person's, `reason` the deciding one's."""

    id: str
    document: DocumentId
    document_name: str
    shop: ShopId
    version: VersionId
    number: int
    state: ReviewState
    note: str
    asked_by: Actor
    asked_at: datetime
    decided_by: Actor | None = None
    decided_at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    state: ReviewState
    by: Actor
    at: datetime
    reason: str = ""


# An approval is written down as the publishing that it is.
_ACTS = {ReviewState.REJECTED: Act.REJECTED, ReviewState.WITHDRAWN: Act.WITHDRAWN}


def needs_second_person(connection: Connection, document: Document, version: VersionId) -> bool:
    """By the settings of the document's shop."""
    rules = publishing_rules(get_shop(connection, document.shop).settings)
    with_price = select(products.c.sku).where(products.c.version_id == version, products.c.price.is_not(None))
    priced = bool(connection.execute(select(exists(with_price))).scalar())
    return rules.needs_second_person(document.category, priced=priced)


def ask_review(
    connection: Connection, document: Document, version: Version, note: str, by: Actor, now: datetime
) -> Review:
    """Ask for a second person. A request that was open for another version is withdrawn by it.

    Raises `Conflict` when this very version waits already.
    """
    pending = list_reviews(connection, document.shop, document=document.id, state=ReviewState.PENDING)
    if any(each.version == version.id for each in pending):
        raise Conflict(f"“{document.name}” waits for a second person already", code="review_pending")
    for each in pending:
        _close(connection, each, Verdict(ReviewState.WITHDRAWN, by, now))
    identity = new_id()
    asked = {"asked_by": by.id, "asked_name": by.name, "asked_at": now, "state": ReviewState.PENDING.value}
    connection.execute(
        insert(publish_reviews).values(id=identity, document_id=document.id, version_id=version.id, note=note, **asked)
    )
    record(connection, document, Deed(Act.ASKED, by, now, version.number, {"note": note} if note else {}))
    return get_review(connection, document.id, identity)


def close_review(connection: Connection, document: Document, review: Review, verdict: Verdict) -> Review:
    """Approve, reject or withdraw. Whoever approves publishes in the same transaction.

    Raises `Conflict` when it is decided already and `Forbidden` when somebody would approve or reject their own
    request, or withdraw another's.
    """
    if review.state is not ReviewState.PENDING:
        raise Conflict(f"this request is {review.state} already", code="review_closed")
    own = review.asked_by.id == verdict.by.id
    if verdict.state is ReviewState.WITHDRAWN and not own:
        raise Forbidden("only who asked may withdraw the request: approve or reject it")
    if verdict.state is not ReviewState.WITHDRAWN and own:
        raise Forbidden("a second person has to decide: you asked for it yourself", code="same_person")
    _close(connection, review, verdict)
    if verdict.state in _ACTS:
        detail = {"reason": verdict.reason} if verdict.reason else {}
        record(connection, document, Deed(_ACTS[verdict.state], verdict.by, verdict.at, review.number, detail))
    return get_review(connection, document.id, review.id)


def get_review(connection: Connection, document: DocumentId, review: str) -> Review:
    """Raises `NotFound`."""
    query = _reviews().where(publish_reviews.c.id == review, publish_reviews.c.document_id == document)
    row = connection.execute(query).first()
    if row is None:
        raise NotFound(f"the document {document} has no request {review}")
    return _review(row)


def list_reviews(
    connection: Connection,
    shop: ShopId,
    *,
    document: DocumentId | None = None,
    state: ReviewState | None = None,
    limit: int = 200,
) -> list[Review]:
    """Newest first."""
    query = _reviews().where(documents.c.shop == shop).order_by(publish_reviews.c.asked_at.desc()).limit(limit)
    if document is not None:
        query = query.where(publish_reviews.c.document_id == document)
    if state is not None:
        query = query.where(publish_reviews.c.state == state.value)
    return [_review(row) for row in connection.execute(query)]


def _close(connection: Connection, review: Review, verdict: Verdict) -> None:
    connection.execute(
        update(publish_reviews)
        .where(publish_reviews.c.id == review.id)
        .values(
            state=verdict.state.value,
            decided_by=verdict.by.id,
            decided_name=verdict.by.name,
            decided_at=verdict.at,
            reason=verdict.reason,
        )
    )


def _reviews() -> Any:  # a select of three tables, whose type SQLAlchemy cannot spell
    return (
        select(publish_reviews, documents.c.name, documents.c.shop, versions.c.number)
        .join(documents, documents.c.id == publish_reviews.c.document_id)
        .join(versions, versions.c.id == publish_reviews.c.version_id)
    )


def _review(row: Row[Any]) -> Review:
    return Review(
        id=row.id,
        document=DocumentId(row.document_id),
        document_name=row.name,
        shop=ShopId(row.shop),
        version=VersionId(row.version_id),
        number=row.number,
        state=ReviewState(row.state),
        note=row.note,
        asked_by=Actor(row.asked_by, row.asked_name),
        asked_at=row.asked_at,
        decided_by=None if row.decided_by is None else Actor(row.decided_by, row.decided_name),
        decided_at=row.decided_at,
        reason=row.reason or "",
    )
