"""Brands: a shop may have another one as its brand, whose documents then serve it without being copied."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select, update

from knowledge.errors import Conflict
from knowledge.store import outbox
from knowledge.store.chunks import chunk_ids
from knowledge.store.shops import get_shop, raise_revision, shops_served_by
from knowledge.store.tables import documents, shops, versions
from knowledge.types import ShopId, VersionId, VersionStatus


def change_brand(connection: Connection, shop: ShopId, brand: ShopId | None, now: datetime) -> None:
    """Let the documents of a brand serve a shop, or those of none.

    Raises `NotFound` for an unknown shop or brand, and `Conflict` for one that cannot be: there are two floors, a
    brand and its shops.
    """
    before = get_shop(connection, shop).brand
    if brand == before:
        return
    if brand is not None:
        _refuse_tower(connection, shop, brand)
    connection.execute(update(shops).where(shops.c.id == shop).values(brand=brand))
    for home in (before, brand):
        if home is not None:
            _refile(connection, shop, home, now)
    raise_revision(connection, shop)


def refile(connection: Connection, shop: ShopId, now: datetime) -> None:
    """To be called when a shop's platform has changed: other documents of its brand serve it."""
    for home in (shop, get_shop(connection, shop).brand):
        if home is not None:
            _refile(connection, shop, home, now)
    raise_revision(connection, shop)


def _refuse_tower(connection: Connection, shop: ShopId, brand: ShopId) -> None:
    if brand == shop:
        raise Conflict(f"the shop “{shop}” cannot be its own brand")
    if get_shop(connection, brand).brand is not None:
        raise Conflict(f"“{brand}” has a brand of its own and cannot be one")
    if len(shops_served_by(connection, shop)) > 1:
        raise Conflict(f"“{shop}” is the brand of other shops and cannot have one")


def _refile(connection: Connection, shop: ShopId, home: ShopId, now: datetime) -> None:
    """Let the shop's index look again at every published version of a home; it adds or drops what it should."""
    query = (
        select(versions.c.id)
        .join(documents, documents.c.id == versions.c.document_id)
        .where(documents.c.shop == home, versions.c.status == VersionStatus.PUBLISHED.value)
    )
    for row in connection.execute(query).all():
        version = VersionId(row.id)
        outbox.enqueue(connection, shop, outbox.Action.ADD, version, chunk_ids(connection, version), now)
