"""CSV and TSV -> Reading, by the standard library. The delimiter is the one that gives the most even columns."""

from __future__ import annotations

import csv
import io
import re
import sys
from pathlib import PurePath

from ingestion.readers.grid import Grid, Origin, blocks_of, rectangular
from ingestion.readers.limits import ReadingLimits, refuse_above
from ingestion.readers.prose import clean
from ingestion.readers.text import decode_file, encoding_notes
from ingestion.reading import Reading, SourceFile

_DELIMITERS = ("\t", ",", ";", "|", "，")
_SAMPLE_LINES = 50
_TEXT_FORMULA = re.compile(r'="([^"]*)"|\'(\d+)')  # ="00123" and '00123: how back ends keep Excel from mangling numbers


def read(source: SourceFile, limits: ReadingLimits) -> Reading:
    decoded = decode_file(source)
    text = decoded.text.replace("\x00", "")
    delimiter, text = _delimiter(text, PurePath(source.name).suffix.lower())
    csv.field_size_limit(min(sys.maxsize, limits.max_chars))
    rows: list[list[str]] = []
    cells = 0
    for record in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
        cells += len(record)
        refuse_above(cells, limits.max_cells, "table cells", "max_cells")
        rows.append([_cell(cell) for cell in record])
    while rows and not any(rows[-1]):
        rows.pop()
    grid = Grid(rectangular(rows))
    refuse_above(len(grid.rows) * len(grid.rows[0]) if grid.rows else 0, limits.max_cells, "table cells", "max_cells")
    return Reading(
        title=PurePath(source.name).stem,
        media_type="text/csv",
        blocks=tuple(blocks_of(grid, Origin())),
        notes=tuple(encoding_notes(decoded)),
    )


def _cell(text: str) -> str:
    match = _TEXT_FORMULA.fullmatch(text)
    return clean(match[1] or match[2] if match else text).replace("\n", " ")


def _delimiter(text: str, suffix: str) -> tuple[str, str]:
    """The delimiter and the text without Excel's `sep=` line."""
    first, _, rest = text.partition("\n")
    if (match := re.fullmatch(r'"?sep=(.)"?\s*', first, re.IGNORECASE)) is not None:
        return match[1], rest
    if suffix in (".tsv", ".tab") and "\t" in text:
        return "\t", text
    lines = [line for line in text.splitlines()[:_SAMPLE_LINES] if line.strip()]
    return max(_DELIMITERS, key=lambda delimiter: _evenness(lines, delimiter)), text


def _evenness(lines: list[str], delimiter: str) -> tuple[float, int]:
    """Share of records with the commonest column count (when above one), then that count."""
    widths = [len(record) for record in csv.reader(lines, delimiter=delimiter)]
    wide = [width for width in widths if width > 1]
    if not wide:
        return 0.0, 1
    usual = max(set(wide), key=wide.count)
    return wide.count(usual) / len(widths), usual
