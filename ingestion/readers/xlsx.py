"""XLSX -> Reading by openpyxl's streaming mode: every visible sheet, each table on it, values as they are shown."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO

from ingestion.readers.archive import check_archive
from ingestion.readers.grid import Grid, Origin, blocks_of
from ingestion.readers.limits import ReadingLimits
from ingestion.readers.pasted import PastedPictures
from ingestion.readers.prose import clean
from ingestion.readers.xlsx_package import opened
from ingestion.readers.xlsx_pictures import pictures_on
from ingestion.readers.xlsx_regions import Region, filled, grid_of, regions
from ingestion.readers.xlsx_sheet import Sheet, part_of, read_sheet
from ingestion.reading import Block, Heading, Note, Paragraph, Reading, SourceFile, Table

if TYPE_CHECKING:
    from openpyxl import Workbook

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CAPTION_CHARS = 40
_DEFAULT_NAMES = ("sheet", "工作表")


def read(source: SourceFile, limits: ReadingLimits) -> Reading:
    check_archive(source, limits)
    pasted = PastedPictures(limits, time.monotonic())
    sheets: list[Sheet] = []
    notes: list[Note] = []
    pictures: list[list[Block]] = []
    with opened(source) as package, closing(_workbook(package)) as workbook:
        for worksheet in workbook.worksheets:
            if worksheet.sheet_state == "visible":
                used = sum(sheet.count for sheet in sheets)
                sheets.append(read_sheet(worksheet, package, used, limits))
                notes.extend(sheets[-1].notes())
                lying = pictures_on(package, part_of(worksheet))
                pictures.append([block for data in lying for block in pasted.blocks(data)])
            else:
                message = f"Sheet {worksheet.title} is hidden and was not read."
                notes.append(Note("hidden_sheet", message, place=worksheet.title))
        title = clean(workbook.properties.title or "")
    blocks = [
        block
        for sheet, beside in zip(sheets, pictures, strict=True)
        for block in _sheet_blocks(sheet, beside, named=len(sheets) > 1)
    ]
    return Reading(title or PurePath(source.name).stem, MEDIA_TYPE, tuple(blocks), (*notes, *pasted.notes()))


def _workbook(file: BinaryIO) -> Workbook:
    from openpyxl import load_workbook

    return load_workbook(file, read_only=True, data_only=True, keep_links=False)


def _sheet_blocks(sheet: Sheet, pictures: Sequence[Block], *, named: bool) -> list[Block]:
    """The sheet's tables and texts, then what its pictures say."""
    cells = filled(sheet.cells, sheet.merges)
    found = regions(cells)
    blocks: list[Block] = []
    if (found or pictures) and named and not sheet.name.casefold().startswith(_DEFAULT_NAMES):
        blocks.append(Heading(clean(sheet.name), 1))
    captions: list[str] = []
    above: tuple[Region, Table] | None = None
    for region, following in zip(found, (*found[1:], None), strict=False):
        text = cells[region.top][region.left]
        if _is_single(region) and following is not None and len(text) <= _CAPTION_CHARS:
            captions.append(text)
            continue
        grid = _with_told_header(grid_of(cells, region, sheet.merges), region, sheet)
        parts = blocks_of(grid, Origin(" ".join(captions), None, sheet.name))
        if captions and not any(isinstance(part, Table) for part in parts):
            blocks.extend(Paragraph(caption) for caption in captions)
        elif not captions:
            parts = [_with_headers_of(above, region, part) for part in parts]
        above = next(((region, part) for part in reversed(parts) if isinstance(part, Table)), above)
        captions = []
        blocks.extend(parts)
    return [*blocks, *pictures]


def _is_single(region: Region) -> bool:
    return (region.top, region.left) == (region.bottom, region.right)


def _with_told_header(grid: Grid, region: Region, sheet: Sheet) -> Grid:
    """A first row (below titles) that alone is bold or coloured is the header, whatever its words."""
    titles = _count_titles(grid)
    header = region.top + titles
    told = header in sheet.emphasised and header + 1 not in sheet.emphasised and titles + 1 < len(grid.rows)
    return replace(grid, header_rows=titles + 1) if told and len(set(grid.rows[titles])) > 1 else grid


def _count_titles(grid: Grid) -> int:
    count = 0
    while count < len(grid.rows) and len({cell for cell in grid.rows[count] if cell}) <= 1:
        count += 1
    return count


def _with_headers_of(above: tuple[Region, Table] | None, region: Region, block: Block) -> Block:
    """A table that goes on below a blank row, in the same columns, keeps the headers from above it."""
    if above is None or not isinstance(block, Table) or block.headers or block.caption:
        return block
    upper, table = above
    same_columns = (upper.left, upper.right) == (region.left, region.right)
    return replace(block, headers=table.headers) if same_columns and table.headers else block
