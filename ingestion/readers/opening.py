"""SourceFile -> Reading: picks the reader by content and turns whatever its library raises into UnreadableFile."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import replace

from ingestion.readers.contents import without_contents
from ingestion.readers.detection import Detected, Format, detect
from ingestion.readers.limits import ReadingLimits
from ingestion.readers.outline import outline
from ingestion.reading import Reading, SourceFile, Table
from knowledge.errors import UnreadableFile

_DEFAULT_LIMITS = ReadingLimits()


def read(source: SourceFile, limits: ReadingLimits = _DEFAULT_LIMITS) -> Reading:
    """Read a file in this process. Raises UnreadableFile and nothing else. Strangers' files: `IsolatedReader`."""
    detected = _checked(source, limits)
    reader = _reader(detected.format)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # libraries warn about files; the Reading's notes say what matters
            reading = reader(source, limits)
    except UnreadableFile:
        raise
    except MemoryError as error:
        message = f"{source.name} needs more memory than allowed (limit `max_memory_bytes`); split it"
        raise UnreadableFile(message, code="too_large") from error
    except Exception as error:  # the edge to foreign parsers: on damaged bytes they raise anything at all
        message = f"{source.name} is damaged and cannot be read ({type(error).__name__}); save or send it again"
        raise UnreadableFile(message, code="corrupt") from error
    blocks = outline(without_contents(reading.blocks))
    reading = replace(reading, blocks=blocks, notes=(*detected.notes, *reading.notes))
    if not _has_text(reading):
        raise UnreadableFile(f"{source.name} holds no text", code="empty")
    return reading


def _checked(source: SourceFile, limits: ReadingLimits) -> Detected:
    """What the file is, once its size allows to look inside."""
    try:
        size = source.path.stat().st_size
        if size > limits.max_bytes:
            message = (
                f"{source.name} has {size} bytes (limit `max_bytes` {limits.max_bytes}); split it or raise the limit"
            )
            raise UnreadableFile(message, code="too_large")
        return detect(source)
    except OSError as error:
        raise UnreadableFile(f"{source.name} cannot be opened ({type(error).__name__})", code="corrupt") from error


def _has_text(reading: Reading) -> bool:
    return any(
        any(cell for row in block.rows for cell in row) if isinstance(block, Table) else bool(block.text.strip())
        for block in reading.blocks
    )


def _reader(wanted: Format) -> Callable[[SourceFile, ReadingLimits], Reading]:  # noqa: PLR0911  one branch a format
    """Import only the reader that is needed, and with it its library."""
    match wanted:
        case Format.PDF:
            from ingestion.readers.pdf import read as read_pdf

            return read_pdf
        case Format.DOCX:
            from ingestion.readers.docx import read as read_docx

            return read_docx
        case Format.XLSX:
            from ingestion.readers.xlsx import read as read_xlsx

            return read_xlsx
        case Format.PPTX:
            from ingestion.readers.pptx import read as read_pptx

            return read_pptx
        case Format.CSV:
            from ingestion.readers.csv import read as read_csv

            return read_csv
        case Format.HTML:
            from ingestion.readers.html import read as read_html

            return read_html
        case Format.MARKDOWN:
            from ingestion.readers.markdown import read as read_markdown

            return read_markdown
        case Format.IMAGE:
            from ingestion.readers.image import read as read_image

            return read_image
        case Format.TEXT:
            from ingestion.readers.text import read as read_text

            return read_text
