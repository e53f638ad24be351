"""Ruled tables of a PDF, by pdfplumber: pypdf gives the words of a table but not its cells.

Asked only for pages with enough ruling lines, since it costs about three times as much as reading the text.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingestion.readers.grid import Grid
from ingestion.readers.prose import one_line

MIN_RULINGS = 6  # fewer strokes and boxes cannot enclose two cells
MAX_RULINGS = 5_000  # more are a drawing; finding cells among them takes minutes
_SAME_RULING = 3.0  # points within which two rulings are one line
_MIN_FILLED = 0.4  # share of cells with text; drawings and forms to fill in have less
_MIN_REGULAR = 0.5  # boxes per grid cell; boxes drawn around words give a grid that is mostly "merged"
_FRAME_CHARS = 300  # a cell that long holding most of the text is a frame around prose
_FRAME_SHARE = 0.6

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table with its edges in points, in the page's direction of reading, upwards from the lower edge."""

    left: float
    bottom: float
    right: float
    top: float
    grid: Grid

    def holds(self, x: float, y: float) -> bool:
        return self.left - 2 <= x <= self.right + 2 and self.bottom - 2 <= y <= self.top + 2


def ruled_tables(path: Path, pages: Iterable[int]) -> dict[int, list[RuledTable]]:
    """Tables by page number (from 1), from top to bottom. Pages that pdfplumber cannot parse are missing."""
    import pdfplumber

    found: dict[int, list[RuledTable]] = {}
    # The edge to a parser that raises anything on broken streams. The words are read by then: only tables are lost.
    with suppress(Exception), pdfplumber.open(path) as document:
        for number in pages:
            with suppress(Exception):
                found[number] = _tables_on(document.pages[number - 1])
    return found


def _tables_on(page: Any) -> list[RuledTable]:
    """Any: pdfplumber's objects carry no types."""
    try:
        tables = [table for item in page.find_tables() if (table := _table(item, page)) is not None]
    finally:
        page.close()
    return sorted(tables, key=lambda table: (-table.top, table.left))


def _table(item: Any, page: Any) -> RuledTable | None:
    """Any: pdfplumber's objects carry no types. None for frames around prose, and for drawings."""
    boxes: list[Box] = [box for box in item.cells if box and box[2] - box[0] >= 1 and box[3] - box[1] >= 1]
    columns = _rulings([x for box in boxes for x in (box[0], box[2])])
    rows = _rulings([y for box in boxes for y in (box[1], box[3])])
    height, width = len(rows) - 1, len(columns) - 1
    if height < 2 or width < 2 or len(boxes) < _MIN_REGULAR * height * width:
        return None
    texts = [_cell_text(page, box) for box in boxes]
    if not _is_table(texts):
        return None
    cells = [[""] * width for _ in range(height)]
    banners: set[int] = set()
    for box, text in zip(boxes, texts, strict=True):
        left, right = _span(columns, box[0], box[2])
        upper, lower = _span(rows, box[1], box[3])
        for y in range(upper, lower):
            cells[y][left:right] = [text] * (right - left)
        if text and lower - upper == 1 and (left, right) == (0, width):
            banners.add(upper)
    told = 1 if 0 not in banners and _is_header(page, boxes, rows) else None
    return _placed(item.bbox, page, Grid(tuple(tuple(row) for row in cells), frozenset(banners), told))


def _is_header(page: Any, boxes: list[Box], rows: list[float]) -> bool:
    """Whether the first row alone is set in bold type or on a coloured ground."""
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    first, second = ((left, rows[index], right, rows[index + 1]) for index in (0, 1))
    return _is_emphasised(page, first) and not _is_emphasised(page, second)


def _is_emphasised(page: Any, box: Box) -> bool:
    x0, top, x1, bottom = box
    letters = [char for char in page.crop(box, strict=False).chars if char["text"].strip()]
    if letters and all("bold" in char["fontname"].casefold() for char in letters):
        return True
    covered = sum(
        min(rect["x1"], x1) - max(rect["x0"], x0)
        for rect in page.rects
        if rect["fill"] and rect["top"] <= top + 2 and rect["bottom"] >= bottom - 2 and not _is_white(rect)
    )
    return bool(covered > 0.8 * (x1 - x0))


def _is_white(rect: Any) -> bool:
    color = rect["non_stroking_color"]
    values = color if isinstance(color, tuple | list) else (color,)
    numbers = [value for value in values if isinstance(value, int | float)]
    return sum(numbers) == 0 if len(numbers) == 4 else bool(numbers) and min(numbers) >= 0.99


def _is_table(texts: list[str]) -> bool:
    filled = [text for text in texts if text]
    if len(filled) < _MIN_FILLED * len(texts) or len(set(filled)) < 3:
        return False
    longest = max(len(text) for text in filled)
    return longest < _FRAME_CHARS or longest < _FRAME_SHARE * sum(len(text) for text in filled)


def _placed(box: Box, page: Any, grid: Grid) -> RuledTable:
    """pdfplumber measures downwards on the displayed page, `pdf_lines` upwards along the direction of reading."""
    x0, y0, x1, y1 = (float(edge) for edge in page.mediabox)
    shift_x, shift_y = {0: (x0, y0), 90: (y0, -x1), 180: (-x1, -y1), 270: (-y1, x0)}[page.rotation % 360 // 90 * 90]
    height = float(page.height)
    left, top, right, bottom = box
    return RuledTable(left + shift_x, height - bottom + shift_y, right + shift_x, height - top + shift_y, grid)


def _cell_text(page: Any, box: Box) -> str:
    x0, top, x1, bottom = box
    inside = page.crop((x0 - 0.5, top - 0.5, x1 + 0.5, bottom + 0.5), strict=False).dedupe_chars()
    return one_line(inside.extract_text(x_tolerance=2) or "")


def _rulings(places: list[float]) -> list[float]:
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > _SAME_RULING:
            kept.append(place)
    return kept


def _span(rulings: list[float], start: float, end: float) -> tuple[int, int]:
    """Which columns (or rows) lie between two edges, as a half-open range with at least one."""
    first, last = (min(range(len(rulings)), key=lambda index: abs(rulings[index] - edge)) for edge in (start, end))
    first = min(first, len(rulings) - 2)
    return first, max(last, first + 1)
