"""PDF -> Reading. pypdf reads the text, `pdf_tables` the ruled tables; pages that are pictures are recognised."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from ingestion.readers.grid import Origin
from ingestion.readers.grid import blocks_of as table_blocks
from ingestion.readers.limits import ReadingLimits, refuse_above
from ingestion.readers.pdf_layout import blocks_of, squeezed, typography
from ingestion.readers.pdf_lines import Fragment, Line, PageText, is_leftward, lines_of, page_text
from ingestion.readers.pdf_margins import without_margins
from ingestion.readers.pdf_order import in_reading_order
from ingestion.readers.pdf_pasted import words_of_pictures
from ingestion.readers.pdf_scans import recognised_scans, wordless
from ingestion.readers.pdf_tables import MAX_RULINGS, MIN_RULINGS, RuledTable, ruled_tables
from ingestion.readers.prose import one_line
from ingestion.reading import Block, Heading, Note, Reading, SourceFile, Table
from knowledge.errors import UnreadableFile

if TYPE_CHECKING:
    from pypdf import PdfReader

MEDIA_TYPE = "application/pdf"
_MAX_BOOKMARK_DEPTH = 6


def read(source: SourceFile, limits: ReadingLimits) -> Reading:
    began = time.monotonic()
    reader = _open(source)
    count = len(reader.pages)
    refuse_above(count, limits.max_pages, "pages", "max_pages")
    read = _texts(reader, limits)
    scans = recognised_scans(source, read.silent, limits, began)
    notes = [*read.notes, *scans.notes]
    ruled = [number for number, text in enumerate(read.pages, 1) if text.rulings >= MIN_RULINGS and text.fragments]
    pasted = words_of_pictures(source, read.pages, limits, began)
    notes.extend(pasted.notes)
    found: dict[int, Sequence[Fragment]] = {**scans.found, **pasted.found}
    texts = [replace(text, fragments=(*text.fragments, *found.get(n, ()))) for n, text in enumerate(read.pages, 1)]
    legible = [n for n in ruled if texts[n - 1].rulings <= MAX_RULINGS and not is_leftward(texts[n - 1])]
    tables = ruled_tables(source.path, legible) if legible else {}
    if missed := [str(number) for number in ruled if number not in tables]:
        where = ", ".join(missed)
        message = f"Tables on page {where} were read as running text."
        notes.append(Note("tables_as_text", message, place=where, count=len(missed)))
    edges = [_edges(page.mediabox, text.turn) for page, text in zip(reader.pages, texts, strict=True)]
    blocks = _blocks(texts, tables, edges, _bookmarks(reader))
    if not blocks:
        raise wordless(source, scans.notes)
    title = _title(reader, blocks, source)
    return Reading(title, MEDIA_TYPE, tuple(blocks), tuple(notes), count, tuple(sorted(scans.found)))


def _open(source: SourceFile) -> PdfReader:
    from pypdf import PasswordType, PdfReader

    reader = PdfReader(source.path)
    if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
        raise UnreadableFile(f"{source.name} is protected by a password; save it without one", code="encrypted")
    return reader


def _texts(reader: PdfReader, limits: ReadingLimits) -> _Texts:
    """Each page's own text."""
    texts: list[PageText] = []
    damaged: list[int] = []
    chars = 0
    for number, page in enumerate(reader.pages, start=1):
        try:
            texts.append(page_text(page))
        except (MemoryError, RecursionError):
            raise
        except Exception:  # one bad page must not cost the others; pypdf raises many kinds on broken streams
            texts.append(PageText())
            damaged.append(number)
        chars += sum(len(fragment.text) for fragment in texts[-1].fragments)
        refuse_above(chars, limits.max_chars, "characters", "max_chars")
    silent = [number for number, text in enumerate(texts, start=1) if not text.fragments and number not in damaged]
    where = ", ".join(map(str, damaged))
    message = f"Page {where} is damaged and was not read."
    notes = [Note("damaged_pages", message, place=where, count=len(damaged))] if damaged else []
    return _Texts(texts, silent, notes)


