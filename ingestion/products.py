"""Reading -> Product*: the catalogue rows that a document's product tables hold.

A table counts when its columns say so: codes with a name or a price, or names with prices. Nothing is invented: what
has no meaning of its own stays in `attributes` in the sheet's words, and columns for staff only are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ingestion.amounts import Price, price_of, stock_of
from ingestion.audience import marks_staff
from ingestion.codes import codes_in, is_code, skus_of
from ingestion.column_values import columns_in
from ingestion.forms import one_of, supplied, told_apart, with_supply
from ingestion.reading import Note, Reading, Table
from ingestion.tables import Columns, Meaning, dittos_filled, is_blank, understood, upright, with_headers
from knowledge.text import normalise
from knowledge.types import Product, Sku

_UNIT = re.compile(r"[(（【\[](?P<unit>[^)）】\]]*)[)）】\]]")
# A slash may be part of a code, so it separates only beside other characters.
_SEPARATOR = re.compile(r"[、,，;；\n|+＋]+|(?<=[^A-Za-z0-9])/|/(?=[^A-Za-z0-9])")
# "AC-1001 云境空调": a code with its name behind it. One character or two would be a variant's colour.
_CODE_AND_NAME = re.compile(r"(?P<code>[A-Za-z0-9][\w\-/.()]*)\s+(?P<name>[\u4e00-\u9fff].{3,})", re.ASCII | re.DOTALL)
_SLUG = re.compile(r"[^\w]+")
_SLUG_CHARS = 48
_PRICES = (Meaning.PRICE, Meaning.EVERYDAY_PRICE)
_LIST_PRICES = (Meaning.LIST_PRICE, Meaning.EVERYDAY_PRICE)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """`notes` tell the editor what was decided between rows that disagree."""

    products: tuple[Product, ...]
    notes: tuple[Note, ...] = ()


def extract_products(reading: Reading) -> tuple[Product, ...]:
    """The products of all tables in order, each SKU once."""
    return read_catalogue(reading).products


def read_catalogue(reading: Reading) -> Catalogue:
    """As `extract_products`, with notes. Of two separate rows for one SKU the later wins; rows that follow each other
    under a merged code are one product in several forms.
    """
    found: dict[Sku, _Row] = {}
    notes: list[Note] = []
    for block in reading.blocks:
        if not isinstance(block, Table):
            continue
        for row in _merged(_rows(block)):
            sku = row.product.sku
            known = found.get(sku)
            if known and not row.product.name:
                found[sku] = replace(known, product=with_supply(known.product, row.product))
            elif known and not known.product.name:
                found[sku] = replace(row, product=with_supply(row.product, known.product))
            else:
                if found.pop(sku, None):
                    where = f" ({block.sheet})" if block.sheet else ""
                    message = f"{sku} has several rows{where}; the last one counts"
                    notes.append(Note("duplicate_sku", message, place=sku))
                found[sku] = row
    return Catalogue(told_apart(_with_companions(tuple(found.values()))), tuple(notes))


@dataclass(frozen=True, slots=True)
class _Sheet:
    headers: tuple[str, ...]
    columns: Columns
    shown: tuple[int, ...]  # columns that customers may know
    numbered: bool = False  # its codes hold digits: a cell without any is a note

    def first(self, row: Sequence[str], *meanings: Meaning) -> int:
        """The preferred column of these meanings that the row fills; -1 for none."""
        wanted = (index for meaning in meanings for index in self.columns.get(meaning, ()))
        return next((index for index in wanted if index in self.shown and row[index].strip()), -1)


@dataclass(frozen=True, slots=True)
class _Row:
    """A product before its companions are known; `figures` are the cells that its prices came from. A stock list's row
    has no name.
    """

    product: Product
    companions: tuple[str, str]  # heading and cell
    figures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Figure:
    column: int
    price: Price


def _rows(table: Table) -> Iterator[_Row]:
    table = dittos_filled(upright(table) or with_headers(table))
    columns = columns_in(table)
    if marks_staff(table.caption) or marks_staff(table.sheet or "") or not _sells(columns):
        return
    if not (_priced(columns) or _describes(table, columns)):
        return
    shown = tuple(index for index, header in enumerate(table.headers) if not marks_staff(header))
    sheet = _Sheet(table.headers, columns, shown, _is_numbered(table, columns))
    for row in table.rows:
        if len({cell for cell in row if cell}) > 1:  # else a banner
            yield from _products(row, sheet)


def _sells(columns: Columns) -> bool:
    if Meaning.RECORD in columns:
        return False
    if Meaning.SKU in columns:
        return _priced(columns) or not columns.keys().isdisjoint({Meaning.NAME, Meaning.STOCK})
    return _priced(columns) and Meaning.NAME in columns and Meaning.ATTRIBUTE not in columns


def _is_numbered(table: Table, columns: Columns) -> bool:
    codes = [row[index] for index in columns.get(Meaning.SKU, ())[:1] for row in table.rows if row[index].strip()]
    return 2 * sum(any(map(str.isdigit, code)) for code in codes) > len(codes)


def _priced(columns: Columns) -> bool:
    return any(meaning in columns for meaning in (*_PRICES, Meaning.LIST_PRICE))


def _describes(table: Table, columns: Columns) -> bool:
    """Whether a table without prices is about goods: a rule's exceptions name them too, several in a row, and say one
    thing of them.
    """
    code = columns[Meaning.SKU][0]
    if any(len(skus_of(row[code])) > 1 for row in table.rows):
        return False
    further = len(table.headers) - len(columns[Meaning.SKU]) - len(columns.get(Meaning.NAME, ()))
    return further > 1 or not columns.keys().isdisjoint({Meaning.STOCK, Meaning.COMPANIONS})


def _products(row: Sequence[str], sheet: _Sheet) -> Iterator[_Row]:
    def cell(index: int) -> str:
        return row[index].strip() if index >= 0 else ""

    code, name = sheet.first(row, Meaning.SKU), sheet.first(row, Meaning.NAME)
    both = _CODE_AND_NAME.fullmatch(cell(code))
    coded, called = (both["code"], both["name"]) if both and is_code(both["code"]) else (cell(code), "")
    price = _price(row, sheet, _PRICES)
    listed = _price(row, sheet, _LIST_PRICES, taken=price)
    stock, companions = sheet.first(row, Meaning.STOCK), sheet.first(row, Meaning.COMPANIONS)
    brand, category = sheet.first(row, Meaning.BRAND), sheet.first(row, Meaning.CATEGORY)
    benefit = sheet.first(row, Meaning.BENEFIT)
    left = stock_of(cell(stock))
    told = {code, name, companions, brand, category, benefit}
    told |= {figure.column for figure in (price, listed) if figure and figure.price.plain}
    if price and any(index not in told and _is_price(sheet.headers[index]) and cell(index) for index in sheet.shown):
        told.discard(price.column)  # of two prices each has to say which one it is
    told |= {stock} if left is not None else set()
    other_codes = [cell(index) for index in sheet.columns.get(Meaning.SKU, ()) if index != code and cell(index)]
    product = Product(
        sku=Sku(""),
        name=cell(name) or called or next(iter(other_codes), "") or cell(code),
        price=price.price.amount if price else None,
        list_price=listed.price.amount if listed else None,
        stock=left,
        category=cell(category),
        brand=cell(brand),
        benefit=cell(benefit),
        attributes=tuple(
            (sheet.headers[index], cell(index))
            for index in sheet.shown
            if index not in told and not is_blank(cell(index))
        ),
        currency=next((figure.price.currency for figure in (price, listed) if figure), "CNY"),
    )
    if stock >= 0 and Meaning.NAME not in sheet.columns and not _priced(sheet.columns):
        product = supplied(product, (sheet.headers[stock], cell(stock)))
    figures = tuple((sheet.headers[figure.column], cell(figure.column)) for figure in (price, listed) if figure)
    heading = sheet.headers[companions] if companions >= 0 else ""
    skus = skus_of(coded)
    if Meaning.SKU not in sheet.columns and cell(name):
        skus = tuple(filter(None, (_slug(cell(name)),)))
    for sku in skus:
        if any(map(str.isdigit, sku)) or not (sheet.numbered or understood(sku)):  # else a note, or the headings again
            yield _Row(replace(product, sku=sku), (heading, cell(companions)), figures)


def _price(
    row: Sequence[str], sheet: _Sheet, meanings: Sequence[Meaning], taken: _Figure | None = None
) -> _Figure | None:
    """The first column by preference that states an amount."""
    for index in (index for meaning in meanings for index in sheet.columns.get(meaning, ())):
        unit = _UNIT.search(sheet.headers[index])
        price = price_of(row[index], unit["unit"] if unit else "")
        if index in sheet.shown and price.amount is not None and (taken is None or index != taken.column):
            return _Figure(index, price)
    return None


def _slug(name: str) -> Sku:
    """A code for a product that the sheet gives none: stable as long as its name is, empty for a name of marks only."""
    return Sku(_SLUG.sub("-", normalise(name)).strip("-")[:_SLUG_CHARS])


def _is_price(header: str) -> bool:
    return normalise(_UNIT.sub("", header)).strip().endswith("价")


def _merged(rows: Iterator[_Row]) -> Iterator[_Row]:
    """Rows that follow each other with one SKU and one name (a merged code cell) as one product in several forms."""
    for _, group in groupby(rows, key=lambda row: (row.product.sku, row.product.name)):
        forms = list(group)
        if len(forms) > 1:
            product = one_of([row.product for row in forms], [row.figures for row in forms])
            yield replace(forms[0], product=product)
        else:
            yield forms[0]


def _with_companions(rows: Sequence[_Row]) -> tuple[Product, ...]:
    """Companion cells as SKUs: codes and exact names of this document, else what is shaped as a code.
    A cell with anything else in it also stays as an attribute, in the sheet's words.
    """
    by_name: dict[str, Sku] = {}
    for row in rows:
        by_name.setdefault(normalise(row.product.name), row.product.sku)
    by_name |= {normalise(row.product.sku): row.product.sku for row in rows}
    return tuple(_resolved(row, by_name) for row in rows)


def _resolved(row: _Row, by_name: Mapping[str, Sku]) -> Product:
    heading, cell = row.companions
    found: list[Sku] = []
    unknown = False
    for part in filter(None, map(str.strip, _SEPARATOR.split(cell))):
        sku = by_name.get(normalise(part)) or next((Sku(word) for word in skus_of(part) if is_code(word)), None)
        named = [by_name[normalise(word)] for word in codes_in(part) if normalise(word) in by_name]
        found += [sku] if sku else named
        unknown = unknown or not sku
    attributes = (*row.product.attributes, (heading, cell)) if unknown else row.product.attributes
    companions = tuple(sku for sku in dict.fromkeys(found) if sku != row.product.sku)
    return replace(row.product, companions=companions, attributes=attributes)
