"""Reading order of a page's lines. Most pages draw their text as it is read; the others are cut into columns and bands.

The cutting is the recursive X-Y cut of Nagy and Seth (Hierarchical representation of optically scanned documents,
ICPR 1984), on lines instead of pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ingestion.readers.pdf_lines import Line

_CLEARLY_ABOVE = 3.0  # font sizes; less is a superscript or a fraction
_GUTTER_EMS = 1.0  # white space between columns
_SURE_WIDTH = 0.9  # of a line's estimated width, lest a wrong estimate close a gutter
_BAND_EMS = 0.9  # white space between bands, beyond the line's own height
_MAX_DEPTH = 12


def in_reading_order(lines: Sequence[Line]) -> list[Line]:
    """`lines` as drawn, when that never goes back up within a column; else as cut."""
    return list(lines) if not _goes_back(lines) else _cut(list(lines), 0)


def _goes_back(lines: Sequence[Line]) -> bool:
    """A line above one drawn earlier, and not beside it, cannot be a next column."""
    return any(
        later.turn == earlier.turn and later.y > earlier.y + _CLEARLY_ABOVE * earlier.size and _overlap(earlier, later)
        for earlier, later in pairwise(lines)
    )


def _overlap(one: Line, other: Line) -> bool:
    """Whether the lines share half of the shorter one's width; estimated widths allow no finer question."""
    shared = min(one.right, other.right) - max(one.x, other.x)
    return shared > 0.5 * min(one.right - one.x, other.right - other.x)


def _cut(lines: list[Line], depth: int) -> list[Line]:
    if len(lines) < 2 or depth > _MAX_DEPTH:
        return lines
    for parts in (_columns(lines), _bands(lines)):
        if len(parts) > 1:
            return [line for part in parts for line in _cut(part, depth + 1)]
    return sorted(lines, key=lambda line: (-line.y, line.x))


def _columns(lines: Sequence[Line]) -> list[list[Line]]:
    """Parts that a gutter separates which no line crosses; each must have at least two lines to be a column."""
    parts: list[list[Line]] = []
    edge = 0.0
    for line in sorted(lines, key=lambda line: line.x):
        if parts and line.x < edge + _GUTTER_EMS * line.size:
            parts[-1].append(line)
        else:
            parts.append([line])
        right = line.x + _SURE_WIDTH * (line.right - line.x)
        edge = max(edge, right) if len(parts[-1]) > 1 else right
    return parts if all(len(part) > 1 for part in parts) else [list(lines)]


def _bands(lines: Sequence[Line]) -> list[list[Line]]:
    """Parts that white space across the whole width separates, from the top."""
    parts: list[list[Line]] = []
    lowest = 0.0
    for line in sorted(lines, key=lambda line: -line.y):
        if parts and lowest - line.y < (1 + _BAND_EMS) * line.size:
            parts[-1].append(line)
        else:
            parts.append([line])
        lowest = line.y
    return parts
