"""Suggestions, what became of them, and what they teach."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, LargeBinary, String, Table, Text, false, text

from knowledge.store.columns import Json, UtcTime
from knowledge.store.tables.metadata import metadata, shop_column

suggestions = Table(
    "suggestions",
    metadata,
    Column("id", String(32), primary_key=True),
    shop_column(),
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
    shop_column(),
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
    shop_column(),
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
    shop_column(),
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
    shop_column(),
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
