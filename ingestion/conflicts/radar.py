"""Compares what was published since the last time with everything that was compared before, version by version.

A shop's documents are compared with one another and with its brand's that serve it; what its brand says in two places
is listed with the brand. A document that another one overrides in the shop says nothing there.

Each version is noted once it was compared, so a pass that is stopped or killed goes on where it was.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from ingestion.conflicts.candidates import Pool, Words, by_words, make_pool, near
from ingestion.conflicts.circumstances import meet
from ingestion.conflicts.compare import contradiction
from ingestion.conflicts.differences import Difference
from ingestion.conflicts.passages import chunk_claims
from ingestion.conflicts.statements import Claim
from ingestion.conflicts.words import load_words
from ingestion.duplicates import repeats
from knowledge.store import conflicts as store
from knowledge.store.comparing import Comparable, Key, draft_keys, load_comparables, published_keys
from knowledge.store.conflicts import Found, Kind, Side
from knowledge.store.database import Database
from knowledge.store.standing import overridden
from knowledge.types import ChunkId, ShopId, VersionId

_AT_ONCE = 128  # passages between two reports and two writes
_READ_CLAIMS = 6000  # passages whose claims are remembered; a full pass comes back to the near ones
_MOST_OF_A_PASSAGE = 8  # pairs of one passage: more of them say that it is no statement but a list

Progress = Callable[[int, int], None]
"""Told (passages done, passages in all) between two portions; what it raises ends the pass."""


@dataclass(frozen=True, slots=True)
class Passed:
    """What a pass came to: passages compared, pairs seen, pairs that were not known."""

    passages: int
    found: int
    new: int


class Radar:
    """Finds the contradictions and repetitions of a shop."""

    def __init__(self, database: Database, words: Words, encoder: str, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._words = words
        self._encoder = encoder
        self._clock = clock

    def sweep(self, shop: ShopId, progress: Progress) -> Passed:
        """Compare the versions that were not compared yet. Safe to repeat and to interrupt.

        Those of overridden documents wait: they are compared when they speak again.
        """
        with self._database.read() as connection:
            waiting = store.uncompared(connection, shop)
            keys = published_keys(connection, shop)
            done = store.compared(connection, shop)
            silent = overridden(connection, shop, self._clock())
        hushed = {key.version for key in keys if key.document in silent}
        keys = [key for key in keys if key.document not in silent]
        waiting = [version for version in waiting if version not in hushed]
        passed = self._sweep(shop, waiting, keys, done, progress) if waiting else Passed(0, 0, 0)
        with self._database.write() as connection:
            store.drop_gone(connection, shop, {key.text_hash for key in keys})
            store.forget_compared(connection, shop, done & hushed)
        return passed

    def begin_anew(self, shop: ShopId) -> None:
        """Let the next sweep compare everything. Open pairs that it does not see again are found to be gone."""
        with self._database.write() as connection:
            store.forget_compared(connection, shop)
            store.forget_open(connection, shop)

    def preview(self, shop: ShopId, version: VersionId) -> list[tuple[Found, Comparable, Comparable]]:
        """What a draft would contradict or repeat if it were published; nothing is kept. The draft's side is left."""
        with self._database.read() as connection:
            drafted = draft_keys(connection, version)
            document = next(iter(load_comparables(connection, [drafted[0].id]).values())) if drafted else None
            silent = overridden(connection, shop, self._clock())
            others = [
                key for key in published_keys(connection, shop) if key.version != version and key.document not in silent
            ]
        pool = make_pool(self._database, self._encoder, [*drafted, *others])
        reader = _Reader(self._database)
        found = []
        for pair in self._pairs(shop, pool, range(len(drafted)), reader, lambda other: other >= len(drafted)):
            left, right = reader.of(pair.left), reader.of(pair.right)
            if document and right.chunk.document_id != document.chunk.document_id:
                found.append((pair.found, left, right))
        return found

    def _sweep(
        self, shop: ShopId, waiting: Sequence[VersionId], keys: Sequence[Key], done: set[VersionId], progress: Progress
    ) -> Passed:
        pool, reader = make_pool(self._database, self._encoder, keys), _Reader(self._database)
        places: dict[VersionId, list[int]] = {version: [] for version in waiting}
        for at, key in enumerate(keys):
            if key.version in places:
                places[key.version].append(at)
        total = sum(map(len, places.values()))
        passages = found = new = 0
        progress(0, total)
        for version in waiting:
            done = done | {version}
            for start in range(0, len(places[version]), _AT_ONCE):
                wanted = places[version][start : start + _AT_ONCE]
                # Each pair is compared when its later version is.
                counts = partial(_is_of, pool, frozenset(done))
                pairs = [pair.found for pair in self._pairs(shop, pool, wanted, reader, counts)]
                with self._database.write() as connection:
                    new += store.record_found(connection, shop, pairs, self._clock())
                found += len(pairs)
                passages += len(wanted)
                if start + _AT_ONCE < len(places[version]):
                    progress(passages, total)
            with self._database.write() as connection:
                store.mark_compared(connection, shop, version, self._clock())
            progress(passages, total)
        return Passed(passages, found, new)

    def _pairs(
        self, shop: ShopId, pool: Pool, wanted: Sequence[int], reader: _Reader, counts: Callable[[int], bool]
    ) -> Iterator[_Pair]:
        """`counts` says which places of the pool are compared with."""
        now = self._clock()
        reader.load(pool.keys[at].id for at in wanted)
        candidates = dict(near(pool, wanted))
        for at in wanted:
            text = reader.of(pool.keys[at].id).chunk.text
            candidates[at] += by_words(pool, shop, text, self._words) if not pool.keys[at].skus else []
        reader.load(pool.keys[other].id for others in candidates.values() for other in others if counts(other))
        seen: set[tuple[int, int]] = set()
        for at in wanted:
            one, many = reader.of(pool.keys[at].id), 0
            for other in dict.fromkeys(candidates[at]):
                key = (min(at, other), max(at, other))
                if other == at or key in seen or not counts(other) or many >= _MOST_OF_A_PASSAGE:
                    continue
                if shop not in {pool.keys[at].home, pool.keys[other].home}:
                    continue
                seen.add(key)
                rival = reader.of(pool.keys[other].id)
                if one.chunk.text_hash == rival.chunk.text_hash or not meet(one, rival, now):
                    continue
                if found := _compared(one, rival, reader):
                    many += 1
                    yield _Pair(found, one.chunk.id, rival.chunk.id)


