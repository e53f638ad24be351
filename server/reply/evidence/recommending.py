"""Needs -> the goods that serve them: what is said of rooms, people, noise and money, held against the catalogue.

Where nothing that is said tells the goods apart, what decides is asked for instead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from knowledge.text import comparable
from knowledge.types import Product
from prompts.attributes import Attribute, AttributeNeed, AttributeWords
from server.reply.evidence.catalogue import money
from server.reply.evidence.cells import name_of, value_of
from server.reply.evidence.ranges import Amount, holds
from server.reply.evidence.rows import RowChoice, attribute_columns

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_NAMED_AMOUNT = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)(匹|寸|升|l|件套|码|档|口|人|层)(?![a-z])")
_BRACKETED = re.compile(r"[(（].*?[)）]")
_TAIL, _LONGEST_TAIL = 2, 4  # characters at the end of a name that say what it is
_MOST_SAID = 2
_FEW = 3  # goods among which nothing has to be asked any more
_LAST = Decimal("Infinity")


@dataclass(frozen=True, slots=True)
class Fit:
    """A product that serves, and a sentence that says why."""

    product: Product
    text: str


@dataclass(frozen=True, slots=True)
class Missing:
    """What has to be asked first: `what` it is, `ask` how it is asked."""

    what: str
    ask: str


@dataclass(frozen=True, slots=True)
class _Wish:
    attribute: Attribute
    need: AttributeNeed
    said: str


def recommend(
    part: str, goods: Sequence[Product], stated: Sequence[Amount], choice: RowChoice, *, named: Sequence[Product] = ()
) -> tuple[Fit, ...] | Missing | None:
    """The best of the goods that serve every need in `part`; None when none is asked for or none serves.

    `named` are those that the question may mean by name: where they are several, it is about one of them.
    """
    text, words = comparable(part), choice.wording.attributes
    if not words.recommend.found(text):
        return None
    goods = named if len(named) > 1 else goods
    candidates = _of_kind(text, [product for product in goods if product.stock != 0])
    candidates = candidates or [product for product in named if len(named) > 1]
    if not candidates:
        return None
    wishes = [
        _Wish(attribute, attribute.need, match[0])
        for attribute in words.attributes
        if attribute.need and (match := attribute.need.words.search(text))
    ]
    serving = [product for product in candidates if _serves(product, wishes, stated, _budget(text, words))]
    if not wishes and _budget(text, words) is None:
        return _missing(candidates, (), choice) if len(candidates) > 1 else None
    if len(serving) > _FEW and (asked := _missing(serving, wishes, choice)):
        return asked
    ranked = sorted(serving, key=lambda product: _rank(product, wishes))
    best = [one for one in ranked if _rank(one, wishes)[0] == _rank(ranked[0], wishes)[0]][:_MOST_SAID]
    return tuple(Fit(product, _why(product, wishes, choice)) for product in best) or None


def _of_kind(text: str, goods: Sequence[Product]) -> list[Product]:
    """Those whose kind or size the question names; empty when it names no kind and the goods are of several."""
    named = [product for product in goods if any(word in text for word in _kind_words(product))]
    sized = [product for product in named or goods if _says_amounts(product, text)]
    amounts = bool(_NAMED_AMOUNT.search(text)) and bool(sized)
    chosen = sized if amounts else named
    if not chosen and len({comparable(_BRACKETED.sub("", product.name))[-_TAIL:] for product in goods}) == 1:
        return list(goods)
    return chosen


def _kind_words(product: Product) -> set[str]:
    name = comparable(_BRACKETED.sub("", product.name))
    tails = {name[-length:] for length in range(_TAIL, _LONGEST_TAIL + 1) if len(name) >= length}
    category = re.split(r"[·/>｜\-]", comparable(product.category))[-1]
    heads = {tail[:_TAIL] for tail in tails if len(tail) == _TAIL + 1}  # 除湿的 of a 除湿机
    return {word for word in (*tails, *heads, category) if len(word) >= _TAIL and not word[:1].isascii()}


def _says_amounts(product: Product, text: str) -> bool:
    held = {match.groups() for match in _NAMED_AMOUNT.finditer(comparable(product.name))}
    return any(match.groups() in held for match in _NAMED_AMOUNT.finditer(text))


def _budget(text: str, words: AttributeWords) -> Decimal | None:
    match = words.budget.found(text)
    return Decimal(match["most"] or match["below"]) if match else None


def _serves(product: Product, wishes: Sequence[_Wish], stated: Sequence[Amount], budget: Decimal | None) -> bool:
    if budget is not None and (product.price is None or product.price > budget):
        return False
    for wish in wishes:
        columns = _columns(product, wish.attribute)
        if wish.need.order == "inside":
            columns = columns or attribute_columns(product)  # a remark may hold the range
            amounts = [amount for amount in stated if amount.kind == wish.need.of]
            if amounts and not (columns and holds(columns, amounts)):
                return False
        if wish.need.order == "named":
            told = comparable("｜".join([product.name, *(value for _, value in attribute_columns(product))]))
            if not any(word in told for word in wish.need.words.findall(wish.said)):
                return False
    return True


def _columns(product: Product, attribute: Attribute) -> list[tuple[str, str]]:
    return [one for one in attribute_columns(product) if attribute.headers.search(comparable(one[0]))][:1]


def _rank(product: Product, wishes: Sequence[_Wish]) -> tuple[tuple[Decimal, ...], Decimal]:
    """Smaller is better: by what is wished least or most, then by price."""
    return tuple(
        _degree(product, wish) for wish in wishes if wish.need.order in {"least", "most"}
    ), product.price or _LAST


def _degree(product: Product, wish: _Wish) -> Decimal:
    number = next((_NUMBER.search(comparable(value)) for _, value in _columns(product, wish.attribute)), None)
    if number is None:
        return _LAST
    return Decimal(number[0]) * (1 if wish.need.order == "least" else -1)


def _missing(goods: Sequence[Product], wishes: Sequence[_Wish], choice: RowChoice) -> Missing | None:
    """The need that decides among the goods and was not told; in general words where no column decides."""
    wording, told = choice.wording, {wish.attribute.id for wish in wishes}
    for attribute in wording.attributes.attributes:
        need = attribute.need
        if need is None or not need.ask or attribute.id in told:
            continue
        if 2 * sum(bool(_columns(product, attribute)) for product in goods) > len(goods):
            return Missing(need.missing, need.ask)
    if wishes:
        return None
    if len(goods) <= _FEW:
        choices = wording.choice_joint.join(product.name for product in goods)
        return Missing(wording.missing_product, wording.recommend_which.format(choices=choices))
    return Missing(wording.recommend_missing, wording.recommend_ask)


def _why(product: Product, wishes: Sequence[_Wish], choice: RowChoice) -> str:
    """The product with the cells that the needs are about, and its price."""
    wording = choice.wording
    columns = dict(column for wish in wishes for column in _columns(product, wish.attribute))
    cells = [
        wording.row_pair.format(header=name_of(header, wording), value=value_of(header, value))
        for header, value in columns.items()
    ]
    if product.price is not None:
        cells.append(wording.price_brief.format(price=money(product.price)))
    return wording.recommend.format(name=product.name, cells=wording.row_joint.join(cells))
