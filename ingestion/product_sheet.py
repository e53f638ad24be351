"""Product* <-> a workbook that editors change in Excel: one row for each product, one column for each field.

What is read is judged cell by cell: a bad cell is told with its row, and never guessed at.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from ingestion.formulas import as_meant, harmless
from ingestion.tables import Meaning, is_blank, understood
from knowledge.errors import UnreadableFile
from knowledge.store.product_edits import ATTRIBUTE, Value, values_of
from knowledge.types import Product, Sku

Cell = Any  # openpyxl has several kinds without a common type

SKU = "商品编码"
DOUBLED = "duplicate_sku"
HEADINGS: Mapping[str, str] = {
    "name": "商品名称",
    "price": "售价",
    "list_price": "原价",
    "stock": "库存",
    "category": "类目",
    "brand": "品牌",
    "companions": "搭配商品",
    "benefit": "优惠",
}
_MEANINGS = {
    Meaning.NAME: "name",
    Meaning.PRICE: "price",
    Meaning.LIST_PRICE: "list_price",
    Meaning.STOCK: "stock",
    Meaning.CATEGORY: "category",
    Meaning.BRAND: "brand",
    Meaning.COMPANIONS: "companions",
    Meaning.BENEFIT: "benefit",
}
_MONEY = frozenset({"price", "list_price"})
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_BETWEEN = re.compile(r"[、,，;；\n]+")
_DIGITS = re.compile(r"[¥￥元,\s]")
_HEADER_ROWS = 5  # titles and notes that people put above the headings
_MOST_ROWS, _MOST_COLUMNS = 100_000, 300
_MOST_BLANK = 1_000  # formatted rows below the table; a sheet may claim a million


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row or cell cannot be taken: `code` is stable, `message` for people; row 0 is the sheet as a whole."""

    row: int
    sku: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class SheetRow:
    """`values` has every column of the sheet; None is an empty cell. `number` is the sheet's own row number."""

    number: int
    sku: Sku
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Sheet:
    rows: tuple[SheetRow, ...]
    problems: tuple[Problem, ...] = field(default=())


def write_products(products: Sequence[Product]) -> bytes:
    """An .xlsx with every product and, after the usual columns, one for each attribute that any of them has."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    attributes = dict.fromkeys(header for product in products for header, _ in product.attributes)
    fields = [*HEADINGS, *(f"{ATTRIBUTE}{header}" for header in attributes)]
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "商品"
    headings = [SKU, *HEADINGS.values(), *attributes]
    for column, heading in enumerate(headings, 1):
        _write(sheet.cell(1, column), heading)
        sheet.cell(1, column).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = 28 if heading == HEADINGS["name"] else 14
    for row, product in enumerate(products, 2):
        values = values_of(product)
        for column, name in enumerate(["", *fields], 1):
            _write(sheet.cell(row, column), product.sku if not name else _cell_of(name, values.get(name)))
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = sheet.dimensions
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def read_products(path: Path) -> Sheet:
    """The first sheet that has a column of product codes. Raises `UnreadableFile` for what is no workbook."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with path.open("rb") as file, closing(load_workbook(file, read_only=True, keep_links=False)) as workbook:
            for worksheet in workbook.worksheets:
                found = _read(worksheet.iter_rows(max_row=_MOST_ROWS + _HEADER_ROWS, max_col=_MOST_COLUMNS))
                if found is not None:
                    return found
    except (InvalidFileException, KeyError, OSError, ValueError, EOFError) as error:
        raise UnreadableFile("the file is no Excel workbook (.xlsx)", code="unsupported") from error
    except Exception as error:  # openpyxl and zipfile raise whatever a broken file makes them raise
        raise UnreadableFile(f"the workbook is broken ({type(error).__name__})", code="corrupt") from error
    return Sheet((), (Problem(0, "", "no_sku_column", f"没有“{SKU}”这一列"),))


def _write(cell: Cell, value: str | int | Decimal | None) -> None:
    if isinstance(value, str):
        cell.value = harmless(_UNPRINTABLE.sub("", value))
        cell.data_type = "s"
    else:
        cell.value = value


def _cell_of(name: str, value: Value) -> str | int | Decimal | None:
    if name in _MONEY and value is not None:
        return Decimal(value)
    return "、".join(value) if isinstance(value, list) else value


