"""Whether a product can be had: in stock or not, never how many, and what its row says of forms that are sold out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.text import comparable
from knowledge.types import Product
from prompts.wording import Wording
from server.reply.evidence.cells import name_of
from server.reply.evidence.variants import options_named, sizes_named

_CLAUSE = re.compile(r"[；;。]")
_ITSELF = re.compile(r"已|不再|永久")
_SPACES = re.compile(r"\s+")
_COLOUR = re.compile(r"色")
_FORM = re.compile(r"断码|缺码|缺色|[码色号款]")


Fields = Sequence[tuple[str, str]]


def supply_facts(
    product: Product, columns: Fields, text: str, wording: Wording, rows: Sequence[Fields] = ()
) -> list[tuple[str, str]]:
    """(fact, its column) for a question about stock in comparable `text`; empty when the catalogue does not say.

    `rows` are the product's own rows as its table writes them: the catalogue keeps one word of stock for all.
    """
    words = wording.attributes
    if own := [*_ended(product, (*rows, columns), wording), *_of_one_form(product, rows, text, wording)]:
        return own[:1]
    remarks = [
        (clause.strip(), header)
        for header, value in columns
        if not words.variants.search(comparable(header))
        for clause in _CLAUSE.split(value)
        if words.stock.told.search(clause)
    ]
    forms = [column for column in columns if words.variants.search(comparable(column[0]))]
    colours, sizes = options_named(text, forms), sizes_named(text)
    if product.stock == 0:
        none_left = wording.out_of_stock.format(name=product.name)
        further = [(_without_opening(clause, none_left), header) for clause, header in remarks]
        return [(none_left, ""), *_told(product, [one for one in further if one[0]], wording, first=False)]
    meant = [(clause, header) for clause, header in remarks if _speaks_of(clause, forms, colours, sizes)]
    if (colours or sizes) and meant:
        return _told(product, meant, wording, first=True)
    if product.stock is None:
        return _told(product, remarks, wording, first=True)
    facts = [(wording.in_stock.format(name=product.name), "")]
    if colours:
        listed = [(header, value) for header, value in forms if options_named(text, [(header, value)])]
        pair = wording.row_pair
        facts += [(pair.format(header=name_of(header, wording), value=value), header) for header, value in listed]
    general = [(clause, header) for clause, header in remarks if not (colours or sizes) or not _FORM.search(clause)]
    return [*facts, *_told(product, general, wording, first=False)]


def _ended(product: Product, rows: Sequence[Fields], wording: Wording) -> Iterator[tuple[str, str]]:
    """That it is made no more, where every row that speaks of stock says so: it is not out of stock for a while."""
    words = wording.attributes.stock
    cells = [(header, value) for fields in rows for header, value in fields if words.headers.search(comparable(header))]
    if cells and all(words.ended.search(value) for _, value in cells):
        header, value = cells[0]
        told = _SPACES.sub("，", value.strip())
        yield f"{product.name}{told}" if _ITSELF.match(told) else f"{product.name}已{told}", header


def _of_one_form(product: Product, rows: Sequence[Fields], text: str, wording: Wording) -> Iterator[tuple[str, str]]:
    """What the one row of the colour asked for says of stock, where each colour has a row of its own."""
    words = wording.attributes
    for fields in rows if len(rows) > 1 else ():
        forms = [column for column in fields if words.variants.search(comparable(column[0]))]
        named = [one for one in options_named(text, forms) if _COLOUR.search(one)]
        told = [(header, value) for header, value in fields if words.stock.headers.search(comparable(header))]
        if named and told:
            header, value = told[0]
            yield _stock_said(f"{product.name}{named[0]}", value, wording), header


def _stock_said(name: str, value: str, wording: Wording) -> str:
    words = wording.attributes.stock
    if words.none.match(value):
        return wording.out_of_stock.format(name=name)
    return wording.in_stock.format(name=name) if words.some.match(value) else f"{name}{value}"


def _without_opening(clause: str, told: str) -> str:
    """The clause less a beginning that was said already ("暂时缺货，补货时间未定")."""
    opening, _, rest = clause.partition("，")
    return rest if opening in told else clause


def _speaks_of(clause: str, forms: Sequence[tuple[str, str]], colours: Sequence[str], sizes: Sequence[str]) -> bool:
    """Whether a clause about certain colours and sizes is about the ones asked for; what it leaves open is any."""
    plain = comparable(clause)
    its_colours, its_sizes = options_named(plain, forms), sizes_named(plain)
    if not its_colours and not its_sizes:
        return False
    return _meet(its_colours, colours) and _meet(its_sizes, sizes)


def _meet(its: Sequence[str], asked: Sequence[str]) -> bool:
    return not its or not asked or not set(its).isdisjoint(asked)


def _told(
    product: Product, remarks: Sequence[tuple[str, str]], wording: Wording, *, first: bool
) -> list[tuple[str, str]]:
    """The remarks; the first one names the product where nothing before it does."""
    return [
        (wording.row_told.format(subject=product.name, value=clause) if first and not at else clause, header)
        for at, (clause, header) in enumerate(remarks)
    ]
