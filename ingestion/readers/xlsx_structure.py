"""What openpyxl's streaming mode leaves out of a sheet: merged ranges, hidden rows and columns, uncalculated formulas.

A search through the bytes, since a second parse would double the time; all of it is plain in what programs write.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, BinaryIO

from ingestion.readers.xlsx_regions import Merge

_PIECE_BYTES = 1 << 20
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell [^>]*?ref="([A-Z]+\d+:[A-Z]+\d+)"')
_UNCALCULATED = re.compile(
    rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f [^>]*/>)(?:<(?:\w+:)?v ?/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)
_ROW = re.compile(rb'<(?:\w+:)?row\b(?=[^>]*\bhidden="(?:1|true)")[^>]*>')
_COLUMN = re.compile(rb'<(?:\w+:)?col\b(?=[^>]*\bhidden="(?:1|true)")[^>]*>')
_FILTER = re.compile(rb"<(?:\w+:)?filterColumn\b")
_FOLDED = re.compile(rb'outlineLevel="[1-9]')  # a folded group is put away, not taken back
_NUMBER = {name: re.compile(rb'\b%s="(\d{1,7})"' % name.encode()) for name in ("r", "min", "max")}
_LAST_COLUMN = 16_384


@dataclass(slots=True)
class Structure:
    """`hidden_rows` are those that a person has hidden; when `filtered`, a filter may have hidden them."""

    merges: list[Merge] = field(default_factory=list)
    uncalculated: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    filtered: bool = False


def read_structure(package: BinaryIO, part_name: str) -> Structure:
    from openpyxl.utils import range_boundaries

    found = Structure()
    with zipfile.ZipFile(package) as archive, archive.open(part_name) as part:
        for piece in _pieces(part):
            for match in _MERGE.finditer(piece):
                left, top, right, bottom = range_boundaries(match[1].decode())
                if left and top and right and bottom:
                    found.merges.append(Merge(top, left, bottom, right))
            found.uncalculated += len(_UNCALCULATED.findall(piece))
            found.filtered = found.filtered or _FILTER.search(piece) is not None
            found.hidden_rows.update(_value(tag, "r") for tag in _hidden(_ROW, piece))
            for tag in _hidden(_COLUMN, piece):
                found.hidden_columns.update(range(_value(tag, "min"), min(_value(tag, "max"), _LAST_COLUMN) + 1))
    return found


def _hidden(pattern: re.Pattern[bytes], piece: bytes) -> Iterator[bytes]:
    return (match.group() for match in pattern.finditer(piece) if not _FOLDED.search(match.group()))


def _value(tag: bytes, name: str) -> int:
    match = _NUMBER[name].search(tag)
    return int(match[1]) if match else 0


def _pieces(part: IO[bytes]) -> Iterator[bytes]:
    """The sheet's XML in pieces that cut no cell, no row's opening and no merged range in two."""
    rest = b""
    while data := part.read(_PIECE_BYTES):
        text = rest + data
        cut = max(text.rfind(b"<c "), text.rfind(b"<row "), text.rfind(b"<mergeCell "), 0) or text.rfind(b"<")
        yield text[:cut]
        rest = text[cut:]
    yield rest
