"""Reading -> Chunk*: walks the sections, turns their prose and tables into pieces, and gives each its identity."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from ingestion.codes import KnownProducts, codes_in, known_products
from ingestion.products import extract_products
from ingestion.reading import Paragraph, Reading, Table
from ingestion.splitting.limits import Limits
from ingestion.splitting.outline import sections
from ingestion.splitting.piece import Piece
from ingestion.splitting.prose import prose_pieces
from ingestion.splitting.table_pieces import table_pieces
from knowledge.identifiers import chunk_id, text_hash
from knowledge.text import normalise
from knowledge.types import Category, Chunk, ChunkKind, DocumentId, VersionId

SPLITTER = "structure/2"
"""Part of an index's manifest and of each version: raise the number whenever the same file would give other chunks."""

_DEFAULT_LIMITS = Limits()
# One heading of a context line; longer ones are sentences, whose beginning says enough.
_HEADING_CHARS = 80


def split(
    reading: Reading,
    *,
    document_id: DocumentId,
    version_id: VersionId,
    title: str = "",
    category: Category = Category.OTHER,
    limits: Limits = _DEFAULT_LIMITS,
) -> tuple[Chunk, ...]:
    """The document's chunks in reading order, ordinals from 0; the same arguments give the same chunks and ids.

    Every word of every block is in the text or the context of some chunk. No text exceeds `limits` unless it is a
    script. In a document of `Category.SCRIPTS` what stands under a heading is an approved reply for that scenario.
    """
    title = title or reading.title
    known = known_products((product.sku, product.name) for product in extract_products(reading))
    pieces = _pieces(reading, title, known, limits, scripts=category is Category.SCRIPTS)
    chunks: list[Chunk] = []
    for piece in pieces:
        text = piece.text.strip()
        if not text:
            continue
        context = _context(title, piece)
        hashed = text_hash(context, text)
        skus = piece.skus
        if piece.kind is not ChunkKind.TABLE_ROW:
            skus = tuple(dict.fromkeys((*skus, *known.in_text(text), *codes_in(text))))
        chunks.append(
            Chunk(
                id=chunk_id(version_id, len(chunks), hashed),
                document_id=document_id,
                version_id=version_id,
                ordinal=len(chunks),
                kind=piece.kind,
                text=text,
                context=context,
                place=piece.place,
                tokens=limits.count_tokens(text),
                text_hash=hashed,
                skus=skus,
                audience=piece.audience,
                fields=piece.fields,
            )
        )
    return tuple(chunks)


def _pieces(reading: Reading, title: str, known: KnownProducts, limits: Limits, *, scripts: bool) -> Iterator[Piece]:
    for section in sections(reading, title):
        for is_table, run in groupby(section.blocks, key=lambda block: isinstance(block, Table)):
            blocks = list(run)
            if not is_table:
                paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
                yield from prose_pieces(section, paragraphs, limits, scripts=scripts)
                continue
            for table in (block for block in blocks if isinstance(block, Table)):
                yield from table_pieces(table, section, known, limits)


def _context(title: str, piece: Piece) -> str:
    """Title › headings › caption, each once: what is embedded before the text."""
    parts = {normalise(part): part for part in (title, *piece.place.section, piece.label) if part.strip()}
    return " › ".join(part[:_HEADING_CHARS] for part in parts.values())
