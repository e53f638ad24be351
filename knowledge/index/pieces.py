"""Vectors of every published chunk's sentences and cells, so that at question time nothing but the question is encoded.

Drafting compares a question with single sentences; how it cuts them is `knowledge.text.pieces`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from knowledge.encoders.encoder import Encoder, Vectors
from knowledge.store.chunks import existing_ids
from knowledge.store.database import Database
from knowledge.store.embeddings import load_pieces, save_pieces
from knowledge.text.pieces import cell_text, headed, pieces
from knowledge.types import Chunk, ChunkKind

COMPARED_CHARS = 400
"""Of a text that are compared; the bundled encoder's limit is not far behind."""
_MOST_PIECES = 64  # of one chunk


def pieces_of(chunk: Chunk) -> tuple[str, ...]:
    """The texts that a question may be compared with; scripts are matched by their scenario instead."""
    fields = dict(chunk.fields)
    if chunk.kind is ChunkKind.SCRIPT:
        return ()
    if chunk.kind is ChunkKind.TABLE_ROW:
        cells = (cell_text(header, cell) for header, cell in chunk.fields if cell.strip())
        texts = [chunk.text, *cells]
    else:
        answer = fields.get("answer", "")
        texts = [headed(chunk, piece.text) for piece in pieces(answer or chunk.text, written_as_reply=bool(answer))]
    cut = (text[:COMPARED_CHARS] for text in texts if text.strip())
    return tuple(dict.fromkeys(cut))[:_MOST_PIECES]


def embed_pieces(database: Database, encoder: Encoder, chunks: Sequence[Chunk]) -> None:
    """Store what is not stored yet."""
    wanted = {chunk.text_hash: chunk for chunk in chunks if pieces_of(chunk)}
    with database.read() as connection:
        known = load_pieces(connection, encoder.fingerprint, list(wanted))
    missing = {text_hash: chunk for text_hash, chunk in wanted.items() if text_hash not in known}
    if not missing:
        return
    # Tables repeat their cells; each text is encoded once.
    texts = list(dict.fromkeys(text for chunk in missing.values() for text in pieces_of(chunk)))
    vectors = dict(zip(texts, encoder.encode_passages(texts), strict=True))
    fresh = {key: np.concatenate([vectors[text] for text in pieces_of(chunk)]) for key, chunk in missing.items()}
    with database.write() as connection:
        # A document deleted while we encoded took its vectors along; they must not come back.
        kept = existing_ids(connection, [chunk.id for chunk in missing.values()])
        save_pieces(connection, encoder.fingerprint, {key: fresh[key] for key in fresh if missing[key].id in kept})


def stored_pieces(database: Database, encoder: Encoder, chunks: Sequence[Chunk]) -> dict[str, Vectors]:
    """The stored vectors by text."""
    with database.read() as connection:
        found = load_pieces(connection, encoder.fingerprint, [chunk.text_hash for chunk in chunks])
    out: dict[str, Vectors] = {}
    for chunk in chunks:
        texts, flat = pieces_of(chunk), found.get(chunk.text_hash)
        # Equal hashes mean equal texts, but rows of another splitter may have other fields.
        if flat is not None and flat.size == len(texts) * encoder.dimension:
            out |= zip(texts, flat.reshape(len(texts), -1), strict=True)
    return out
