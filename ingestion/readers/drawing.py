"""A page of a file as a picture for people: of PDFs and of pictures; other formats have no pages of their own."""

from __future__ import annotations

import itertools

from ingestion.readers.detection import Format, detect
from ingestion.readers.limits import ReadingLimits, refuse_above
from ingestion.reading import SourceFile
from knowledge.errors import UnreadableFile


def draw(source: SourceFile, limits: ReadingLimits, number: int, width: int) -> bytes:
    """Page `number` (from 1) as a PNG of at most `width` pixels. Raises UnreadableFile and nothing else."""
    try:
        refuse_above(source.path.stat().st_size, limits.max_bytes, "bytes", "max_bytes")
        match detect(source).format:
            case Format.PDF:
                from ingestion.readers.pdf_pictures import page_png

                return page_png(source.path, number, width)
            case Format.IMAGE:
                from ingestion.readers.pictures import pictures_in

                picture = next(itertools.islice(pictures_in(source, limits), number - 1, None), None)
                if picture is not None:
                    return picture.png(width)
    except (UnreadableFile, MemoryError):
        raise
    except Exception as error:  # the edge to foreign parsers: on damaged bytes they raise anything at all
        message = f"page {number} of {source.name} cannot be drawn ({type(error).__name__})"
        raise UnreadableFile(message, code="corrupt") from error
    raise UnreadableFile(f"{source.name} has no page {number} to look at", code="unsupported")
