"""What customers ask of goods and what they need of them, as words: lexicon/attributes.yaml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal

from pydantic import ConfigDict

from prompts.data import HOME, STRICT, load_yaml

_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Asking:
    """Words that ask for something, and words beside which they ask for something else."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    asked: re.Pattern[str]
    unless: re.Pattern[str] = _NEVER

    def found(self, text: str) -> re.Match[str] | None:
        """Where the comparable text asks; None where it does not."""
        return None if self.unless.search(text) else self.asked.search(text)


@dataclass(frozen=True, slots=True)
class AttributeNeed:
    """`words` describe the need; `order` says which value serves it, `of` the kind of amount that is to lie inside.

    `ask` asks the customer for it, `missing` names it, where goods cannot be recommended without.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    words: re.Pattern[str]
    order: Literal["least", "most", "named", "inside"]
    of: str = ""
    missing: str = ""
    ask: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """What one way of asking wants to be told: where the question has `asked`, the cell has to have `told`."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    asked: re.Pattern[str]
    told: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class PriceMode:
    """One of several prices, as customers ask for it (`asked`) and as headings call it (`headers`)."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    asked: re.Pattern[str]
    headers: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Attribute:
    """One thing that is asked of goods: the headings that hold it, and the words that ask for it.

    `literal`: those of these that the question holds must stand in the cell too: the heading covers many things.
    `measures`: a weight is not answered by a length, which the same heading may hold.
    `of_whole`: asked of the thing itself; where the question names a part of it, the cell must name the part too.
    `by_policy`: what holds for an order is said by the terms of its day, not by the catalogue of today.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    id: str
    headers: re.Pattern[str]
    asked: re.Pattern[str]
    unless: re.Pattern[str] = _NEVER
    literal: tuple[re.Pattern[str], ...] = ()
    measures: tuple[Measure, ...] = ()
    of_whole: bool = False
    by_policy: bool = False
    need: AttributeNeed | None = None

    def found(self, text: str) -> re.Match[str] | None:
        return None if self.unless.search(text) else self.asked.search(text)


@dataclass(frozen=True, slots=True)
class StockWords:
    """`told` shows that a remark speaks of supply, `ended` that a thing is made no more; `headers` are those of cells
    that say whether there is any, `none` and `some` what such a cell says in a word.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    asked: re.Pattern[str]
    unless: re.Pattern[str]
    told: re.Pattern[str]
    ended: re.Pattern[str]
    headers: re.Pattern[str]
    none: re.Pattern[str]
    some: re.Pattern[str]

    def found(self, text: str) -> re.Match[str] | None:
        return None if self.unless.search(text) else self.asked.search(text)


@dataclass(frozen=True, slots=True)
class AttributeWords:
    """`elsewhere` shows a question of orders and service, `variants` are headings of a product's forms,
    `generic_levels` upper headings that say nothing, `remarks` headings of cells that may hold anything.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    elsewhere: re.Pattern[str]
    price: Asking
    price_modes: tuple[PriceMode, ...]
    stock: StockWords
    variants: re.Pattern[str]
    generic_levels: re.Pattern[str]
    remarks: re.Pattern[str]
    attributes: tuple[Attribute, ...]
    recommend: Asking
    budget: Asking


def load_attributes(path: Path = HOME / "lexicon" / "attributes.yaml") -> AttributeWords:
    """Raises Config when the file is missing or not of this shape."""
    return load_yaml(path, AttributeWords)
