"""When customers wrote and agents answered. An id stands for one message, so what is reported twice is kept once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from knowledge.store.tables import messages
from knowledge.types import ShopId


@dataclass(frozen=True, slots=True)
class Written:
    """`role` is customer or agent; `actor` is who reported it; `text` only where the shop keeps texts."""

    id: str
    shop: ShopId
    conversation_id: str
    role: str
    at: datetime
    actor: str | None = None
    text: str | None = None


def keep_messages(connection: Connection, written: Sequence[Written]) -> int:
    """Keep those that are not kept yet; return how many those were."""
    wanted = {message.id: message for message in written}
    known = set(connection.execute(select(messages.c.id).where(messages.c.id.in_(wanted))).scalars())
    fresh = [asdict(message) for identity, message in wanted.items() if identity not in known]
    if fresh:
        connection.execute(insert(messages), fresh)
    return len(fresh)


def messages_between(
    connection: Connection, shop: ShopId, first: datetime, last: datetime, actor: str | None = None
) -> list[Written]:
    """Those of [first, last), by conversation, oldest first; with `actor`, of conversations that they reported."""
    query = select(messages).where(messages.c.shop == shop, messages.c.at >= first, messages.c.at < last)
    if actor is not None:
        query = query.where(messages.c.actor == actor)
    rows = connection.execute(query.order_by(messages.c.conversation_id, messages.c.at))
    return [
        Written(row.id, ShopId(row.shop), row.conversation_id, row.role, row.at, row.actor, row.text) for row in rows
    ]
