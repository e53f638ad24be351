"""Embed: chunks to vectors through the cache: a re-read, a rollback or a rebuilt index encodes nothing twice."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from knowledge.encoders.encoder import Encoder, Vectors
from knowledge.store.chunks import existing_ids
from knowledge.store.database import Database
from knowledge.store.embeddings import load_vectors, save_vectors
from knowledge.types import Chunk


def indexed_text(chunk: Chunk) -> str:
    """What of a chunk is embedded and searched: its context line, then its text."""
    return f"{chunk.context}\n{chunk.text}" if chunk.context else chunk.text


def embed(database: Database, encoder: Encoder, chunks: Sequence[Chunk]) -> Vectors:
    """Vectors in the order of `chunks`, shape (len(chunks), dimension)."""
    if not chunks:
        return np.empty((0, encoder.dimension), dtype=np.float32)
    with database.read() as connection:
        vectors = load_vectors(connection, encoder.fingerprint, [chunk.text_hash for chunk in chunks])
    missing = {chunk.text_hash: chunk for chunk in chunks if chunk.text_hash not in vectors}
    if missing:
        encoded = encoder.encode_passages([indexed_text(chunk) for chunk in missing.values()])
        fresh = dict(zip(missing, encoded, strict=True))
        with database.write() as connection:
            # A document deleted while we encoded took its vectors along; they must not come back.
            kept = existing_ids(connection, [chunk.id for chunk in missing.values()])
            save_vectors(
                connection,
                encoder.fingerprint,
                {text_hash: vector for text_hash, vector in fresh.items() if missing[text_hash].id in kept},
            )
        vectors.update(fresh)
    return np.stack([vectors[chunk.text_hash] for chunk in chunks])
