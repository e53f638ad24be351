"""Ruled tables of a PDF, by pdfplumber: pypdf gives the words of a table but not its cells.

Asked only for pages with enough ruling lines, since it costs about three times as much as reading the text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingestion.readers.grid import Row
from ingestion.readers.prose import one_line

MIN_RULINGS = 6  # fewer strokes and boxes cannot enclose two cells


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table with its box in points from the page's lower left corner."""

    left: float
    bottom: float
    right: float
    top: float
    rows: tuple[Row, ...]
    banners: frozenset[int]

    def holds(self, x: float, y: float) -> bool:
        return self.left - 2 <= x <= self.right + 2 and self.bottom - 2 <= y <= self.top + 2


def ruled_tables(path: Path, password: str, pages: Iterable[int]) -> dict[int, list[RuledTable]]:
    """Tables by page number (from 1), in reading order."""
    import pdfplumber

    found: dict[int, list[RuledTable]] = {}
    with pdfplumber.open(path, password=password) as document:
        for number in pages:
            page = document.pages[number - 1]
            if not page.rotation:
                tables = [table for table in map(lambda item: _table(item, page), page.find_tables()) if table]
                found[number] = sorted(tables, key=lambda table: (-table.top, table.left))
            page.close()
    return found


def _table(item: Any, page: Any) -> RuledTable | None:
    """Any: pdfplumber's objects carry no types. None for frames around prose and for drawings."""
    cells = [cell for cell in item.cells if cell]
    xs = sorted({round(x, 1) for cell in cells for x in (cell[0], cell[2])})
    ys = sorted({round(y, 1) for cell in cells for y in (cell[1], cell[3])})
    columns, rows = _merged(xs), _merged(ys)
    if len(columns) < 3 or len(rows) < 3:
        return None
    grid = [[""] * (len(columns) - 1) for _ in rows[1:]]
    banners: set[int] = set()
    for x0, top, x1, bottom in cells:
        text = _cell_text(page, (x0, top, x1, bottom))
        left, right = _index(columns, x0), max(_index(columns, x1), _index(columns, x0) + 1)
        upper, lower = _index(rows, top), max(_index(rows, bottom), _index(rows, top) + 1)
        for y in range(upper, min(lower, len(grid))):
            for x in range(left, min(right, len(grid[0]))):
                grid[y][x] = text
        if text and lower - upper == 1 and left == 0 and right == len(grid[0]):
            banners.add(upper)
    filled = sum(bool(cell) for row in grid for cell in row)
    if filled < 0.4 * len(grid) * len(grid[0]) or len({cell for row in grid for cell in row if cell}) < 3:
        return None
    x0, top, x1, bottom = item.bbox
    offset_x, offset_y = page.mediabox[0], page.mediabox[1]
    height = float(page.mediabox[3]) - float(page.mediabox[1])
    return RuledTable(
        x0 + offset_x, height - bottom + offset_y, x1 + offset_x, height - top + offset_y,
        tuple(tuple(row) for row in grid), frozenset(banners),
    )


def _cell_text(page: Any, box: tuple[float, float, float, float]) -> str:
    x0, top, x1, bottom = box
    if x1 - x0 < 1 or bottom - top < 1:
        return ""
    inside = page.within_bbox((x0 - 0.5, top - 0.5, x1 + 0.5, bottom + 0.5), strict=False).dedupe_chars()
    return one_line(inside.extract_text(x_tolerance=2) or "")


def _merged(places: list[float]) -> list[float]:
    """Rulings within three points are one."""
    kept: list[float] = []
    for place in places:
        if not kept or place - kept[-1] > 3:
            kept.append(place)
    return kept


def _index(places: list[float], place: float) -> int:
    return min(range(len(places)), key=lambda index: abs(places[index] - place))