def _read(rows: Iterator[tuple[Cell, ...]]) -> Sheet | None:
    columns: dict[int, str] = {}
    problems: list[Problem] = []
    found: list[SheetRow] = []
    blank = 0
    for number, row in enumerate(rows, 1):
        if not columns:
            columns = _columns([_text(cell) for cell in row])
            if not columns and number >= _HEADER_ROWS:
                return None
            if columns:
                problems += _doubled([_text(cell) for cell in row], columns)
            continue
        if all(is_blank(_text(cell)) for cell in row):
            blank += 1
            if blank > _MOST_BLANK:
                break
            continue
        blank = 0
        found += _row(number, row, columns, problems)
    return Sheet(tuple(found), tuple(problems + _repeated(found))) if columns else None


def _columns(headings: Sequence[str]) -> dict[int, str]:
    """Field by column from 0, the code's as ""; empty when this is no row of headings."""
    own = {heading: name for name, heading in HEADINGS.items()} | {SKU: ""}
    columns: dict[int, str] = {}
    for index, heading in enumerate(headings):
        match = None if heading in own else understood(heading)
        name = own.get(heading)
        if name is None and match is not None and match.strength >= 3:  # the very word, not one that it holds
            name = "" if match.meaning is Meaning.SKU else _MEANINGS.get(match.meaning)
        if name is None or name in columns.values():
            name = f"{ATTRIBUTE}{heading}" if heading else None
        if name is not None and name not in columns.values():
            columns[index] = name
    return columns if "" in columns.values() else {}


def _doubled(headings: Sequence[str], columns: Mapping[int, str]) -> list[Problem]:
    """Headings that stand twice: which of the two columns counts, nobody could say."""
    again = {heading for at, heading in enumerate(headings) if heading and at not in columns}
    return [Problem(0, "", "doubled_column", f"“{heading}”这一列出现了两次") for heading in sorted(again)]


def _row(number: int, row: Sequence[Cell], columns: Mapping[int, str], problems: list[Problem]) -> Iterator[SheetRow]:
    code = next(index for index, name in columns.items() if not name)
    sku = _text(row[code]) if code < len(row) else ""
    if is_blank(sku):
        problems.append(Problem(number, "", "no_sku", f"第 {number} 行没有商品编码"))
        return
    values: dict[str, Value] = {}
    sound = True
    for index, name in columns.items():
        if name and index < len(row):
            try:
                values[name] = _value(name, row[index])
            except _Refused as error:
                problems.append(Problem(number, sku, error.code, f"第 {number} 行 {sku}：{error}"))
                sound = False
    if sound:
        yield SheetRow(number, Sku(sku), values)


class _Refused(Exception):
    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def _value(name: str, cell: Cell) -> Value:
    heading = HEADINGS.get(name) or name.removeprefix(ATTRIBUTE)
    if cell.data_type == "f":
        raise _Refused("formula", f"“{heading}”是公式，请粘贴为数值再导入")
    text = _text(cell)
    if is_blank(text):
        return None
    if name in _MONEY or name == "stock":
        return _number(name, heading, text)
    if name == "companions":
        return [part.strip() for part in _BETWEEN.split(text) if part.strip()]
    return text


def _number(name: str, heading: str, text: str) -> Value:
    try:
        amount = Decimal(_DIGITS.sub("", text))
    except InvalidOperation:
        raise _Refused("no_number", f"“{heading}”不是数字") from None
    if not amount.is_finite():
        raise _Refused("no_number", f"“{heading}”不是数字")
    if amount < 0:
        raise _Refused("negative", f"“{heading}”是负数")
    if name in _MONEY:
        return f"{amount.normalize():f}"
    if amount != amount.to_integral_value():
        raise _Refused("no_whole_number", f"“{heading}”不是整数")
    return int(amount)


def _text(cell: Cell) -> str:
    value = cell.value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else as_meant(str(value)).replace("\r\n", "\n").strip()


def _repeated(rows: Sequence[SheetRow]) -> list[Problem]:
    first: dict[Sku, int] = {}
    problems = []
    for row in rows:
        if row.sku in first:
            message = f"商品编码 {row.sku} 在第 {first[row.sku]} 行和第 {row.number} 行重复"
            problems.append(Problem(row.number, row.sku, DOUBLED, message))
        first.setdefault(row.sku, row.number)
    return problems
