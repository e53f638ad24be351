"""Shops and their knowledge revision."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, or_, select, update

from knowledge.errors import Conflict, NotFound
from knowledge.store.tables import shops
from knowledge.types import Shop, ShopId

# Every suggestion asks for these several times, and building a statement takes longer than running it.
_SHOP = select(shops).where(shops.c.id == bindparam("shop"))
REVISION = select(shops.c.revision).where(shops.c.id == bindparam("shop"))


def create_shop(connection: Connection, shop: Shop, now: datetime) -> None:
    """Raises `Conflict` when the name is taken."""
    if connection.execute(select(shops.c.id).where(shops.c.id == shop.id)).first():
        raise Conflict(f"the shop “{shop.id}” exists already")
    values = {"name": shop.name, "platform": shop.platform, "voice": shop.voice, "settings": shop.settings}
    connection.execute(insert(shops).values(id=shop.id, revision=0, created_at=now, **values))


def change_shop(connection: Connection, shop: ShopId, changes: Mapping[str, Any]) -> Shop:
    """`changes` holds any of name, platform, voice, settings. Raises `NotFound`."""
    if changes:
        connection.execute(update(shops).where(shops.c.id == shop).values(**changes))
    return get_shop(connection, shop)


def get_shop(connection: Connection, shop: ShopId) -> Shop:
    """Raises `NotFound` and says which shops there are."""
    row = connection.execute(_SHOP, {"shop": shop}).first()
    if row is None:
        known = "、".join(other.id for other in list_shops(connection)[:20])
        raise NotFound(f"there is no shop “{shop}”" + (f"; known: {known}" if known else "; none was created yet"))
    return _shop(row)


def list_shops(connection: Connection) -> list[Shop]:
    return [_shop(row) for row in connection.execute(select(shops).order_by(shops.c.id))]


def revision_of(connection: Connection, shop: ShopId) -> int:
    """The shop's knowledge revision; 0 for a shop that is not there."""
    return connection.execute(REVISION, {"shop": shop}).scalar() or 0


def raise_revision(connection: Connection, shop: ShopId) -> None:
    """To be called in every transaction that changes what may be retrieved; a brand's shops change with it."""
    concerned = or_(shops.c.id == shop, shops.c.brand == shop)
    connection.execute(update(shops).where(concerned).values(revision=shops.c.revision + 1))


def shops_served_by(connection: Connection, home: ShopId) -> list[ShopId]:
    """The shop itself, then those whose brand it is."""
    query = select(shops.c.id).where(shops.c.brand == home).order_by(shops.c.id)
    return [home, *(ShopId(row.id) for row in connection.execute(query))]


def _shop(row: Row[Any]) -> Shop:
    return Shop(
        ShopId(row.id),
        row.name,
        row.platform,
        row.voice,
        row.settings,
        None if row.brand is None else ShopId(row.brand),
    )
