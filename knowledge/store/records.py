"""Suggestions as made, decisions on them, and the gaps that abstentions leave. Written once, never changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, exists, insert, select

from knowledge.errors import Conflict, NotFound
from knowledge.store.tables import decisions, gap_clusters, gaps, jobs, messages, suggestions
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
    """`action` is sent, edited, rejected, taken_over or ignored; `overridden`: a block was overridden with `reason`.

    `edit` is none, light or heavy where something was sent. `observed` says that the text was read from the chat after
    it was sent; `rules` are the blocking ones that it breaks.
    """

    id: str
    suggestion_id: str
    action: str
    decided_at: datetime
    final_text: str | None = None
    reason: str | None = None
    elapsed_ms: int | None = None
    overridden: bool = False
    actor: str | None = None
    edit: str | None = None
    reason_code: str | None = None
    observed: bool = False
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """A question that the knowledge base does not answer."""

    id: str
    shop: ShopId
    question: str
    reason: str
    suggestion_id: str | None
    created_at: datetime
    stage: str = ""
    sku: str | None = None  # where the product decides the answer


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


def keep_decision(connection: Connection, decision: Decision) -> Decision:
    """Keep it, or find what was kept under its id: a client that heard no answer reports again.

    Raises `Conflict` when the id belongs to a decision on another suggestion.
    """
    kept = connection.execute(select(decisions).where(decisions.c.id == decision.id)).first()
    if kept is None:
        connection.execute(insert(decisions).values(**{**asdict(decision), "rules": list(decision.rules)}))
        return decision
    if kept.suggestion_id != decision.suggestion_id:
        raise Conflict("this id belongs to another decision: use a new one")
    return _decision(kept)


def decisions_on(connection: Connection, suggestion: str) -> list[Decision]:
    """Oldest first."""
    query = select(decisions).where(decisions.c.suggestion_id == suggestion).order_by(decisions.c.decided_at)
    return [_decision(row) for row in connection.execute(query)]


def decisions_on_many(connection: Connection, wanted: Sequence[str]) -> dict[str, list[Decision]]:
    """By suggestion, oldest first."""
    query = select(decisions).where(decisions.c.suggestion_id.in_(wanted)).order_by(decisions.c.decided_at)
    found: dict[str, list[Decision]] = {}
    for row in connection.execute(query):
        found.setdefault(row.suggestion_id, []).append(_decision(row))
    return found


def decided_suggestions(connection: Connection, shop: ShopId) -> Iterator[tuple[Mapping[str, Any], Decision]]:
    """The record of every suggestion that was decided on, oldest first, with the last decision."""
    query = (
        select(suggestions.c.id, suggestions.c.record)
        .where(suggestions.c.shop == shop)
        .where(suggestions.c.id.in_(select(decisions.c.suggestion_id)))
        .order_by(suggestions.c.created_at, suggestions.c.id)
    )
    for row in connection.execute(query):
        yield row.record, decisions_on(connection, row.id)[-1]


def _decision(row: Row[Any]) -> Decision:
    values = {field.name: getattr(row, field.name) for field in fields(Decision)}
    return Decision(**{**values, "rules": tuple(row.rules)})


def insert_gap(connection: Connection, gap: Gap) -> None:
    connection.execute(
        insert(gaps).values(
            id=gap.id,
            shop=gap.shop,
            question=gap.question,
            reason=gap.reason,
            suggestion_id=gap.suggestion_id,
            created_at=gap.created_at,
            stage=gap.stage,
            sku=gap.sku,
        )
    )


def list_gaps(connection: Connection, shop: ShopId, limit: int = 200) -> list[Gap]:
    """Newest first."""
    query = select(gaps).where(gaps.c.shop == shop).order_by(gaps.c.created_at.desc()).limit(limit)
    return [
        Gap(row.id, ShopId(row.shop), row.question, row.reason, row.suggestion_id, row.created_at, row.stage, row.sku)
        for row in connection.execute(query)
    ]


def forget_before(connection: Connection, moment: datetime) -> int:
    """Customer text expires: delete suggestions with decisions and proposals, gaps, clusters that have none left,
    messages, and what finished jobs reported, from before a moment; return how many suggestions.
    """
    connection.execute(delete(messages).where(messages.c.at < moment))
    connection.execute(delete(gaps).where(gaps.c.created_at < moment))
    asked = exists().where(gaps.c.cluster_id == gap_clusters.c.id)
    connection.execute(delete(gap_clusters).where(gap_clusters.c.created_at < moment, ~asked))
    connection.execute(delete(jobs).where(jobs.c.finished_at < moment))
    return connection.execute(delete(suggestions).where(suggestions.c.created_at < moment)).rowcount


def answered_lately(connection: Connection, shop: ShopId, since: datetime, limit: int) -> list[Mapping[str, Any]]:
    """The records of suggestions whose draft was sent, as it was or edited; newest first."""
    used = select(decisions.c.suggestion_id).where(decisions.c.action.in_(["sent", "edited"]))
    query = (
        select(suggestions.c.record)
        .where(suggestions.c.shop == shop, suggestions.c.outcome == "reply", suggestions.c.created_at >= since)
        .where(suggestions.c.id.in_(used))
        .order_by(suggestions.c.created_at.desc())
        .limit(limit)
    )
    return [row.record for row in connection.execute(query)]
