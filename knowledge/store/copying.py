"""A shop's knowledge copied into another database, to try out what a change would do. The original stays as it is."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, Table, insert, select

from knowledge.store.serving import serves
from knowledge.store.tables import (
    chunks,
    documents,
    embeddings,
    glossary,
    product_edits,
    products,
    publications,
    scripts,
    shops,
    versions,
)
from knowledge.types import ShopId, VersionId, VersionStatus

_BATCH = 400  # under SQLite's limit on variables


def copy_knowledge(source: Connection, target: Connection, shop: ShopId, drafts: Sequence[VersionId]) -> None:
    """What the shop may use now, with the vectors that it has, and these drafts. `target` is empty."""
    serving = select(documents.c.id).where(serves(source, shop))
    published = versions.c.status == VersionStatus.PUBLISHED.value
    chosen = versions.c.document_id.in_(serving) & (published | versions.c.id.in_(drafts))
    ids = list(source.execute(select(versions.c.id).where(chosen)).scalars())
    _copy(source, target, shops, shops.c.id.is_not(None))
    _copy(source, target, documents, documents.c.id.in_(serving))
    for start in range(0, len(ids), _BATCH):
        some = ids[start : start + _BATCH]
        _copy(source, target, versions, versions.c.id.in_(some))
        for table in (chunks, scripts, products, publications):
            _copy(source, target, table, table.c.version_id.in_(some))
    hashes = sorted(set(target.execute(select(chunks.c.text_hash)).scalars()))
    for start in range(0, len(hashes), _BATCH):
        _copy(source, target, embeddings, embeddings.c.text_hash.in_(hashes[start : start + _BATCH]))
    for table in (glossary, product_edits):
        _copy(source, target, table, table.c.shop == shop)


def _copy(source: Connection, target: Connection, table: Table, which: ColumnElement[bool]) -> None:
    rows = [dict(row) for row in source.execute(select(table).where(which)).mappings()]
    if rows:
        target.execute(insert(table), rows)
