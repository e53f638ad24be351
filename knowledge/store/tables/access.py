"""Keys and people, and how they come in."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Integer, String, Table, Text

from knowledge.store.columns import UtcTime
from knowledge.store.tables.metadata import metadata, shop_column

keys = Table(
    "keys",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("shop", String(64)),  # None: every shop
    Column("role", String(12), nullable=False),
    Column("name", String(200), nullable=False),
    Column("hash", String(64), nullable=False, unique=True),
    Column("created_at", UtcTime, nullable=False),
    Column("revoked_at", UtcTime),
    # Whose browser was paired with it; it may no more than its person.
    Column("person_id", String(32), ForeignKey("people.id", ondelete="CASCADE"), index=True),
)

people = Table(
    "people",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("login", String(80), nullable=False, unique=True),
    Column("name", String(200), nullable=False),
    Column("role", String(12), nullable=False),
    Column("shop", String(64)),  # None: every shop
    Column("password", Text),  # None: signs in by links only
    Column("created_at", UtcTime, nullable=False),
    Column("signed_in_at", UtcTime),
    Column("disabled_at", UtcTime),
)

sessions = Table(
    "sessions",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("person_id", String(32), ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("by_link", Boolean, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("seen_at", UtcTime, nullable=False),
)

# Used once, then gone.
sign_in_links = Table(
    "sign_in_links",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("person_id", String(32), ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("expires_at", UtcTime, nullable=False),
)

# What a browser that types the code gets a key for. Used once, then gone.
pairings = Table(
    "pairings",
    metadata,
    Column("hash", String(64), primary_key=True),
    shop_column(),
    Column("role", String(12), nullable=False),
    Column("name", String(200), nullable=False),
    Column("person_id", String(32), ForeignKey("people.id", ondelete="CASCADE")),
    Column("expires_at", UtcTime, nullable=False),
)

# Failures to sign in or to pair, by account and by address, so that every replica counts the same ones.
attempts = Table(
    "attempts",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("subject", String(64), nullable=False, index=True),
    Column("at", UtcTime, nullable=False, index=True),
)
