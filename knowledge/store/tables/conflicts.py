"""Passages that contradict or repeat each other."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, String, Table, Text

from knowledge.store.columns import Json, UtcTime
from knowledge.store.tables.metadata import metadata, shop_column

# Two passages that contradict or repeat each other. They are named by their texts' hashes and places; no text is here.
conflicts = Table(
    "conflicts",
    metadata,
    Column("id", String(32), primary_key=True),
    shop_column(),
    Column("kind", String(12), nullable=False),
    Column("left_hash", String(64), nullable=False),
    Column("left_document", String(32), nullable=False),
    Column("left_place", Json, nullable=False),  # start and end of the statement, then what in it differs
    Column("right_hash", String(64), nullable=False),
    Column("right_document", String(32), nullable=False),
    Column("right_place", Json, nullable=False),
    Column("verdict", String(10), nullable=False),  # open · left · right · both · neither
    Column("note", Text, nullable=False),
    Column("decided_by", String(32)),
    Column("decided_name", String(200), nullable=False),
    Column("decided_at", UtcTime),
    Column("follows", String(32)),  # the decided pair of which one text has changed since
    Column("found_at", UtcTime, nullable=False),
    Index("ix_conflicts_verdict", "shop", "verdict"),
)

# Versions whose passages were compared with all others that were.
compared_versions = Table(
    "compared_versions",
    metadata,
    Column("shop", String(64), ForeignKey("shops.id", ondelete="CASCADE"), primary_key=True),
    Column("version_id", String(32), ForeignKey("versions.id", ondelete="CASCADE"), primary_key=True),
    Column("at", UtcTime, nullable=False),
)
