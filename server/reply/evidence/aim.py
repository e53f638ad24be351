"""Whether a cell, or the price, is about what the head of a question names ("the foam", "carrying it upstairs")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from knowledge.text import comparable
from knowledge.types import Product
from prompts.attributes import Attribute, AttributeWords
from server.reply.evidence.term import Term
from server.reply.evidence.terms import Terms

_LEAST_HEAD = 0.6  # weight below which a head is a stray word
_KNOWN = 1.0  # the weight of a thing that a list knows
_HALF, _MUCH = 0.5, 0.4
_QUANTITY = re.compile(r"多少|几(?![种款]|个?[颜口味])|多[大长宽高重深厚久]|百分之")
_AMOUNT = re.compile(r"[\d一二三四五六七八九十两半]")
_DENIES = re.compile(r"[无不没未]")


def heads_of(terms: Terms) -> tuple[Term, ...]:
    """The heads that name something; a single character is rather a stray verb."""
    return tuple(one for one in terms.heads if one.weight >= _LEAST_HEAD and len(one.words[0]) > 1)


def asks_for(attribute: Attribute, head: Term) -> bool:
    """Whether the head is a word for the attribute."""
    words = [comparable(word) for word in head.words]
    return any(attribute.asked.search(word) or attribute.headers.search(word) for word in words)


def is_of_product(terms: Terms, product: Product, words: AttributeWords) -> bool:
    """Whether the question is about the thing itself: no head is a part, a service or a fee that it does not name."""
    told = [product.name, product.category, product.brand, str(product.sku)]
    told += [value for header, value in product.attributes if words.variants.search(comparable(header))]
    known = comparable("｜".join(told))
    return all(
        head.met(known) >= _HALF
        or any(words.price.asked.search(word) or words.stock.asked.search(word) for word in head.words)
        or any(mode.asked.search(word) for mode in words.price_modes for word in head.words)
        or any(asks_for(attribute, head) for attribute in words.attributes)
        for head in heads_of(terms)
    )


def is_aimed_at(terms: Terms, told: str, attributes: Iterable[Attribute] = (), asked: Iterable[Term] = ()) -> bool:
    """Whether a cell may be about what the heads name: it holds one, or a head is a word for one of its `attributes`
    or means what `asked` does, or it holds much else of what is asked. Heads that no list knows decide nothing.
    """
    known, asked, attributes = comparable(told), tuple(asked), tuple(attributes)
    if not any(head.askable and head.weight >= _KNOWN for head in terms.heads):
        return True
    weight = sum(term.weight for term in terms.focus)
    held = sum(term.weight * term.met(known) for term in terms.focus)
    return held >= _MUCH * weight or any(
        head.met(known) >= _HALF or head in asked or any(asks_for(attribute, head) for attribute in attributes)
        for head in terms.heads
    )


def measures(bare: str, value: str) -> bool:
    """Whether a cell can answer a comparable question for an amount: with a number, or by denying that there is one."""
    return not _QUANTITY.search(bare) or states_amount(value) or _DENIES.search(value) is not None


def states_amount(value: str) -> bool:
    return _AMOUNT.search(comparable(value)) is not None


def attributes_of(header: str, attributes: Sequence[Attribute]) -> tuple[Attribute, ...]:
    return tuple(one for one in attributes if one.headers.search(comparable(header)))
