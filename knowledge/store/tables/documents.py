"""Documents and their versions: what was read from them, what was in force when, who did what."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from knowledge.store.columns import Json, UtcTime
from knowledge.store.tables.metadata import metadata, shop_column

documents = Table(
    "documents",
    metadata,
    Column("id", String(32), primary_key=True),
    shop_column(),
    Column("name", String(500), nullable=False),
    Column("title", String(500), nullable=False),
    Column("category", String(20), nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("revision", Integer, nullable=False, server_default="1"),  # counts every change of the document
    Column("audience", String(12), nullable=False, server_default="customer"),
    Column("platform", String(40), nullable=False, server_default=""),
    Column("goods", Json, nullable=False, server_default="{}"),  # categories and skus that it speaks of
    Column("overrides", String(500), nullable=False, server_default=""),
    Column("review_at", UtcTime),
    UniqueConstraint("shop", "name"),
)

versions = Table(
    "versions",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("document_id", String(32), ForeignKey("documents.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("status", String(12), nullable=False),
    Column("content_hash", String(64), nullable=False, index=True),
    # Splitter and normaliser that made the chunks; another one means that the file is read again.
    Column("splitter", String(80), nullable=False),
    Column("media_type", String(120), nullable=False),
    Column("size_bytes", Integer, nullable=False),
    Column("chunks", Integer, nullable=False),
    Column("starts", UtcTime),
    Column("ends", UtcTime),
    Column("notes", Json, nullable=False),
    # What its reading yielded and skipped (ingestion.report.ParseReport); None for what was read before there were any.
    Column("report", Json),
    Column("corrections", Json, nullable=False, server_default="[]"),  # words put right in the file, by hand
    Column("created_at", UtcTime, nullable=False),
    Column("published_at", UtcTime),
    Column("validity_source", String(12), nullable=False, server_default="open"),  # open · found · confirmed
    UniqueConstraint("document_id", "number"),
)

# Every publishing, in order: which text was in force when. `until` is set when the document is retired; that a later
# one takes over follows from the rows (knowledge/in_force.py).
publications = Table(
    "publications",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("document_id", String(32), ForeignKey("documents.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("version_id", String(32), ForeignKey("versions.id", ondelete="CASCADE"), nullable=False),
    Column("since", UtcTime, nullable=False),
    Column("until", UtcTime),
    sqlite_autoincrement=True,
)

# Who changed what of which document. Rows are added and never changed, but for the details of a deleted document.
changes = Table(
    "changes",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    shop_column(),
    Column("document_id", String(32), nullable=False, index=True),
    Column("document_name", String(500), nullable=False),
    Column("revision", Integer, nullable=False),  # of the document, after the change
    Column("action", String(24), nullable=False),
    Column("version", Integer),
    Column("detail", Json, nullable=False),
    Column("actor", String(32), nullable=False),
    Column("actor_name", String(200), nullable=False),
    Column("at", UtcTime, nullable=False),
    Index("ix_changes_at", "shop", "at"),
    sqlite_autoincrement=True,
)

# Requests to publish what needs a second person.
publish_reviews = Table(
    "publish_reviews",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("document_id", String(32), ForeignKey("documents.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("version_id", String(32), ForeignKey("versions.id", ondelete="CASCADE"), nullable=False),
    Column("state", String(10), nullable=False),  # pending · approved · rejected · withdrawn
    Column("note", Text, nullable=False),
    Column("asked_by", String(32), nullable=False),
    Column("asked_name", String(200), nullable=False),
    Column("asked_at", UtcTime, nullable=False),
    Column("decided_by", String(32)),
    Column("decided_name", String(200)),
    Column("decided_at", UtcTime),
    Column("reason", Text),
)

chunks = Table(
    "chunks",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("version_id", String(32), ForeignKey("versions.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("document_id", String(32), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("kind", String(12), nullable=False),
    Column("text", Text, nullable=False),
    Column("context", Text, nullable=False),
    Column("section", Json, nullable=False),
    Column("page", Integer),
    Column("sheet", String(200)),
    Column("row", Integer),
    Column("tokens", Integer, nullable=False),
    Column("text_hash", String(64), nullable=False, index=True),
    Column("skus", Json, nullable=False),
    Column("audience", String(12), nullable=False),
    Column("fields", Json, nullable=False),
)

scripts = Table(
    "scripts",
    metadata,
    Column("id", String(32), ForeignKey("chunks.id", ondelete="CASCADE"), primary_key=True),
    Column("version_id", String(32), ForeignKey("versions.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("scenario", Text, nullable=False),
    Column("stage", String(80), nullable=False),
    Column("text", Text, nullable=False),
    Column("variants", Json, nullable=False),
)