@dataclass(frozen=True, slots=True)
class _Texts:
    """Each page's own words, and the numbers of the pages without any."""

    pages: list[PageText]
    silent: list[int]
    notes: list[Note]


def _edges(box: Any, turn: int) -> tuple[float, float]:
    """The page's lower and upper edge in the direction of reading."""
    left, bottom, right, top = (float(edge) for edge in (box.left, box.bottom, box.right, box.top))
    return {0: (bottom, top), 90: (-right, -left), 180: (-top, -bottom), 270: (left, right)}[turn]


def _blocks(
    texts: Sequence[PageText],
    tables: dict[int, list[RuledTable]],
    edges: Sequence[tuple[float, float]],
    bookmarks: dict[str, int],
) -> list[Block]:
    pages: list[list[Line]] = []
    for number, text in enumerate(texts, start=1):
        boxes = tables.get(number, [])
        free = [item for item in text.fragments if not any(box.holds(item.x, item.y) for box in boxes)]
        pages.append(lines_of(free, number))
    pages = [in_reading_order(lines) for lines in without_margins(pages, edges)]
    usual = typography([line for lines in pages for line in lines])
    blocks: list[Block] = []
    pending: list[Line] = []
    for number, lines in enumerate(pages, start=1):
        boxes = list(tables.get(number, []))
        for line in lines:
            while boxes and line.y < boxes[0].bottom and line.turn == usual.turn:
                blocks.extend(blocks_of(pending, usual, bookmarks))
                pending = []
                _add_table(boxes.pop(0), number, blocks)
            pending.append(line)
        if boxes:
            blocks.extend(blocks_of(pending, usual, bookmarks))
            pending = []
        for box in boxes:
            _add_table(box, number, blocks)
    return [*blocks, *blocks_of(pending, usual, bookmarks)]


def _add_table(box: RuledTable, page: int, blocks: list[Block]) -> None:
    above = blocks[-1] if blocks else None
    parts = table_blocks(box.grid, Origin(page=page))
    if parts and isinstance(above, Table) and above.page == page - 1 and isinstance(parts[0], Table):
        parts[0] = _continued(above, parts[0])
    blocks.extend(parts)


def _continued(above: Table, table: Table) -> Table:
    """A table that goes on over the page keeps its headers, whether or not they are printed again."""
    if len(above.rows[0]) != len(table.rows[0]) or not above.headers or table.headers == above.headers:
        return table
    rows = (table.headers, *table.rows) if table.headers else table.rows
    return Table(above.headers, rows, above.caption, table.page)


def _bookmarks(reader: PdfReader) -> dict[str, int]:
    levels: dict[str, int] = {}

    def collect(items: Sequence[Any], depth: int) -> None:
        for item in items:
            if isinstance(item, list):
                if depth < _MAX_BOOKMARK_DEPTH:
                    collect(item, depth + 1)
            elif title := squeezed(str(item.title or "")):
                levels.setdefault(title, depth)

    try:
        collect(reader.outline, 1)
    except Exception:  # a broken outline is no reason to lose the text; pypdf raises many kinds here
        return {}
    return levels


def _title(reader: PdfReader, blocks: Sequence[Block], source: SourceFile) -> str:
    headings = [block for block in blocks if isinstance(block, Heading) and block.page == 1]
    first = min(headings, key=lambda heading: heading.level, default=None)
    if first is not None and first.level == 1:
        return first.text
    named = one_line(str(reader.metadata.title or "")) if reader.metadata else ""
    plausible = 2 <= len(named) <= 80 and not named.casefold().strip("()").endswith(
        (".doc", ".docx", ".indd", ".pdf", "untitled", "anonymous", "unspecified")
    )
    return named if plausible else PurePath(source.name).stem
