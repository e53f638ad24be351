"""Decisions that an earlier release kept survive the columns that came later."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import create_engine, text

from knowledge.store import migrating
from knowledge.store.database import Database
from knowledge.store.records import decisions_on

_SHOP = (
    "INSERT INTO shops (id, name, platform, voice, settings, revision, created_at)"
    " VALUES ('s', 's', '', '', '{}', 0, :at)"
)
_SUGGESTION = (
    "INSERT INTO suggestions (id, shop, conversation_id, outcome, origin, confidence, knowledge_revision, record,"
    " created_at) VALUES ('g', 's', 'c', 'reply', 'instant', 1, 0, '{}', :at)"
)
_DECISION = (
    "INSERT INTO decisions (id, suggestion_id, action, final_text, overridden, decided_at)"
    " VALUES ('d', 'g', 'edited', '七天可退', 1, :at)"
)


def test_a_decision_of_an_earlier_release_reads_as_it_was(tmp_path: Path) -> None:
    database = Database(create_engine(f"sqlite:///{tmp_path / 'old.db'}"))
    migrating.upgrade(database, "0003")
    with database.write() as connection:
        for statement in (_SHOP, _SUGGESTION, _DECISION):
            connection.execute(text(statement), {"at": "2026-07-18 02:00:00"})
    migrating.upgrade(database)
    with database.read() as connection:
        (kept,) = decisions_on(connection, "g")
    assert (kept.action, kept.final_text, kept.overridden) == ("edited", "七天可退", True)
    assert (kept.edit, kept.reason_code, kept.observed, kept.rules) == (None, None, False, ())
    database.close()
