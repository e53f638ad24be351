"""By which words a text shows that it speaks of goods of a catalogue: kinds, and what names are made of. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.text import comparable
from knowledge.types import Product

STRETCH = 3  # characters of a name that a sentence repeats only when it speaks of that product
_LEAST_KIND = 2  # characters
_HAN = re.compile(r"[\u3400-\u9fff]+")
_BETWEEN_KINDS = re.compile(r"[\s/、,，>›|｜\-]+")
_TAIL = re.compile(r"[\u3400-\u9fff]{2}(?=$|[^\u3400-\u9fff])")  # what a name ends in says what the thing is


@dataclass(frozen=True, slots=True)
class GoodsWords:
    """Comparable: `kinds` from categories and the ends of names, `stretches` of three characters of the names, and the
    `codes` of the goods.
    """

    kinds: frozenset[str] = frozenset()
    stretches: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()


def goods_words(products: Sequence[Product]) -> GoodsWords:
    told = {kind for category in {one.category for one in products} for kind in kinds_in(comparable(category))}
    ends = {_tail(comparable(one.name)) for one in products}
    names = comparable("｜".join(one.name for one in products))
    codes = frozenset(comparable(str(one.sku)) for one in products)
    return GoodsWords(frozenset((told | ends) - {""}), frozenset(stretches(names, STRETCH)), codes)


def kinds_in(categories: str) -> list[str]:
    """The kinds of goods in comparable names of categories."""
    return [kind for kind in _BETWEEN_KINDS.split(categories) if len(kind) >= _LEAST_KIND]


def stretches(text: str, length: int) -> Iterator[str]:
    """Every so many Chinese characters of a text that stand side by side."""
    for run in _HAN.findall(text):
        yield from (run[at : at + length] for at in range(len(run) - length + 1))


def _tail(name: str) -> str:
    match = _TAIL.search(name)
    return match[0] if match else ""
