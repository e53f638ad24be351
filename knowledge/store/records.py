"""Suggestions as made, decisions on them, and the gaps that abstentions leave. Written once, never changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from knowledge.errors import NotFound
from knowledge.store.tables import decisions, gaps, suggestions
from knowledge.types import ShopId


@dataclass(frozen=True, slots=True)
class SuggestionRow:
    """`record` is the whole suggestion as JSON; the other columns are what lists and figures ask for."""

    id: str
    shop: ShopId
    conversation_id: str
    outcome: str
    origin: str
    confidence: float
    knowledge_revision: int
    record: Mapping[str, Any]
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Decision:
    """`action` is sent, edited, rejected or taken_over; `overridden` says that a block was overridden with `reason`."""

    id: str
    suggestion_id: str
    action: str
    decided_at: datetime
    final_text: str | None = None
    reason: str | None = None
    elapsed_ms: int | None = None
    overridden: bool = False
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """A question that the knowledge base does not answer."""

    id: str
    shop: ShopId
    question: str
    reason: str
    suggestion_id: str | None
    created_at: datetime


def insert_suggestion(connection: Connection, row: SuggestionRow) -> None:
    connection.execute(
        insert(suggestions).values(
            id=row.id,
            shop=row.shop,
            conversation_id=row.conversation_id,
            outcome=row.outcome,
            origin=row.origin,
            confidence=row.confidence,
            knowledge_revision=row.knowledge_revision,
            record=dict(row.record),
            created_at=row.created_at,
        )
    )


def get_suggestion(connection: Connection, suggestion: str) -> SuggestionRow:
    """Raises `NotFound`."""
    row = connection.execute(select(suggestions).where(suggestions.c.id == suggestion)).first()
    if row is None:
        raise NotFound(f"there is no suggestion {suggestion}")
    return SuggestionRow(
        row.id,
        ShopId(row.shop),
        row.conversation_id,
        row.outcome,
        row.origin,
        row.confidence,
        row.knowledge_revision,
        row.record,
        row.created_at,
    )


def insert_decision(connection: Connection, decision: Decision) -> None:
    connection.execute(
        insert(decisions).values(
            id=decision.id,
            suggestion_id=decision.suggestion_id,
            action=decision.action,
            final_text=decision.final_text,
            reason=decision.reason,
            elapsed_ms=decision.elapsed_ms,
            overridden=decision.overridden,
            actor=decision.actor,
            decided_at=decision.decided_at,
        )
    )


def decisions_on(connection: Connection, suggestion: str) -> list[Decision]:
    """Oldest first."""
    query = select(decisions).where(decisions.c.suggestion_id == suggestion).order_by(decisions.c.decided_at)
    return [
        Decision(
            row.id,
            row.suggestion_id,
            row.action,
            row.decided_at,
            row.final_text,
            row.reason,
            row.elapsed_ms,
            row.overridden,
            row.actor,
        )
        for row in connection.execute(query)
    ]


def insert_gap(connection: Connection, gap: Gap) -> None:
    connection.execute(
        insert(gaps).values(
            id=gap.id,
            shop=gap.shop,
            question=gap.question,
            reason=gap.reason,
            suggestion_id=gap.suggestion_id,
            created_at=gap.created_at,
        )
    )


def list_gaps(connection: Connection, shop: ShopId, limit: int = 200) -> list[Gap]:
    """Newest first."""
    query = select(gaps).where(gaps.c.shop == shop).order_by(gaps.c.created_at.desc()).limit(limit)
    return [
        Gap(row.id, ShopId(row.shop), row.question, row.reason, row.suggestion_id, row.created_at)
        for row in connection.execute(query)
    ]


def forget_before(connection: Connection, moment: datetime) -> int:
    """Customer text expires: delete suggestions with decisions, and gaps, from before a moment; return how many."""
    connection.execute(delete(gaps).where(gaps.c.created_at < moment))
    return connection.execute(delete(suggestions).where(suggestions.c.created_at < moment)).rowcount
