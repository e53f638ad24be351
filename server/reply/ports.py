"""The collaborators of the pure core. Protocols live here, with their user; `server.compose` picks the classes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from knowledge.retrieval.goods_words import GoodsWords
from knowledge.retrieval.settlements import Settled
from knowledge.types import Product, Query, Retrieval, Script, ShopId, Sku
from server.reply.types import Usage


class Knowledge(Protocol):
    """What the shop knows. Calls are synchronous and take milliseconds; the core runs them in a thread."""

    def retrieve(self, query: Query) -> Retrieval: ...

    def scripts(self, query: Query) -> Sequence[Script]:
        """Approved scripts published and valid at `query.as_of`, those that match the query's text best first."""

    def products(self, shop: ShopId, skus: Sequence[Sku], as_of: datetime | None = None) -> Sequence[Product]:
        """Those that the catalogue has as of a moment, now where none is given."""

    def goods(self, shop: ShopId, as_of: datetime | None = None) -> Sequence[Product]:
        """Every product of the catalogue of that moment, to recommend from."""

    def goods_words(self, shop: ShopId, as_of: datetime | None = None) -> GoodsWords:
        """By which words texts speak of the goods of that catalogue."""

    def likeness(self, question: str, texts: Sequence[str]) -> Sequence[float]:
        """How near in meaning: 0 as near as chance, 1 as near as a question is to its answer."""

    def mentioned(self, shop: ShopId, text: str, as_of: datetime | None = None) -> Sequence[Product]:
        """Products of the catalogue of that moment whose SKU or name occurs in the text."""


class ShopWords(Protocol):
    """The shop's own slang, abbreviations and nicknames of products."""

    def read(self, shop: ShopId, text: str) -> str:
        """The text in the words of the shop's documents."""

    def also(self, shop: ShopId, text: str) -> tuple[str, ...]:
        """Further words that documents may use for what the text says."""


class Settling(Protocol):
    """What editors decided on contradicting passages."""

    def of(self, shop: ShopId) -> Settled: ...


@dataclass(frozen=True, slots=True)
class Prompt:
    """A rendered conversation for a model: `messages` are (role, text) with role system | user | assistant."""

    messages: tuple[tuple[str, str], ...]
    max_tokens: int = 400
    temperature: float = 0.2


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a model's answer; the last one carries the usage."""

    text: str
    usage: Usage | None = None


class Model(Protocol):
    """A chat model. Raises `knowledge.errors.Upstream` and its children only."""

    name: str
    parameters: tuple[tuple[str, str], ...]

    def stream(self, prompt: Prompt, *, operation: str) -> AsyncIterator[Piece]: ...
