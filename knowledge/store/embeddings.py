"""Vectors by content hash: nothing is embedded twice by the same encoder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from sqlalchemy import Connection, bindparam, insert, select

from knowledge.encoders.encoder import Vectors
from knowledge.store.tables import embeddings

_PIECES = "#pieces"  # vectors of a chunk's sentences and cells stand under the chunk's own hash
_BATCH = 500  # under SQLite's limit on variables in one statement
_BY_HASH = select(embeddings.c.text_hash, embeddings.c.vector).where(
    embeddings.c.encoder == bindparam("encoder"), embeddings.c.text_hash.in_(bindparam("hashes", expanding=True))
)


def load_vectors(connection: Connection, encoder: str, hashes: Sequence[str]) -> dict[str, Vectors]:
    """The known vectors among `hashes`, each of shape (dimension,)."""
    return _load(connection, encoder, hashes, np.float32)


def _load(
    connection: Connection, encoder: str, hashes: Sequence[str], kind: type[np.floating[Any]]
) -> dict[str, Vectors]:
    wanted = list(dict.fromkeys(hashes))
    found: dict[str, Vectors] = {}
    for start in range(0, len(wanted), _BATCH):
        rows = connection.execute(_BY_HASH, {"encoder": encoder, "hashes": wanted[start : start + _BATCH]})
        found.update({row.text_hash: np.frombuffer(row.vector, dtype=kind) for row in rows})
    return found


def load_pieces(connection: Connection, encoder: str, hashes: Sequence[str]) -> dict[str, Vectors]:
    """Vectors of chunks' pieces, by the chunk's hash: half precision, each of shape (pieces × dimension,)."""
    return _load(connection, encoder + _PIECES, hashes, np.float16)


def save_pieces(connection: Connection, encoder: str, vectors: Mapping[str, Vectors]) -> None:
    """Keep the vectors of chunks' pieces; they go when the chunk's own vector goes."""
    _save(connection, encoder + _PIECES, vectors, np.float16)


def save_vectors(connection: Connection, encoder: str, vectors: Mapping[str, Vectors]) -> None:
    """Keep vectors by hash; those already kept stay as they are."""
    _save(connection, encoder, vectors, np.float32)


def _save(connection: Connection, encoder: str, vectors: Mapping[str, Vectors], kind: type[np.floating[Any]]) -> None:
    known = _load(connection, encoder, list(vectors), kind)
    rows = [
        {"encoder": encoder, "text_hash": text_hash, "vector": vector.astype(kind).tobytes()}
        for text_hash, vector in vectors.items()
        if text_hash not in known
    ]
    if rows:
        connection.execute(insert(embeddings), rows)
