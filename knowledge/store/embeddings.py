"""Vectors by content hash: nothing is embedded twice by the same encoder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from sqlalchemy import Connection, insert, select

from knowledge.encoders.encoder import Vectors
from knowledge.store.tables import embeddings

_BATCH = 500  # under SQLite's limit on variables in one statement


def load_vectors(connection: Connection, encoder: str, hashes: Sequence[str]) -> dict[str, Vectors]:
    """The known vectors among `hashes`, each of shape (dimension,)."""
    wanted = list(dict.fromkeys(hashes))
    found: dict[str, Vectors] = {}
    for start in range(0, len(wanted), _BATCH):
        query = select(embeddings.c.text_hash, embeddings.c.vector).where(
            embeddings.c.encoder == encoder, embeddings.c.text_hash.in_(wanted[start : start + _BATCH])
        )
        found.update({row.text_hash: np.frombuffer(row.vector, dtype=np.float32) for row in connection.execute(query)})
    return found


def save_vectors(connection: Connection, encoder: str, vectors: Mapping[str, Vectors]) -> None:
    """Keep vectors by hash; those already kept stay as they are."""
    known = load_vectors(connection, encoder, list(vectors))
    rows = [
        {"encoder": encoder, "text_hash": text_hash, "vector": vector.astype(np.float32).tobytes()}
        for text_hash, vector in vectors.items()
        if text_hash not in known
    ]
    if rows:
        connection.execute(insert(embeddings), rows)
