"""The product catalogue in memory, as of a moment, for look-ups that every message needs."""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache

from knowledge.index.terms import compact
from knowledge.retrieval.companions import rules_of, with_companions
from knowledge.retrieval.goods_words import GoodsWords, goods_words
from knowledge.retrieval.matching import ProductMatcher
from knowledge.retrieval.standings import StandingsShelf
from knowledge.store.chunks import chunks_of
from knowledge.store.database import Database
from knowledge.store.products import catalogue, catalogue_changes
from knowledge.types import Category, Chunk, Product, ShopId, Sku

_TEXTS_KEPT = 512  # one question asks for its own words several times
_ERAS_KEPT = 4  # of a shop: now, and the days of a few orders


@dataclass(frozen=True, slots=True)
class _Matcher:
    """`told` is all of the products that finding them depends on: a new price or stock needs no new matcher."""

    told: Sequence[tuple[object, ...]]
    names: ProductMatcher


@dataclass(frozen=True, slots=True)
class _Snapshot:
    """True for one revision, from one change of validity to the next."""

    revision: int
    era: int
    changes: Sequence[datetime]
    matcher: _Matcher
    products: tuple[Product, ...]
    by_code: Mapping[str, Product]
    find: Callable[[str], tuple[Product, ...]]
    words: Callable[[], GoodsWords]


class Catalogues:
    """Snapshots of each shop, replaced when its knowledge changes: one for every stretch of time in which the same
    tables and guides hold. Safe for threads.
    """

    def __init__(self, database: Database, standings: StandingsShelf) -> None:
        self._database = database
        self._standings = standings
        self._snapshots: dict[ShopId, tuple[_Snapshot, ...]] = {}
        self._lock = threading.Lock()

    def products(self, shop: ShopId, revision: int, skus: Sequence[Sku], as_of: datetime) -> list[Product]:
        """Those of `skus` that the catalogue has, in the order asked for, however they are typed."""
        known = self._snapshot(shop, revision, as_of).by_code
        return [known[code] for code in dict.fromkeys(map(compact, skus)) if code in known]

    def all(self, shop: ShopId, revision: int, as_of: datetime) -> tuple[Product, ...]:
        """Every product, in the catalogue's order."""
        return self._snapshot(shop, revision, as_of).products

    def words(self, shop: ShopId, revision: int, as_of: datetime) -> GoodsWords:
        """By which words texts speak of the products."""
        return self._snapshot(shop, revision, as_of).words()

    def mentioned(self, shop: ShopId, revision: int, text: str, as_of: datetime) -> tuple[Product, ...]:
        """Products whose SKU, model code or name occurs in the text, in the order in which they do."""
        return self._snapshot(shop, revision, as_of).find(text)

    def _snapshot(self, shop: ShopId, revision: int, as_of: datetime) -> _Snapshot:
        kept = tuple(one for one in self._snapshots.get(shop, ()) if one.revision == revision)
        found = next((one for one in kept if one.era == bisect_right(one.changes, as_of)), None)
        if found is not None:
            return found
        standings = self._standings.at(shop, revision)
        guides = [each for each in standings.documents.values() if each.category is Category.GUIDE]
        with self._lock, self._database.read() as connection:
            changes = sorted({*catalogue_changes(connection, shop, standings), *standings.changes(guides)})
            products = list(catalogue(connection, shop, as_of).values())
            speaking = [
                version
                for version in standings.speaking(as_of)
                if standings.of_version[version].category is Category.GUIDE
            ]
            valid = chunks_of(connection, speaking)
        matcher = _matcher_of(products, [one.matcher for one in self._snapshots.get(shop, ())])
        fresh = _snapshot_of(products, valid, revision, changes, as_of, matcher)
        self._snapshots[shop] = (fresh, *kept)[:_ERAS_KEPT]
        return fresh


def _matcher_of(products: Sequence[Product], known: Sequence[_Matcher]) -> _Matcher:
    told = [(one.sku, one.name, one.attributes) for one in products]
    return next((one for one in known if one.told == told), None) or _Matcher(told, ProductMatcher(products))


def _snapshot_of(
    products: Sequence[Product],
    guides: Sequence[Chunk],
    revision: int,
    changes: Sequence[datetime],
    as_of: datetime,
    matcher: _Matcher,
) -> _Snapshot:
    by_sku = {product.sku: product for product in products}
    named = lru_cache(maxsize=_TEXTS_KEPT)(lambda text: tuple(by_sku[one.sku] for one in matcher.names.find(text)))
    known = with_companions(products, tuple(rules_of(guides)), named)
    by_code = {compact(product.sku): product for product in known}
    find = lru_cache(maxsize=_TEXTS_KEPT)(lambda text: tuple(by_code[compact(one.sku)] for one in named(text)))
    every = tuple(by_code.values())
    words = cache(lambda: goods_words(every))
    return _Snapshot(revision, bisect_right(changes, as_of), changes, matcher, every, by_code, find, words)
