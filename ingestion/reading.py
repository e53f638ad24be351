"""What a reader makes of a file: an ordered list of blocks. The border between file formats and splitting.

A reader keeps structure (heading levels, pages, sheets, tables with their header rows) and drops decoration
(running heads, page numbers, navigation). It raises `knowledge.errors.UnreadableFile` when there is no text to be had.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    level: int  # 1 is the document's title or a chapter
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text, a list item (with its marker) or a quote. Hard line breaks inside a sentence are already mended."""

    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A rectangular grid of text. Merged cells are filled into every cell that they cover.

    `headers` has one entry per column (several header rows are joined as "upper lower"); empty when none was found.
    `first_row` is the sheet's own number of the first row in `rows`.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    page: int | None = None
    sheet: str | None = None
    first_row: int = 1


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Note:
    """Something a reader skipped or repaired, told to the editor: code, and a sentence that says what and where.

    `place` (a sheet's name, page numbers) and `count` repeat the sentence's parts for who says it in other words.
    """

    code: str
    message: str
    place: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """A file's content. `title` is the document's own title or its file stem; `recognised` are pages (from 1) whose
    text was read from their picture."""

    title: str
    media_type: str
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()
    pages: int | None = None
    recognised: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceFile:
    """Bytes on disk with the name that the uploader gave them (the name decides nothing about trust)."""

    path: Path
    name: str


Reader = Callable[[SourceFile], Reading]
