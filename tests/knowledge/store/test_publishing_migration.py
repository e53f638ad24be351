"""A database of the release before publications keeps its documents in force, and says what it knows of the past."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from knowledge.store.database import Database, _prepare_sqlite, open_database
from knowledge.store.documents import find_document, list_versions
from knowledge.store.migrating import upgrade
from knowledge.store.standing import load_standings
from knowledge.types import ShopId
from tests.support.shelf import NOW

_SHOP = (
    "INSERT INTO shops (id, name, platform, voice, settings, revision, created_at)"
    " VALUES (:id, :id, '', 'd', '{}', 1, :now)"
)
_DOCUMENT = (
    "INSERT INTO documents (id, shop, name, title, category, created_at) VALUES (:id, 'tea', :id, :id, 'rules', :now)"
)
_VERSION = (
    "INSERT INTO versions (id, document_id, number, status, content_hash, splitter, media_type, size_bytes, chunks,"
    " starts, notes, created_at, published_at)"
    " VALUES (:id, :document, :number, :status, 'h', 's', 'm', 1, 0, :starts, :notes, :now, :published)"
)


@pytest.fixture
def old(tmp_path: Path) -> str:
    """One document with a history, one that was retired, one draft with dates that were found."""
    url = f"sqlite:///{tmp_path / 'huashu.db'}"
    engine = create_engine(url)
    _prepare_sqlite(engine)
    database = Database(engine)
    upgrade(database, "0004")
    now, before = (str((NOW - timedelta(days=days)).replace(tzinfo=None)) for days in (0, 10))
    rows = [
        ("a1", "a", 1, "superseded", None, "[]", before),
        ("a2", "a", 2, "published", before, "[]", now),
        ("b1", "b", 1, "superseded", None, "[]", before),
        ("b2", "b", 2, "retired", None, "[]", now),
        ("c1", "c", 1, "draft", now, '[["validity_found", "x"]]', None),
    ]
    names = ("id", "document", "number", "status", "starts", "notes", "published")
    with database.write() as connection:
        connection.execute(text(_SHOP), {"id": "tea", "now": now})
        for identity in "abc":
            connection.execute(text(_DOCUMENT), {"id": identity, "now": now})
        for row in rows:
            connection.execute(text(_VERSION), {**dict(zip(names, row, strict=True)), "now": now})
    database.close()
    return url


def test_what_was_published_goes_on_and_what_it_replaced_answers_for_before(old: str) -> None:
    database = open_database(old)
    with database.read() as connection:
        standings = load_standings(connection, ShopId("tea"))
        found = {name: find_document(connection, ShopId("tea"), name) for name in "abc"}
        sources = {
            version.id: version.validity_source
            for one in found.values()
            if one
            for version in list_versions(connection, one.id)
        }
    database.close()
    moments = [NOW - timedelta(days=20), NOW - timedelta(days=5), NOW]
    assert [standings.speaking(moment) for moment in moments] == [["a1"], ["a1"], ["a2"]]
    assert sources == {"a1": "open", "a2": "confirmed", "b1": "open", "b2": "open", "c1": "found"}
