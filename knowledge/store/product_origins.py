"""Where each value of a product comes from: the document, its version, sheet and row, or the edit above them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, select

from knowledge.store.product_edits import Edit, Value, edits_of, in_force, values_of, with_values
from knowledge.store.products import to_product
from knowledge.store.serving import serves
from knowledge.store.standing import load_standings
from knowledge.store.tables import chunks, documents, products, versions
from knowledge.types import ChunkKind, DocumentId, Place, Product, ShopId, Sku, Validity, VersionId, VersionStatus


@dataclass(frozen=True, slots=True)
class RowOrigin:
    """A product's row in a published version. `valid` says whether it speaks at the moment asked about."""

    document_id: DocumentId
    document: str
    version_id: VersionId
    version: int
    published_at: datetime | None
    validity: Validity
    valid: bool
    place: Place | None
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class FieldOrigin:
    """What counts for one field. `edit` wins over `row` when it is there; `overruled` is an edit that no longer counts
    because the documents have said something else since.
    """

    field: str
    value: Value
    row: RowOrigin | None
    edit: Edit | None
    overruled: Edit | None = None


@dataclass(frozen=True, slots=True)
class ProductOrigins:
    product: Product
    fields: tuple[FieldOrigin, ...]
    rows: tuple[RowOrigin, ...]  # those that count first, the one that wins before the others


def origins_of(connection: Connection, shop: ShopId, sku: Sku, as_of: datetime) -> ProductOrigins | None:
    """None for a product that no published document has at that moment."""
    rows = _rows(connection, shop, sku, as_of)
    counting = [row for row in rows if row.valid]
    if not counting:
        return None
    said: dict[str, tuple[Value, RowOrigin]] = {}
    for row in reversed(counting):
        said |= {field: (value, row) for field, value in row.values.items() if value is not None}
    product = with_values(Product(sku, ""), {field: value for field, (value, _) in said.items()})
    edits = edits_of(connection, shop, [sku]).get(sku, [])
    forced = in_force(product, edits)
    by_field = {edit.field: edit for edit in edits}
    names = dict.fromkeys([*values_of(product), *by_field])
    fields = tuple(
        FieldOrigin(
            name,
            forced[name].value if name in forced else said.get(name, (None, None))[0],
            said.get(name, (None, None))[1],
            forced.get(name),
            by_field.get(name) if name not in forced else None,
        )
        for name in names
    )
    product = with_values(product, {name: edit.value for name, edit in forced.items()})
    product = product if product.name else replace(product, name=str(sku))
    return ProductOrigins(product, fields, tuple(rows))


def _rows(connection: Connection, shop: ShopId, sku: Sku, as_of: datetime) -> list[RowOrigin]:
    speaking = {version: place for place, version in enumerate(load_standings(connection, shop).speaking(as_of))}
    query = (
        select(products, versions.c.starts, versions.c.ends, versions.c.number, versions.c.published_at)
        .add_columns(documents.c.id.label("document_id"), documents.c.name.label("document_name"))
        .join(versions, versions.c.id == products.c.version_id)
        .join(documents, documents.c.id == versions.c.document_id)
        .where(serves(connection, shop), products.c.sku == sku)
        .where(versions.c.status == VersionStatus.PUBLISHED.value)
        .order_by(versions.c.published_at.desc(), versions.c.id.desc())
    )
    found = sorted(connection.execute(query).all(), key=lambda row: -speaking.get(row.version_id, -1))
    places = _places(connection, sku, [row.version_id for row in found])
    origins = []
    for row in found:
        validity = Validity(row.starts, row.ends)
        origins.append(
            RowOrigin(
                document_id=DocumentId(row.document_id),
                document=row.document_name,
                version_id=VersionId(row.version_id),
                version=row.number,
                published_at=row.published_at,
                validity=validity,
                valid=row.version_id in speaking,
                place=places.get(row.version_id),
                values=values_of(to_product(row)),
            )
        )
    return origins


def _places(connection: Connection, sku: Sku, version_ids: Sequence[str]) -> dict[str, Place]:
    """Sheet and row of the first row that is about the product alone, by version."""
    query = (
        select(chunks.c.version_id, chunks.c.section, chunks.c.page, chunks.c.sheet, chunks.c.row, chunks.c.skus)
        .where(chunks.c.version_id.in_(version_ids), chunks.c.kind == ChunkKind.TABLE_ROW.value)
        .order_by(chunks.c.ordinal)
    )
    places: dict[str, Place] = {}
    for row in connection.execute(query):
        if row.skus == [sku]:
            places.setdefault(row.version_id, Place(tuple(row.section), row.page, row.sheet, row.row))
    return places
