from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from knowledge.retrieval.live_rows import as_counts
from knowledge.store.product_edits import WITHDRAWN, Edit, Source, apply_edits
from knowledge.types import Chunk, ChunkId, ChunkKind, DocumentId, Place, Product, Sku, VersionId
from tests.support.shelf import NOW

CELLS = (("商品名称", "晚风落地扇"), ("售价(元)", "199"), ("原价", "¥259元"), ("库存", "无货"), ("材质", "ABS"))
ROW = Chunk(
    id=ChunkId("c"),
    document_id=DocumentId("d"),
    version_id=VersionId("v"),
    ordinal=0,
    kind=ChunkKind.TABLE_ROW,
    text="；".join(f"{header}：{value}" for header, value in CELLS),
    context="",
    place=Place(),
    tokens=1,
    text_hash="h",
    skus=(Sku("FS-2"),),
    fields=CELLS,
)


def edit(field: str, base: Any, value: Any) -> Edit:
    return Edit(Sku("FS-2"), field, value, base, None, Source.CONSOLE, NOW)


@pytest.mark.parametrize(
    ("change", "header", "cell"),
    [
        (edit("price", "199", "189"), "售价(元)", "189"),
        (edit("list_price", "259", "249"), "原价", "¥249元"),
        (edit("stock", 0, 7), "库存", "7"),
        (edit("attribute:材质", "ABS", "PP"), "材质", "PP"),
        (edit("brand", None, "汐榆"), "品牌", "汐榆"),
    ],
)
def test_the_cell_and_the_text_say_what_counts(change: Edit, header: str, cell: str) -> None:
    row = as_counts(ROW, [change])
    assert row is not None
    assert dict(row.fields)[header] == cell
    assert f"{header}：{cell}" in row.text


def test_a_cell_that_says_something_newer_keeps_its_words() -> None:
    assert as_counts(ROW, [edit("price", "299", "189")]) == ROW


def test_a_value_that_was_taken_away_leaves_no_cell() -> None:
    row = as_counts(ROW, [edit("attribute:材质", "ABS", None)])
    assert row is not None
    assert ("材质" in row.text, "材质" in dict(row.fields)) == (False, False)


def test_a_withdrawn_product_has_no_row_and_is_in_no_catalogue() -> None:
    withdrawn = edit(WITHDRAWN, None, True)
    assert as_counts(ROW, [withdrawn]) is None
    assert apply_edits(Product(Sku("FS-2"), "晚风落地扇"), [withdrawn]) is None


def test_prose_and_rows_of_several_products_stay_as_they_are() -> None:
    change = edit("price", "199", "189")
    for other in (replace(ROW, kind=ChunkKind.PROSE), replace(ROW, skus=(Sku("FS-2"), Sku("FS-3")))):
        assert as_counts(other, [change]) == other


def test_an_edit_counts_while_the_documents_say_what_it_replaced() -> None:
    change = edit("price", "199", "189")
    before, after = Product(Sku("FS-2"), "扇", price=Decimal("199")), Product(Sku("FS-2"), "扇", price=Decimal("209"))
    counted, newer = apply_edits(before, [change]), apply_edits(after, [change])
    assert counted is not None
    assert newer is not None
    assert (counted.price, newer.price) == (Decimal("189"), Decimal("209"))
