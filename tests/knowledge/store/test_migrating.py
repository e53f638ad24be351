from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.config import Config as AlembicConfig
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from knowledge.errors import Config
from knowledge.store import migrating
from knowledge.store.database import Database, open_database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(f"sqlite:///{tmp_path / 'huashu.db'}")
    yield opened
    opened.close()


def test_the_newest_migration_by_file_name_is_the_one_that_alembic_would_run_last() -> None:
    config = AlembicConfig()
    config.set_main_option("script_location", str(Path(migrating.__file__).parent / "migrations"))
    assert migrating.newest() == ScriptDirectory.from_config(config).get_current_head()


def test_an_opened_database_has_every_migration(database: Database) -> None:
    assert migrating.applied(database) == migrating.newest()


def test_an_empty_database_has_no_migration(tmp_path: Path) -> None:
    empty = Database(create_engine(f"sqlite:///{tmp_path / 'empty.db'}"))
    assert migrating.applied(empty) is None
    empty.close()


def test_a_database_of_a_newer_release_is_refused_and_left_as_it_is(database: Database) -> None:
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Config, match="9999"):
        migrating.upgrade(database)
    assert migrating.applied(database) == "9999"
