"""The state's subsidy on new appliances (国补): its share of the price, its limit, the goods that take part. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from knowledge.text import comparable, sentences
from knowledge.text.rowlines import without_row_lines
from knowledge.types import ChunkKind, Passage, Product
from server.reply.evidence.units import quotable
from server.reply.solvers.tables import unmarked

SUBSIDY = re.compile(r"国补|国家补贴|政府补贴|能效补贴|以旧换新补贴|家电补贴")
_N = r"(\d+(?:\.\d+)?)"
_RATE = re.compile(rf"(?:补贴?|立减|优惠|减)[^，,。；;\d]{{0,14}}{_N}%|{_N}%[^，,。；;\d]{{0,6}}(?:补贴|国补)")
_CAP = re.compile(rf"(?:最高|最多|上限|封顶|不超过)[^，,。；;\d]{{0,8}}{_N}元|{_N}元封顶")
_GOODS = re.compile(r"(?:参加|支持|适用|享受)[^：:。；;]{0,10}[：:](?P<goods>[^。；;\n]+)")
_AFTER = re.compile(r"按?(?:优惠|满减|折扣|用券|券|减)后|先减[^，,。；;]{0,6}(?:优惠|满减)|实付|成交价")
_BEFORE = re.compile(r"(?:优惠|满减|用券)(?:之)?前|按(?:原价|标价|页面价)")
_MODEL = re.compile(r"[a-z]*\d[a-z\d]*(?:\s?(?:pro|max|plus|ultra|mini|lite|se))*", re.I)
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Subsidy:
    """`rate` of the price and at most `cap`; `after` tells whether reductions come first, None where nobody says."""

    rate: Decimal
    cap: Decimal | None
    after: bool | None
    number: int

    @property
    def percent(self) -> str:
        return f"{(self.rate * 100).normalize():f}"

    def less(self, price: Decimal, *, reduced: bool) -> Decimal | None:
        """What comes off a price; None where it was `reduced` and the rule does not count the reduced one."""
        if reduced and not self.after:
            return None
        less = (price * self.rate).quantize(_CENT, ROUND_HALF_UP)
        return less if self.cap is None else min(less, self.cap)


def subsidy_for(product: Product, passages: Sequence[Passage]) -> Subsidy | None:
    """The one rule of the shop that lists the product; None without such a list, or where two shares are stated."""
    lines = list(_lines(passages))
    found = {_first(match): number for number, text in lines for match in _RATE.finditer(text)}
    caps = {_first(match) for _, text in lines for match in _CAP.finditer(text)}
    listed = [match["goods"] for _, text in lines for match in _GOODS.finditer(text)]
    if len(found) != 1 or len(caps) > 1 or not any(_lists(goods, product) for goods in listed):
        return None
    (rate, number), said = next(iter(found.items())), " ".join(text for _, text in lines)
    before, after = _BEFORE.search(said) is not None, _AFTER.search(said) is not None
    return Subsidy(rate / 100, next(iter(caps), None), None if before == after else after, number)


def _lines(passages: Sequence[Passage]) -> Iterator[tuple[int, str]]:
    """Sentences of passages about the subsidy, comparable but for the spaces between a model's words."""
    for number, passage in enumerate(passages, start=1):
        chunk = passage.chunk
        if not quotable(passage) or chunk.kind in (ChunkKind.SCRIPT, ChunkKind.TABLE_ROW):
            continue
        headed = SUBSIDY.search(" ".join(chunk.place.section[-1:])) is not None
        for sentence in sentences(without_row_lines(chunk.text)):
            if headed or SUBSIDY.search(sentence):
                yield number, unmarked(sentence).lower()


def _lists(goods: str, product: Product) -> bool:
    """Whether a list of models or names holds this product; "R1" is no "R1 Pro"."""
    pieces = {comparable(piece) for piece in re.split(r"[、，,/和及]", goods)} - {""}
    models = {comparable(match[0]) for match in _MODEL.finditer(f"{product.name} {product.sku}")}
    return bool(pieces & models) or comparable(product.name) in pieces or product.category in pieces - {""}


def _first(match: re.Match[str]) -> Decimal:
    return Decimal(next(group for group in match.groups() if group))
