"""A table row as it counts now: cells that an edit of the product replaced say the edited value.

Without this a draft would quote the sheet's old price beside the new one. A cell is replaced only where it still says
what the documents said when the edit was made; a sheet that says something newer keeps its words. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from knowledge.store.product_edits import ATTRIBUTE, WITHDRAWN, Edit, Value
from knowledge.text import normalise
from knowledge.types import Chunk, ChunkKind

Cells = tuple[tuple[str, str], ...]

_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_MONEY, _STOCK = (
    re.compile(r"价|金额|price", re.IGNORECASE),
    re.compile(r"库存|现货|可售|余量|stock|inventory|qty", re.I),
)
_HEADINGS = {"price": "售价", "list_price": "原价", "stock": "库存", "benefit": "优惠", "brand": "品牌"}
_FIGURES = {"price": _MONEY, "list_price": _MONEY, "stock": _STOCK}
_SEPARATOR = "；"  # between the cells of a row's text


def as_counts(chunk: Chunk, edits: Iterable[Edit]) -> Chunk | None:
    """The chunk with its product's edits; None when the product is withdrawn. Only rows of one product change."""
    if chunk.kind is not ChunkKind.TABLE_ROW or len(chunk.skus) != 1:
        return chunk
    changed = chunk
    for edit in edits:
        if edit.field == WITHDRAWN:
            if edit.value:
                return None
        else:
            changed = _with_edit(changed, edit)
    return changed


def _with_edit(chunk: Chunk, edit: Edit) -> Chunk:
    for at, (header, value) in enumerate(chunk.fields):
        new = _replaced(header, value, edit)
        if new is None:
            continue
        kept = ((header, new),) if new else ()
        fields = (*chunk.fields[:at], *kept, *chunk.fields[at + 1 :])
        text = chunk.text.replace(_written(header, value), _written(header, new) if new else "", 1)
        return replace(chunk, fields=fields, text=text.strip(_SEPARATOR))
    heading = _HEADINGS.get(edit.field) or edit.field.removeprefix(ATTRIBUTE) * edit.field.startswith(ATTRIBUTE)
    if edit.base is not None or edit.value is None or not heading or dict(chunk.fields).get(heading):
        return chunk
    cell = (heading, _shown(edit.value))
    return replace(chunk, fields=(*chunk.fields, cell), text=f"{chunk.text}{_SEPARATOR}{_written(*cell)}")


def _replaced(header: str, value: str, edit: Edit) -> str | None:
    """The cell's new words, empty where it has none any more; None for a cell that the edit is not about."""
    if edit.base is None:
        return None
    if edit.field in _FIGURES:
        if not _FIGURES[edit.field].search(header):
            return None
        numbers = _NUMBER.findall(normalise(value))
        if len(numbers) == 1 and Decimal(numbers[0].replace(",", "")) == Decimal(str(edit.base)):
            return "" if edit.value is None else _NUMBER.sub(_shown(edit.value), normalise(value, fold_case=False), 1)
        if not numbers and edit.field == "stock" and edit.base == 0:
            return _shown(edit.value)
        return None
    about = header == edit.field.removeprefix(ATTRIBUTE) if edit.field.startswith(ATTRIBUTE) else True
    return _shown(edit.value) if about and value == _shown(edit.base) else None


def _shown(value: Value) -> str:
    if value is None:
        return ""
    return "、".join(value) if isinstance(value, list) else str(value)


def _written(header: str, value: str) -> str:
    return f"{header}：{value}" if header else value
