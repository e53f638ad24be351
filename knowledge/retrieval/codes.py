"""Product codes in a text, as customers type them: kfr35gw for KFR-35GW/N8, or only a part of the code. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from knowledge.index.terms import compact
from knowledge.text import normalise
from knowledge.types import Product

_PIECE = re.compile(r"[a-z0-9]+")
_JOINT = re.compile(r"[-_./()+*# ]{0,2}")
_WRITTEN = re.compile(r"[a-z0-9]+(?:[-_./()+*#]+[a-z0-9]+)*")
_MEASURE = re.compile(r"\d+(?:\.\d+)?[a-z]{1,3}")  # 500ml, 3300w: an amount, not a name
_MODEL_HEADER = re.compile(r"型号|货号|款号|条码|编码|编号|model", re.IGNORECASE)
_LEAST_PART = 4  # characters of a code's part; fewer are an amount or a year
_LEAST_DIGITS = 5  # of a code that is only digits; fewer are a price
_MOST_PIECES = 5
_LONGEST_CODE = 40


class CodeMatcher:
    """Products by position in the sequence that it was built from."""

    def __init__(self, products: Sequence[Product]) -> None:
        self._by_code: defaultdict[str, set[int]] = defaultdict(set)
        for position, product in enumerate(products):
            for code in codes_of(product):
                self._by_code[code].add(position)
        self._joined = "\n".join(["", *self._by_code, ""])

    def find(self, text: str) -> Iterator[tuple[int, frozenset[int]]]:
        """(where, products) for every code in a normalised text; longest codes first, none read twice."""
        pieces = list(_PIECE.finditer(text))
        start = 0
        while start < len(pieces):
            end = min(len(pieces), start + _MOST_PIECES)
            while end > start:
                run = pieces[start:end]
                if all(_JOINT.fullmatch(text, one.end(), other.start()) for one, other in pairwise(run)):
                    products = self._exact_or_part("".join(piece.group() for piece in run))
                    if products:
                        yield run[0].start(), products
                        break
                end -= 1
            start = max(end, start + 1)

    def _exact_or_part(self, code: str) -> frozenset[int]:
        if code.isdigit() and len(code) < _LEAST_DIGITS:
            return frozenset()
        exact = self._by_code.get(code)
        if exact:
            return frozenset(exact)
        if len(code) < _LEAST_PART or _MEASURE.fullmatch(code) or not any(char.isdigit() for char in code):
            return frozenset()
        found = {product for whole in self._containing(code) for product in self._by_code[whole]}
        return frozenset(found) if len(found) == 1 else frozenset()

    def _containing(self, part: str) -> Iterator[str]:
        at = self._joined.find(part)
        while at >= 0:
            end = self._joined.index("\n", at)
            yield self._joined[self._joined.rindex("\n", 0, at) + 1 : end]
            at = self._joined.find(part, end)


def codes_of(product: Product) -> set[str]:
    """What a product is called by, compact: its SKU, the model codes in its name, the attributes that hold one."""
    attributes = (value for header, value in product.attributes if _MODEL_HEADER.search(header))
    written = {compact(text) for text in (str(product.sku), *attributes) if len(text) <= _LONGEST_CODE}
    codes = {code for code in written if len(code) > 1 and code.isascii()}
    for piece in _WRITTEN.findall(normalise(product.name)):
        code = compact(piece)
        mixed = any(char.isdigit() for char in code) and any(char.isalpha() for char in code)
        if mixed and not _MEASURE.fullmatch(piece):
            codes.add(code)
    return codes
