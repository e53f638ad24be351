"""What the indexes are derived with, and what they still have to do."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, String, Table

from knowledge.store.columns import Json, UtcTime
from knowledge.store.tables.metadata import metadata

# Vectors by content, so that a re-read, a rollback or a rebuilt index embeds nothing twice. The text comes first in
# the key: a deletion looks for a text's vectors whatever their encoder.
embeddings = Table(
    "embeddings",
    metadata,
    Column("text_hash", String(64), primary_key=True),
    Column("encoder", String(200), primary_key=True),
    Column("vector", LargeBinary, nullable=False),
)

generations = Table(
    "generations",
    metadata,
    Column("shop", String(64), ForeignKey("shops.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("manifest", Json, nullable=False),
    Column("state", String(10), nullable=False),  # building · live · retired
    Column("created_at", UtcTime, nullable=False),
)

# What the indexes still have to do. Written in the transaction that changes the truth, removed once applied.
outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("shop", String(64), nullable=False, index=True),
    Column("action", String(8), nullable=False),  # add · drop
    Column("version_id", String(32), nullable=False),
    Column("chunk_ids", Json, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    sqlite_autoincrement=True,
)
