"""What the tests of the queue and its worker share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingestion.sources import SourceStore
from knowledge.store.shops import create_shop
from knowledge.types import Shop
from tests.ingestion.job_place import (
    NOW,
    SHOP,
    CountingIndex,
    Limits,
    Place,
    ScriptedIngestor,
)
from tests.support.database import opened_database


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    database = opened_database(tmp_path)
    with database.write() as connection:
        create_shop(connection, Shop(SHOP, "rules"), NOW)
    sources = SourceStore(tmp_path / "sources", 1 << 20)
    yield Place(Limits(tmp_path), database, sources, ScriptedIngestor(), CountingIndex())
    database.close()
