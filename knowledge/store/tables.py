"""Every table, once. Migrations are written against this; a test compares the two."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from knowledge.store.columns import Json, Money, UtcTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _shop() -> Column[str]:
    return Column("shop", String(64), ForeignKey("shops.id", ondelete="CASCADE"), nullable=False)


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

documents = Table(
    "documents",
    metadata,
    Column("id", String(32), primary_key=True),
    _shop(),
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
    _shop(),
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

products = Table(
    "products",
    metadata,
    Column("version_id", String(32), ForeignKey("versions.id", ondelete="CASCADE"), primary_key=True),
    Column("sku", String(120), primary_key=True),
    Column("name", Text, nullable=False),
    Column("price", Money),
    Column("list_price", Money),
    Column("stock", Integer),
    Column("category", String(200), nullable=False),
    Column("brand", String(200), nullable=False),
    Column("companions", Json, nullable=False),
    Column("benefit", Text, nullable=False),
    Column("attributes", Json, nullable=False),
    Column("currency", String(8), nullable=False),
)

# What people and other systems say of a product above its documents, field by field. `base` is what the documents
# said when it was said: as soon as they say something else, they count again.
product_edits = Table(
    "product_edits",
    metadata,
    Column("shop", String(64), ForeignKey("shops.id", ondelete="CASCADE"), primary_key=True),
    Column("sku", String(120), primary_key=True),
    Column("field", String(200), primary_key=True),
    Column("value", Json, nullable=False),
    Column("base", Json, nullable=False),
    Column("actor", String(32)),
    Column("source", String(12), nullable=False),  # console · import · api
    Column("edited_at", UtcTime, nullable=False),
)

product_changes = Table(
    "product_changes",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    _shop(),
    Column("sku", String(120), nullable=False),
    Column("field", String(200), nullable=False),
    Column("old", Json, nullable=False),
    Column("new", Json, nullable=False),
    Column("actor", String(32)),
    Column("source", String(12), nullable=False),
    Column("changed_at", UtcTime, nullable=False),
    Index("ix_product_changes_product", "shop", "sku"),
)

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

suggestions = Table(
    "suggestions",
    metadata,
    Column("id", String(32), primary_key=True),
    _shop(),
    Column("conversation_id", String(200), nullable=False),
    Column("outcome", String(12), nullable=False),
    Column("origin", String(12), nullable=False),
    Column("confidence", Float, nullable=False),
    Column("knowledge_revision", Integer, nullable=False),
    Column("record", Json, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Index("ix_suggestions_conversation", "shop", "conversation_id"),
    Index("ix_suggestions_created", "shop", "created_at"),
)

decisions = Table(
    "decisions",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("suggestion_id", String(32), ForeignKey("suggestions.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("action", String(12), nullable=False),
    Column("final_text", Text),
    Column("reason", Text),
    Column("elapsed_ms", Integer),
    Column("overridden", Boolean, nullable=False),
    Column("actor", String(32)),
    Column("decided_at", UtcTime, nullable=False),
    Column("edit", String(8)),  # none · light · heavy; None where nothing was sent
    Column("reason_code", String(24)),
    # Read from the chat after it was sent, so that checks could no longer stop it; `rules` are those it breaks.
    Column("observed", Boolean, nullable=False, server_default=false()),
    Column("rules", Json, nullable=False, server_default="[]"),
    Index("ix_decisions_decided", "decided_at"),
)

# When customers wrote and agents answered, for the service figures. The id follows from the content, so that a message
# that is reported twice counts once. Texts only where the shop's settings keep them.
messages = Table(
    "messages",
    metadata,
    Column("id", String(32), primary_key=True),
    _shop(),
    Column("conversation_id", String(200), nullable=False),
    Column("role", String(10), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("actor", String(32)),
    Column("text", Text),
    Index("ix_messages_at", "shop", "at"),
    Index("ix_messages_conversation", "shop", "conversation_id", "at"),
)

gaps = Table(
    "gaps",
    metadata,
    Column("id", String(32), primary_key=True),
    _shop(),
    Column("question", Text, nullable=False),
    Column("reason", String(80), nullable=False),
    Column("suggestion_id", String(32), ForeignKey("suggestions.id", ondelete="CASCADE")),
    Column("created_at", UtcTime, nullable=False),
    Column("stage", String(12), nullable=False, server_default=text("''")),
    Column("sku", String(120)),  # the product that the question is about, where it decides the answer
    Column("cluster_id", String(32)),  # None until the question was compared with the others
    Index("ix_gaps_created", "shop", "created_at"),
    Index("ix_gaps_cluster", "cluster_id"),
)

# Similar unanswered questions. The first one lends its vector and its words.
gap_clusters = Table(
    "gap_clusters",
    metadata,
    Column("id", String(32), primary_key=True),
    _shop(),
    Column("question", Text, nullable=False),
    Column("sku", String(120)),
    Column("encoder", String(200), nullable=False),
    Column("vector", LargeBinary, nullable=False),
    Column("state", String(12), nullable=False),  # open · answered · dismissed
    Column("decided_by", String(32)),
    Column("decided_at", UtcTime),
    Column("note", Text, nullable=False),
    Column("answer", Json),
    Column("effect", Json),
    Column("created_at", UtcTime, nullable=False),
    Index("ix_gap_clusters_state", "shop", "state"),
)

# An agent's edit that changed a fact, for a person to look at.
proposals = Table(
    "proposals",
    metadata,
    Column("id", String(32), primary_key=True),
    _shop(),
    Column("suggestion_id", String(32), ForeignKey("suggestions.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("evidence", Json, nullable=False),
    Column("state", String(12), nullable=False),  # open · accepted · rejected
    Column("decided_by", String(32)),
    Column("decided_at", UtcTime),
    Column("note", Text, nullable=False),
    Column("result", Json),
    Column("created_at", UtcTime, nullable=False),
    Index("ix_proposals_state", "shop", "state"),
)

glossary = Table(
    "glossary",
    metadata,
    Column("id", String(32), primary_key=True),
    _shop(),
    Column("term", String(80), nullable=False),
    Column("key", String(80), nullable=False),  # the term as it is looked for
    Column("means", Json, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("note", Text, nullable=False),
    Column("actor", String(32)),
    Column("changed_at", UtcTime, nullable=False),
    UniqueConstraint("shop", "key"),
)

# Two passages that contradict or repeat each other. They are named by their texts' hashes and places; no text is here.
conflicts = Table(
    "conflicts",
    metadata,
    Column("id", String(32), primary_key=True),
    _shop(),
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

jobs = Table(
    "jobs",
    metadata,
    Column("id", String(32), primary_key=True),
    _shop(),
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
    _shop(),
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
