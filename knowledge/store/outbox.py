"""What the indexes still have to do, in order. Written with the truth, removed once every index has it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, delete, func, insert, select

from knowledge.store.tables import outbox
from knowledge.types import ChunkId, ShopId, VersionId


class Action(StrEnum):
    ADD = "add"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Entry:
    id: int
    shop: ShopId
    action: Action
    version_id: VersionId
    chunk_ids: tuple[ChunkId, ...]


def enqueue(
    connection: Connection,
    shop: ShopId,
    action: Action,
    version: VersionId,
    chunk_ids: Sequence[ChunkId],
    now: datetime,
) -> None:
    connection.execute(
        insert(outbox).values(
            shop=shop, action=action.value, version_id=version, chunk_ids=list(chunk_ids), created_at=now
        )
    )


def pending(connection: Connection, shop: ShopId, limit: int = 100) -> list[Entry]:
    """The oldest entries of a shop, in the order in which they must be applied."""
    query = select(outbox).where(outbox.c.shop == shop).order_by(outbox.c.id).limit(limit)
    return [
        Entry(row.id, ShopId(row.shop), Action(row.action), VersionId(row.version_id), tuple(row.chunk_ids))
        for row in connection.execute(query)
    ]


def shops_pending(connection: Connection) -> list[ShopId]:
    return [ShopId(row.shop) for row in connection.execute(select(outbox.c.shop).distinct().order_by(outbox.c.shop))]


def count_pending(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(outbox)).scalar_one()


def pending_chunks(connection: Connection, shop: ShopId) -> int:
    """How many chunks the shop's entries add: the work that is left, for a progress bar."""
    adds = select(outbox.c.chunk_ids).where(outbox.c.shop == shop, outbox.c.action == Action.ADD.value)
    return sum(len(row.chunk_ids) for row in connection.execute(adds))


def oldest_pending(connection: Connection) -> datetime | None:
    """Since when the first entry of all shops waits."""
    return connection.execute(select(outbox.c.created_at).order_by(outbox.c.id).limit(1)).scalar()


def last_id(connection: Connection, shop: ShopId) -> int:
    """The newest entry's id, 0 when there is none."""
    return connection.execute(select(func.max(outbox.c.id)).where(outbox.c.shop == shop)).scalar() or 0


def remove_up_to(connection: Connection, shop: ShopId, last: int) -> None:
    """Forget what an index that was compared as a whole has seen."""
    connection.execute(delete(outbox).where(outbox.c.shop == shop, outbox.c.id <= last))


def remove(connection: Connection, entries: Sequence[Entry]) -> None:
    connection.execute(delete(outbox).where(outbox.c.id.in_([entry.id for entry in entries])))
