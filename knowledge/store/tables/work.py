"""Background jobs."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table

from knowledge.store.columns import Json, UtcTime
from knowledge.store.tables.metadata import metadata, shop_column

jobs = Table(
    "jobs",
    metadata,
    Column("id", String(32), primary_key=True),
    shop_column(),
    Column("kind", String(40), nullable=False),
    Column("status", String(10), nullable=False),  # queued · running · done · failed
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("stage", String(80), nullable=False),
    Column("payload", Json, nullable=False),
    Column("result", Json),
    Column("error", Json),
    Column("created_at", UtcTime, nullable=False),
    Column("started_at", UtcTime),
    Column("finished_at", UtcTime),
    Index("ix_jobs_created", "shop", "created_at"),
)
