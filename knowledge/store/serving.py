"""Which documents may serve a shop: its own and its brand's, those for its platform or for all."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, bindparam, select

from knowledge.store.tables import documents, shops
from knowledge.types import ShopId

_SHOP = select(shops.c.brand, shops.c.platform).where(shops.c.id == bindparam("shop"))


def serves(connection: Connection, shop: ShopId) -> ColumnElement[bool]:
    """A condition on `documents`; no document for a shop that is not there."""
    row = connection.execute(_SHOP, {"shop": shop}).first()
    if row is None:
        return documents.c.shop.in_([])
    homes = [shop] if row.brand is None else [shop, row.brand]
    return documents.c.shop.in_(homes) & documents.c.platform.in_(["", row.platform])
