"""The sample documents as plain text, read with the reader libraries so that these tests need no reader of ours."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pypdf
import pytest
from lxml import html

_SAMPLES = Path(__file__).parents[2] / "samples"
_SKU = re.compile(r"XY-[A-Z]\d+[A-Z]?\d*")


@pytest.fixture(scope="session")
def shop() -> Path:
    return _SAMPLES / "shop"


@pytest.fixture(scope="session")
def cases() -> list[dict[str, Any]]:
    lines = (_SAMPLES / "cases.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="session")
def texts(shop: Path) -> dict[str, str]:
    """Every document's text by file name."""
    return {path.name: _text(path) for path in sorted(shop.iterdir()) if path.name != "shop.yaml"}


@pytest.fixture(scope="session")
def skus(shop: Path) -> list[str]:
    """The SKU of every row of the two product tables, in order, doubles kept."""
    rows = list(_sheet_rows(shop / "空调商品总表_202607.xlsx"))
    rows += list(csv.reader(io.StringIO(_decoded(shop / "小家电及配件商品表.csv"))))
    return [cell for row in rows for cell in row[:2] if _SKU.fullmatch(cell)]


def _text(path: Path) -> str:
    match path.suffix:
        case ".docx":
            return "\n".join(_word_lines(path))
        case ".xlsx":
            return "\n".join(" ".join(row) for row in _sheet_rows(path))
        case ".pdf":
            return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
        case ".html":
            return str(html.fromstring(path.read_bytes()).text_content())
        case _:
            return _decoded(path)


def _decoded(path: Path) -> str:
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


def _sheet_rows(path: Path) -> Iterator[list[str]]:
    book = openpyxl.load_workbook(path, data_only=True)
    for sheet in book.worksheets:
        for row in sheet.iter_rows(values_only=True):
            yield ["" if value is None else str(value) for value in row]
