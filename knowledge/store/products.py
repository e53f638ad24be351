"""The product catalogue: what the product tables of published versions say, merged by SKU, and the edits above them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from knowledge.store.product_edits import apply_edits, edits_of
from knowledge.store.serving import serves
from knowledge.store.standing import Standings, load_standings
from knowledge.store.tables import documents, products, versions
from knowledge.types import Product, ShopId, Sku, VersionId


def insert_products(connection: Connection, version: VersionId, new: Sequence[Product]) -> None:
    rows = [
        {
            "version_id": version,
            "sku": product.sku,
            "name": product.name,
            "price": product.price,
            "list_price": product.list_price,
            "stock": product.stock,
            "category": product.category,
            "brand": product.brand,
            "companions": list(product.companions),
            "benefit": product.benefit,
            "attributes": [list(pair) for pair in product.attributes],
            "currency": product.currency,
        }
        for product in new
    ]
    if rows:
        connection.execute(insert(products), rows)


def catalogue(connection: Connection, shop: ShopId, as_of: datetime) -> dict[Sku, Product]:
    """Every product that is published and valid at `as_of`, with what is said above the documents now.

    What nobody names is called by its SKU.
    """
    edits = edits_of(connection, shop)
    counting = (
        apply_edits(product, edits.get(sku, ())) for sku, product in documented(connection, shop, as_of).items()
    )
    return {one.sku: one if one.name else replace(one, name=str(one.sku)) for one in counting if one is not None}


def documented(
    connection: Connection, shop: ShopId, as_of: datetime, skus: Sequence[Sku] | None = None
) -> dict[Sku, Product]:
    """What the documents alone say, published and valid at `as_of`; of all products, or of these.

    Where two documents describe one SKU, the narrower level and then the later published one wins field by field;
    attributes are joined.
    """
    order = {version: place for place, version in enumerate(load_standings(connection, shop).speaking(as_of))}
    found: dict[Sku, Product] = {}
    wanted = None if skus is None else set(skus)
    for row in sorted(_rows(connection, shop, list(order)), key=lambda row: order[row.version_id]):
        if wanted is not None and row.sku not in wanted:
            continue
        product = to_product(row)
        older = found.get(product.sku)
        found[product.sku] = product if older is None else _merge(older, product)
    return found


def catalogue_changes(connection: Connection, shop: ShopId, standings: Standings) -> list[datetime]:
    """The moments, in order, at which a product table, or what overrides one, begins or ceases to be in force."""
    tables = [standings.of_version.get(version) for version in _tables(connection, shop)]
    return standings.changes([standing for standing in tables if standing is not None])


def _rows(connection: Connection, shop: ShopId, wanted: Collection[VersionId]) -> list[Row[Any]]:
    return [
        row
        for version in _tables(connection, shop).intersection(wanted)
        for row in connection.execute(select(products).where(products.c.version_id == version))
    ]


def _tables(connection: Connection, shop: ShopId) -> set[VersionId]:
    """The versions that hold products, of the documents that may serve a shop."""
    query = (
        select(products.c.version_id)
        .distinct()
        .join(versions, versions.c.id == products.c.version_id)
        .join(documents, documents.c.id == versions.c.document_id)
        .where(serves(connection, shop))
    )
    return {VersionId(row.version_id) for row in connection.execute(query)}


def _merge(older: Product, newer: Product) -> Product:
    return replace(
        newer,
        name=newer.name or older.name,
        price=older.price if newer.price is None else newer.price,
        list_price=older.list_price if newer.list_price is None else newer.list_price,
        stock=older.stock if newer.stock is None else newer.stock,
        category=newer.category or older.category,
        brand=newer.brand or older.brand,
        companions=newer.companions or older.companions,
        benefit=newer.benefit or older.benefit,
        attributes=tuple({**dict(older.attributes), **dict(newer.attributes)}.items()),
    )


def to_product(row: Row[Any]) -> Product:
    return Product(
        sku=Sku(row.sku),
        name=row.name,
        price=row.price,
        list_price=row.list_price,
        stock=row.stock,
        category=row.category,
        brand=row.brand,
        companions=tuple(Sku(sku) for sku in row.companions),
        benefit=row.benefit,
        attributes=tuple((name, value) for name, value in row.attributes),
        currency=row.currency,
    )
