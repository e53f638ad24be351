"""The product catalogue: what the product tables of published versions say, merged by SKU, and the edits above them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, exists, insert, select

from knowledge.store.product_edits import apply_edits, edits_of
from knowledge.store.tables import documents, products, versions
from knowledge.types import Product, ShopId, Sku, Validity, VersionId, VersionStatus


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


def documented(connection: Connection, shop: ShopId, as_of: datetime) -> dict[Sku, Product]:
    """What the documents alone say, published and valid at `as_of`.

    Where two documents describe one SKU, the later published one wins field by field; attributes are joined.
    """
    query = (
        select(products, versions.c.starts, versions.c.ends)
        .join(versions, versions.c.id == products.c.version_id)
        .join(documents, documents.c.id == versions.c.document_id)
        .where(documents.c.shop == shop, versions.c.status == VersionStatus.PUBLISHED.value)
        .order_by(versions.c.published_at, versions.c.id)
    )
    found: dict[Sku, Product] = {}
    for row in connection.execute(query):
        if Validity(row.starts, row.ends).covers(as_of):
            product = to_product(row)
            older = found.get(product.sku)
            found[product.sku] = product if older is None else _merge(older, product)
    return found


def catalogue_changes(connection: Connection, shop: ShopId) -> list[datetime]:
    """The moments, in order, at which a published product table begins or ceases to be valid."""
    query = (
        select(versions.c.starts, versions.c.ends)
        .join(documents, documents.c.id == versions.c.document_id)
        .where(documents.c.shop == shop, versions.c.status == VersionStatus.PUBLISHED.value)
        .where(exists().where(products.c.version_id == versions.c.id))
    )
    return sorted({moment for row in connection.execute(query) for moment in row if moment is not None})


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
