"""A document's plain text, read with the reader libraries alone: the cases must not depend on readers of ours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import docx
import openpyxl
import pptx
import pypdf
from lxml import html


def document_text(path: Path) -> str:
    match path.suffix.lower():
        case ".docx":
            return "\n".join(_word_lines(path))
        case ".xlsx":
            return "\n".join(" ".join(row) for row in sheet_rows(path))
        case ".pptx":
            return "\n".join(_slide_lines(path))
        case ".pdf":
            return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
        case ".html" | ".htm":
            return str(html.fromstring(path.read_bytes()).text_content())
        case _:
            return decoded(path)


def decoded(path: Path) -> str:
    """A text file in UTF-8 or, failing that, GB18030."""
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def _word_lines(path: Path) -> Iterator[str]:
    document = docx.Document(str(path))
    yield from (paragraph.text for paragraph in document.paragraphs)
    for table in document.tables:
        yield from (" ".join(cell.text for cell in row.cells) for row in table.rows)


def sheet_rows(path: Path) -> Iterator[list[str]]:
    """Every row of every sheet of a workbook, as text."""
    for sheet in openpyxl.load_workbook(path, data_only=True).worksheets:
        for row in sheet.iter_rows(values_only=True):
            yield ["" if value is None else str(value) for value in row]


def _slide_lines(path: Path) -> Iterator[str]:
    for slide in pptx.Presentation(str(path)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield shape.text_frame.text
            if shape.has_table:
                yield from (" ".join(cell.text for cell in row.cells) for row in shape.table.rows)
