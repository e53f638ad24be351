"""What editors decided on contradicting passages, as drafting heeds it: which sentences are quoted no more."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

from knowledge.store.comparing import Comparable, published_by_hash
from knowledge.store.conflicts import Kind, Pair, Side, Verdict, list_pairs
from knowledge.store.database import Database
from knowledge.store.shops import REVISION
from knowledge.types import DocumentId, ShopId

_DECIDED = (Verdict.LEFT, Verdict.RIGHT, Verdict.BOTH, Verdict.NEITHER)


@dataclass(frozen=True, slots=True)
class Settled:
    """`overruled` are statements by their document; `agreed` are pairs of statements that may both stand."""

    overruled: Mapping[DocumentId, tuple[str, ...]] = field(default_factory=dict)
    agreed: frozenset[frozenset[str]] = frozenset()

    def agree(self, one: str, other: str) -> bool:
        """Whether an editor said that two sentences, each with one of the statements, may both stand."""
        return any(all(any(said in text for text in (one, other)) for said in pair) for pair in self.agreed)


NOTHING_SETTLED = Settled()


class Settlements:
    """Read once for each state of a shop's knowledge. Safe for threads."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._revision = database.lookup(REVISION)
        self._known: dict[ShopId, tuple[int, Settled]] = {}
        self._reading = threading.Lock()

    def of(self, shop: ShopId) -> Settled:
        revision, known = self._revision({"shop": shop}) or 0, self._known.get(shop)
        if known is not None and known[0] == revision:
            return known[1]
        with self._database.read() as connection:
            pairs = [pair for pair in list_pairs(connection, shop, _DECIDED) if pair.kind is not Kind.SAME]
            hashes = [side.text_hash for pair in pairs for side in (pair.left, pair.right)]
            texts = published_by_hash(connection, shop, hashes)
        settled = _settled(pairs, texts)
        with self._reading:
            self._known[shop] = (revision, settled)
        return settled


def _settled(pairs: list[Pair], texts: Mapping[str, Comparable]) -> Settled:
    overruled: dict[DocumentId, list[str]] = {}
    agreed: set[frozenset[str]] = set()
    for pair in pairs:
        left, right = _statement(pair.left, texts), _statement(pair.right, texts)
        if not left or not right:
            continue
        if pair.verdict in {Verdict.BOTH, Verdict.NEITHER}:
            agreed.add(frozenset((left, right)))
            continue
        loser, said = (pair.right, right) if pair.verdict is Verdict.LEFT else (pair.left, left)
        overruled.setdefault(texts[loser.text_hash].chunk.document_id, []).append(said)
    return Settled({document: tuple(said) for document, said in overruled.items()}, frozenset(agreed))


def _statement(side: Side, texts: Mapping[str, Comparable]) -> str:
    one = texts.get(side.text_hash)
    return one.chunk.text[side.start : side.end].strip() if one else ""
