"""Which products a text speaks of: by SKU or model code, or by name as customers shorten it. Pure.

What most names begin with is the shop's brand and tells nothing. After it comes what customers say: the series. So a
stretch of text counts when a name begins with it (a series of a few products counts as all of them, narrowed by what
else is said: 栖木 and 1.5匹), or when it is a good part of a name that few products share.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from knowledge.index.terms import compact
from knowledge.retrieval.codes import CodeMatcher
from knowledge.text import digits, normalise
from knowledge.types import Product

_SERIES = 6  # products that one short name may stand for; more is a kind of thing, not a name
_SHARED = 2  # products whose names may share the stretch that stands for them
_SHARE_OF_NAME = 0.4
_LEAST_STRETCH = 3  # characters of a stretch from the middle of a name
_LONGEST_TEXT = 2_000


class ProductMatcher:
    """Built once per catalogue; asked for every message."""

    def __init__(self, products: Sequence[Product]) -> None:
        self._products = list(products)
        self._codes = CodeMatcher(self._products)
        names = [compact(digits(normalise(product.name))) for product in self._products]
        brand = _common_beginning(names)
        self._names = [name.removeprefix(brand) for name in names]
        self._by_pair: defaultdict[str, set[int]] = defaultdict(set)
        for position, name in enumerate(self._names):
            for pair in pairwise(name):
                self._by_pair["".join(pair)].add(position)

    def find(self, text: str) -> tuple[Product, ...]:
        """Products that the text names, in the order in which it names them."""
        normal = digits(normalise(text[:_LONGEST_TEXT]))
        first: dict[int, int] = {}
        for where, products in [*self._codes.find(normal), *self._named(compact(normal))]:
            for product in products:
                first[product] = min(where, first.get(product, where))
        return tuple(self._products[product] for product in sorted(first, key=lambda each: (first[each], each)))

    def _named(self, text: str) -> Iterator[tuple[int, frozenset[int]]]:
        stretches = list(self._stretches(text))
        for where, stretch, products in stretches:
            begins = {product for product in products if self._names[product].startswith(stretch)}
            if begins and len(begins) <= _SERIES:
                yield where, _narrowed(frozenset(begins), (others for _, _, others in stretches))
            elif len(stretch) >= _LEAST_STRETCH and len(products) <= _SHARED:
                good = {each for each in products if len(stretch) >= _SHARE_OF_NAME * len(self._names[each])}
                yield where, frozenset(good)

    def _stretches(self, text: str) -> Iterator[tuple[int, str, frozenset[int]]]:
        """The longest stretches of the text that stand in some name, with the products whose names have them."""
        start = 0
        while start < len(text) - 1:
            end, products = start + 1, frozenset[int]()
            while end < len(text):
                pair = self._by_pair.get(text[end - 1 : end + 1], set())
                longer = text[start : end + 1]
                within = {each for each in (products & pair if products else pair) if longer in self._names[each]}
                if not within:
                    break
                end, products = end + 1, frozenset(within)
            if products:
                yield start, text[start:end], products
            start = max(end - 1, start + 1)


def _narrowed(series: frozenset[int], others: Iterator[frozenset[int]]) -> frozenset[int]:
    """Those of a series that all else agrees on; the whole series when what is said fits no single one of it."""
    told = [series & other for other in others if series & other]
    return series.intersection(*told) or series


def _common_beginning(names: Sequence[str]) -> str:
    """What more than half of the names begin with: the brand. Empty for fewer than three names."""
    if len(names) < 3:
        return ""
    ordered = sorted(names)
    half = len(ordered) // 2 + 1
    windows = zip(ordered, ordered[half - 1 :], strict=False)  # sorted: what both ends share, all between them share
    return max((_shared_beginning(first, last) for first, last in windows), key=len)


def _shared_beginning(one: str, other: str) -> str:
    same = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return "".join(char for char, _ in same)
