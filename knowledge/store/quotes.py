"""Where stored suggestions and jobs quote a document, for when it is deleted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection, Text, delete, exists, or_, select, type_coerce, update

from knowledge.store.tables import conflicts, decisions, jobs, proposals, suggestions
from knowledge.types import DocumentId, ShopId

_SENT = "sent"  # the decision that used a draft as it was


def quoting(connection: Connection, shop: ShopId, document: DocumentId) -> list[str]:
    """The suggestions of a shop whose record names the document. Reads every record: for background work."""
    named = type_coerce(suggestions.c.record, Text).like(f'%"{document}"%')
    return list(connection.execute(select(suggestions.c.id).where(suggestions.c.shop == shop, named)).scalars())


def replace_record(
    connection: Connection, suggestion: str, change: Callable[[Mapping[str, Any], bool], Mapping[str, Any]]
) -> bool:
    """`change` makes the new record of the old one and of whether its draft was sent as it was."""
    record = connection.execute(select(suggestions.c.record).where(suggestions.c.id == suggestion)).scalar()
    if record is None:
        return False
    as_it_was = exists().where(decisions.c.suggestion_id == suggestion, decisions.c.action == _SENT)
    sent = bool(connection.execute(select(as_it_was)).scalar())
    connection.execute(update(suggestions).where(suggestions.c.id == suggestion).values(record=change(record, sent)))
    return True


def drop_proposals(connection: Connection, suggestion: str) -> None:
    """What agents' edits proposed to change: it quotes the draft."""
    connection.execute(delete(proposals).where(proposals.c.suggestion_id == suggestion))


def drop_conflicts(connection: Connection, document: DocumentId) -> None:
    """Contradictions with what is no more, whose notes may quote it."""
    either = or_(conflicts.c.left_document == document, conflicts.c.right_document == document)
    connection.execute(delete(conflicts).where(either))


def empty_notes(connection: Connection, document: DocumentId) -> None:
    """Notes of finished uploads may quote the text (按原文“…”确定有效期)."""
    named = type_coerce(jobs.c.result, Text).like(f'%"{document}"%')
    for row in connection.execute(select(jobs.c.id, jobs.c.result).where(named)).all():
        connection.execute(update(jobs).where(jobs.c.id == row.id).values(result=_without_notes(row.result, document)))


def _without_notes(value: Any, document: DocumentId) -> Any:
    if isinstance(value, dict):
        kept = {name: _without_notes(each, document) for name, each in value.items()}
        return {**kept, "notes": []} if kept.get("document_id") == document else kept
    return [_without_notes(each, document) for each in value] if isinstance(value, list) else value
