"""What stands in each shop, kept per knowledge revision, so that judging a hit asks no database."""

from __future__ import annotations

import threading

from knowledge.store.database import Database
from knowledge.store.shops import revision_of
from knowledge.store.standing import Standings, load_standings
from knowledge.types import ShopId


class StandingsShelf:
    """Safe for threads."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._kept: dict[ShopId, tuple[int, Standings]] = {}
        self._lock = threading.Lock()

    def at(self, shop: ShopId, revision: int) -> Standings:
        """As of a revision; of the newest when that one has passed already."""
        kept = self._kept.get(shop)
        if kept is not None and kept[0] >= revision:
            return kept[1]
        with self._lock:
            kept = self._kept.get(shop)
            if kept is None or kept[0] < revision:
                with self._database.read() as connection:
                    kept = (revision_of(connection, shop), load_standings(connection, shop))
                self._kept[shop] = kept
        return kept[1]
