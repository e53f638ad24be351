"""KnowledgeIndex: publish -> index. Keeps the derived indexes in step with the database, and answers from them.

The database is the truth: what an index returns is only a hint, judged by whoever reads it back.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from knowledge.encoders.encoder import Encoder, Vectors
from knowledge.errors import NotFound
from knowledge.index import manifest
from knowledge.index.lexical import LexicalStore
from knowledge.index.segment import Difference, Segment
from knowledge.index.segments import Segments, Stores
from knowledge.index.vectors import CollectionGone, Hit, open_vectors
from knowledge.index.writing import Meter, Progress, SegmentWriter
from knowledge.store import generations, outbox
from knowledge.store.database import Database
from knowledge.store.documents import count_published
from knowledge.store.shops import get_shop, list_shops, shops_served_by
from knowledge.types import ShopId, Sku


class KnowledgeIndex:
    """Vectors and terms of every shop. Safe for threads: one writer per shop, searches at any time."""

    def __init__(
        self, database: Database, encoder: Encoder, stores: Stores, splitter: str, clock: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._clock = clock
        self._manifest = manifest.describe(encoder, splitter)
        self._segments = Segments(database, stores, self._manifest)
        self._writer = SegmentWriter(database, encoder)
        self._sound: set[ShopId] = set()  # shops whose counts were compared since opening
        self._writing: defaultdict[ShopId, threading.RLock] = defaultdict(threading.RLock)
        # A rebuild runs while catching up goes on, so it has a lock of its own, always taken before the other.
        self._rebuilding: defaultdict[ShopId, threading.RLock] = defaultdict(threading.RLock)

    def catch_up(self, shop: ShopId | None = None, progress: Progress | None = None) -> int:
        """Apply what the outbox holds for a shop and those whose brand it is, or for all; returns how many chunks
        were written.

        Raises `Upstream` when the encoder fails: what was done is kept, and the next call does the rest.
        """
        with self._database.read() as connection:
            unseen = {known.id for known in list_shops(connection)} - self._sound
            shops = (
                shops_served_by(connection, shop) if shop else sorted(unseen.union(outbox.shops_pending(connection)))
            )
            total = sum(outbox.pending_chunks(connection, each) for each in shops)
        meter = Meter(progress, total)
        for each in shops:
            self._catch_up(each, meter)
        return meter.written

    def reindex(self, shop: ShopId, progress: Progress | None = None) -> None:
        """Build the shop's index anew beside the live one, then switch. Searches and catching up go on meanwhile.

        Raises `NotFound` for an unknown shop.
        """
        with self._database.read() as connection:
            get_shop(connection, shop)
            total = count_published(connection, shop)[1]
        self._rebuild(shop, Meter(progress, total))

    def verify(self, shop: ShopId) -> Difference:
        """Compare the index with the published chunks, id by id; what the outbox still holds counts as different.

        Raises `NotFound`.
        """
        self._ensure(shop, Meter(None, 0))
        with self._writing[shop]:
            return self._writer.compare(shop, self._live(shop))

    def repair(self, shop: ShopId, progress: Progress | None = None) -> Difference:
        """Make the index equal to the published chunks; returns what was different. Raises `NotFound`."""
        different = self.verify(shop)
        with self._writing[shop]:
            self._converge(shop, Meter(progress, len(different.missing)))
        return different

    def forget_terms(self, shop: ShopId) -> None:
        """After a deletion: write the lexical files anew, so that no word of a deleted text is left in them.

        Of an index in one process; other replicas' own files forget it when their segments merge.
        """
        self.catch_up(shop)
        with self._database.read() as connection:
            served = shops_served_by(connection, shop)
        for each in served:
            with self._writing[each]:
                segment = self._segments.live(each)
                if segment is not None:
                    self._writer.rewrite_terms(each, segment)

    def forget_shop(self, shop: ShopId) -> None:
        """Remove the indexes of a shop that was deleted from the database."""
        with self._rebuilding[shop], self._writing[shop]:
            self._segments.forget(shop)
            self._sound.discard(shop)
            self._segments.drop_others(shop, keep=None)
            with self._database.write() as connection:
                outbox.remove_up_to(connection, shop, outbox.last_id(connection, shop))

    def search_dense(self, shop: ShopId, vector: Vectors, k: int) -> list[Hit]:
        """The nearest chunks by cosine, best first; none for a shop without an index. Raises `IndexMismatch`."""
        segment = self._segments.live(shop)
        if segment is None:
            return []
        try:
            return segment.vectors.query(vector, k)
        except CollectionGone:  # a rebuild went live since the line above
            self._segments.forget(shop, segment)
            segment = self._segments.live(shop)
            return segment.vectors.query(vector, k) if segment else []

    def search_lexical(self, shop: ShopId, text: str, k: int, sku: Sku | None = None) -> list[Hit]:
        """The best chunks by BM25; with `sku` only those about that product. Raises `IndexMismatch`."""
        segment = self._segments.live(shop)
        return segment.terms.search(text, k, sku) if segment else []

    def count(self, shop: ShopId) -> int:
        """How many chunks the shop's index holds. Raises `IndexMismatch`."""
        segment = self._segments.live(shop)
        return segment.terms.count() if segment else 0

    def term_weights(self, shop: ShopId, terms: Sequence[str]) -> dict[str, float]:
        """Inverse document frequency of each term in this shop. Raises `IndexMismatch`."""
        segment = self._segments.live(shop)
        return segment.terms.weights(terms) if segment else dict.fromkeys(terms, 0.0)

    def state(self, shop: ShopId) -> tuple[int, int]:
        """Another one after each change of the shop's index by this process. Raises `IndexMismatch`."""
        segment = self._segments.live(shop)
        return (segment.number, segment.terms.written) if segment else (0, 0)

    def check(self) -> None:
        """Raises `IndexMismatch` when any shop's index was built with something else than is configured."""
        self._segments.check()

    def clean(self) -> None:
        """Drop what killed rebuilds and deleted shops left behind. Only for the process that owns the data folder."""
        self._segments.clean()

    def close(self) -> None:
        self._segments.close()

    def _catch_up(self, shop: ShopId, meter: Meter) -> None:
        with self._database.read() as connection:
            exists = any(known.id == shop for known in list_shops(connection))
        if not exists:
            self.forget_shop(shop)
            return
        self._ensure(shop, meter)
        with self._writing[shop]:
            segment = self._live(shop)
            self._writer.apply(shop, segment, meter)
            if shop in self._sound:
                return
            with self._database.read() as connection:
                published = count_published(connection, shop)[1]
            if not segment.holds(published):  # files of the index were lost, or come from an older backup
                self._converge(shop, meter)
            self._sound.add(shop)

    def _ensure(self, shop: ShopId, meter: Meter) -> None:
        """See to it that the shop has a live segment. Raises `NotFound`."""
        if self._segments.live(shop) is None:
            with self._rebuilding[shop]:
                if self._segments.live(shop) is None:
                    self._rebuild(shop, meter)

    def _live(self, shop: ShopId) -> Segment:
        """To be called with the shop's writing lock held: until then a rebuild may switch."""
        segment = self._segments.live(shop)
        if segment is None:
            raise NotFound(f"the shop “{shop}” was deleted meanwhile")
        return segment

    def _rebuild(self, shop: ShopId, meter: Meter) -> None:
        with self._rebuilding[shop]:
            with self._database.write() as connection:
                get_shop(connection, shop)
                generation = generations.begin_generation(connection, shop, self._manifest, self._clock())
            segment = self._segments.create(shop, generation.number)
            self._writer.converge(shop, segment, meter)
            with self._writing[shop]:
                settled = self._writer.converge(shop, segment, meter)  # what was published or withdrawn meanwhile
                with self._database.write() as connection:
                    generations.switch_to(connection, generation)
                    outbox.remove_up_to(connection, shop, settled)
                self._segments.switch(shop, segment)
            self._segments.drop_others(shop, keep=generation.number)

    def _converge(self, shop: ShopId, meter: Meter) -> None:
        settled = self._writer.converge(shop, self._live(shop), meter)
        with self._database.write() as connection:
            outbox.remove_up_to(connection, shop, settled)


def open_index(  # noqa: PLR0913 - the composition root names each of them
    folder: Path,
    database: Database,
    encoder: Encoder,
    clock: Callable[[], datetime],
    *,
    splitter: str,
    vector_server_url: str = "",
    rebuilding: bool = False,
) -> KnowledgeIndex:
    """Open the indexes in `folder`, or with their vectors on a shared Chroma server.

    Embedded, the caller holds the `DataFolderLock`, and leftovers of killed rebuilds are removed. Raises
    `IndexMismatch` when an index was built with another encoder, normaliser or splitter; with `rebuilding` it is opened
    all the same, for `reindex` to replace.
    """
    vectors = open_vectors(folder / "vectors", vector_server_url)
    index = KnowledgeIndex(database, encoder, Stores(vectors, LexicalStore(folder / "terms")), splitter, clock)
    if not rebuilding:
        index.check()
    if not vector_server_url:
        index.clean()
    return index
