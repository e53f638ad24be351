"""Hits into passages, read back from the database: what is not in force at the moment, out of scope or overridden is
dropped.

Passages, and which stand beside which, are kept per knowledge revision, so that a busy shop's database is asked once
for each.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import TypeVar

from knowledge.retrieval.live_rows import as_counts
from knowledge.retrieval.scored import scored
from knowledge.retrieval.standings import StandingsShelf
from knowledge.scope import NOTHING_IN_VIEW, View
from knowledge.store.chunks import Origin, chunks_beside, chunks_by_id, origins_of, passage_of
from knowledge.store.database import Connection, Database
from knowledge.store.product_edits import Edit, edits_of, has_edits
from knowledge.store.shops import REVISION, get_shop, revision_of
from knowledge.types import Chunk, ChunkId, Passage, Scores, ShopId, Sku, VersionId

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
    """What was read of a shop at one revision; None is a chunk, or a version, that does not serve it."""

    revision: int
    passages: dict[ChunkId, Passage | None] = field(default_factory=dict)
    beside: dict[ChunkId, tuple[ChunkId, ...]] = field(default_factory=dict)
    origins: dict[VersionId, Origin | None] = field(default_factory=dict)
    edited: bool | None = None  # whether any product was


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

    def beside(self, seen: Seen, passages: Sequence[Passage]) -> list[Passage]:
        """The passages just before and after each one in its own version, with its scores."""
        ids = self._beside(seen.shop, seen.revision, [passage.chunk for passage in passages])
        return [
            one
            for passage in passages
            for one in self.hydrate(seen, dict.fromkeys(ids[passage.chunk.id], passage.scores))
        ]

    def _beside(self, shop: ShopId, revision: int, chunks: Sequence[Chunk]) -> Mapping[ChunkId, tuple[ChunkId, ...]]:
        """A version's chunks never change, so what was read once stays true."""
        with self._lock:
            shelf = self._shelf(shop, revision)
            known = {one.id: shelf.beside[one.id] for one in chunks if one.id in shelf.beside}
        missing = [one for one in chunks if one.id not in known]
        if not missing:
            return known
        found, _ = self._read(shop, shelf, lambda connection: chunks_beside(connection, missing))
        fresh = {
            one.id: tuple(
                each.id for each in found if each.version_id == one.version_id and abs(each.ordinal - one.ordinal) == 1
            )
            for one in missing
        }
        with self._lock:
            shelf.beside.update(fresh)
            _drop_oldest(shelf.beside)
        return {**known, **fresh}

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
        _, fresh = self._read(shop, shelf, lambda connection: chunks_by_id(connection, missing), missing)
        return {**known, **fresh}

    def _read(
        self, shop: ShopId, shelf: _Shelf, find: Callable[[Connection], list[Chunk]], ids: Sequence[ChunkId] = ()
    ) -> tuple[list[Chunk], dict[ChunkId, Passage | None]]:
        """What `find` finds, and each as it counts in the shop now, with a None for what is missing of `ids`.

        Kept on the shelf, unless the shop's knowledge has changed since.
        """
        with self._database.read() as connection:
            current = revision_of(connection, shop)
            known = shelf if shelf.revision == current else _Shelf(current)
            found = find(connection)
            self._learn(connection, shop, known, {chunk.version_id for chunk in found})
            told = [
                passage_of(chunk, origin) for chunk in found if (origin := known.origins[chunk.version_id]) is not None
            ]
            skus = {sku for passage in told for sku in passage.chunk.skus} if known.edited else ()
            edits = edits_of(connection, shop, sorted(skus)) if skus else {}
        fresh: dict[ChunkId, Passage | None] = dict.fromkeys([*ids, *(chunk.id for chunk in found)])
        fresh |= {passage.chunk.id: _as_counts(passage, edits) if edits else passage for passage in told}
        with self._lock:
            known.passages.update(fresh)
            _drop_oldest(known.passages)
        return found, fresh

    def _learn(self, connection: Connection, shop: ShopId, shelf: _Shelf, versions: set[VersionId]) -> None:
        unknown = versions.difference(shelf.origins)
        origins = origins_of(connection, shop, unknown)
        edited = has_edits(connection, shop) if shelf.edited is None else shelf.edited
        with self._lock:
            shelf.origins.update({version: origins.get(version) for version in unknown})
            shelf.edited = edited


def _as_counts(passage: Passage, edits: Mapping[Sku, Sequence[Edit]]) -> Passage | None:
    chunk = as_counts(passage.chunk, [edit for sku in passage.chunk.skus for edit in edits.get(sku, ())])
    return None if chunk is None else replace(passage, chunk=chunk)


def _drop_oldest(kept: dict[ChunkId, T]) -> None:
    for oldest in list(islice(kept, max(0, len(kept) - _KEPT))):
        del kept[oldest]
