"""Which products a text speaks of: by SKU or model code, or by name as customers shorten it. Pure.

What most names begin with is the shop's brand and tells nothing. After it comes what customers say: the series. So a
stretch of text counts when a name begins with it (a series of a few products counts as all of them, narrowed by what
else is said: 栖木 and 1.5匹), when it ends one and so says what kind of thing it is (羽绒服, narrowed by 中长), or when
the stretches together are a good part of a name, one of them rare.
"""

from __future__ import annotations

import importlib.resources
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise, takewhile

import yaml

from knowledge.index.terms import compact
from knowledge.retrieval.codes import CodeMatcher
from knowledge.retrieval.content import content_terms
from knowledge.text import digits, normalise
from knowledge.types import Product

_SERIES = 6  # products that one short name may stand for; more is a kind of thing, not a name
_KIND_SHARE = 1 / 3  # of the catalogue; what more products end with is what the shop sells
_SHARED = 2  # products whose names may share the stretch that stands for them
_BETWEEN_PARTS = re.compile(r"[^\w]+")
_RARE_SHARE = 1 / 4  # of the catalogue, at most, that such a word may stand for
_FEW = 3  # that one rare word of their names may stand for
_SHARE_OF_NAME = 0.4
_LEAST_SAID = 4  # characters of a name said in several stretches
_LEAST_STRETCH = 3  # characters of one that stands for a name alone
_LONGEST_TEXT = 2_000
_KEPT = 256  # stretches whose products are remembered: what the shop sells is named in every other question
_BRACKETED = re.compile(r"[(（\[【].*?[)）\]】]")
_HORSEPOWER = re.compile(r"(?<=\d)p(?![a-z0-9])")  # 1.5p is how 1.5匹 is typed
_WITHOUT = re.compile(r"(?:不带|不要|不是|不含|没有|非|无)$")
_ASKED_FOR = re.compile(r"[那这个的还有多几呢怎]|$")
_CJK = re.compile(r"[\u3400-\u9fff]")
_ALL_CJK = re.compile(r"[\u3400-\u9fff]+")
_MODEL = re.compile(r"[a-z]+\d+[a-z]*")
_FOR_MODELS = re.compile(rf"{_MODEL.pattern}(?:[/、]{_MODEL.pattern})*")


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A part of a text that stands in some names. `contrasted`: said both with and without ("带新风跟不带新风")."""

    at: int
    text: str
    products: frozenset[int]
    negated: bool = False
    contrasted: bool = False


class ProductMatcher:
    """Built once per catalogue; asked for every message."""

    def __init__(self, products: Sequence[Product]) -> None:
        self._products = list(products)
        self._codes = CodeMatcher(self._products)
        names = [compact(digits(normalise(product.name))) for product in self._products]
        brand = _common_beginning(names)
        self._names = [name.removeprefix(brand) for name in names]
        kinds = [_kinds(product.name) for product in self._products]
        self._ends = [(_head(product.name), *kind) for product, kind in zip(self._products, kinds, strict=True)]
        self._texts = ["\n".join((name, *kind)) for name, kind in zip(self._names, kinds, strict=True)]
        self._by_pair: defaultdict[str, set[int]] = defaultdict(set)
        for position, text in enumerate(self._texts):
            for pair in pairwise(text):
                self._by_pair["".join(pair)].add(position)
        self._holding = lru_cache(maxsize=_KEPT)(self._with)
        self._begun_and_ended = lru_cache(maxsize=_KEPT)(self._at_ends)

    def find(self, text: str) -> tuple[Product, ...]:
        """Products that the text names, in the order in which it names them. An accessory that is named with its
        machine (J4的滤芯) is meant alone.
        """
        normal = digits(normalise(text[:_LONGEST_TEXT]))
        squeezed = compact(_HORSEPOWER.sub("匹", normal))
        first: dict[int, int] = {}
        named = [*self._codes.find(normal), *self._named(squeezed)]
        for where, products in named if any(products for _, products in named) else self._hinted(squeezed):
            for product in products:
                first[product] = min(where, first.get(product, where))
        found = sorted(first, key=lambda each: (first[each], each))
        return tuple(self._products[each] for each in found if not self._is_only_fitted(each, found, normal))

    def _is_only_fitted(self, product: int, found: Sequence[int], text: str) -> bool:
        """Whether a machine is named only to say for which one an accessory is meant, or the other way round."""
        mine = self._products[product]
        others = [self._products[each] for each in found if each != product]
        machines = [other for other in others if _is_for(mine, other)]
        accessories = [other for other in others if _is_for(other, mine)]
        if any(word in text for word in _kind_words(mine.name)) or not (machines or accessories):
            return False
        return bool(machines) or any(word in text for other in accessories for word in _kind_words(other.name))

    def _named(self, text: str) -> list[tuple[int, frozenset[int]]]:
        stretches = list(self._stretches(text))
        ruled_out = {each for one in stretches if one.negated and not one.contrasted for each in one.products}
        stretches = [one for one in stretches if not one.negated]
        telling = [one.products for one in stretches if not one.contrasted]
        found: list[tuple[int, frozenset[int]]] = []
        for one in stretches:
            begins, ends = self._begun_and_ended(one.text)
            if len(one.text) < _LEAST_STRETCH and 2 * len(begins) < len(one.products):
                begins = frozenset()  # two characters that most names hold elsewhere are no series (羊毛 of 羊毛围巾)
            group = begins or ends
            is_kind = not begins and len(group) > _KIND_SHARE * len(self._products)
            if group and len(group) <= _SERIES and not is_kind:
                found.append((one.at, _narrowed(group, telling)))
            elif len(one.products) <= _SHARED:
                found.append((one.at, frozenset(each for each in one.products if self._is_said(each, one, stretches))))
        every = frozenset(each for _, products in found for each in products)
        meant = every - ruled_out or every
        if len(telling) == len(stretches):
            meant = self._plainest(meant, text)
        return [(at, products & meant) for at, products in found]

    def _hinted(self, text: str) -> list[tuple[int, frozenset[int]]]:
        """Where nothing is named: the few products with a word at an edge of their names' parts that no others have
        (鲜鸡的那袋 of 巡山 鲜鸡猫粮), or with one inside that the customer begins with and says by itself (普洱还有没
        of 陈年普洱饼).
        """
        few = min(_FEW, _RARE_SHARE * len(self._products))
        rare = [
            one
            for one in self._stretches(text)
            if len(one.products) <= few and not one.negated and _is_word(one.text)
            if (len(one.products) <= _SHARED and _says_alone(text, one))
            or all(_at_edge(one.text, self._products[each].name) for each in one.products)
        ]
        meant = frozenset[int]().union(*(one.products for one in rare))
        return [(one.at, one.products) for one in rare] if len(meant) <= few else []

    def _with(self, stretch: str) -> frozenset[int]:
        """The products in whose names a stretch of two characters or more stands."""
        pair = self._by_pair.get(stretch[-2:], set())
        if len(stretch) == 2:
            return frozenset(pair)
        return frozenset(each for each in self._holding(stretch[:-1]) & pair if stretch in self._texts[each])

    def _at_ends(self, stretch: str) -> tuple[frozenset[int], frozenset[int]]:
        """The products whose names begin with a stretch, and those of which a name ends with it."""
        found = self._holding(stretch)
        begun = frozenset(each for each in found if self._names[each].startswith(stretch))
        return begun, frozenset(each for each in found if any(end.endswith(stretch) for end in self._ends[each]))

    def _is_said(self, product: int, stretch: _Stretch, stretches: Sequence[_Stretch]) -> bool:
        """Whether enough of the name stands in the text."""
        said = sum(_longest_shared(other.text, self._texts[product]) for other in stretches)
        enough = said >= _SHARE_OF_NAME * len(self._names[product])
        return enough and (len(stretch.text) >= _LEAST_STRETCH or said >= _LEAST_SAID)

    def _plainest(self, products: frozenset[int], text: str) -> frozenset[int]:
        """Without those that are another one with something more, which the text does not say (拂晓新风版 for 拂晓)."""
        names = self._names
        dropped = {
            more
            for less in products
            for more in products
            if len(names[less]) < len(names[more]) and _is_within(names[less], names[more])
            if (extra := _extra(names[less], names[more])) and _CJK.match(extra) and extra[0] not in text
        }
        return products - dropped

    def _stretches(self, text: str) -> Iterator[_Stretch]:
        """The longest stretches of the text that stand in some name, with the products whose names have them."""
        found: list[tuple[int, str, frozenset[int]]] = []
        start = 0
        while start < len(text) - 1:
            end, products = start + 1, frozenset[int]()
            while end < len(text):
                within = self._holding(text[start : end + 1])
                if not within:
                    break
                end, products = end + 1, within
            if products:
                found.append((start, text[start:end], products))
            start = max(end - 1, start + 1)
        negated = {at for at, _, _ in found if _WITHOUT.search(text[:at])}
        both = {said for at, said, _ in found if at in negated} & {said for at, said, _ in found if at not in negated}
        for at, said, products in found:
            yield _Stretch(at, said, products, at in negated, said in both)


def _narrowed(series: frozenset[int], others: Sequence[frozenset[int]]) -> frozenset[int]:
    """Those of a series that all else agrees on; where it disagrees (标准长跟加长), those closest to each."""
    told = [series & other for other in others if series & other]
    agreed = series.intersection(*told)
    closest = [one for one in told if len(one) < len(series) and not any(other < one for other in told)]
    return agreed or series.intersection(frozenset().union(*closest)) or series


@cache
def _groups() -> tuple[tuple[str, ...], ...]:
    text = (importlib.resources.files("knowledge.retrieval") / "goods_words.yaml").read_text("utf-8")
    return tuple(tuple(compact(word) for word in group) for group in yaml.safe_load(text))


def _is_word(stretch: str) -> bool:
    return _ALL_CJK.fullmatch(stretch) is not None and len(content_terms(stretch)) == len(stretch) - 1


def _says_alone(text: str, one: _Stretch) -> bool:
    """Whether nothing but grammar stands before the stretch, and it is pointed at or asked for right behind."""
    return _ASKED_FOR.match(text, one.at + len(one.text)) is not None and not content_terms(text[: one.at])


def _at_edge(stretch: str, name: str) -> bool:
    parts = [compact(digits(normalise(part))) for part in _BETWEEN_PARTS.split(name)]
    return any(part.startswith(stretch) or part.endswith(stretch) for part in parts)


def _kinds(name: str) -> tuple[str, ...]:
    """What else this kind of goods is called."""
    head = compact(name)
    return tuple(word for group in _groups() if any(word in head for word in group) for word in group)


def _kind_words(name: str) -> tuple[str, ...]:
    """The words for the kind of goods, as the name ends or as customers say."""
    head = _head(name)
    ends = (head[-length:] for length in (2, 3, 4) if len(head) >= length)
    return (*(end for end in ends if _ALL_CJK.fullmatch(end)), *_kinds(name))


def _is_for(accessory: Product, machine: Product) -> bool:
    """Whether a name begins with the machine's own code ("J1 原装滤芯", "J2/J4 滤芯")."""
    codes = _FOR_MODELS.match(normalise(accessory.name))
    return codes is not None and any(code in compact(machine.name) for code in _MODEL.findall(codes[0]))


def _longest_shared(stretch: str, text: str) -> int:
    """The length of the longest part of the stretch that stands in the text; 0 for a single character."""
    starts = range(len(stretch))
    ends = ((start, end) for start in starts for end in range(start + 2, len(stretch) + 1))
    return max((end - start for start, end in ends if stretch[start:end] in text), default=0)


def _head(name: str) -> str:
    """The name as its end tells what it is: without what stands in brackets."""
    return compact(digits(normalise(_BRACKETED.sub("", name))))


def _is_within(short: str, long: str) -> bool:
    letters = iter(long)
    return all(letter in letters for letter in short)


def _extra(short: str, long: str) -> str:
    """What the longer name has more, where the shorter one's letters stand in it in their order."""
    rest = list(long)
    for letter in short:
        rest.remove(letter)
    return "".join(rest)


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
