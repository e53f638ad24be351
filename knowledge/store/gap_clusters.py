"""Clusters of similar unanswered questions: what was asked, how often, and what an editor made of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import numpy as np
from sqlalchemy import Connection, Row, Select, case, func, insert, or_, select, update

from knowledge.encoders.encoder import Vectors
from knowledge.errors import NotFound
from knowledge.store.tables import gap_clusters, gaps
from knowledge.types import ShopId, Sku

_EXAMPLES = 5
_LOOKED_AT = 50  # the latest of a cluster, among which examples that differ are looked for
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


def unsorted_gaps(connection: Connection, shop: ShopId, limit: int) -> list[Unsorted]:
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


def list_clusters(
    connection: Connection, shop: ShopId, state: GapState | None = None, *, limit: int | None = None, offset: int = 0
) -> list[Cluster]:
    """The most asked first; those without a question left, because it expired, are no more listed while open."""
    query = _listed(shop, state).order_by(_ASKED.desc(), _LAST.desc(), gap_clusters.c.id)
    return _clusters(connection, connection.execute(query.limit(limit).offset(offset)).all())


def count_clusters(connection: Connection, shop: ShopId, state: GapState | None = None) -> int:
    """How many `list_clusters` would give in all."""
    listed = _listed(shop, state).with_only_columns(gap_clusters.c.id).subquery()
    return connection.execute(select(func.count()).select_from(listed)).scalar_one()


def get_cluster(connection: Connection, cluster: str) -> Cluster:
    """Whichever shop it is of. Raises `NotFound`."""
    rows = connection.execute(_counted().where(gap_clusters.c.id == cluster)).all()
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


def count_unsorted(connection: Connection, shop: ShopId) -> int:
    """Questions that were not yet compared with the others."""
    query = select(func.count()).select_from(gaps).where(gaps.c.shop == shop, gaps.c.cluster_id.is_(None))
    return connection.execute(query).scalar_one()


# Counted by the database: a shop may have tens of thousands of questions, and a list shows some dozens of clusters.
_ASKED = func.count(gaps.c.id)
_LAST = func.max(gaps.c.created_at)
_SINCE = func.sum(case((gaps.c.created_at > gap_clusters.c.decided_at, 1), else_=0))


def _counted() -> Select[Any]:
    shown = [column for column in gap_clusters.c if column.name not in {"vector", "encoder"}]
    counts = (
        _ASKED.label("asked"),
        _SINCE.label("since"),
        func.min(gaps.c.created_at).label("first_seen"),
        _LAST.label("last_seen"),
    )
    together = gap_clusters.outerjoin(gaps, gaps.c.cluster_id == gap_clusters.c.id)
    return select(*shown, *counts).select_from(together).group_by(gap_clusters.c.id)


def _listed(shop: ShopId, state: GapState | None) -> Select[Any]:
    query = _counted().where(gap_clusters.c.shop == shop)
    if state is not None:
        query = query.where(gap_clusters.c.state == state.value)
    return query.having(or_(_ASKED > 0, gap_clusters.c.state != GapState.OPEN.value))


def _clusters(connection: Connection, rows: Sequence[Row[Any]]) -> list[Cluster]:
    """With stages and examples of these alone."""
    stages: dict[str, list[str]] = {}
    examples: dict[str, dict[str, Example]] = {}
    for start in range(0, len(rows), _BATCH):
        ids = [row.id for row in rows[start : start + _BATCH]]
        for row in connection.execute(_stages_of(ids)):
            stages.setdefault(row.cluster_id, []).append(row.stage)
        for row in connection.execute(_latest_of(ids)):
            example = Example(row.question, row.stage, row.reason, row.suggestion_id, row.created_at)
            told = examples.setdefault(row.cluster_id, {})
            if len(told) < _EXAMPLES:
                told.setdefault(row.question, example)
    return [_cluster(row, tuple(stages.get(row.id, ())), tuple(examples.get(row.id, {}).values())) for row in rows]


def _stages_of(ids: Sequence[str]) -> Select[Any]:
    """The commonest first."""
    return (
        select(gaps.c.cluster_id, gaps.c.stage)
        .where(gaps.c.cluster_id.in_(ids), gaps.c.stage != "")
        .group_by(gaps.c.cluster_id, gaps.c.stage)
        .order_by(func.count().desc(), gaps.c.stage)
    )


def _latest_of(ids: Sequence[str]) -> Select[Any]:
    """The latest questions of each cluster, newest first, enough of them to find some that differ."""
    order = func.row_number().over(partition_by=gaps.c.cluster_id, order_by=(gaps.c.created_at.desc(), gaps.c.id))
    ranked = select(gaps, order.label("place")).where(gaps.c.cluster_id.in_(ids)).subquery()
    return select(ranked).where(ranked.c.place <= _LOOKED_AT).order_by(ranked.c.cluster_id, ranked.c.place)


def _cluster(row: Row[Any], stages: tuple[str, ...], examples: tuple[Example, ...]) -> Cluster:
    return Cluster(
        id=row.id,
        shop=ShopId(row.shop),
        question=row.question,
        sku=None if row.sku is None else Sku(row.sku),
        state=GapState(row.state),
        asked=row.asked,
        since=row.since or 0,
        first_seen=row.first_seen or row.created_at,
        last_seen=row.last_seen or row.created_at,
        stages=stages,
        examples=examples,
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
