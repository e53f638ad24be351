"""Shops."""

from __future__ import annotations

from sqlalchemy import Column, Integer, String, Table

from knowledge.store.columns import Json, UtcTime
from knowledge.store.tables.metadata import metadata

shops = Table(
    "shops",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("platform", String(40), nullable=False),
    Column("voice", String(80), nullable=False),
    Column("settings", Json, nullable=False),
    # Counts every change of what may be retrieved; part of each suggestion's record.
    Column("revision", Integer, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("brand", String(64)),  # the shop whose documents serve this one too
)
