"""Clusters of similar unanswered questions: what was asked, how often, and what an editor made of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import numpy as np
from sqlalchemy import Connection, Row, func, insert, select, update

from knowledge.encoders.encoder import Vectors
from knowledge.errors import NotFound
from knowledge.store.tables import gap_clusters, gaps
from knowledge.types import ShopId, Sku

_EXAMPLES = 5
_BATCH = 400


class GapState(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Leader:
    """A cluster as new questions are compared with it: the words and the vector of its first question."""

    id: str
    question: str
    sku: Sku | None
    vector: Vectors
    encoder: str


@dataclass(frozen=True, slots=True)
class Unsorted:
    """A question that belongs to no cluster yet."""

    id: str
    question: str
    sku: Sku | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Example:
    question: str
    stage: str
    reason: str
    suggestion_id: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Cluster:
    """`asked` counts its questions, `since` those asked after it was last decided; `stages` are the commonest first.

    `answer` is what an editor wrote, `effect` what trying it out showed; both are JSON.
    """

    id: str
    shop: ShopId
    question: str
    sku: Sku | None
    state: GapState
    asked: int
    since: int
    first_seen: datetime
    last_seen: datetime
    stages: tuple[str, ...]
    examples: tuple[Example, ...]
    decided_by: str | None
    decided_at: datetime | None
    note: str
    answer: Mapping[str, Any] | None
    effect: Mapping[str, Any] | None


def unsorted_gaps(connection: Connection, shop: ShopId, limit: int = 2000) -> list[Unsorted]:
    """Oldest first."""
    query = (
        select(gaps.c.id, gaps.c.question, gaps.c.sku, gaps.c.created_at)
        .where(gaps.c.shop == shop, gaps.c.cluster_id.is_(None))
        .order_by(gaps.c.created_at, gaps.c.id)
        .limit(limit)
    )
    return [
        Unsorted(row.id, row.question, None if row.sku is None else Sku(row.sku), row.created_at)
        for row in connection.execute(query)
    ]


def leaders_of(connection: Connection, shop: ShopId) -> list[Leader]:
    """Oldest first."""
    columns = (gap_clusters.c.id, gap_clusters.c.question, gap_clusters.c.sku, gap_clusters.c.vector)
    query = (
        select(*columns, gap_clusters.c.encoder)
        .where(gap_clusters.c.shop == shop)
        .order_by(gap_clusters.c.created_at, gap_clusters.c.id)
    )
    return [
        Leader(
            row.id,
            row.question,
            None if row.sku is None else Sku(row.sku),
            np.frombuffer(row.vector, dtype=np.float32),
            row.encoder,
        )
        for row in connection.execute(query)
    ]


def add_cluster(connection: Connection, shop: ShopId, leader: Leader, now: datetime) -> None:
    connection.execute(
        insert(gap_clusters).values(
            id=leader.id,
            shop=shop,
            question=leader.question,
            sku=leader.sku,
            encoder=leader.encoder,
            vector=leader.vector.astype(np.float32).tobytes(),
            state=GapState.OPEN.value,
            note="",
            created_at=now,
        )
    )


def set_vector(connection: Connection, cluster: str, vector: Vectors, encoder: str) -> None:
    values = {"vector": vector.astype(np.float32).tobytes(), "encoder": encoder}
    connection.execute(update(gap_clusters).where(gap_clusters.c.id == cluster).values(**values))


def join_cluster(connection: Connection, gap: str, cluster: str) -> None:
    connection.execute(update(gaps).where(gaps.c.id == gap).values(cluster_id=cluster))


def list_clusters(connection: Connection, shop: ShopId, state: GapState | None = None) -> list[Cluster]:
    """The most asked first; those without a question left, because it expired, are no more listed while open."""
    query = select(gap_clusters).where(gap_clusters.c.shop == shop)
    if state is not None:
        query = query.where(gap_clusters.c.state == state.value)
    found = _clusters(connection, connection.execute(query).all())
    shown = [one for one in found if one.asked or one.state is not GapState.OPEN]
    return sorted(shown, key=lambda one: (-one.asked, -one.last_seen.timestamp(), one.id))


def get_cluster(connection: Connection, cluster: str) -> Cluster:
    """Whichever shop it is of. Raises `NotFound`."""
    rows = connection.execute(select(gap_clusters).where(gap_clusters.c.id == cluster)).all()
    if not rows:
        raise NotFound(f"there is no gap {cluster}")
    return _clusters(connection, rows)[0]


def questions_of(connection: Connection, cluster: str, limit: int) -> list[Unsorted]:
    """The cluster's questions, newest first, each wording once."""
    query = (
        select(gaps.c.id, gaps.c.question, gaps.c.sku, gaps.c.created_at)
        .where(gaps.c.cluster_id == cluster)
        .order_by(gaps.c.created_at.desc(), gaps.c.id)
        .limit(limit * 5)
    )
    found: dict[tuple[str, str | None], Unsorted] = {}
    for row in connection.execute(query):
        sku = None if row.sku is None else Sku(row.sku)
        found.setdefault((row.question, sku), Unsorted(row.id, row.question, sku, row.created_at))
    return list(found.values())[:limit]


def change_cluster(connection: Connection, cluster: str, changes: Mapping[str, Any]) -> None:
    """`changes` holds any of state, decided_by, decided_at, note, answer, effect."""
    connection.execute(update(gap_clusters).where(gap_clusters.c.id == cluster).values(**changes))


def _clusters(connection: Connection, rows: Sequence[Row[Any]]) -> list[Cluster]:
    ids = [row.id for row in rows]
    told: dict[str, list[Row[Any]]] = {}
    for start in range(0, len(ids), _BATCH):
        query = (
            select(gaps)
            .where(gaps.c.cluster_id.in_(ids[start : start + _BATCH]))
            .order_by(gaps.c.created_at.desc(), gaps.c.id)
        )
        for gap in connection.execute(query):
            told.setdefault(gap.cluster_id, []).append(gap)
    return [_cluster(row, told.get(row.id, [])) for row in rows]


def _cluster(row: Row[Any], asked: Sequence[Row[Any]]) -> Cluster:
    stages: dict[str, int] = {}
    examples: dict[str, Example] = {}
    for gap in asked:
        stages[gap.stage] = stages.get(gap.stage, 0) + 1
        if len(examples) < _EXAMPLES:
            example = Example(gap.question, gap.stage, gap.reason, gap.suggestion_id, gap.created_at)
            examples.setdefault(gap.question, example)
    return Cluster(
        id=row.id,
        shop=ShopId(row.shop),
        question=row.question,
        sku=None if row.sku is None else Sku(row.sku),
        state=GapState(row.state),
        asked=len(asked),
        since=sum(1 for gap in asked if row.decided_at is not None and gap.created_at > row.decided_at),
        first_seen=asked[-1].created_at if asked else row.created_at,
        last_seen=asked[0].created_at if asked else row.created_at,
        stages=tuple(sorted(filter(None, stages), key=lambda stage: -stages[stage])),
        examples=tuple(examples.values()),
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        note=row.note,
        answer=row.answer,
        effect=row.effect,
    )


def count_open(connection: Connection, shop: ShopId) -> int:
    """Open clusters with questions: what waits for an editor."""
    query = (
        select(func.count(func.distinct(gap_clusters.c.id)))
        .join(gaps, gaps.c.cluster_id == gap_clusters.c.id)
        .where(gap_clusters.c.shop == shop, gap_clusters.c.state == GapState.OPEN.value)
    )
    return connection.execute(query).scalar_one()
