"""Every table, once. Migrations are written against this; a test compares the two."""

from __future__ import annotations

from knowledge.store.tables.access import attempts, keys, pairings, people, sessions, sign_in_links
from knowledge.store.tables.catalogue import glossary, product_changes, product_edits, products
from knowledge.store.tables.conflicts import compared_versions, conflicts
from knowledge.store.tables.documents import (
    changes,
    chunks,
    documents,
    publications,
    publish_reviews,
    scripts,
    versions,
)
from knowledge.store.tables.indexing import embeddings, generations, outbox
from knowledge.store.tables.metadata import metadata
from knowledge.store.tables.replies import decisions, gap_clusters, gaps, messages, proposals, suggestions
from knowledge.store.tables.shops import shops
from knowledge.store.tables.work import jobs

__all__ = [
    "attempts",
    "changes",
    "chunks",
    "compared_versions",
    "conflicts",
    "decisions",
    "documents",
    "embeddings",
    "gap_clusters",
    "gaps",
    "generations",
    "glossary",
    "jobs",
    "keys",
    "messages",
    "metadata",
    "outbox",
    "pairings",
    "people",
    "product_changes",
    "product_edits",
    "products",
    "proposals",
    "publications",
    "publish_reviews",
    "scripts",
    "sessions",
    "shops",
    "sign_in_links",
    "suggestions",
    "versions",
]
