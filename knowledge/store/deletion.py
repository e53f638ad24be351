"""Total deletion: a document, or a shop, with all that was read from it. The indexes hear of it by the outbox."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, delete, exists, select

from knowledge.store import outbox
from knowledge.store.brands import change_brand
from knowledge.store.documents import list_documents, list_versions
from knowledge.store.history import NOBODY, Act, Actor, Deed, empty_details, record
from knowledge.store.publications import tell_indexes
from knowledge.store.quotes import drop_conflicts, empty_notes
from knowledge.store.shops import get_shop, raise_revision, shops_served_by
from knowledge.store.tables import chunks, documents, embeddings, keys, people, shops, versions
from knowledge.types import Document, ShopId

_BATCH = 500  # under SQLite's limit on variables in one statement


def delete_document(connection: Connection, document: Document, now: datetime, by: Actor = NOBODY) -> list[str]:
    """Remove a document with everything read from it, and the vectors that no other chunk shares.

    Who deleted it, and who changed it before, stays, without what was changed. Returns the content hashes that no
    version refers to any more, so that the caller removes those files.
    """
    ours = list_versions(connection, document.id)
    texts = _text_hashes(connection, document)
    for version in ours:
        tell_indexes(connection, document, version.id, outbox.Action.DROP, now)
    record(connection, document, Deed(Act.DELETED, by, now))
    empty_details(connection, document.id)
    empty_notes(connection, document.id)
    drop_conflicts(connection, document.id)
    connection.execute(delete(documents).where(documents.c.id == document.id))
    raise_revision(connection, document.shop)
    _drop_vectors(connection, texts)
    return _unused(connection, {version.content_hash for version in ours})


def delete_shop(connection: Connection, shop: ShopId, now: datetime) -> list[str]:
    """Everything of the shop goes: documents, catalogue, suggestions, jobs, history, its own keys and people. Shops of
    a brand go on without it.

    Returns the content hashes that no version refers to any more. Raises `NotFound`.
    """
    get_shop(connection, shop)
    for member in shops_served_by(connection, shop)[1:]:
        change_brand(connection, member, None, now)
    every = list_documents(connection, shop)
    texts = [text for document in every for text in _text_hashes(connection, document)]
    sources = {version.content_hash for document in every for version in list_versions(connection, document.id)}
    for table in (keys, people):  # who could see this shop and no other
        connection.execute(delete(table).where(table.c.shop == shop))
    connection.execute(delete(shops).where(shops.c.id == shop))
    _drop_vectors(connection, texts)
    return _unused(connection, sources)


def _text_hashes(connection: Connection, document: Document) -> list[str]:
    query = select(chunks.c.text_hash).where(chunks.c.document_id == document.id)
    return [row.text_hash for row in connection.execute(query)]


def _drop_vectors(connection: Connection, text_hashes: list[str]) -> None:
    for start in range(0, len(text_hashes), _BATCH):
        batch = text_hashes[start : start + _BATCH]
        orphaned = ~exists().where(chunks.c.text_hash == embeddings.c.text_hash)
        connection.execute(delete(embeddings).where(embeddings.c.text_hash.in_(batch), orphaned))


def _unused(connection: Connection, content_hashes: Iterable[str]) -> list[str]:
    wanted = sorted(content_hashes)
    kept: set[str] = set()
    for start in range(0, len(wanted), _BATCH):
        query = select(versions.c.content_hash).where(versions.c.content_hash.in_(wanted[start : start + _BATCH]))
        kept |= {row.content_hash for row in connection.execute(query)}
    return sorted(set(wanted) - kept)