def _is_of(pool: Pool, versions: frozenset[VersionId], at: int) -> bool:
    return pool.keys[at].version in versions


@dataclass(frozen=True, slots=True)
class _Pair:
    found: Found
    left: ChunkId
    right: ChunkId


def _compared(one: Comparable, other: Comparable, reader: _Reader) -> Found | None:
    if repeats(one, other):
        return Found(Kind.SAME, _whole(one), _whole(other))
    if one.chunk.document_id == other.chunk.document_id:
        return None  # a document's own rules are written to be read together
    found = contradiction(reader.claims(one), reader.claims(other), load_words())
    if found is None:
        return None
    mine, theirs, unlike = found
    return _found(unlike, (one, mine), (other, theirs))


def _found(unlike: Difference, left: tuple[Comparable, Claim], right: tuple[Comparable, Claim]) -> Found:
    sides = [
        Side(where.chunk.text_hash, where.chunk.document_id, claim.start, claim.end, marks)
        for (where, claim), marks in ((left, unlike.left), (right, unlike.right))
    ]
    return Found(Kind(unlike.what.value), sides[0], sides[1])


def _whole(one: Comparable) -> Side:
    return Side(one.chunk.text_hash, one.chunk.document_id, 0, len(one.chunk.text), ())


class _Reader:
    """Passages and their claims, read once while they are near."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: OrderedDict[ChunkId, Comparable] = OrderedDict()
        self._claims: dict[ChunkId, tuple[Claim, ...]] = {}

    def load(self, ids: Iterable[ChunkId]) -> None:
        wanted = dict.fromkeys(ids)
        for id_ in wanted:
            if id_ in self._known:
                self._known.move_to_end(id_)
        missing = [id_ for id_ in wanted if id_ not in self._known]
        with self._database.read() as connection:
            self._known.update(load_comparables(connection, missing))
        while len(self._known) > max(_READ_CLAIMS, len(wanted)):
            self._claims.pop(self._known.popitem(last=False)[0], None)

    def of(self, id_: ChunkId) -> Comparable:
        if id_ not in self._known:
            self.load([id_])
        return self._known[id_]

    def claims(self, one: Comparable) -> tuple[Claim, ...]:
        known = self._claims.get(one.chunk.id)
        if known is None:
            known = self._claims[one.chunk.id] = chunk_claims(one.chunk, load_words())
        return known
