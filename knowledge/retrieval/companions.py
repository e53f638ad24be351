"""What guides say goes with what: rows "seen | offer | why" and sentences "whoever buys A may be offered B". Pure.

A rule that holds under a condition only ("when the ceiling is high enough") is left out: nobody could judge it here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from knowledge.index.terms import compact
from knowledge.retrieval.codes import codes_of
from knowledge.text import digits, normalise
from knowledge.types import Chunk, ChunkKind, Product, Sku

Naming = Callable[[str], Sequence[Product]]

_SEEN = re.compile(
    r"主(?:商品|品|件|推|款)|(?:在看|看中|在买|买了?|购买)(?:什么|的|商品)?$|^(?:商品|产品|宝贝|品类|系列)$"
)
_OFFERED = re.compile(r"搭配|搭售|可以?[提推带搭]|推荐|连带|加购|配套|一起[买拍]")
_CONDITION = re.compile(r"什么时候|时机|条件|前提|触发")
_ONLY_IF = re.compile(r"才能?(?:可以)?[提推说带]|再[提推说]")
_SENTENCE = re.compile(
    r"(?:买|看|拍|选)了?(?P<seen>[^，。；！\n]{2,24}?)(?:的(?:顾客|客户|客人|人)?)?[，,]?(?:时|后)?(?:可以|可|建议|优先)?"
    r"(?:推荐|推|搭配|搭|提|带上?)(?P<offered>[^，。；！\n]{2,30})"
)
_REFUSED = re.compile(r"不|别|勿|→|->")
_BETWEEN = re.compile(r"[/、,，;；\n]|或|和|及")
_ENDS = re.compile(r"[;；。，,]")
_BRACKETED = re.compile(r"[(（\[【](.*?)[)）\]】]")
# Headings under which an accessory says what it fits, and models as names write them.
_FITS = re.compile(r"^(?:适用机型|适配机型|适用型号|适配型号|兼容机型|兼容型号|适用产品|适用商品)$")
_MODEL = re.compile(r"[a-z]+\d+[a-z]*")
_CODE = re.compile(r"[a-z]+-?\d+[a-z0-9]*(?:-[a-z0-9]+)*")
_MEASURE = re.compile(r"\d+(?:\.\d+)?(?:[x×*]\d+(?:\.\d+)?|米|匹|寸|升|厘米|cm|ml|kg|[lwg](?![a-z]))")
_MOST_OFFERED = 2  # goods that one cell may name
_SHORTEST_KIND = 2


@dataclass(frozen=True, slots=True)
class Rule:
    """Words for what a customer looks at, and for what goes with it, as the guide writes them."""

    seen: str
    offered: str


def rules_of(chunks: Sequence[Chunk]) -> Iterator[Rule]:
    """The rules of a guide's chunks, in their order."""
    for chunk in chunks:
        if chunk.kind is ChunkKind.TABLE_ROW:
            yield from _of_row(chunk.fields)
        elif chunk.kind is ChunkKind.PROSE:
            for match in _SENTENCE.finditer(chunk.text):
                if not _REFUSED.search(match[0]):
                    yield Rule(match["seen"], match["offered"])


def with_companions(products: Sequence[Product], rules: Sequence[Rule], find: Naming) -> list[Product]:
    """The products, each with what the rules name beside what its own row does; one of which nobody says anything goes
    with the accessories that say they fit it, the cheapest last. `find` says which products a text names.
    """
    added: dict[Sku, dict[Sku, None]] = {}
    for rule in rules:
        offered = _offered(rule.offered, products, find)
        if not 0 < len(offered) <= _MOST_OFFERED:
            continue
        for product in _seen(_limited(rule), products, find):
            if product.sku not in {one.sku for one in offered}:
                added.setdefault(product.sku, {}).update(dict.fromkeys(one.sku for one in offered))
    fitted = _fitted(products)
    for one in products:
        if not one.companions and one.sku not in added and one.sku in fitted:
            added[one.sku] = dict.fromkeys(fitted[one.sku])
    return [
        replace(one, companions=tuple(dict.fromkeys((*one.companions, *added[one.sku])))) if one.sku in added else one
        for one in products
    ]


