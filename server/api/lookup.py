"""Things found by their id, for those who may see them. What another shop owns does not exist for a key."""

from __future__ import annotations

from typing import Protocol, TypeVar

from knowledge.errors import NotFound
from knowledge.store.database import Connection
from knowledge.store.jobs import Job, get_job
from knowledge.store.overview import DocumentOverview, get_overview, serves_shop
from knowledge.store.records import Decision, decisions_on, get_suggestion
from knowledge.types import DocumentId, ShopId
from server.api.access import Caller
from server.records import from_record
from server.reply.types import Suggestion


class _OfShop(Protocol):
    @property
    def shop(self) -> ShopId: ...


_Found = TypeVar("_Found", bound=_OfShop)


def seen_by(caller: Caller, found: _Found, name: str) -> _Found:
    """What was found, for those who may see its shop. Raises `NotFound` with the name."""
    if not caller.may_see(found.shop):
        raise NotFound(f"there is no {name}")
    return found


def find_suggestion(connection: Connection, caller: Caller, suggestion: str) -> tuple[Suggestion, list[Decision]]:
    """Raises `NotFound`."""
    row = seen_by(caller, get_suggestion(connection, suggestion), f"suggestion {suggestion}")
    return from_record(row.record), decisions_on(connection, suggestion)


def find_document(connection: Connection, caller: Caller, document: str) -> DocumentOverview:
    """Raises `NotFound`."""
    seen = get_overview(connection, DocumentId(document))
    seen_by(caller, seen.document, f"document {document}")
    return seen


def find_readable(connection: Connection, caller: Caller, document: str) -> DocumentOverview:
    """To be read: also a document of the brand that serves the caller's shop. Raises `NotFound`."""
    seen = get_overview(connection, DocumentId(document))
    if not caller.may_see(seen.document.shop) and not (
        caller.shop and serves_shop(connection, seen.document.id, caller.shop)
    ):
        raise NotFound(f"there is no document {document}")
    return seen


def find_job(connection: Connection, caller: Caller, job: str) -> Job:
    """Raises `NotFound`."""
    return seen_by(caller, get_job(connection, job), f"job {job}")
