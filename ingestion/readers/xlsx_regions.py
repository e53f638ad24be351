"""A sheet's cells -> the tables on it: regions between blank rows and columns, merged cells filled. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from ingestion.readers.grid import Grid


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, in sheet coordinates that count from 1, ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Region:
    """A rectangle of the sheet with no blank row and no blank column through it."""

    top: int
    left: int
    bottom: int
    right: int


Cells = Mapping[int, Mapping[int, str]]  # row -> column -> text, non-empty ones only


def without_columns(
    cells: Cells, merges: Sequence[Merge], hidden: AbstractSet[int]
) -> tuple[dict[int, dict[int, str]], list[Merge]]:
    """Cells and merged ranges as if the hidden columns had never been: those to the right of one move up to it."""
    if not hidden:
        return {row: dict(columns) for row, columns in cells.items()}, list(merges)
    ordered = sorted(hidden)

    def place(column: int) -> int:
        return column - bisect_left(ordered, column)

    kept = {
        row: {place(column): text for column, text in columns.items() if column not in hidden}
        for row, columns in cells.items()
    }
    moved = [
        Merge(merge.top, place(merge.left), merge.bottom, place(merge.right + 1) - 1)
        for merge in merges
        if merge.left not in hidden and place(merge.right + 1) > place(merge.left)
    ]
    return {row: columns for row, columns in kept.items() if columns}, moved


def filled(cells: Cells, merges: Sequence[Merge]) -> dict[int, dict[int, str]]:
    """`cells` with each merged range's text in every cell it covers, within the rows and columns that are in use."""
    result = {row: dict(columns) for row, columns in cells.items()}
    last_row, last_column = _extent(cells)
    for merge in merges:
        text = cells.get(merge.top, {}).get(merge.left)
        if not text:
            continue
        for row in range(merge.top, min(merge.bottom, last_row) + 1):
            columns = result.setdefault(row, {})
            for column in range(merge.left, min(merge.right, last_column) + 1):
                columns.setdefault(column, text)
    return result


def _extent(cells: Cells) -> tuple[int, int]:
    return max(cells, default=0), max((column for columns in cells.values() for column in columns), default=0)


def regions(cells: Cells) -> list[Region]:
    """Regions in reading order: from the top, then from the left."""
    found: list[Region] = []
    for top, bottom in _runs(sorted(row for row, columns in cells.items() if columns)):
        used = sorted({column for row in range(top, bottom + 1) for column in cells[row]})
        columns = _runs(used)
        if len(columns) == 1:
            found.append(Region(top, columns[0][0], bottom, columns[0][1]))
            continue
        for left, right in columns:  # tables side by side may each have blank rows of their own
            part = {
                row: {column: cells[row][column] for column in cells[row] if left <= column <= right}
                for row in range(top, bottom + 1)
            }
            found.extend(regions({row: inside for row, inside in part.items() if inside}))
    return found


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Stretches of consecutive numbers as (first, last)."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def grid_of(cells: Cells, region: Region, merges: Iterable[Merge]) -> Grid:
    """The region as a rectangular grid; a merged range over its whole width is a banner."""
    rows = tuple(
        tuple(cells.get(row, {}).get(column, "") for column in range(region.left, region.right + 1))
        for row in range(region.top, region.bottom + 1)
    )
    banners = frozenset(
        merge.top - region.top
        for merge in merges
        if merge.top == merge.bottom
        and region.top <= merge.top <= region.bottom
        and merge.left <= region.left < region.right <= merge.right
    )
    return Grid(rows, banners, first_row=region.top)
