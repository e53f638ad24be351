"""What stands in each shop, kept per knowledge revision, so that judging a hit asks no database."""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from knowledge.store.database import Database
from knowledge.store.shops import revision_of
from knowledge.store.standing import Standings, load_standings
from knowledge.types import ShopId


@dataclass(frozen=True, slots=True)
class _Kept:
    revision: int
    standings: Standings
    changes: Sequence[datetime]


class StandingsShelf:
    """Safe for threads."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._kept: dict[ShopId, _Kept] = {}
        self._lock = threading.Lock()

    def at(self, shop: ShopId, revision: int) -> Standings:
        """As of a revision; of the newest when that one has passed already."""
        return self._at(shop, revision).standings

    def era(self, shop: ShopId, revision: int, moment: datetime) -> int:
        """The number of the stretch of time, in which the same documents hold, that a moment lies in."""
        return bisect_right(self._at(shop, revision).changes, moment)

    def _at(self, shop: ShopId, revision: int) -> _Kept:
        kept = self._kept.get(shop)
        if kept is not None and kept.revision >= revision:
            return kept
        with self._lock:
            kept = self._kept.get(shop)
            if kept is None or kept.revision < revision:
                with self._database.read() as connection:
                    newest, standings = revision_of(connection, shop), load_standings(connection, shop)
                kept = _Kept(newest, standings, standings.changes(list(standings.documents.values())))
                self._kept[shop] = kept
        return kept
