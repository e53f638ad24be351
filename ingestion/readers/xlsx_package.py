"""A workbook's package with its empty rows taken out, where a sheet is so large that parsing them would take minutes.

A sheet that was formatted to its end has a million rows of nothing. They are dropped from the bytes, which takes
seconds; what is left keeps its row numbers.
"""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, BinaryIO

from ingestion.reading import SourceFile

_LARGE_BYTES = 8 << 20  # unpacked; smaller sheets are parsed in a second whatever they hold
_PIECE_BYTES = 1 << 20
_ROW_END = re.compile(rb"</(?:\w+:)?row>|<(?:\w+:)?row\b[^>]*/>")
# A row with a number of its own, without cells or with cells that hold nothing but a style.
_EMPTY_ROW = re.compile(
    rb'<(?:\w+:)?row\b(?=[^>]*\br="\d)[^>]*(?:/>|(?<!/)>\s*(?:<(?:\w+:)?c\b[^>]*/>\s*)*</(?:\w+:)?row>)'
)


@contextmanager
def opened(source: SourceFile) -> Iterator[BinaryIO]:
    """The package's bytes. A file object, not a path: openpyxl judges paths by their ending; stored files have none."""
    with zipfile.ZipFile(source.path) as archive:
        large = {member.filename for member in archive.infolist() if _is_large_sheet(member)}
        slim = _without_empty_rows(archive, large) if large else None
    if slim is not None:
        yield slim
        return
    with source.path.open("rb") as file:
        yield file


def _is_large_sheet(member: zipfile.ZipInfo) -> bool:
    return member.filename.startswith("xl/worksheets/") and member.file_size > _LARGE_BYTES


def _without_empty_rows(archive: zipfile.ZipFile, large: set[str]) -> io.BytesIO:
    slim = io.BytesIO()
    with zipfile.ZipFile(slim, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for member in archive.infolist():
            with archive.open(member) as part, package.open(member.filename, "w", force_zip64=True) as copy:
                if member.filename in large:
                    copy.writelines(_EMPTY_ROW.sub(b"", piece) for piece in _rows_apart(part))
                else:
                    shutil.copyfileobj(part, copy, _PIECE_BYTES)
    slim.seek(0)
    return slim


def _rows_apart(part: IO[bytes]) -> Iterator[bytes]:
    """The sheet's XML in pieces that cut no row in two, unless a row is longer than a piece."""
    rest = b""
    while data := part.read(_PIECE_BYTES):
        text = rest + data
        ends = [match.end() for match in _ROW_END.finditer(text)]
        cut = ends[-1] if ends else len(text)
        yield text[:cut]
        rest = text[cut:]
    yield rest
