"""Whether words that name goods ("小件：书籍、文具", "大件（沙发）") mean the product in view. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.text import comparable
from knowledge.types import ChunkKind, Passage, Product
from server.reply.solvers.tables import codes_in

_PIECES = re.compile(r"[、，,：:；;/（）()和及与\s|]|类商品|仓库?|[类款]$|款(?=[|、])|类(?=[|、])")
_NO_PIECE = {"全部", "所有", "商品", "默认", "仓库", "其他", ""}
_BY_CODE = 100


def described(product: Product, passages: Sequence[Passage]) -> str:
    """What says which goods these are: name, category, and where the product stands in the catalogue. Comparable."""
    return f"{kind_of(product, passages)}{comparable(' '.join(value for _, value in product.attributes))}"


def kind_of(product: Product, passages: Sequence[Passage]) -> str:
    """As `described`, without its attributes: what comes in the box (遥控器) is no kind that the product is of."""
    words = [product.name, product.category]
    for passage in passages:
        if passage.chunk.kind is ChunkKind.TABLE_ROW and passage.chunk.skus == (product.sku,):
            words += [passage.title, passage.chunk.place.sheet or "", *passage.chunk.place.section]
    return comparable(" ".join(words))


def likeness(goods: str, own: str, product: Product) -> int:
    """How surely `goods` names the product: its code, else the longest of the named kinds that describes it."""
    if comparable(str(product.sku)) in codes_in(goods):
        return _BY_CODE
    pieces = set(_PIECES.split(comparable(goods))) - _NO_PIECE
    return max((len(piece) for piece in pieces if piece in own), default=0)


def is_for(goods: str, own: str, product: Product | None) -> bool:
    return product is not None and likeness(goods, own, product) > 0