def _fitted(products: Sequence[Product]) -> dict[Sku, list[Sku]]:
    by_model: dict[str, list[Product]] = {}
    for one in products:
        told = (value for header, value in one.attributes if _FITS.match(compact(header)))
        for model in {model for value in told for model in _MODEL.findall(normalise(value))}:
            by_model.setdefault(model, []).append(one)
    found: dict[Sku, list[Sku]] = {}
    for one in products:
        models = _MODEL.findall(normalise(one.name)) if by_model else []
        parts = {part.sku: part for model in models for part in by_model.get(model, ()) if part.sku != one.sku}
        if parts:
            found[one.sku] = [part.sku for part in sorted(parts.values(), key=lambda part: -(part.price or 0))]
    return found


def _of_row(fields: Sequence[tuple[str, str]]) -> Iterator[Rule]:
    offers = next((at for at, (header, _) in enumerate(fields) if _OFFERED.search(header)), None)
    if offers is None or any(_CONDITION.search(header) or _ONLY_IF.search(cell) for header, cell in fields):
        return
    others = [field for at, field in enumerate(fields) if at != offers]
    seen = next((cell for header, cell in others if _SEEN.search(header)), "")
    if seen and not _REFUSED.match(fields[offers][1]) and "→" not in fields[offers][1]:
        yield Rule(seen, fields[offers][1])


def _limited(rule: Rule) -> str:
    """What is seen; only the one that brackets behind the offer name, where they do."""
    bracketed = {compact(match[1]) for match in _BRACKETED.finditer(rule.offered)}
    named = [piece for piece in _BETWEEN.split(rule.seen) if compact(piece) in bracketed]
    return named[0] if named else rule.seen


def _offered(text: str, products: Sequence[Product], find: Naming) -> Sequence[Product]:
    told = _BRACKETED.sub("", _ENDS.split(text)[0])
    return _coded(normalise(told), products) or find(told)


def _seen(text: str, products: Sequence[Product], find: Naming) -> list[Product]:
    plain = digits(normalise(text))
    sizes = [compact(match[0]) for match in _MEASURE.finditer(plain.replace(" ", ""))]
    found: dict[Sku, Product] = {}
    for piece in _BETWEEN.split(plain):
        group = _coded(piece, products) or _of_kind(piece, products) or find(piece)
        found |= {product.sku: product for product in _sized(group, sizes)}
    return list(found.values())


def _coded(text: str, products: Sequence[Product]) -> list[Product]:
    """Those whose code stands in the text, or begins with a code that does (SYM10 of SYM10-15)."""
    written = _CODE.findall(text)
    whole = {compact(code) for code in written}
    begun = tuple(f"{code}-" for code in written)
    return [one for one in products if not whole.isdisjoint(codes_of(one)) or normalise(one.sku).startswith(begun)]


def _of_kind(text: str, products: Sequence[Product]) -> list[Product]:
    kind = compact(_MEASURE.sub("", _BRACKETED.sub("", text).replace(" ", "")))
    if len(kind) < _SHORTEST_KIND:
        return []
    return [one for one in products if kind in compact(one.name) or compact(one.category).endswith(kind)]


def _sized(group: Sequence[Product], sizes: Sequence[str]) -> Sequence[Product]:
    """Those of a size that the guide names: in their name, else in their cells; all where it names none of theirs."""
    by_name = [one for one in group if any(size in compact(digits(one.name)) for size in sizes)]
    told = ((one, compact(" ".join(value for _, value in one.attributes))) for one in group)
    return by_name or [one for one, cells in told if any(size in cells for size in sizes)] or group
