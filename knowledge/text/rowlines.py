"""Table rows that splitting wrote into running text: "仓库：杭州仓；货品：小件；截单时间：16:00" is a row again."""

from __future__ import annotations

import re

Fields = tuple[tuple[str, str], ...]

_PAIR = re.compile(r"^([^：:；;。！？\n]{1,24})[：:](.+)$", re.S)
_FEWEST_CELLS = 2
# A running sentence may hold one colon; a header is short and no sentence.
_MOST_HEADER_CHARS = 16


def fields_of_line(line: str) -> Fields:
    """The (header, cell) pairs of a line that was a row, empty for any other line."""
    cells: list[tuple[str, str]] = []
    for piece in re.split(r"；|;(?=\S)", line.strip().rstrip("。")):
        match = _PAIR.match(piece.strip())
        if match and len(match[1]) <= _MOST_HEADER_CHARS:
            cells.append((match[1].strip(), match[2].strip()))
        elif cells:
            cells[-1] = (cells[-1][0], f"{cells[-1][1]}；{piece.strip()}")
        else:
            return ()
    return tuple(cells) if len(cells) >= _FEWEST_CELLS else ()


def row_lines(text: str) -> list[Fields]:
    """Every row in the text: lines that share their headers with a neighbour, or that have three cells or more."""
    rows = [fields_of_line(line) for line in text.split("\n")]
    shared = [tuple(header for header, _ in row) for row in rows]
    return [
        row for row, headers in zip(rows, shared, strict=True) if row and (len(row) > 2 or shared.count(headers) > 1)
    ]


def without_row_lines(text: str) -> str:
    """The text's other lines."""
    rows = row_lines(text)
    return "\n".join(line for line in text.split("\n") if fields_of_line(line) not in rows or not fields_of_line(line))
