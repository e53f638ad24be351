"""Who the ids in records are: people and keys by the names that others know them by."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from knowledge.store.tables import keys, people


def names_of(connection: Connection, actors: Iterable[str | None]) -> dict[str, str]:
    """By id; those of whom nothing is known any more are left out."""
    wanted = sorted({actor for actor in actors if actor})
    found: dict[str, str] = {}
    for table in (keys, people):
        for row in connection.execute(select(table.c.id, table.c.name).where(table.c.id.in_(wanted))):
            found[row.id] = row.name
    return found
