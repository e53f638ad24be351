"""Bring one segment to what the database says: by the outbox's entries, or by comparing everything.

Both look up what is published now and may be interrupted anywhere and repeated: write new, drop stale, and only then
forget the entries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from knowledge.encoders.encoder import Encoder
from knowledge.index.embedding import embed
from knowledge.index.pieces import embed_pieces
from knowledge.index.segment import Difference, Segment
from knowledge.store import outbox
from knowledge.store.chunks import published_chunks, published_ids
from knowledge.store.database import Database
from knowledge.types import Chunk, ChunkId, ShopId

Progress = Callable[[int, int], None]
"""Called with (chunks done, chunks in all)."""

_ENCODE_AT_ONCE = 512  # enough for the encoder to sort by length and fill its batches
_COMMIT_AT = 4096  # chunks per lexical commit: each leaves a segment that has to be merged


class Meter:
    """Counts written chunks and reports them."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self.written = 0
        self._total = total
        self._progress = progress

    def add(self, chunks: int) -> None:
        self.written += chunks
        if self._progress is not None:
            self._progress(self.written, max(self.written, self._total))


class SegmentWriter:
    """Writes what is published. The caller sees to it that one thread at a time writes to a segment."""

    def __init__(self, database: Database, encoder: Encoder) -> None:
        self._database = database
        self._encoder = encoder

    def apply(self, shop: ShopId, segment: Segment, meter: Meter) -> None:
        """Apply the shop's outbox entries, oldest first, until none is left."""
        while True:
            with self._database.read() as connection:
                entries = outbox.pending(connection, shop)
                touched = list(dict.fromkeys(entry.version_id for entry in entries))
                wanted = published_ids(connection, shop, only=touched)
            if not entries:
                return
            self._write(shop, segment, wanted, meter)
            published = set(wanted)
            mentioned = dict.fromkeys(id_ for entry in entries for id_ in entry.chunk_ids)
            segment.drop([id_ for id_ in mentioned if id_ not in published])
            with self._database.write() as connection:
                outbox.remove(connection, entries)

    def converge(self, shop: ShopId, segment: Segment, meter: Meter) -> int:
        """Make the segment hold exactly the published chunks.

        Returns the last outbox entry that is thereby settled for this segment.
        """
        with self._database.read() as connection:
            settled = outbox.last_id(connection, shop)  # before the chunks, so that it can only be too low
            published = published_ids(connection, shop)
        different = segment.difference(published)
        self._write(shop, segment, different.missing, meter)
        segment.drop(different.stale)
        return settled

    def compare(self, shop: ShopId, segment: Segment) -> Difference:
        with self._database.read() as connection:
            return segment.difference(published_ids(connection, shop))

    def rewrite_terms(self, shop: ShopId, segment: Segment) -> None:
        """The lexical part alone, from the database."""
        with self._database.read() as connection:
            ids = published_ids(connection, shop)
        segment.rewrite_terms(self._stored(shop, ids))

    def _stored(self, shop: ShopId, ids: Sequence[ChunkId]) -> Iterator[Chunk]:
        for start in range(0, len(ids), _ENCODE_AT_ONCE):
            with self._database.read() as connection:
                chunks = published_chunks(connection, shop, ids[start : start + _ENCODE_AT_ONCE])
            yield from chunks

    def _write(self, shop: ShopId, segment: Segment, ids: Sequence[ChunkId], meter: Meter) -> None:
        uncommitted: list[Chunk] = []
        for start in range(0, len(ids), _ENCODE_AT_ONCE):
            with self._database.read() as connection:
                chunks = published_chunks(connection, shop, ids[start : start + _ENCODE_AT_ONCE])
            segment.add_vectors(chunks, embed(self._database, self._encoder, chunks))
            embed_pieces(self._database, self._encoder, chunks)
            uncommitted += chunks
            if len(uncommitted) >= _COMMIT_AT:
                segment.add_terms(uncommitted)
                uncommitted = []
            meter.add(len(chunks))
        if uncommitted:
            segment.add_terms(uncommitted)
