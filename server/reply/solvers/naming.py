"""Which goods a question lists, and how many of each: "圆领毛衣一件加标准长牛仔两条". Pure.

Every piece of the list must be one product of the shelf, or words that name no goods; else nothing is said, for a sum
without one of its parts is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from knowledge.text import comparable
from knowledge.types import Passage, Product
from prompts.solver_wording import SolverWording
from server.reply.evidence.given import Evidence
from server.reply.evidence.nearness import Likeness
from server.reply.evidence.terms import Reader
from server.reply.evidence.units import quotable

_JOINT = re.compile(
    r"\+|加上?(?!绒|厚|长|大|湿|热|固|起来|购)|(?<!温)和(?!田)|跟|与|配(?:上|条|个|双|件|一)|再(?:来|拍|买|加|要)|[、，,。；;？?！!\s]"
)
PIECES = "件个台双套条盒瓶份只袋箱支包罐桶把张对片组斤米根卷盏颗株本册副顶枚串板幅盆筒管粒床辆束捆提听壶碗杯"
"""Words with which goods are counted."""
_COUNT = re.compile(
    rf"(?P<each>各)?(?<![\d.])(?P<count>\d+)(?P<unit>[{PIECES}])(?!装|起|以上|立减|减|折|包邮)|各(?P<bare>[1一]|\d+)$"
)
_PAIR = re.compile(rf"[俩两](?P<unit>[{PIECES}])?")
_ARTICLE = re.compile(rf"^[{PIECES}](?=[a-z\d])")
_PACK = re.compile(rf"\d+[{PIECES}]装|套装|组合装|连包")
_SINGLE = re.compile(rf"单[{PIECES}](?:装|的)?|散装|不要套装")
_ELLIPSIS = re.compile(rf"^\d+[{PIECES}](?:呢)?[，,]")
_FEWEST_CHARS = 2
# How much of a piece a name must hold, and by how much more than the next.
_HELD, _MARGIN, _HALF, _TOUCHED = 0.6, 0.2, 0.45, 0.3
# Among names that hold as much of it: how near in meaning the nearest must be, and by how much more than the next.
_NEAR, _NEARER, _MOST_COMPARED = 0.5, 0.08, 6


@dataclass(frozen=True, slots=True)
class Line:
    """A product with its price and how many; `spoken` is the count in the customer's words, empty for one."""

    product: Product
    price: Decimal
    count: int
    spoken: str = ""


def segments(words: SolverWording, text: str) -> list[str]:
    """The pieces of a list that may name goods, without counts and without words that ask or promise."""
    return [piece for piece, _ in _pieces(words, text) if len(piece) >= _FEWEST_CHARS]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The goods that may be meant, those in view first, and what compares names."""

    view: Sequence[Product]
    others: Sequence[Product]
    reader: Reader
    alike: Likeness

    @property
    def goods(self) -> list[Product]:
        return list({product.sku: product for product in (*self.view, *self.others)}.values())


def shelf_of(evidence: Evidence, reader: Reader) -> Shelf:
    return Shelf(evidence.products, evidence.shelf, reader, evidence.alike)


def lines_of(text: str, shelf: Shelf, words: SolverWording) -> list[Line] | None:
    """The list that the text states; one product in view where it names none. None when a piece cannot be told."""
    view = shelf.view
    pieces = _pieces(words, text)
    view_taken = False
    plain = comparable(text)
    goods = [(piece, count) for piece, count in pieces if len(piece) >= _FEWEST_CHARS and f"{piece}券" not in plain]
    spare = [count for piece, count in pieces if len(piece) < _FEWEST_CHARS and count is not None]
    each = next((count for count in spare if "各" in count.spoken), None)
    found: list[Line] = []
    for piece, count in goods:
        product = meant(piece, shelf)
        if product is None and len(view) == 1 and not view_taken and _touches(piece, view[0], shelf.reader):
            product = view[0]
        view_taken = view_taken or (product is not None and product in view)
        if product is None or product.price is None or _may_be_its_twin(piece, product, shelf):
            return None
        told = count or each or _Count(1, "")
        found.append(_line(product, product.price, told))
    if not found and len(view) == 1 and view[0].price is not None:
        found = [Line(view[0], view[0].price, 1)]
    spare = [count for count in spare if count is not each]
    if spare and len(found) == 1 and len({count.number for count in spare}) == 1 and not found[0].spoken:
        found = [_line(found[0].product, found[0].price, spare[0])]
    elif len(spare) == len(found) == 1 and _ELLIPSIS.match(comparable(text)):
        found = [_line(found[0].product, found[0].price, spare[0])]  # "三个呢", asked after a sum for two
    elif any(count.number != found[0].count for count in spare if found):
        return None
    return found if found and len({line.product.sku for line in found}) == len(found) else None


def rows_of(products: Sequence[Product], passages: Sequence[Passage]) -> tuple[int, ...]:
    """The first passage that is each product's own row."""
    firsts = (
        next((n for n, p in enumerate(passages, 1) if p.chunk.skus == (one.sku,) and quotable(p)), 0)
        for one in products
    )
    return tuple(dict.fromkeys(number for number in firsts if number))


