"""Products as documents and people state them, and the shop's own words."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from knowledge.store.columns import Json, Money, UtcTime
from knowledge.store.tables.metadata import metadata, shop_column

products = Table(
    "products",
    metadata,
    Column("version_id", String(32), ForeignKey("versions.id", ondelete="CASCADE"), primary_key=True),
    Column("sku", String(120), primary_key=True),
    Column("name", Text, nullable=False),
    Column("price", Money),
    Column("list_price", Money),
    Column("stock", Integer),
    Column("category", String(200), nullable=False),
    Column("brand", String(200), nullable=False),
    Column("companions", Json, nullable=False),
    Column("benefit", Text, nullable=False),
    Column("attributes", Json, nullable=False),
    Column("currency", String(8), nullable=False),
)

# What people and other systems say of a product above its documents, field by field. `base` is what the documents
# said when it was said: as soon as they say something else, they count again.
product_edits = Table(
    "product_edits",
    metadata,
    Column("shop", String(64), ForeignKey("shops.id", ondelete="CASCADE"), primary_key=True),
    Column("sku", String(120), primary_key=True),
    Column("field", String(200), primary_key=True),
    Column("value", Json, nullable=False),
    Column("base", Json, nullable=False),
    Column("actor", String(32)),
    Column("source", String(12), nullable=False),  # console · import · api
    Column("edited_at", UtcTime, nullable=False),
)

product_changes = Table(
    "product_changes",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    shop_column(),
    Column("sku", String(120), nullable=False),
    Column("field", String(200), nullable=False),
    Column("old", Json, nullable=False),
    Column("new", Json, nullable=False),
    Column("actor", String(32)),
    Column("source", String(12), nullable=False),
    Column("changed_at", UtcTime, nullable=False),
    Index("ix_product_changes_product", "shop", "sku"),
)

glossary = Table(
    "glossary",
    metadata,
    Column("id", String(32), primary_key=True),
    shop_column(),
    Column("term", String(80), nullable=False),
    Column("key", String(80), nullable=False),  # the term as it is looked for
    Column("means", Json, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("note", Text, nullable=False),
    Column("actor", String(32)),
    Column("changed_at", UtcTime, nullable=False),
    UniqueConstraint("shop", "key"),
)
