"""What speaks for and against the passages found: gathers the features that the confidence rests on."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.encoders.encoder import Vectors
from knowledge.index.embedding import indexed_text
from knowledge.index.index import KnowledgeIndex
from knowledge.index.terms import terms
from knowledge.retrieval.confidence import Features, agreement, covered, standout
from knowledge.types import Audience, Passage, Query, ShopId

_SAMPLE = 256  # vectors that stand for the shop; the standard deviation is then known to about 5 %
_MUCH = 1.25  # reading a sample takes as long as twenty questions
_TOGETHER = 3  # passages whose words count together: an answer is seldom spread wider


@dataclass(frozen=True, slots=True)
class _Sample:
    revision: int
    count: int
    vectors: Vectors


class Evidence:
    """Keeps a sample of each shop's vectors. Safe for threads."""

    def __init__(self, index: KnowledgeIndex) -> None:
        self._index = index
        self._samples: dict[ShopId, _Sample] = {}
        self._lock = threading.Lock()

    def features(self, query: Query, vector: Vectors, passages: Sequence[Passage], revision: int) -> Features | None:
        """None when there is nothing that a customer may be told."""
        open_to_all = [passage for passage in passages if passage.chunk.audience is Audience.CUSTOMER]
        if not open_to_all:
            return None
        wanted = self._index.term_weights(query.shop, content_terms(query.text))
        said = [set(terms(indexed_text(passage.chunk))) for passage in open_to_all[:_TOGETHER]]
        best = max((passage.scores.dense or 0.0 for passage in open_to_all), default=0.0)
        return Features(
            cosine=best,
            standout=standout(best, vector, self._sample(query.shop, revision)),
            coverage=max(covered(wanted, words) for words in said),
            joint_coverage=covered(wanted, set().union(*said)),
            agreement=agreement([(p.scores.dense_rank, p.scores.lexical_rank) for p in open_to_all]),
        )

    def _sample(self, shop: ShopId, revision: int) -> Vectors:
        """A sample of the shop's vectors, taken anew when the shop has grown or shrunk by much."""
        known = self._samples.get(shop)
        if known and known.revision == revision:
            return known.vectors
        with self._lock:
            count = self._index.count(shop)
            if known is None or not count / _MUCH <= known.count <= count * _MUCH:
                known = _Sample(revision, count, self._index.sample_vectors(shop, _SAMPLE))
            self._samples[shop] = replace(known, revision=revision)
        return known.vectors


def content_terms(text: str) -> list[str]:
    """The terms of a question that carry meaning by themselves: pairs, words, numbers; single characters do not."""
    found = terms(text)
    return [term for term in found if len(term) > 1 or term.isascii()] or found