@dataclass(frozen=True, slots=True)
class _Count:
    number: int
    spoken: str


def _line(product: Product, price: Decimal, count: _Count) -> Line:
    return Line(product, price, count.number, count.spoken if count.number > 1 else "")


def _pieces(words: SolverWording, text: str) -> list[tuple[str, _Count | None]]:
    out = []
    for raw in _JOINT.split(comparable(text)):
        piece, count = _counted(words.sums_idle.sub("", raw))
        piece = _ARTICLE.sub("", words.sums_idle.sub("", piece))
        if piece or count:
            out.append((piece, count))
    return out


def _counted(piece: str) -> tuple[str, _Count | None]:
    matches = list(_COUNT.finditer(piece))
    if len(matches) == 1:
        match = matches[0]
        count = _Count(int((match["count"] or match["bare"]).replace("一", "1")), match[0])
        return piece.replace(match[0], ""), count
    pair = _PAIR.search(piece)
    if not matches and pair:
        return piece.replace(pair[0], ""), _Count(2, f"2{pair['unit']}" if pair["unit"] else pair[0])
    return piece, None


def meant(piece: str, shelf: Shelf) -> Product | None:
    """The one product whose name holds most of the piece; among equals the one in view, else the nearest in meaning."""
    single, piece = _SINGLE.search(piece) is not None, _SINGLE.sub("", piece)
    scored = sorted(((_held(piece, one, shelf.reader), one) for one in shelf.goods), key=lambda pair: -pair[0])
    if not scored or scored[0][0] < _HALF:
        return None
    near = [one for score, one in scored if score > scored[0][0] - _MARGIN]
    if single:
        near = [one for one in near if not _is_pack(one)]
    if len(near) == 1:
        return near[0] if scored[0][0] >= _HELD else None
    exact = [one for one in near if comparable(one.name) == piece]
    seen = [one for one in near if shelf.view and one.sku == shelf.view[0].sku]
    return next(iter(exact or seen), None) or _nearest(piece, near[:_MOST_COMPARED], shelf)


def _is_pack(product: Product) -> bool:
    return _PACK.search(comparable(product.name)) is not None


def _may_be_its_twin(piece: str, product: Product, shelf: Shelf) -> bool:
    """Whether it is a pack, the shop sells the article singly too, and nothing tells that the pack is wanted."""
    name = comparable(product.name)
    if not _is_pack(product) or piece == name or _PACK.search(piece):
        return False
    return any(comparable(other.name) == _PACK.sub("", name) for other in shelf.goods)


def _nearest(piece: str, among: Sequence[Product], shelf: Shelf) -> Product | None:
    found = sorted(zip(shelf.alike(piece, [one.name for one in among]), among, strict=True), key=lambda pair: -pair[0])
    return found[0][1] if found[0][0] >= _NEAR and found[0][0] - found[1][0] >= _NEARER else None


def _touches(piece: str, product: Product, reader: Reader) -> bool:
    """Whether words that were not found in any name may still mean the product in view: they name a trait of it."""
    own = comparable(" ".join([product.name, product.category, *(value for _, value in product.attributes)]))
    terms = reader.terms(piece).all
    weight = sum(term.weight for term in terms)
    return bool(weight) and sum(term.weight * term.met(own) for term in terms) / weight >= _TOUCHED


def _held(piece: str, product: Product, reader: Reader) -> float:
    name = comparable(f"{product.name} {product.category}")
    if comparable(str(product.sku)) in piece:
        return 1.0
    terms = reader.terms(piece).all
    weight = sum(term.weight for term in terms)
    return sum(term.weight * term.met(name) for term in terms) / weight if weight else 0.0
