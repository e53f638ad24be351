"""PDF -> Reading. pypdf reads the text, `pdf_tables` the ruled tables; scans without a text layer are refused."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from ingestion.reading import Block, Heading, Note, Reading, SourceFile, Table
from ingestion.readers.grid import Grid, Origin
from ingestion.readers.grid import blocks_of as table_blocks
from ingestion.readers.limits import ReadingLimits, refuse_above
from ingestion.readers.pdf_layout import Typography, blocks_of, squeezed, typography
from ingestion.readers.pdf_lines import Line, PageText, lines_of, page_text
from ingestion.readers.pdf_margins import without_margins
from ingestion.readers.pdf_tables import MIN_RULINGS, RuledTable, ruled_tables
from ingestion.readers.prose import one_line
from knowledge.errors import UnreadableFile

if TYPE_CHECKING:
    from pypdf import PdfReader

MEDIA_TYPE = "application/pdf"
_MAX_BOOKMARK_DEPTH = 6


def read(source: SourceFile, limits: ReadingLimits) -> Reading:
    reader = _open(source)
    count = len(reader.pages)
    refuse_above(count, limits.max_pages, "pages", "max_pages")
    texts = [page_text(page) for page in reader.pages]
    if not any(text.fragments for text in texts):
        raise UnreadableFile(
            f"{source.name} has no text layer (a scan or pictures); run text recognition on it first", code="no_text_layer"
        )
    ruled = [number for number, text in enumerate(texts, start=1) if text.rulings >= MIN_RULINGS and text.fragments]
    tables = ruled_tables(source.path, "", ruled) if ruled else {}
    edges = [(float(page.mediabox.bottom), float(page.mediabox.top)) for page in reader.pages]
    blocks = _blocks(texts, tables, edges, _bookmarks(reader))
    silent = [str(number) for number, text in enumerate(texts, start=1) if not text.fragments]
    notes = [Note("pages_without_text", f"No text on page {', '.join(silent)}; pictures are not read.")] if silent else []
    return Reading(_title(reader, blocks, source), MEDIA_TYPE, tuple(blocks), tuple(notes), pages=count)


def _open(source: SourceFile) -> PdfReader:
    from pypdf import PasswordType, PdfReader

    reader = PdfReader(source.path)
    if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
        raise UnreadableFile(f"{source.name} is protected by a password; save it without one", code="encrypted")
    return reader


def _blocks(
    texts: Sequence[PageText], tables: dict[int, list[RuledTable]], edges: Sequence[tuple[float, float]], bookmarks: dict[str, int]
) -> list[Block]:
    pages: list[list[Line]] = []
    for number, text in enumerate(texts, start=1):
        boxes = tables.get(number, [])
        free = [item for item in text.fragments if not any(box.holds(item.x, item.y) for box in boxes)]
        pages.append(lines_of(free, number))
    pages = without_margins(pages, edges)
    usual = typography([line for lines in pages for line in lines])
    blocks: list[Block] = []
    pending: list[Line] = []
    for number, lines in enumerate(pages, start=1):
        boxes = list(tables.get(number, []))
        for line in lines:
            while boxes and line.y < boxes[0].bottom:
                _add_table(boxes.pop(0), number, pending, blocks, usual, bookmarks)
            pending.append(line)
        while boxes:
            _add_table(boxes.pop(0), number, pending, blocks, usual, bookmarks)
    blocks.extend(blocks_of(pending, usual, bookmarks))
    return blocks


def _add_table(
    box: RuledTable, page: int, pending: list[Line], blocks: list[Block], usual: Typography, bookmarks: dict[str, int]
) -> None:
    blocks.extend(blocks_of(pending, usual, bookmarks))
    pending.clear()
    above = blocks[-1] if blocks else None
    parts = table_blocks(Grid(box.rows, box.banners), Origin(page=page))
    if isinstance(above, Table) and above.page == page - 1 and parts and isinstance(parts[0], Table):
        parts[0] = _continued(above, parts[0])
    blocks.extend(parts)


def _continued(above: Table, table: Table) -> Table:
    """A table that goes on over the page keeps its headers, whether or not they are printed again."""
    if len(above.rows[0]) != len(table.rows[0]) or table.headers == above.headers or not above.headers:
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
    plausible = 2 <= len(named) <= 80 and not named.casefold().endswith((".doc", ".docx", ".indd", ".pdf", "untitled", "anonymous"))
    return named if plausible else PurePath(source.name).stem
