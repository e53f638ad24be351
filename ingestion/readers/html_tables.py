"""An HTML table -> Grid: rowspan and colspan filled, header rows told by <thead> and <th>, layout tables told apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bs4 import Tag

from ingestion.readers.grid import Grid, rectangular

_MAX_SPAN = 1000  # what browsers allow for colspan; hostile values ask for millions
_SECTIONS = ("thead", "tbody", "tfoot")


def is_layout(table: Tag) -> bool:
    """Whether the table only arranges the page: it holds other tables or headings, or has a single cell."""
    if table.get("role") == "presentation" or table.find(["table", "h1", "h2", "h3", "form"]) is not None:
        return True
    return len(table.find_all(["td", "th"], limit=2)) < 2


def grid_of(table: Tag, text_of: Callable[[Tag], str], max_cells: int) -> Grid:
    """Cell texts of a data table. Filling stops at `max_cells`, which the caller has made an error."""
    rows: list[list[str]] = []
    banners: set[int] = set()
    pending: dict[int, tuple[int, str]] = {}  # column -> (rows still to fill, text)
    header_rows, in_header, total = 0, True, 0
    for row in _rows(table):
        cells = row.find_all(["td", "th"], recursive=False)
        line: list[str] = []
        for cell in cells:
            _fill_down(line, pending)
            text = text_of(cell)
            columns, down = _span(cell, "colspan"), _span(cell, "rowspan")
            columns = min(columns, max(1, max_cells - total))
            for _ in range(columns):
                if down > 1:
                    pending[len(line)] = (down - 1, text)
                line.append(text)
            total += columns
        _fill_down(line, pending)
        if total > max_cells:
            break
        in_header = in_header and bool(cells) and _is_header_row(row, cells)
        header_rows += in_header
        if len(cells) == 1 and 1 < _span(cells[0], "colspan") >= len(line):
            banners.add(len(rows))
        rows.append(line)
    told = header_rows if 0 < header_rows < len(rows) else None
    return Grid(rectangular(rows), frozenset(banners), told)


def _rows(table: Tag) -> Iterator[Tag]:
    for child in table.find_all(["tr", *_SECTIONS], recursive=False):
        if child.name == "tr":
            yield child
        else:
            yield from child.find_all("tr", recursive=False)


def _fill_down(line: list[str], pending: dict[int, tuple[int, str]]) -> None:
    while (waiting := pending.get(len(line))) is not None:
        left, text = waiting
        if left > 1:
            pending[len(line)] = (left - 1, text)
        else:
            del pending[len(line)]
        line.append(text)


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name, "1")).strip()
    return max(1, min(int(value), _MAX_SPAN)) if value.isdecimal() else 1


def _is_header_row(row: Tag, cells: list[Tag]) -> bool:
    return (row.parent is not None and row.parent.name == "thead") or all(cell.name == "th" for cell in cells)
