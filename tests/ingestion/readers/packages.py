"""Small office packages made with the libraries that read them, and damaged copies of them."""

from __future__ import annotations

import io
import zipfile

import docx
import openpyxl


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["货号", "名称", "价格"])
    sheet.append(["A", "扇", 9])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def document() -> bytes:
    made = docx.Document()
    made.add_heading("标题", 1)
    made.add_paragraph("一段正文。")
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def with_member(package: bytes, name: str, data: bytes) -> bytes:
    """The zip container with one member replaced or added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.namelist():
            if member != name:
                target.writestr(member, source.read(member))
        target.writestr(name, data)
    return buffer.getvalue()


def member_of(package: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(package)) as source:
        return source.read(name)
