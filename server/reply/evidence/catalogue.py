"""Facts of a product in view, straight from the catalogue: price, stock, benefit, its own columns."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from knowledge.text import comparable
from knowledge.types import ChunkKind, Passage, Product
from prompts.wording import Wording
from server.reply.evidence.rows import RowChoice, asked_columns, attribute_columns, said
from server.reply.evidence.terms import Term, Terms
from server.reply.evidence.units import CATALOGUE, Unit, quotable

_STOCK, _BENEFIT = "库存", "优惠"


def product_units(products: Sequence[Product], passages: Sequence[Passage], choice: RowChoice) -> list[Unit]:
    """A unit for what the question asks of each product's own columns; `number` 0 when no passage shows the row."""
    return [
        _unit(product, body, _shown(product, passages)) for product in products for body in _attributes(product, choice)
    ]


def live_units(products: Sequence[Product], passages: Sequence[Passage], terms: Terms, wording: Wording) -> list[Unit]:
    """Price, stock and benefit, when the question is about nothing else."""
    units: list[Unit] = []
    for product in products:
        about = _about(product, terms)
        words = {word for term in about for word in term.words}
        facts: list[str] = []
        if product.price is not None and "money" in terms.kinds and not about:
            facts.append(wording.price.format(name=product.name, price=money(product.price)))
        if product.stock is not None and _STOCK in words:
            facts.append((wording.in_stock if product.stock > 0 else wording.out_of_stock).format(name=product.name))
        if product.benefit and _BENEFIT in words:
            facts.append(wording.benefit.format(name=product.name, benefit=product.benefit))
        units += [_unit(product, fact, _shown(product, passages)) for fact in facts]
    return units


def _about(product: Product, terms: Terms) -> list[Term]:
    """The question's terms less those that only name the product."""
    own = (comparable(product.name), comparable(str(product.sku)), comparable(product.category))
    return [term for term in terms.all if term.weight >= 0.5 and not any(term.met(name) >= 0.5 for name in own if name)]


def _attributes(product: Product, choice: RowChoice) -> list[str]:
    about = _about(product, choice.terms)
    columns = [
        (header, value)
        for header, value in attribute_columns(product)
        if any(term.met(comparable(header)) >= 0.99 or _value_met(term.words, value) for term in about)
    ]
    return [said(product.name, asked_columns(columns, choice), choice.wording)] if columns else []


def _shown(product: Product, passages: Sequence[Passage]) -> int:
    return next((n for n, p in enumerate(passages, 1) if product.sku in p.chunk.skus and quotable(p)), 0)


def money(amount: Decimal) -> str:
    """Yuan as shops write it: 2599, 19.9."""
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _value_met(words: Sequence[str], value: str) -> bool:
    plain = comparable(value)
    return any(len(word) >= 2 and word in plain for word in words)


def _unit(product: Product, body: str, number: int) -> Unit:
    name = comparable(product.name)
    return Unit(
        body=body,
        lead="",
        number=number,
        position=0,
        heading=f"{name}｜{comparable(str(product.sku))}｜{comparable(product.category)}｜{comparable(product.brand)}",
        around="",
        plain=comparable(body),
        kind=ChunkKind.TABLE_ROW,
        skus=(product.sku,),
        subject=product.name,
        columns=comparable(body),
        table=CATALOGUE,
    )
