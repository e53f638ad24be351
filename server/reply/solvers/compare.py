"""What one product costs more than another, when the question names exactly two of the catalogue."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.text import comparable
from knowledge.types import Passage, Product
from server.reply.evidence.catalogue import money
from server.reply.evidence.given import Evidence, PartEvidence, Style
from server.reply.evidence.units import quotable
from server.reply.solvers.naming import meant, segments, shelf_of
from server.reply.solvers.solved import Solved
from server.reply.types import Sentence

_ASKED = re.compile(
    r"哪(?:个|款|种|一?样)?(?:更|比较|要)?(?:贵|便宜)|谁(?:更|比较)?(?:贵|便宜)"
    r"|(?:差|相差|贵|便宜)(?:了|出)?多少(?!天|度|厘米|公斤|斤|cm|kg)|差价(?:是)?多少|(?:差|贵|便宜)几(?:块|元|百)"
)
# Another trait than the price: 刷新率差多少.
_OF_A_TRAIT = re.compile(r"(?:率|量|音|积|重|寸|速|航|度|高|长|宽|厚|瓦数|升数|大小)上?相?差了?多少(?!钱|元|块)")
_OF_AN_ORDER = re.compile(r"补|退|降|买的|昨天|上周|之前|满|凑|包邮")


def solve_difference(
    part: PartEvidence, evidence: Evidence, style: Style, passages: Sequence[Passage]
) -> Solved | None:
    """Both prices and their exact difference; None unless two products with a price are meant and no others."""
    text = comparable(part.part)
    if not _ASKED.search(text) or _OF_AN_ORDER.search(text) or _OF_A_TRAIT.search(text):
        return None
    pair = evidence.products if len(evidence.products) == 2 else _named(part.part, evidence, style)
    if len(pair) != 2:
        return None
    cheap, dear = sorted(pair, key=lambda product: product.price or 0)
    if cheap.price is None or dear.price is None:
        return None
    key = "compare_same" if cheap.price == dear.price else "compare_price"
    line = style.wording.solving.lines[key].format(
        dear=dear.name,
        cheap=cheap.name,
        high=money(dear.price),
        low=money(cheap.price),
        gap=money(dear.price - cheap.price),
    )
    return Solved((Sentence(line, tuple(dict.fromkeys(n for one in (dear, cheap) for n in _rows(one, passages)))),))


def _named(text: str, evidence: Evidence, style: Style) -> Sequence[Product]:
    """The two goods that the question sets side by side; none unless each piece of it is one product."""
    shelf = shelf_of(evidence, style.reader)
    pieces = segments(style.wording.solving, text)
    found = [meant(piece, shelf) for piece in pieces]
    pair = [product for product in found if product is not None]
    return pair if len(pieces) == 2 == len({product.sku for product in pair}) else ()


def _rows(product: Product, passages: Sequence[Passage]) -> list[int]:
    """The first passage that is this product's own row."""
    found = (n for n, p in enumerate(passages, 1) if p.chunk.skus == (product.sku,) and quotable(p))
    return list(found)[:1]
