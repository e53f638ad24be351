"""Approved scripts (话术): the SCRIPT chunks of published versions, with their scenario."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, insert, or_

from knowledge.store.chunks import rows_with_origin, to_passage
from knowledge.store.standing import load_standings
from knowledge.store.tables import chunks, documents, scripts, versions
from knowledge.types import Audience, Chunk, ChunkId, ChunkKind, Script, ShopId, VersionId, VersionStatus

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


def published_scripts(connection: Connection, shop: ShopId, as_of: datetime) -> list[Script]:
    """All scripts that may be used at that moment, whatever goods are in view."""
    standings = load_standings(connection, shop)
    speaking = set(standings.speaking(as_of))
    found = scripts_of(connection, shop, standings.past(as_of))
    return [script for script in found if script.passage and script.passage.chunk.version_id in speaking]


def scripts_of(connection: Connection, shop: ShopId, also: Sequence[VersionId] = ()) -> list[Script]:
    """Those of every published version, whenever it is in force, and of the versions `also`.

    Without those of documents for staff: a script is a text to be sent.
    """
    query = (
        rows_with_origin(connection, shop)
        .join(scripts, scripts.c.id == chunks.c.id)
        .add_columns(
            scripts.c.scenario,
            scripts.c.stage.label("script_stage"),
            scripts.c.text.label("script_text"),
            scripts.c.variants,
        )
        .where(documents.c.audience != Audience.STAFF.value)
        .where(or_(versions.c.status == VersionStatus.PUBLISHED.value, chunks.c.version_id.in_(also)))
    )
    return [
        Script(
            ChunkId(row.id),
            row.scenario,
            row.script_text,
            row.script_stage,
            tuple(row.variants),
            to_passage(row, shop),
        )
        for row in connection.execute(query)
    ]
