"""XLSX -> Reading by openpyxl in its streaming mode: every visible sheet, each table on it, values as they are shown."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from ingestion.readers.archive import check_archive
from ingestion.readers.grid import Origin, blocks_of
from ingestion.readers.limits import ReadingLimits, refuse_above
from ingestion.readers.prose import clean
from ingestion.readers.xlsx_regions import Merge, filled, grid_of, regions
from ingestion.readers.xlsx_values import ERRORS, shown
from ingestion.reading import Block, Heading, Note, Paragraph, Reading, SourceFile, Table

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_CAPTION_CHARS = 40
_DEFAULT_SHEET = ("sheet", "工作表")


@dataclass(slots=True)
class _Sheet:
    cells: dict[int, dict[int, str]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    errors: int = 0
    uncalculated: int = 0


def read(source: SourceFile, limits: ReadingLimits) -> Reading:
    from openpyxl import load_workbook

    check_archive(source, limits)
    workbook = load_workbook(source.path, read_only=True, data_only=True, keep_links=False)
    blocks: list[Block] = []
    notes: list[Note] = []
    try:
        budget = limits.max_cells
        visible = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
        hidden = [sheet.title for sheet in workbook.worksheets if sheet.sheet_state != "visible"]
        for worksheet in visible:
            sheet = _read_sheet(worksheet, source, budget, limits)
            budget -= sum(len(columns) for columns in sheet.cells.values())
            blocks.extend(_sheet_blocks(sheet, worksheet.title, named=len(visible) > 1))
            notes.extend(_sheet_notes(sheet, worksheet.title))
        title = clean(workbook.properties.title or "")
    finally:
        workbook.close()
    notes.extend(Note("hidden_sheet", f"Sheet {name} is hidden and was not read.") for name in hidden)
    return Reading(title or PurePath(source.name).stem, MEDIA_TYPE, tuple(blocks), tuple(notes))


def _read_sheet(worksheet: ReadOnlyWorksheet, source: SourceFile, budget: int, limits: ReadingLimits) -> _Sheet:
    sheet = _Sheet()
    worksheet.reset_dimensions()  # a sheet that claims a million columns must not be believed
    count = 0
    for row in worksheet.iter_rows():
        for cell in row:
            if cell.value is None:
                continue
            count += 1
            refuse_above(limits.max_cells - budget + count, limits.max_cells, "table cells", "max_cells")
            if cell.value in ERRORS:
                sheet.errors += 1
            elif text := clean(shown(cell.value, cell.number_format or "General")).replace("\n", " "):
                sheet.cells.setdefault(cell.row, {})[cell.column] = text
    for part in _structure(source, worksheet):
        if isinstance(part, Merge):
            sheet.merges.append(part)
        else:
            sheet.uncalculated += 1
    return sheet


def _structure(source: SourceFile, worksheet: ReadOnlyWorksheet) -> Iterator[Merge | str]:
    """What streaming mode leaves out: merged ranges, and cells whose formula was never calculated (by reference)."""
    from lxml import etree
    from openpyxl.utils import range_boundaries

    path = worksheet._worksheet_path  # openpyxl resolved the sheet's part and offers it nowhere else
    with zipfile.ZipFile(source.path) as archive, archive.open(path) as part:
        events = etree.iterparse(
            part, events=("end",), tag=(f"{_MAIN}c", f"{_MAIN}row", f"{_MAIN}mergeCell"), huge_tree=False
        )
        for _, node in events:
            if node.tag == f"{_MAIN}mergeCell":
                left, top, right, bottom = range_boundaries(node.get("ref"))
                if None not in (left, top, right, bottom):
                    yield Merge(int(top), int(left), int(bottom), int(right))
            elif node.tag == f"{_MAIN}c":
                value = node.find(f"{_MAIN}v")
                if node.find(f"{_MAIN}f") is not None and (value is None or value.text is None):
                    yield str(node.get("r"))
                continue
            node.clear()
            while node.getprevious() is not None:
                del node.getparent()[0]


def _sheet_blocks(sheet: _Sheet, name: str, *, named: bool) -> list[Block]:
    cells = filled(sheet.cells, sheet.merges)
    blocks: list[Block] = []
    if cells and named and not name.casefold().startswith(_DEFAULT_SHEET):
        blocks.append(Heading(clean(name), 1))
    caption = ""
    above: Table | None = None
    found = regions(cells)
    for index, region in enumerate(found):
        single = region.left == region.right and region.top == region.bottom
        text = cells[region.top][region.left]
        is_last = index + 1 == len(found)
        if single and not is_last and len(text) <= _CAPTION_CHARS:
            caption = f"{caption} {text}".strip()
            continue
        parts = blocks_of(grid_of(cells, region, sheet.merges), Origin(caption, None, name))
        if caption and not any(isinstance(part, Table) for part in parts):
            parts.insert(0, Paragraph(caption))
        parts = [_with_headers_of(above, part, caption) if isinstance(part, Table) else part for part in parts]
        tables = [part for part in parts if isinstance(part, Table)]
        above, caption = (tables[-1] if tables else above), ""
        blocks.extend(parts)
    return blocks


def _with_headers_of(above: Table | None, table: Table, caption: str) -> Table:
    """A table that goes on after a blank row keeps the headers from before it."""
    if above is None or caption or table.headers or table.caption or not above.headers:
        return table
    return replace(table, headers=above.headers) if len(above.headers) == len(table.rows[0]) else table


def _sheet_notes(sheet: _Sheet, name: str) -> list[Note]:
    notes = []
    if sheet.errors:
        notes.append(
            Note("error_cells", f"Sheet {name}: {sheet.errors} cells hold a formula error and were left empty.")
        )
    if sheet.uncalculated:
        notes.append(
            Note(
                "uncalculated_formulas",
                f"Sheet {name}: {sheet.uncalculated} formulas have no saved value; open and save it in Excel.",
            )
        )
    return notes
