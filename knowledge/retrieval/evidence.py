"""What speaks for and against the passages found: gathers the features that the confidence rests on."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from knowledge.encoders.encoder import Encoder
from knowledge.index.embedding import indexed_text
from knowledge.index.index import KnowledgeIndex
from knowledge.index.terms import terms
from knowledge.retrieval.confidence import Features, covered
from knowledge.retrieval.content import content_terms, is_chinese
from knowledge.retrieval.scale import Scales, measure_scales
from knowledge.types import Audience, Passage, Query


class Evidence:
    """Knows the encoder's scale. Safe for threads."""

    def __init__(self, encoder: Encoder, index: KnowledgeIndex) -> None:
        self._encoder = encoder
        self._index = index
        self._measured: Scales | None = None
        self._lock = threading.Lock()

    def features(self, query: Query, passages: Sequence[Passage]) -> Features | None:
        """None when there is nothing that a customer may be told."""
        open_to_all = [passage for passage in passages if passage.chunk.audience is Audience.CUSTOMER]
        if not open_to_all:
            return None
        chinese = is_chinese(query.text)
        scale = self._scales().chinese if chinese else self._scales().foreign
        cosine = max(passage.scores.dense or 0.0 for passage in open_to_all)
        wanted = self._index.term_weights(query.shop, content_terms(query.text))
        if not chinese:  # of a foreign question only names and codes can stand in the texts
            wanted = {term: weight for term, weight in wanted.items() if any(char.isdigit() for char in term)}
        return Features(
            cosine=cosine,
            closeness=scale.closeness(cosine, self._index.count(query.shop)),
            coverage=covered(wanted, set(terms(indexed_text(open_to_all[0].chunk)))),
        )

    def near(self, question: str, cosine: float) -> float:
        """The cosine of one text on the encoder's scale: 0 is chance, 1 is how near a question is to its answer."""
        scales = self._scales()
        return (scales.chinese if is_chinese(question) else scales.foreign).closeness(cosine)

    def _scales(self) -> Scales:
        with self._lock:
            if self._measured is None:
                self._measured = measure_scales(self._encoder)
            return self._measured
