"""An Excel table of products -> a plan that a person looks at -> the shop's catalogue.

What is new to the shop becomes rows of a document, so that it can be found and cited; what changes of a known product
counts above its documents.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ingestion.books import Row, Title
from ingestion.ingest import FileResult
from ingestion.product_plan import Plan, plan_import
from ingestion.product_sheet import HEADINGS, SKU, Sheet, SheetRow, read_products
from knowledge.store.database import Connection
from knowledge.store.history import Actor
from knowledge.store.product_edits import ATTRIBUTE, Author, Value, edits_of
from knowledge.store.products import documented
from knowledge.types import Category, Product, ShopId, Sku
from server.product_updates import apply_plan, counting, is_withdrawn

if TYPE_CHECKING:
    from server.compose import Services

BOOK = Title("商品补录.csv", Category.PRODUCT)


def preview(services: Services, shop: ShopId, path: Path) -> Plan:
    """Raises `UnreadableFile`."""
    sheet = read_products(path)
    with services.database.read() as connection:
        return _plan(services, connection, shop, sheet)


def add_products(services: Services, shop: ShopId, added: Sequence[SheetRow], by: Actor) -> FileResult:
    """New products as rows of a draft of the shop's own table."""
    skus = {row.sku for row in added}

    def with_rows(rows: tuple[Row, ...]) -> list[Row]:
        return [*(row for row in rows if row[SKU] not in skus), *map(_row, added)]

    return services.books.change(shop, BOOK, with_rows, by)


def apply_changes(services: Services, shop: ShopId, path: Path, author: Author, *, withdraw_missing: bool) -> int:
    """Whatever the table says other than what counts now; returns how many values changed."""
    sheet = read_products(path)
    with services.database.write() as connection:
        plan = _plan(services, connection, shop, sheet)
        return apply_plan(connection, shop, plan, author, withdraw_missing=withdraw_missing)


def _plan(services: Services, connection: Connection, shop: ShopId, sheet: Sheet) -> Plan:
    said = documented(connection, shop, services.clock())
    edits = edits_of(connection, shop)
    known: dict[Sku, Product] = {
        sku: counting(product, edits.get(sku, ()))
        for sku, product in said.items()
        if not is_withdrawn(product, edits.get(sku, ())) or sku in {row.sku for row in sheet.rows}
    }
    return plan_import(sheet, known)


def _row(row: SheetRow) -> Row:
    cells = {SKU: str(row.sku), HEADINGS["name"]: str(row.sku)}
    for name, value in row.values.items():
        if value is not None:
            cells[HEADINGS.get(name) or name.removeprefix(ATTRIBUTE)] = _cell(value)
    return cells


def _cell(value: Value) -> str:
    return "、".join(value) if isinstance(value, list) else str(value)
