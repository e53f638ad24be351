"""Bring a database's schema to the newest migration. Forward only; a newer database than the code is refused."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from knowledge.errors import Config
from knowledge.store.database import Database

_FOLDER = Path(__file__).parent / "migrations"


def upgrade(database: Database, revision: str = "head") -> None:
    """Run the migrations that are missing. Does nothing, and takes no write lock, when there are none.

    Raises `Config` when the database was written by a newer release.
    """
    config = AlembicConfig()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    scripts = ScriptDirectory.from_config(config)
    with database.read() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    if current == scripts.get_current_head():
        return
    known = {script.revision for script in scripts.walk_revisions()}
    if current is not None and current not in known:
        raise Config(f"the database is at schema {current}, which this release does not know: install a newer Huashu")
    with database.write() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
