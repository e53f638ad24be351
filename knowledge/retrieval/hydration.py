"""Hits into passages, read back from the database: what is not in force at the moment, out of scope or overridden is
dropped.

Passages, and which stand beside which, are kept per knowledge revision, so that a busy shop's database is asked once
for each.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import TypeVar

from knowledge.retrieval.live_rows import as_counts
from knowledge.retrieval.scored import scored
from knowledge.retrieval.standings import StandingsShelf
from knowledge.scope import NOTHING_IN_VIEW, View
from knowledge.store.chunks import ids_beside, stored_passages
from knowledge.store.database import Database
from knowledge.store.product_edits import Edit, edits_of
from knowledge.store.shops import REVISION, get_shop, revision_of
from knowledge.types import Chunk, ChunkId, Passage, Scores, ShopId, Sku

T = TypeVar("T")

_KEPT = 10_000  # passages per shop, some 3 KB each


@dataclass(frozen=True, slots=True)
class Seen:
    """From where a question looks at a shop's knowledge."""

    shop: ShopId
    revision: int
    as_of: datetime
    view: View = NOTHING_IN_VIEW


@dataclass(slots=True)
class _Shelf:
    """What was read of a shop at one revision; None is a chunk that does not serve it."""

    revision: int
    passages: dict[ChunkId, Passage | None] = field(default_factory=dict)
    beside: dict[ChunkId, list[ChunkId]] = field(default_factory=dict)


class Hydrator:
    """Safe for threads."""

    def __init__(self, database: Database, standings: StandingsShelf) -> None:
        self._database = database
        self._standings = standings
        self._revision = database.lookup(REVISION)
        self._shelves: dict[ShopId, _Shelf] = {}
        self._lock = threading.Lock()

    def revision(self, shop: ShopId) -> int:
        """The shop's knowledge revision now. Raises `NotFound`."""
        revision: int = self._revision({"shop": shop}) or 0
        if revision == 0:
            with self._database.read() as connection:
                get_shop(connection, shop)
        return revision

    def hydrate(self, seen: Seen, scores: Mapping[ChunkId, Scores]) -> list[Passage]:
        """The passages of the hits that may be used, in the order of `scores`."""
        known = self._passages(seen.shop, seen.revision, list(scores))
        standings = self._standings.at(seen.shop, seen.revision)
        found = ((known.get(id_), each) for id_, each in scores.items())
        return [
            scored(passage, each)
            for passage, each in found
            if passage and standings.may_speak(passage.chunk.version_id, seen.as_of, seen.view)
        ]

    def beside(self, seen: Seen, passage: Passage) -> list[Passage]:
        """The passages just before and after one in its own section, with its scores."""
        ids = self._beside(seen.shop, seen.revision, passage.chunk)
        return self.hydrate(seen, dict.fromkeys(ids, passage.scores))

    def _beside(self, shop: ShopId, revision: int, chunk: Chunk) -> list[ChunkId]:
        """A version's chunks never change, so what was read once stays true."""
        with self._lock:
            shelf = self._shelf(shop, revision)
            known = shelf.beside.get(chunk.id)
        if known is None:
            with self._database.read() as connection:
                known = ids_beside(connection, chunk)
            with self._lock:
                shelf.beside[chunk.id] = known
                _drop_oldest(shelf.beside)
        return known

    def _shelf(self, shop: ShopId, revision: int) -> _Shelf:
        """To be called with the lock held."""
        shelf = self._shelves.get(shop)
        if shelf is None or shelf.revision != revision:
            shelf = self._shelves[shop] = _Shelf(revision)
        return shelf

    def _passages(self, shop: ShopId, revision: int, ids: Sequence[ChunkId]) -> Mapping[ChunkId, Passage | None]:
        with self._lock:
            shelf = self._shelf(shop, revision)
            known = {id_: shelf.passages[id_] for id_ in ids if id_ in shelf.passages}
        missing = [id_ for id_ in ids if id_ not in known]
        if not missing:
            return known
        with self._database.read() as connection:
            current = revision_of(connection, shop)
            read = stored_passages(connection, shop, missing)
            edits = edits_of(connection, shop, sorted({sku for passage in read for sku in passage.chunk.skus}))
        known_now = {passage.chunk.id: _as_counts(passage, edits) if edits else passage for passage in read}
        fresh = {id_: known_now.get(id_) for id_ in missing}
        with self._lock:
            if shelf.revision == current:
                shelf.passages.update(fresh)
                _drop_oldest(shelf.passages)
        return {**known, **fresh}


def _as_counts(passage: Passage, edits: Mapping[Sku, Sequence[Edit]]) -> Passage | None:
    chunk = as_counts(passage.chunk, [edit for sku in passage.chunk.skus for edit in edits.get(sku, ())])
    return None if chunk is None else replace(passage, chunk=chunk)


def _drop_oldest(kept: dict[ChunkId, T]) -> None:
    for oldest in list(islice(kept, max(0, len(kept) - _KEPT))):
        del kept[oldest]
