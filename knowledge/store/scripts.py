"""Approved scripts (话术): the SCRIPT chunks of published versions, with their scenario."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, insert

from knowledge.store.chunks import published_rows, to_passage
from knowledge.store.tables import chunks, scripts
from knowledge.types import Chunk, ChunkId, ChunkKind, Script, ShopId

_VARIANT = "variant"  # a script chunk's field of this name, once per variant


def insert_scripts(connection: Connection, new: Sequence[Chunk]) -> None:
    """Rows for the chunks of kind SCRIPT; fields scenario, text, stage and any number of variant."""
    rows = []
    for chunk in new:
        if chunk.kind is not ChunkKind.SCRIPT:
            continue
        fields = dict(chunk.fields)
        rows.append(
            {
                "id": chunk.id,
                "version_id": chunk.version_id,
                "scenario": fields.get("scenario", ""),
                "stage": fields.get("stage", ""),
                "text": fields.get("text", chunk.text),
                "variants": [value for name, value in chunk.fields if name == _VARIANT],
            }
        )
    if rows:
        connection.execute(insert(scripts), rows)


def published_scripts(connection: Connection, shop: ShopId, as_of: datetime | None) -> list[Script]:
    """All scripts that may be used at that moment; with None of every validity."""
    query = (
        published_rows(shop)
        .join(scripts, scripts.c.id == chunks.c.id)
        .add_columns(
            scripts.c.scenario,
            scripts.c.stage.label("script_stage"),
            scripts.c.text.label("script_text"),
            scripts.c.variants,
        )
    )
    found = []
    for row in connection.execute(query):
        passage = to_passage(row)
        if as_of is None or passage.validity.covers(as_of):
            found.append(
                Script(ChunkId(row.id), row.scenario, row.script_text, row.script_stage, tuple(row.variants), passage)
            )
    return found
