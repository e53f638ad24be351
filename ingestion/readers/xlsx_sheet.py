"""One worksheet -> its non-empty cells as text, its merged ranges and its emphasised rows."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any

from ingestion.readers.limits import ReadingLimits, refuse_above
from ingestion.readers.prose import one_line
from ingestion.readers.xlsx_regions import Merge
from ingestion.readers.xlsx_values import ERRORS, shown
from ingestion.reading import Note, SourceFile

_PIECE_BYTES = 1 << 20
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell [^>]*?ref="([A-Z]+\d+:[A-Z]+\d+)"')
_UNCALCULATED = re.compile(
    rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f [^>]*/>)(?:<(?:\w+:)?v ?/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)


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

    def notes(self) -> list[Note]:
        counted = (
            ("error_cells", self.errors, "cells hold a formula error and were left empty"),
            ("uncalculated_formulas", self.uncalculated, "formulas have no saved value; open and save it in Excel"),
        )
        return [Note(code, f"Sheet {self.name}: {count} {what}.") for code, count, what in counted if count]


def read_sheet(worksheet: Any, source: SourceFile, used: int, limits: ReadingLimits) -> Sheet:
    """Any: openpyxl's read-only sheets are typed wrongly. `used` is how many cells earlier sheets had."""
    sheet = Sheet(worksheet.title)
    worksheet.reset_dimensions()  # a sheet that claims a million columns must not be believed
    for row in worksheet.iter_rows():
        written = [cell for cell in row if cell.value is not None]
        if not written:
            continue
        sheet.count += len(written)
        refuse_above(used + sheet.count, limits.max_cells, "table cells", "max_cells")
        texts = {cell.column: text for cell in written if (text := _text(cell))}
        sheet.errors += sum(cell.value in ERRORS for cell in written if isinstance(cell.value, str))
        if texts:
            sheet.cells[written[0].row] = texts
            if all(map(_is_emphasised, written)):
                sheet.emphasised.add(written[0].row)
    _add_structure(sheet, worksheet, source)
    return sheet


def _text(cell: Any) -> str:
    value = cell.value
    return one_line(shown(value, "")) if isinstance(value, str) else shown(value, cell.number_format or "General")


def _is_emphasised(cell: Any) -> bool:
    return bool(cell.has_style and (cell.font.b or cell.fill.fill_type == "solid"))


def _add_structure(sheet: Sheet, worksheet: Any, source: SourceFile) -> None:
    """What streaming leaves out: merged ranges, and how many formulas were never calculated.

    A search through the bytes, since a second parse would double the time; both are plain in what programs write.
    """
    from openpyxl.utils import range_boundaries

    path = worksheet._worksheet_path  # resolved by openpyxl, which offers it nowhere else
    with zipfile.ZipFile(source.path) as archive, archive.open(path) as part:
        for piece in _pieces(part):
            for match in _MERGE.finditer(piece):
                left, top, right, bottom = range_boundaries(match[1].decode())
                if left and top and right and bottom:
                    sheet.merges.append(Merge(top, left, bottom, right))
            sheet.uncalculated += len(_UNCALCULATED.findall(piece))


def _pieces(part: IO[bytes]) -> Iterator[bytes]:
    """The sheet's XML in pieces that cut no cell and no merged range in two."""
    rest = b""
    while data := part.read(_PIECE_BYTES):
        text = rest + data
        cut = max(text.rfind(b"<c "), text.rfind(b"<mergeCell "), 0) or text.rfind(b"<") + 1
        yield text[:cut]
        rest = text[cut:]
    yield rest
