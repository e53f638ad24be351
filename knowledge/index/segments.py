"""Which segment is live for a shop, opened at first use; and what killed rebuilds and deleted shops leave behind."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.index import manifest
from knowledge.index.lexical import LexicalStore
from knowledge.index.segment import Segment
from knowledge.index.vectors import VectorStore
from knowledge.store import generations
from knowledge.store.database import Database
from knowledge.store.shops import list_shops
from knowledge.types import ShopId


@dataclass(frozen=True, slots=True)
class Stores:
    """Where the derived indexes live."""

    vectors: VectorStore
    lexical: LexicalStore


class Segments:
    """The open segments of every shop. Safe for threads."""

    def __init__(self, database: Database, stores: Stores, wanted: Mapping[str, str]) -> None:
        self._database = database
        self._stores = stores
        self._manifest = wanted
        self._open: dict[ShopId, Segment] = {}
        self._opening = threading.Lock()

    def live(self, shop: ShopId) -> Segment | None:
        """The live segment, or None before the first one. A part whose files are gone starts empty, to be refilled.

        Raises `IndexMismatch` for one built with another encoder, normaliser or splitter.
        """
        found = self._open.get(shop)
        if found is not None:
            return found
        with self._opening:
            if shop not in self._open:
                with self._database.read() as connection:
                    live = generations.live_generation(connection, shop)
                if live is None:
                    return None
                manifest.check(shop, live.manifest, self._manifest)
                vectors, terms = self._stores.vectors, self._stores.lexical
                self._open[shop] = Segment(
                    live.number,
                    vectors.open(shop, live.number) or vectors.create(shop, live.number),
                    terms.open(shop, live.number) or terms.create(shop, live.number),
                )
            return self._open[shop]

    def create(self, shop: ShopId, number: int) -> Segment:
        """An empty segment that is not live yet."""
        return Segment(number, self._stores.vectors.create(shop, number), self._stores.lexical.create(shop, number))

    def switch(self, shop: ShopId, segment: Segment) -> None:
        self._open[shop] = segment

    def forget(self, shop: ShopId, segment: Segment | None = None) -> None:
        """Look the live one up again at the next use; with `segment` only if it is still that one."""
        with self._opening:
            if segment is None or self._open.get(shop) is segment:
                self._open.pop(shop, None)

    def drop_others(self, shop: ShopId, keep: int | None) -> None:
        """Remove every generation of a shop but one, files first, so that a kill leaves a row that names the rest."""
        for other, number in self._known():
            if other == shop and number != keep:
                self._drop(shop, number)
        with self._database.write() as connection:
            for generation in generations.list_generations(connection, shop):
                if generation.number != keep:
                    generations.forget(connection, generation)

    def clean(self) -> None:
        """Remove whatever is not live, of every shop."""
        with self._database.read() as connection:
            shops = [shop.id for shop in list_shops(connection)]
            live = {shop: generations.live_generation(connection, shop) for shop in shops}
        for shop in {shop for shop, _ in self._known()} | set(shops):
            generation = live.get(shop)
            self.drop_others(shop, keep=generation.number if generation else None)

    def check(self) -> None:
        """Raises `IndexMismatch` when any shop's live segment does not fit what is configured."""
        with self._database.read() as connection:
            for shop in list_shops(connection):
                live = generations.live_generation(connection, shop.id)
                if live is not None:
                    manifest.check(shop.id, live.manifest, self._manifest)

    def close(self) -> None:
        self._open.clear()
        self._stores.vectors.close()

    def _known(self) -> set[tuple[ShopId, int]]:
        return self._stores.vectors.known() | self._stores.lexical.known()

    def _drop(self, shop: ShopId, number: int) -> None:
        self._stores.vectors.drop(shop, number)
        self._stores.lexical.drop(shop, number)
