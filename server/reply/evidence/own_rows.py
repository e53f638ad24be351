"""A product's own rows as its table writes them, and the measure that its price is for. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.text import comparable
from knowledge.text.rowlines import Fields
from knowledge.types import Category, ChunkKind, Passage, Product
from server.reply.evidence.units import quotable

MEASURES = "平方米|平米|公斤|千克|㎡|m2|米|斤|克|码"
"""What goods are sold by besides the piece; alternatives of a pattern."""

_PRICE_HEADER = re.compile(rf"价.*?[(（/每].*?(?P<unit>{MEASURES})")
_BY_MEASURE = re.compile(
    rf"^(?:每|[1一]|/)(?P<whole>{MEASURES})$|元[/每](?P<rate>{MEASURES})"
    rf"|(?:单价|价格)?按(?P<counted>{MEASURES})(?:卖|算|计|收|$|[，,。；;])"
)
_BY_PIECE = re.compile(r"按(?:个|件|根|条|只|套|对|副|包|盒|片|张|把|块|支)(?:卖|算|计|收|$|[，,。；;])")
_SAME = {"平方米": "㎡", "平米": "㎡", "m2": "㎡", "千克": "公斤"}


def rows_of(product: Product, passages: Sequence[Passage]) -> list[Fields]:
    """Those that were found and may be quoted."""
    found = (one for one in passages if one.chunk.kind is ChunkKind.TABLE_ROW and one.chunk.skus == (product.sku,))
    return [one.chunk.fields for one in found if one.category is Category.PRODUCT and quotable(one)]


def price_measure(product: Product, passages: Sequence[Passage]) -> str:
    """The measure whose price the catalogue gives: 米 under "单价(元/米)", in "每米" or "单价按米"; "" for a piece."""
    return next(_measures(product, rows_of(product, passages)), "")


def same_measure(unit: str) -> str:
    """One word for each measure."""
    return _SAME.get(unit, unit)


def _measures(product: Product, rows: Sequence[Fields]) -> Iterator[str]:
    every = (*rows, product.attributes)
    if any(_BY_PIECE.search(comparable(value)) for row in every for _, value in row):
        return  # a heading for all goods, and a remark about these
    headed = (_PRICE_HEADER.search(header) for row in rows for header, _ in row)
    yield from (same_measure(match["unit"]) for match in headed if match)
    for row in every:
        for _, value in row:
            if match := _BY_MEASURE.search(comparable(value)):
                yield same_measure(match["whole"] or match["rate"] or match["counted"])
