"""Index generations: which collection is live for a shop, and what it was built with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, delete, func, insert, select, update

from knowledge.store.tables import generations
from knowledge.types import ShopId


class State(StrEnum):
    BUILDING = "building"
    LIVE = "live"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Generation:
    """`manifest` names encoder, dimension, normaliser and splitter."""

    shop: ShopId
    number: int
    manifest: Mapping[str, str]
    state: State


def list_generations(connection: Connection, shop: ShopId) -> list[Generation]:
    query = select(generations).where(generations.c.shop == shop).order_by(generations.c.number)
    return [Generation(shop, row.number, row.manifest, State(row.state)) for row in connection.execute(query)]


def live_generation(connection: Connection, shop: ShopId) -> Generation | None:
    return next((g for g in list_generations(connection, shop) if g.state is State.LIVE), None)


def begin_generation(connection: Connection, shop: ShopId, manifest: Mapping[str, str], now: datetime) -> Generation:
    """A new generation in state `building`, numbered after all that ever were."""
    query = select(func.coalesce(func.max(generations.c.number), 0)).where(generations.c.shop == shop)
    number = connection.execute(query).scalar_one() + 1
    values = {"manifest": dict(manifest), "state": State.BUILDING.value, "created_at": now}
    connection.execute(insert(generations).values(shop=shop, number=number, **values))
    return Generation(shop, number, manifest, State.BUILDING)


def switch_to(connection: Connection, generation: Generation) -> None:
    """Make it live and retire the one before, in the caller's transaction."""
    ours = generations.c.shop == generation.shop
    live = generations.c.state == State.LIVE.value
    connection.execute(update(generations).where(ours, live).values(state=State.RETIRED.value))
    number = generations.c.number == generation.number
    connection.execute(update(generations).where(ours, number).values(state=State.LIVE.value))


def forget(connection: Connection, generation: Generation) -> None:
    """Remove a retired or broken generation's row, once its collection is gone."""
    connection.execute(
        delete(generations).where(generations.c.shop == generation.shop, generations.c.number == generation.number)
    )
