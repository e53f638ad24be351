"""What every change of a document shares: who makes it, on top of which revision, and whether one person may."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated, Any

from fastapi import Header

from knowledge.errors import BadInput, Forbidden, NotFound
from knowledge.in_force import in_force
from knowledge.publishing_rules import publishing_rules
from knowledge.store.database import Connection
from knowledge.store.history import Actor
from knowledge.store.keys import KeyRole
from knowledge.store.overview import DocumentOverview
from knowledge.store.publications import publications_of
from knowledge.store.reviews import ReviewState, list_reviews, needs_second_person
from knowledge.store.shops import get_shop
from knowledge.types import Document, Version, VersionStatus
from server.api.access import Caller
from server.api.errors import answer
from server.api.schemas.documents import DocumentOut
from server.api.schemas.publishing import DocumentDetailOut, InForceOut, ReviewOut

IfMatch = Annotated[str | None, Header(alias="If-Match", description="读到的 revision；不写则不管别人改过没有")]
STALE: dict[int | str, dict[str, Any]] = {409: answer("`stale`：读到之后别人改过，message 说是谁；看过再改")}
_TAG = re.compile(r'(?:W/)?"?(\d{1,9})"?')
# What of a published document decides where, when and to whom its text is said.
_WEIGHTY = frozenset({"category", "platform", "goods", "overrides", "audience"})


def actor_of(caller: Caller) -> Actor:
    return Actor(caller.actor, caller.name)


def revision_in(if_match: str | None) -> int | None:
    """Raises `BadInput` for a header that holds no revision."""
    if if_match is None or if_match.strip() == "*":
        return None
    match = _TAG.fullmatch(if_match.strip())
    if match is None:
        raise BadInput("If-Match holds the document's revision, such as “3”")
    return int(match[1])


def version_of(seen: DocumentOverview, number: int | None) -> Version:
    """The version of that number, the current one without. Raises `NotFound`."""
    if number is None:
        return seen.current.version
    for noted in seen.versions:
        if noted.version.number == number:
            return noted.version
    raise NotFound(f"“{seen.document.name}” has no version {number}")


def require_alone(
    connection: Connection,
    caller: Caller,
    seen: DocumentOverview,
    changes: Mapping[str, Any],
    dated: Version | None,
) -> None:
    """Where publishing needs two, so do the changes that would come to the same: one person may make them to a draft,
    and a supervisor to what is published. `dated` is the version whose dates change. Raises `Forbidden`.
    """
    published = seen.current.version.status is VersionStatus.PUBLISHED
    weighty = "category" in changes or (published and not _WEIGHTY.isdisjoint(changes))
    redated = dated is not None and dated.status is VersionStatus.PUBLISHED
    if not (weighty or redated) or caller.at_least(KeyRole.SUPERVISOR):
        return
    if needs_second_person(connection, seen.document, seen.current.version.id):
        raise Forbidden(
            f"“{seen.document.name}” needs a second person: a supervisor may change its dates, scope or category",
            code="second_person",
        )


def next_review(connection: Connection, document: Document, now: datetime) -> datetime | None:
    """When a document that was read again today is due next."""
    days = publishing_rules(get_shop(connection, document.shop).settings).review_days
    return now + timedelta(days=days) if days else None


def detail(connection: Connection, seen: DocumentOverview) -> DocumentDetailOut:
    """A document with what its page and whoever publishes it have to know."""
    document = seen.document
    shop = get_shop(connection, document.shop)
    pending = list_reviews(connection, shop.id, document=document.id, state=ReviewState.PENDING)
    numbers = {noted.version.id: noted.version.number for noted in seen.versions}
    times = in_force(publications_of(connection, document.id))
    newest = seen.versions[0].version
    return DocumentDetailOut(
        **dict(DocumentOut.of(seen, shop)),
        second_person=needs_second_person(connection, document, newest.id),
        pending=ReviewOut.of(pending[0]) if pending else None,
        in_force=[
            InForceOut(version=numbers[version], since=each.starts, until=each.ends)
            for version, stretches in times.items()
            for each in stretches
        ],
    )
