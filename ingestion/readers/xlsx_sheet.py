"""One worksheet -> its non-empty cells as text, its merged ranges and its emphasised rows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from ingestion.readers.limits import ReadingLimits, refuse_above
from ingestion.readers.prose import cell_text
from ingestion.readers.xlsx_regions import Merge, without_columns
from ingestion.readers.xlsx_structure import Structure, read_structure
from ingestion.readers.xlsx_values import ERRORS, shown
from ingestion.reading import Note

_CELL_PICTURE = re.compile(r"=?(?:_xlfn\.)?DISPIMG\(")  # what WPS keeps as the value of a cell that holds a picture


@dataclass(slots=True)
class Sheet:
    """What one sheet holds; filled while it streams by."""

    name: str
    cells: dict[int, dict[int, str]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    emphasised: set[int] = field(default_factory=set)  # rows whose every cell is bold or coloured
    count: int = 0
    errors: int = 0
    uncalculated: int = 0
    filtered_rows: int = 0
    hidden_rows: int = 0
    hidden_columns: int = 0
    pictures: int = 0  # in cells, as WPS writes them

    def notes(self) -> list[Note]:
        counted = (
            ("error_cells", self.errors, "cells hold a formula error and were left empty"),
            ("uncalculated_formulas", self.uncalculated, "formulas have no saved value; open and save it in Excel"),
            ("filtered_rows", self.filtered_rows, "rows are hidden by a filter and were read all the same"),
            ("hidden_rows", self.hidden_rows, "rows are hidden by hand and were not read"),
            ("hidden_columns", self.hidden_columns, "columns are hidden and were not read"),
            ("cell_pictures", self.pictures, "pictures in cells were not read"),
        )
        return [
            Note(code, f"Sheet {self.name}: {count} {what}.", place=self.name, count=count)
            for code, count, what in counted
            if count
        ]


def read_sheet(worksheet: Any, package: BinaryIO, used: int, limits: ReadingLimits) -> Sheet:
    """Any: openpyxl's read-only sheets are typed wrongly. `used` is how many cells earlier sheets had."""
    sheet = Sheet(worksheet.title)
    worksheet.reset_dimensions()  # a sheet that claims a million columns must not be believed
    for row in worksheet.iter_rows():
        written = [cell for cell in row if cell.value is not None]
        if not written:
            continue
        sheet.count += len(written)
        refuse_above(used + sheet.count, limits.max_cells, "table cells", "max_cells")
        plain = [cell for cell in written if not (isinstance(cell.value, str) and _CELL_PICTURE.match(cell.value))]
        sheet.pictures += len(written) - len(plain)
        texts = {cell.column: text for cell in plain if (text := _text(cell))}
        sheet.errors += sum(cell.value in ERRORS for cell in written if isinstance(cell.value, str))
        if texts:
            sheet.cells[written[0].row] = texts
            if all(map(_is_emphasised, written)):
                sheet.emphasised.add(written[0].row)
    _apply(read_structure(package, part_of(worksheet)), sheet)
    return sheet


def part_of(worksheet: Any) -> str:
    """The sheet's path in the package, resolved, which openpyxl offers nowhere else."""
    return str(worksheet._worksheet_path)


def _text(cell: Any) -> str:
    value = cell.value
    return cell_text(shown(value, "")) if isinstance(value, str) else shown(value, cell.number_format or "General")


def _is_emphasised(cell: Any) -> bool:
    return bool(cell.has_style and (cell.font.b or cell.fill.fill_type == "solid"))


def _apply(structure: Structure, sheet: Sheet) -> None:
    """What a filter hides is read, since filters are left on by accident; what a person hides is not: old goods, cost
    prices. Both are told."""
    sheet.uncalculated = structure.uncalculated
    hidden = structure.hidden_rows & sheet.cells.keys()
    if structure.filtered:
        sheet.filtered_rows = len(hidden)
    else:
        sheet.hidden_rows = len(hidden)
        for row in hidden:
            del sheet.cells[row]
    columns = structure.hidden_columns & {column for row in sheet.cells.values() for column in row}
    sheet.hidden_columns = len(columns)
    sheet.cells, sheet.merges = without_columns(sheet.cells, structure.merges, structure.hidden_columns)
