"""What the catalogue answers outright: price, stock and the columns asked for, said of the product that is meant.

A question that asks for what no column holds gets nothing from here: another column would be a wrong answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from knowledge.text import comparable
from knowledge.types import ChunkKind, Passage, Product
from prompts.wording import Wording
from server.reply.evidence.aim import is_of_product
from server.reply.evidence.asked import Cell, asked_cells, without_names
from server.reply.evidence.cells import name_of, said, value_of
from server.reply.evidence.fitting import fits
from server.reply.evidence.own_rows import price_measure, rows_of
from server.reply.evidence.ranges import holds
from server.reply.evidence.rows import RowChoice, attribute_columns, nearest_cell
from server.reply.evidence.selecting import Answer, Undecided
from server.reply.evidence.supply import supply_facts
from server.reply.evidence.units import CATALOGUE, Unit, quotable
from server.reply.evidence.variants import names_another_colour, options_named, sizes_named, sizes_of, value_for_size

_BOTH = re.compile(r"[和跟与、]|还是|以及|分别|各|都|哪[个款种]|vs|区别")
_PRICE = re.compile(r"价(?:格)?$")
_MOST_PRODUCTS = 3  # said in one reply
_MOST_CELLS = 3
_LISTED = re.compile(r"[\u4e00-\u9fff]{2,8}(?=\s*[：:]?\s*\d+(?:\.\d+)?/)")  # what a remark lists: "充绒量 165/175g"


@dataclass(frozen=True, slots=True)
class _Fact:
    """`body` says it in full, `brief` behind another fact of the same product."""

    at: int
    body: str
    brief: str
    loose: bool = False  # from a cell that may speak of another measure


def catalogue_answer(
    part: str, products: Sequence[Product], passages: Sequence[Passage], choice: RowChoice, *, bought: bool
) -> Answer | Undecided | None:
    """What `part` asks of the products that it may mean; `bought` says that it is about an order.

    Undecided where several answer differently and the question does not ask about all of them.
    """
    text = comparable(part)
    if not products or choice.wording.attributes.elsewhere.search(text):
        return None
    if choice.wording.attributes.stock.found(text):  # who asks for a pink one means none that comes in white alone
        coloured = [one for one in products if not names_another_colour(text, attribute_columns(one))]
        products = coloured or products
    # Of one name those made for another amount than the one stated are not meant.
    inside = [one for one in products if holds(attribute_columns(one), choice.stated) is not False]
    products = inside or products
    told = [(one, facts) for one in products if (facts := _facts(one, text, choice, passages, bought=bought))]
    if not told:
        return None
    several = len(products) > 1
    if several and not (_BOTH.search(text) and len(told) <= _MOST_PRODUCTS):
        if len(told) < len(products) or len({_without_name(*one) for one in told}) > 1:
            return Undecided(tuple(product.name for product in products), "", True)
        told = told[:1]
    units = [_unit(product, _joined(facts, choice.wording), row_number(product, passages)) for product, facts in told]
    return Answer(tuple(units), 1.0)


def product_units(products: Sequence[Product], passages: Sequence[Passage], choice: RowChoice) -> list[Unit]:
    """A unit for what the question asks of each product's own columns; `number` 0 when no passage shows the row."""
    units: list[Unit] = []
    for product in products:
        own = attribute_columns(product)
        cells = asked_cells(product.name, own, choice.terms.text, choice)
        told = [(cell.header, cell.value) for cell in cells[:_MOST_CELLS]] or nearest_cell(product.name, own, choice)
        if told:
            body = said(product.name, told, choice.wording)
            units.append(_unit(product, body, row_number(product, passages)))
    return units


