"""What was found for questions that are asked again: popular ones, and the look-ups of every computed answer."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field

from knowledge.types import Chunk, Retrieval, ShopId

_KEPT = 256  # retrievals of a shop, whose passages are mostly those that hydration keeps


@dataclass(frozen=True, slots=True)
class Found:
    """`chunks` are those whose sentences drafting compares with the question."""

    retrieval: Retrieval
    chunks: tuple[Chunk, ...]


@dataclass(frozen=True, slots=True)
class _Shelf:
    state: Hashable
    found: OrderedDict[Hashable, Found] = field(default_factory=OrderedDict)


class Recent:
    """The newest retrievals of each shop, while its `state`, of texts and indexes, is the same. Safe for threads."""

    def __init__(self) -> None:
        self._shelves: dict[ShopId, _Shelf] = {}
        self._lock = threading.Lock()

    def get(self, shop: ShopId, state: Hashable, asked: Hashable) -> Found | None:
        with self._lock:
            shelf = self._shelves.get(shop)
            if shelf is None or shelf.state != state or asked not in shelf.found:
                return None
            shelf.found.move_to_end(asked)
            return shelf.found[asked]

    def keep(self, shop: ShopId, state: Hashable, asked: Hashable, found: Found) -> None:
        with self._lock:
            shelf = self._shelves.get(shop)
            if shelf is None or shelf.state != state:
                shelf = self._shelves[shop] = _Shelf(state)
            shelf.found[asked] = found
            if len(shelf.found) > _KEPT:
                shelf.found.popitem(last=False)
