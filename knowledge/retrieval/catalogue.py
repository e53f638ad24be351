"""The product catalogue in memory, as of a moment, for look-ups that every message needs."""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from knowledge.index.terms import compact
from knowledge.retrieval.matching import ProductMatcher
from knowledge.store.database import Database
from knowledge.store.products import catalogue, catalogue_changes
from knowledge.types import Product, ShopId, Sku

_TEXTS_KEPT = 512  # one question asks for its own words several times


@dataclass(frozen=True, slots=True)
class _Snapshot:
    """True for one revision, from one change of validity to the next."""

    revision: int
    era: int
    changes: Sequence[datetime]
    by_code: Mapping[str, Product]
    find: Callable[[str], tuple[Product, ...]]


class Catalogues:
    """One snapshot per shop, replaced when its knowledge or the validity of a table changes. Safe for threads."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._snapshots: dict[ShopId, _Snapshot] = {}
        self._lock = threading.Lock()

    def products(self, shop: ShopId, revision: int, skus: Sequence[Sku], as_of: datetime) -> list[Product]:
        """Those of `skus` that the catalogue has, in the order asked for, however they are typed."""
        known = self._snapshot(shop, revision, as_of).by_code
        return [known[code] for code in dict.fromkeys(map(compact, skus)) if code in known]

    def all(self, shop: ShopId, revision: int, as_of: datetime) -> tuple[Product, ...]:
        """Every product, in the catalogue's order."""
        return tuple(self._snapshot(shop, revision, as_of).by_code.values())

    def mentioned(self, shop: ShopId, revision: int, text: str, as_of: datetime) -> tuple[Product, ...]:
        """Products whose SKU, model code or name occurs in the text, in the order in which they do."""
        return self._snapshot(shop, revision, as_of).find(text)

    def _snapshot(self, shop: ShopId, revision: int, as_of: datetime) -> _Snapshot:
        found = self._snapshots.get(shop)
        if found and found.revision == revision and found.era == bisect_right(found.changes, as_of):
            return found
        with self._lock, self._database.read() as connection:
            changes = catalogue_changes(connection, shop)
            products = list(catalogue(connection, shop, as_of).values())
            era = bisect_right(changes, as_of)
            by_code = {compact(product.sku): product for product in products}
            find = lru_cache(maxsize=_TEXTS_KEPT)(ProductMatcher(products).find)
            fresh = _Snapshot(revision, era, changes, by_code, find)
            self._snapshots[shop] = fresh
        return fresh
