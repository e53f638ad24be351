"""Which passages are worth comparing: nearest in meaning, nearest in words, or of the very same product."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from knowledge.encoders.encoder import Vectors
from knowledge.store.comparing import Key
from knowledge.store.database import Database
from knowledge.store.embeddings import load_vectors
from knowledge.types import ChunkId, ShopId

# Of each way; on four shops the contradicting passage was among the first five of one of them.
_NEAREST = 12
_MOST_OF_A_PRODUCT = 40  # passages about one product are few; more are a catalogue of variants
_BLOCK = 256  # passages whose nearness to all others is computed at once: 20 MB at 20,000 passages
_ASKED_CHARS = 160  # of a text that are looked for by words; longer queries take longer and find the same


class Hit(Protocol):
    @property
    def id(self) -> ChunkId: ...


class Words(Protocol):
    """Looks for passages by their words."""

    def search_lexical(self, shop: ShopId, text: str, k: int) -> Sequence[Hit]: ...


@dataclass(frozen=True, slots=True)
class Pool:
    """What is compared with: `keys` in the order of `vectors`; a row of zeros where none is known."""

    keys: tuple[Key, ...]
    vectors: Vectors
    of_product: dict[tuple[str, ...], list[int]]
    at: dict[ChunkId, int]


def make_pool(database: Database, encoder: str, keys: Sequence[Key]) -> Pool:
    """Vectors come from the cache; passages that are not embedded yet are found by their words alone."""
    with database.read() as connection:
        known = load_vectors(connection, encoder, [key.text_hash for key in keys])
    dimension = len(next(iter(known.values()))) if known else 1
    vectors = np.zeros((len(keys), dimension), dtype=np.float32)
    of_product: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, key in enumerate(keys):
        if (vector := known.get(key.text_hash)) is not None:
            vectors[at] = vector
        if key.skus:
            of_product[key.skus].append(at)
    return Pool(tuple(keys), vectors, dict(of_product), {key.id: at for at, key in enumerate(keys)})


def near(pool: Pool, wanted: Sequence[int]) -> Iterator[tuple[int, list[int]]]:
    """For each wanted place in the pool, the places of the nearest in meaning or of the same product."""
    for start in range(0, len(wanted), _BLOCK):
        block = list(wanted[start : start + _BLOCK])
        nearness = pool.vectors[block] @ pool.vectors.T
        nearness[np.arange(len(block)), block] = -1.0
        count = min(_NEAREST, len(pool.keys) - 1)
        nearest = np.argpartition(-nearness, count, axis=1)[:, :count] if count > 0 else np.empty((len(block), 0), int)
        for row, at in enumerate(block):
            same = pool.of_product.get(pool.keys[at].skus, [])[:_MOST_OF_A_PRODUCT]
            yield at, list(dict.fromkeys([*map(int, nearest[row]), *(other for other in same if other != at)]))


def by_words(pool: Pool, shop: ShopId, text: str, words: Words) -> list[int]:
    """The places of the nearest in words."""
    hits = words.search_lexical(shop, text[:_ASKED_CHARS], _NEAREST)
    return [pool.at[hit.id] for hit in hits if hit.id in pool.at]
