"""What is said of products above their documents: live prices and stock, edits in the console, imported tables.

An edit remembers what the documents said when it was made (`base`). While they still say so, the edit counts; as soon
as they say something else, they count again: whoever changed them meant it. Every change is kept with its old value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select

from knowledge.store.shops import raise_revision
from knowledge.store.tables import product_changes, product_edits
from knowledge.types import Product, ShopId, Sku

ATTRIBUTE = "attribute:"  # before the heading of an attribute's column
WITHDRAWN = "withdrawn"  # no longer sold: the product is in no catalogue
_MONEY = frozenset({"price", "list_price"})
_FIELDS = ("name", "price", "list_price", "stock", "category", "brand", "companions", "benefit")
_BATCH = 500
_ANY = select(product_edits.c.sku).where(product_edits.c.shop == bindparam("shop")).limit(1)

Value = Any  # of JSON: money as text, companions as a list


class Source(StrEnum):
    CONSOLE = "console"
    IMPORT = "import"
    API = "api"


@dataclass(frozen=True, slots=True)
class Edit:
    sku: Sku
    field: str
    value: Value
    base: Value
    actor: str | None
    source: Source
    edited_at: datetime


@dataclass(frozen=True, slots=True)
class Author:
    """Who changes something, from where, and when."""

    actor: str | None
    source: Source
    at: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """One change that was made: `old` is what counted before."""

    sku: Sku
    field: str
    old: Value
    new: Value
    actor: str | None
    source: Source
    changed_at: datetime


def values_of(product: Product) -> dict[str, Value]:
    """Every field of a product as JSON, attributes under `attribute:` and their heading; what it has not is None."""
    shown: dict[str, Value] = {}
    for field in _FIELDS:
        value = getattr(product, field)
        if isinstance(value, Decimal):
            value = f"{value:f}"
        shown[field] = list(value) if field == "companions" and value else (value if value not in ("", ()) else None)
    shown |= {f"{ATTRIBUTE}{header}": value for header, value in product.attributes}
    return shown


def with_values(product: Product, values: Mapping[str, Value]) -> Product:
    """The product with these fields; None takes a field away."""
    attributes = dict(product.attributes)
    changes: dict[str, Any] = {}
    for field, value in values.items():
        if field.startswith(ATTRIBUTE):
            attributes.pop(field.removeprefix(ATTRIBUTE), None) if value is None else attributes.update(
                {field.removeprefix(ATTRIBUTE): value}
            )
        elif field in _MONEY:
            changes[field] = None if value is None else Decimal(value)
        elif field == "companions":
            changes[field] = tuple(Sku(sku) for sku in value or ())
        elif field == "stock":
            changes[field] = value
        elif field in _FIELDS:
            changes[field] = value or ""
    return replace(product, **changes, attributes=tuple(attributes.items()))


def edits_of(connection: Connection, shop: ShopId, skus: Sequence[Sku] | None = None) -> dict[Sku, list[Edit]]:
    """By product; of all products, or of these."""
    query = select(product_edits).where(product_edits.c.shop == shop).order_by(product_edits.c.edited_at)
    rows: list[Any] = []
    if skus is None:
        rows = list(connection.execute(query))
    else:
        for start in range(0, len(skus), _BATCH):
            rows += connection.execute(query.where(product_edits.c.sku.in_(skus[start : start + _BATCH])))
    found: dict[Sku, list[Edit]] = {}
    for row in rows:
        edit = Edit(Sku(row.sku), row.field, row.value, row.base, row.actor, Source(row.source), row.edited_at)
        found.setdefault(edit.sku, []).append(edit)
    return found


def has_edits(connection: Connection, shop: ShopId) -> bool:
    """Whether any product of the shop was edited."""
    return connection.execute(_ANY, {"shop": shop}).first() is not None


def in_force(product: Product, edits: Iterable[Edit]) -> dict[str, Edit]:
    """The edits that count above what the documents say of the product now, by field."""
    said = values_of(product)
    return {edit.field: edit for edit in edits if edit.field == WITHDRAWN or said.get(edit.field) == edit.base}


def apply_edits(product: Product, edits: Iterable[Edit]) -> Product | None:
    """The product as it counts now; None when it is withdrawn."""
    counting = in_force(product, edits)
    withdrawn = counting.get(WITHDRAWN)
    if withdrawn is not None and withdrawn.value:
        return None
    return with_values(product, {field: edit.value for field, edit in counting.items()}) if counting else product


def save_changes(
    connection: Connection, shop: ShopId, documented: Mapping[Sku, Product], changes: Sequence[Change]
) -> None:
    """Let these changes count from now on. `documented` is what the documents alone say of each product.

    A value that the documents say themselves needs no edit: then an older one is dropped.
    """
    if not changes:
        return
    for change in changes:
        said = values_of(documented[change.sku]).get(change.field)
        key = (
            product_edits.c.shop == shop,
            product_edits.c.sku == change.sku,
            product_edits.c.field == change.field,
        )
        connection.execute(delete(product_edits).where(*key))
        if change.new != said:
            values = {"value": change.new, "base": said, "actor": change.actor, "source": change.source.value}
            connection.execute(
                insert(product_edits).values(
                    shop=shop, sku=change.sku, field=change.field, edited_at=change.changed_at, **values
                )
            )
    rows = [
        {
            "shop": shop,
            "sku": change.sku,
            "field": change.field,
            "old": change.old,
            "new": change.new,
            "actor": change.actor,
            "source": change.source.value,
            "changed_at": change.changed_at,
        }
        for change in changes
    ]
    connection.execute(insert(product_changes), rows)
    raise_revision(connection, shop)


def changes_of(connection: Connection, shop: ShopId, sku: Sku, limit: int = 100) -> list[Change]:
    """Newest first."""
    query = (
        select(product_changes)
        .where(product_changes.c.shop == shop, product_changes.c.sku == sku)
        .order_by(product_changes.c.id.desc())
        .limit(limit)
    )
    return [
        Change(Sku(row.sku), row.field, row.old, row.new, row.actor, Source(row.source), row.changed_at)
        for row in connection.execute(query)
    ]
