"""Rows of one product in several forms (colours, sizes) as one product: what differs is said form by form.

A stock list has a row for each form and no names: what it says of the supply becomes one remark, "白：在售；黑：缺货，
预计到货2026-11-12". Counts become words there: customers are told whether, never how many.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from ingestion.amounts import stock_of
from ingestion.tables import is_blank
from knowledge.types import Product

Column = tuple[str, str]
FORM = re.compile(r"规格|颜色|配色|花色|色号|尺码|码数|款式|版本|口味|香型|容量")
_STATE = re.compile(r"状态|情况")
_TO_COME = re.compile(r"预售|预订|预定")
_VAGUE, _ITEM = re.compile(r"^规格(?:型号)?$"), "项"  # a colour is no measure, which such a heading promises
_SHORT_FORM = 8  # characters
_IN_STOCK, _NONE_LEFT, _CHOICE = "有货", "缺货", "可选"


def supplied(product: Product, stock: Column) -> Product:
    """A stock list's row: its form, and its other columns as one remark under the heading of `stock`."""
    heading, cell = stock
    left = stock_of(cell)
    state = _IN_STOCK if left else cell if left is None else _NONE_LEFT
    forms: list[Column] = []
    told: list[str] = []
    for header, value in product.attributes:
        if FORM.search(header):
            forms.append((f"{_CHOICE}{_VAGUE.sub(_ITEM, header)}", value))
        elif _STATE.search(header):
            state = value
        elif header != heading and not is_blank(value):
            told.append(f"{header}{value}")
    remark = "，".join([state, *told])
    to_come = left == 0 and _TO_COME.search(remark)
    return replace(
        product, name="", stock=None if to_come else product.stock, attributes=(*forms, (heading, remark.strip("，")))
    )


def with_supply(product: Product, supply: Product) -> Product:
    """The product with what a stock list says of it."""
    attributes = tuple({**dict(product.attributes), **dict(supply.attributes)}.items())
    return replace(product, stock=product.stock if supply.stock is None else supply.stock, attributes=attributes)


def told_apart(products: Sequence[Product]) -> tuple[Product, ...]:
    """The products in order; those that share one name are called by it and by the first short thing that differs in
    all of them (牵引套装 S, 牵引套装 M).
    """
    shared: defaultdict[str, list[Product]] = defaultdict(list)
    for one in products:
        shared[one.name].append(one)
    return tuple(_called(one, shared[one.name]) for one in products)


def _called(product: Product, namesakes: Sequence[Product]) -> Product:
    if len(namesakes) == 1:
        return product
    cells = [dict(one.attributes) for one in namesakes]
    for header, value in product.attributes:
        values = [each.get(header, "") for each in cells]
        if len(set(values)) == len(values) and all(0 < len(each) <= _SHORT_FORM for each in values):
            return replace(product, name=f"{product.name} {value}")
    return product


def one_of(forms: Sequence[Product], figures: Sequence[Sequence[Column]]) -> Product:
    """The product that the rows are forms of; `figures` are the cells that each row's prices came from.

    Figures that differ are none of the product, and said for each form. It has the stock of all forms together.
    """
    first = forms[0]
    prices = {(one.price, one.list_price) for one in forms}
    rows = [dict((*one.attributes, *(own if len(prices) > 1 else ()))) for one, own in zip(forms, figures, strict=True)]
    headers = dict.fromkeys(header for row in rows for header in row)
    form = next((each for each in headers if FORM.search(each) and len({row.get(each) for row in rows}) > 1), "")
    stocks = [one.stock for one in forms if one.stock is not None]
    return replace(
        first,
        price=first.price if len({one.price for one in forms}) == 1 else None,
        list_price=first.list_price if len({one.list_price for one in forms}) == 1 else None,
        stock=sum(stocks) if len(stocks) == len(forms) else None,
        attributes=tuple((header, _said(header, rows, form)) for header in headers),
    )


def _said(header: str, rows: Sequence[dict[str, str]], form: str) -> str:
    values = dict.fromkeys(row[header] for row in rows if row.get(header))
    if len(values) == 1 or header == form or not all(row.get(form) for row in rows):
        return "、".join(values)
    return "；".join(f"{row[form]}：{row[header]}" for row in rows if row.get(header))
