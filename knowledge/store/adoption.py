"""What became of suggestions, counted: the rows behind the figures of adoption."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from knowledge.store.records import Decision, decisions_on_many
from knowledge.store.tables import decisions, suggestions
from knowledge.types import ShopId


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision with what it was on."""

    action: str
    edit: str | None
    reason_code: str | None
    outcome: str
    elapsed_ms: int | None
    overridden: bool


@dataclass(frozen=True, slots=True)
class Past:
    """A suggestion of a conversation with its decisions, oldest first."""

    id: str
    created_at: datetime
    outcome: str
    text: str
    decisions: tuple[Decision, ...]


def decided_between(
    connection: Connection, shop: ShopId, first: datetime, last: datetime, actor: str | None = None
) -> list[Decided]:
    """Decisions of [first, last); with `actor`, theirs alone."""
    query = (
        select(decisions, suggestions.c.outcome)
        .join(suggestions, suggestions.c.id == decisions.c.suggestion_id)
        .where(suggestions.c.shop == shop, decisions.c.decided_at >= first, decisions.c.decided_at < last)
    )
    if actor is not None:
        query = query.where(decisions.c.actor == actor)
    return [
        Decided(row.action, row.edit, row.reason_code, row.outcome, row.elapsed_ms, row.overridden)
        for row in connection.execute(query)
    ]


def outcomes_between(connection: Connection, shop: ShopId, first: datetime, last: datetime) -> dict[str, int]:
    """How many suggestions were made, by outcome. Some were prepared for chats that nobody opened."""
    query = (
        select(suggestions.c.outcome, func.count())
        .where(suggestions.c.shop == shop, suggestions.c.created_at >= first, suggestions.c.created_at < last)
        .group_by(suggestions.c.outcome)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def past_suggestions(connection: Connection, shop: ShopId, conversation: str, limit: int) -> list[Past]:
    """Newest first."""
    query = (
        select(suggestions)
        .where(suggestions.c.shop == shop, suggestions.c.conversation_id == conversation)
        .order_by(suggestions.c.created_at.desc())
        .limit(limit)
    )
    rows = list(connection.execute(query))
    taken = decisions_on_many(connection, [row.id for row in rows])
    return [
        Past(row.id, row.created_at, row.outcome, row.record["draft"]["text"], tuple(taken.get(row.id, ())))
        for row in rows
    ]
