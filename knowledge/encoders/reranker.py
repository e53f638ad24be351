"""The contract of a reranker: reads a query and a text together, slower and sharper than two vectors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class Reranker(Protocol):
    """Scores texts against a query. Raises `knowledge.errors.Config` when a model cannot be loaded."""

    fingerprint: str

    def rerank(self, query: str, texts: Sequence[str]) -> Sequence[float]:
        """One score a text, in the order given; higher answers better. Comparable within one call only."""
