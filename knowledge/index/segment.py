"""One generation of a shop's index: its vectors and its terms, written and compared with the truth together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.encoders.encoder import Vectors
from knowledge.index.embedding import indexed_text
from knowledge.index.lexical import Entry, LexicalIndex
from knowledge.index.vectors import VectorCollection
from knowledge.types import Chunk, ChunkId


@dataclass(frozen=True, slots=True)
class Difference:
    """Between an index and the published chunks. `missing` lacks vector or terms, `stale` should not be there."""

    missing: tuple[ChunkId, ...]
    stale: tuple[ChunkId, ...]

    def __bool__(self) -> bool:
        return bool(self.missing or self.stale)


@dataclass(frozen=True, slots=True)
class Segment:
    """Every write may be repeated: ids replace themselves."""

    number: int
    vectors: VectorCollection
    terms: LexicalIndex

    def add_vectors(self, chunks: Sequence[Chunk], vectors: Vectors) -> None:
        self.vectors.upsert([chunk.id for chunk in chunks], vectors)

    def add_terms(self, chunks: Iterable[Chunk]) -> None:
        self.terms.write(add=[Entry(chunk.id, indexed_text(chunk), chunk.skus) for chunk in chunks])

    def rewrite_terms(self, chunks: Iterable[Chunk]) -> None:
        """Hold the terms of these and of nothing else, not even in the files."""
        self.terms.rewrite(Entry(chunk.id, indexed_text(chunk), chunk.skus) for chunk in chunks)

    def drop(self, ids: Sequence[ChunkId]) -> None:
        if ids:
            self.vectors.delete(ids)
            self.terms.write(drop=ids)

    def difference(self, published: Sequence[ChunkId]) -> Difference:
        with_vector, with_terms, wanted = self.vectors.ids(), self.terms.ids(), set(published)
        return Difference(
            missing=tuple(id_ for id_ in published if not (id_ in with_vector and id_ in with_terms)),
            stale=tuple(sorted((with_vector | with_terms) - wanted)),
        )

    def holds(self, count: int) -> bool:
        """Whether both parts have exactly that many chunks: a cheap sign that nothing was lost."""
        return self.vectors.count() == count == self.terms.count()
