"""Facts of a product in view, straight from the catalogue: price, stock, benefit, its own columns."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from knowledge.text import comparable
from knowledge.types import ChunkKind, Passage, Product
from prompts.wording import Wording
from server.reply.evidence.rows import RowChoice, asked_columns, attribute_columns, said
from server.reply.evidence.units import Unit, quotable

_STOCK = ("库存", "有货", "现货", "缺货", "没货", "断货", "in stock", "stock")
_BENEFIT = ("优惠", "活动", "满减", "折扣", "赠品", "赠送", "便宜", "打折")


def product_units(products: Sequence[Product], passages: Sequence[Passage], choice: RowChoice) -> list[Unit]:
    """A unit for each fact that the question asks of each product; `number` 0 when no passage shows the row."""
    units: list[Unit] = []
    for product in products:
        number = next((n for n, p in enumerate(passages, 1) if product.sku in p.chunk.skus and quotable(p)), 0)
        units += [_unit(product, body, number) for body in _facts(product, choice)]
    return units


def _facts(product: Product, choice: RowChoice) -> list[str]:
    terms, wording = choice.terms, choice.wording
    own = {comparable(word) for word in (product.name, str(product.sku)) if word}
    about = [term for term in terms.all if not any(term.met(name) >= 0.5 for name in own)]
    words = {word for term in about for word in term.words}
    facts: list[str] = []
    if product.price is not None and "money" in terms.kinds and not _asks_other_money(words, wording, terms.text):
        facts.append(wording.price.format(name=product.name, price=money(product.price)))
    if product.stock is not None and words & set(_STOCK):
        facts.append((wording.in_stock if product.stock > 0 else wording.out_of_stock).format(name=product.name))
    if product.benefit and words & set(_BENEFIT):
        facts.append(wording.benefit.format(name=product.name, benefit=product.benefit))
    columns = [
        (header, value)
        for header, value in attribute_columns(product)
        if any(term.met(comparable(header)) >= 0.99 or _value_met(term.words, value) for term in about)
    ]
    if columns:
        facts.append(said(product.name, asked_columns(columns, choice), wording))
    return facts


def money(amount: Decimal) -> str:
    """Yuan as shops write it: 2599, 19.9."""
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _value_met(words: Sequence[str], value: str) -> bool:
    plain = comparable(value)
    return any(len(word) >= 2 and word in plain for word in words)


def _asks_other_money(words: set[str], wording: Wording, text: str) -> bool:
    """Whether the sum asked for is not the product's price: a fee, a deposit, a compensation."""
    return any(
        word in text
        for word in (
            "运费",
            "邮费",
            "安装",
            "维修",
            "上门",
            "退",
            "赔",
            "定金",
            "押金",
            "费用",
            "补",
            "清洗",
            "电费",
            "税",
        )
    )


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
        subject=name,
        table="catalogue",
    )