def money(amount: Decimal) -> str:
    """Yuan as shops write it: 2599, 19.9."""
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _facts(product: Product, text: str, choice: RowChoice, passages: Sequence[Passage], *, bought: bool) -> list[_Fact]:
    """In the order asked for; empty when the question asks for nothing that the catalogue holds."""
    words, wording = choice.wording.attributes, choice.wording
    bare = without_names(text, (product.name, product.category, str(product.sku)))
    facts: list[_Fact] = []
    columns = attribute_columns(product)
    own = is_of_product(choice.terms, product, words)
    if own and (asked := words.price.found(bare)):
        facts += _price_fact(product, columns, asked.start(), text, wording, price_measure(product, passages))
    used: set[str] = set()
    asked = words.stock.found(bare)
    if asked and names_another_colour(text, columns):
        return []
    forms = [column for column in columns if words.variants.search(comparable(column[0]))]
    named = options_named(text, forms)
    if asked and (own or named):
        supply = supply_facts(product, columns, text, wording, rows_of(product, passages))
        facts += [_Fact(asked.start(), fact, fact) for fact, _ in supply]
        used = {header for _, header in supply} | {header for header, _ in forms if supply and named}
    cells = asked_cells(product.name, columns, text, choice, by_policy=not bought)
    of_size = [fact for cell in cells if (fact := _size_fact(product, columns, cell, text, wording))]
    facts += of_size or [_cell_fact(product, cell, wording) for cell in cells if cell.header not in used]
    return sorted(_fitting(facts, choice), key=lambda fact: fact.at)


def _price_fact(
    product: Product, columns: Sequence[tuple[str, str]], at: int, text: str, wording: Wording, measure: str
) -> list[_Fact]:
    """The price, of a `measure` where it is sold by one; of several the one that the question names. None where it
    names one that the product has not.
    """
    mode = next((mode for mode in wording.attributes.price_modes if mode.asked.search(text)), None)
    headed = [(header, value) for header, value in columns if _PRICE.search(name_of(header, wording))]
    named = [column for column in headed if mode and mode.headers.search(comparable(column[0]))]
    if named:
        header, value = named[0]
        pair = {"header": name_of(header, wording), "value": value_of(header, value)}
        return [_Fact(at, wording.row_one.format(subject=product.name, **pair), wording.row_pair.format(**pair))]
    if product.price is None or (mode and headed):
        return []
    price = money(product.price)
    if measure:
        each = wording.price_each.format(name=product.name, measure=measure, price=price)
        return [_Fact(at, each, each.removeprefix(product.name))]
    return [_Fact(at, wording.price.format(name=product.name, price=price), wording.price_brief.format(price=price))]


def _cell_fact(product: Product, cell: Cell, wording: Wording) -> _Fact:
    body = said(product.name, [(cell.header, cell.value)], wording)
    return _Fact(cell.at, body, body.removeprefix(product.name).lstrip("的："), not cell.headed)


def _size_fact(
    product: Product, columns: Sequence[tuple[str, str]], cell: Cell, text: str, wording: Wording
) -> _Fact | None:
    """The one value of a cell that lists a value for each size; None where no size is asked for or none is listed."""
    forms = [column for column in columns if wording.attributes.variants.search(comparable(column[0]))]
    sizes = sizes_of(forms)
    values = ((size, value_for_size(cell.value, size, sizes)) for size in sizes_named(text))
    size, value = next((one for one in values if one[1] is not None), ("", None))
    if value is None:
        return None
    listed = _LISTED.search(cell.value)
    header = listed[0] if listed else name_of(cell.header, wording)
    form = f"{size.upper()}码"
    body = wording.row_of_form.format(subject=product.name, form=form, header=header, value=value)
    return _Fact(cell.at, body, wording.row_pair.format(header=f"{form}{header}", value=value))


def _fitting(facts: Sequence[_Fact], choice: RowChoice) -> list[_Fact]:
    """A question for one measure is not answered by another, which a remark may well hold."""
    return [fact for fact in facts if not fact.loose or fits(fact.body, choice.terms, choice.reader)[0]]


def _joined(facts: Sequence[_Fact], wording: Wording) -> str:
    first, *rest = facts
    return wording.joint.join([first.body, *(fact.brief for fact in rest)])


def _without_name(product: Product, facts: Sequence[_Fact]) -> str:
    return "｜".join(fact.body.replace(product.name, "") for fact in facts)


def row_number(product: Product, passages: Sequence[Passage]) -> int:
    """Which of the numbered passages shows the product's row; 0 for none."""
    return next((n for n, p in enumerate(passages, 1) if product.sku in p.chunk.skus and quotable(p)), 0)


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
