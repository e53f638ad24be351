"""The sample shop's documents, cases and codes."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.support.documents import decoded, document_text, sheet_rows

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
    return {path.name: document_text(path) for path in sorted(shop.iterdir()) if path.name != "shop.yaml"}


@pytest.fixture(scope="session")
def skus(shop: Path) -> list[str]:
    """The SKU of every row of the two product tables, in order, doubles kept."""
    rows = list(sheet_rows(shop / "空调商品总表_202607.xlsx"))
    rows += list(csv.reader(io.StringIO(decoded(shop / "小家电及配件商品表.csv"))))
    return [cell for row in rows for cell in row[:2] if _SKU.fullmatch(cell)]
