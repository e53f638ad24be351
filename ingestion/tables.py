"""What the columns of a table mean, and tables turned so that one row is one thing. Used by splitting and products.

The words are data (`columns.yaml`); this file only compares. It must not know what becomes of a row.
"""

from __future__ import annotations

import functools
import importlib.resources
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import yaml

from ingestion.codes import is_code
from ingestion.reading import Table
from knowledge.text import normalise

_BRACKETS = re.compile(r"[(\[【〔][^()\[\]【】〔〕]*[)\]】〕]")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_TRAILING_UNIT = re.compile(r"[/:,]?(?:元|rmb|cny|件|台|个)$")
_BLANK = re.compile(r"[-\u2010-\u2015/\\\s]*")
# 同上 alone, or with more to say behind it (同上；5匹200元).
_DITTO = re.compile(r"^(?:同上|同前|〃|″|”|ditto)(?=[，,；;。]|$)", re.IGNORECASE)
# A heading that is mostly one of our words still means it; below this share the word only colours another noun.
_MOSTLY = 0.6
# Titles and notes above the real headings: sheets rarely have more of them than this.
_ROWS_ABOVE_HEADERS = 5


class Meaning(StrEnum):
    SKU = "sku"
    NAME = "name"
    PRICE = "price"
    LIST_PRICE = "list_price"
    EVERYDAY_PRICE = "everyday_price"
    STOCK = "stock"
    COMPANIONS = "companions"
    BENEFIT = "benefit"
    BRAND = "brand"
    CATEGORY = "category"
    QUESTION = "question"
    ANSWER = "answer"
    SCENARIO = "scenario"
    SCRIPT = "script"
    VARIANT = "variant"
    STAGE = "stage"
    ATTRIBUTE = "attribute"
    VALUE = "value"
    RECORD = "record"


@dataclass(frozen=True, slots=True)
class Match:
    """How a heading was understood: better matches have a greater `strength`, preferred words a smaller `order`."""

    meaning: Meaning
    strength: float
    order: int


_PRODUCT = frozenset({Meaning.SKU, Meaning.NAME, Meaning.PRICE})
_CORNERS = frozenset({Meaning.SKU, Meaning.NAME, Meaning.ATTRIBUTE})

Columns = dict[Meaning, tuple[int, ...]]
"""Column numbers from 0 by meaning, the preferred column first."""


def columns_of(headers: Sequence[str]) -> Columns:
    """Each column has at most one meaning; columns without one are left out."""
    found: dict[Meaning, list[tuple[int, float, int]]] = {}
    for index, header in enumerate(headers):
        match = understood(header)
        if match:
            found.setdefault(match.meaning, []).append((match.order, -match.strength, index))
    return {meaning: tuple(index for *_, index in sorted(hits)) for meaning, hits in found.items()}


@functools.lru_cache(maxsize=4096)
def understood(header: str) -> Match | None:
    """What a column heading means. Of 价格 活动价 the last part counts, of 品名/规格 the first."""
    words = _CAMEL.sub(" ", header.replace("_", " "))
    text = normalise(_BRACKETS.sub("", normalise(words, fold_case=False)))
    parts = (text.partition("/")[0], text, text.rpartition(" ")[2], _TRAILING_UNIT.sub("", text))
    for part in dict.fromkeys(parts):
        if part and (match := _best(part)):
            return match
    return None


def with_headers(table: Table) -> Table:
    """The same table under the row that really holds its headings: readers may take a title row for them, or find none.

    What stood above moves into the caption. Unchanged when no row says more than the present headings.
    """
    best, score = None, max(1, len(columns_of(table.headers)))
    for index, row in enumerate(table.rows[:_ROWS_ABOVE_HEADERS]):
        meanings = len(columns_of(row))
        if meanings > score and len(set(row)) > 1:
            best, score = index, meanings
    if best is None:
        return table
    above = [table.caption, *table.headers, *(cell for row in table.rows[:best] for cell in row)]
    return replace(
        table,
        headers=table.rows[best],
        rows=table.rows[best + 1 :],
        caption=" ".join(dict.fromkeys(filter(None, above))),
        first_row=table.first_row + best + 1,
    )


def dittos_filled(table: Table) -> Table:
    """The same table with 同上 and its kin written out: a row alone must say what it says."""
    rows: list[tuple[str, ...]] = []
    for row in table.rows:
        above = rows[-1] if rows else ("",) * len(row)
        rows.append(tuple(_undittoed(cell, over) for cell, over in zip(row, above, strict=True)))
    return replace(table, rows=tuple(rows))


def _undittoed(cell: str, above: str) -> str:
    match = _DITTO.match(cell) if above else None
    return above + cell[match.end() :] if match else cell


def is_blank(cell: str) -> bool:
    """Whether a cell is empty or only a stroke that says so."""
    return bool(_BLANK.fullmatch(cell))


def upright(table: Table) -> Table | None:
    """A sheet with attributes down the side and models across, turned so that one row is one model; None for others."""
    grid = (table.headers, *table.rows) if table.headers else table.rows
    if len(grid) < 2 or len(grid[0]) < 2:
        return None
    side, models = [row[0] for row in grid], grid[0][1:]
    corner = understood(side[0])
    down, across = columns_of(side), columns_of(grid[0])
    named = len(_PRODUCT & down.keys()) >= 2 and len(down) > len(across)
    numbered = corner is not None and corner.meaning in _CORNERS and len(models) > 1 and _mostly_codes(models)
    if not (named or numbered):
        return None
    if corner is None or corner.meaning is Meaning.ATTRIBUTE:
        side[0] = "型号"
    return replace(table, headers=tuple(side), rows=tuple(zip(*(row[1:] for row in grid), strict=True)))


def _mostly_codes(cells: Sequence[str]) -> bool:
    return 2 * sum(is_code(cell) for cell in cells) >= len(cells)


def _best(text: str) -> Match | None:
    matches = [_compared(text, word, Match(meaning, 0.0, order)) for meaning, order, word in _words()]
    candidates = [match for match in matches if match.strength]
    if not candidates:
        return None
    best = max(candidates, key=lambda match: match.strength)
    return None if any(text.endswith(word) for word in _exceptions()[best.meaning]) else best


def _compared(text: str, word: str, match: Match) -> Match:
    share = len(word) / len(text)
    if text == word:
        return replace(match, strength=3.0)
    if len(word) < 2 or (word.isascii() and not re.search(rf"\b{re.escape(word)}\b", text)):
        return match
    if text.endswith(word):
        return replace(match, strength=1.0 + share)
    return replace(match, strength=share) if word in text and share >= _MOSTLY else match


@functools.cache
def _data() -> dict[Meaning, dict[str, list[str]]]:
    text = (importlib.resources.files("ingestion") / "columns.yaml").read_text("utf-8")
    return {Meaning(name): entry for name, entry in yaml.safe_load(text).items()}


@functools.cache
def _words() -> tuple[tuple[Meaning, int, str], ...]:
    return tuple(
        (meaning, order, normalise(word))
        for meaning, entry in _data().items()
        for order, word in enumerate(entry["words"])
    )


@functools.cache
def _exceptions() -> dict[Meaning, tuple[str, ...]]:
    return {meaning: tuple(map(normalise, entry.get("not", ()))) for meaning, entry in _data().items()}
