"""What the reading of a file yielded and what it left out: counted once, kept with the version, shown to its editor.

Kept as JSON whose keys are the fields below; a report of an earlier release may lack the younger ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from ingestion.reading import Heading, Note, Reading, Table


@dataclass(frozen=True, slots=True)
class SheetYield:
    """What one sheet of a workbook gave."""

    name: str
    tables: int
    rows: int


@dataclass(frozen=True, slots=True)
class ParseReport:
    """Counts of what the splitter was given. `rows` are of all tables, without headers; `characters` are of all text.

    `recognised` are pages (from 1) whose text was read from their picture; `notes` say what was skipped, repaired or
    assumed.
    """

    pages: int | None
    sheets: tuple[SheetYield, ...]
    headings: int
    paragraphs: int
    tables: int
    rows: int
    characters: int
    recognised: tuple[int, ...]
    notes: tuple[Note, ...]
    elapsed_ms: int

    def stored(self) -> dict[str, Any]:
        """As JSON values."""
        return asdict(self)


def report_of(reading: Reading, notes: Sequence[Note], elapsed_s: float) -> ParseReport:
    """`notes` are the reader's own and what was found out after it; `elapsed_s` is how long the reading took."""
    tables = [block for block in reading.blocks if isinstance(block, Table)]
    headings = sum(isinstance(block, Heading) for block in reading.blocks)
    return ParseReport(
        pages=reading.pages,
        sheets=_sheets(tables),
        headings=headings,
        paragraphs=len(reading.blocks) - headings - len(tables),
        tables=len(tables),
        rows=sum(len(table.rows) for table in tables),
        characters=sum(_characters(block) if isinstance(block, Table) else len(block.text) for block in reading.blocks),
        recognised=reading.recognised,
        notes=tuple(notes),
        elapsed_ms=round(elapsed_s * 1000),
    )


def _sheets(tables: Sequence[Table]) -> tuple[SheetYield, ...]:
    names = dict.fromkeys(table.sheet for table in tables if table.sheet is not None)
    return tuple(
        SheetYield(name, len(own), sum(len(table.rows) for table in own))
        for name in names
        if (own := [table for table in tables if table.sheet == name])
    )


def _characters(table: Table) -> int:
    return len(table.caption) + sum(len(cell) for row in (table.headers, *table.rows) for cell in row)
