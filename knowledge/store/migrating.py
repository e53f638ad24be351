"""Bring a database's schema to the newest migration. Forward only; a newer database than the code is refused."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import column, inspect, select, table

from knowledge.errors import Config
from knowledge.store.database import Database

_FOLDER = Path(__file__).parent / "migrations"
_APPLIED = table("alembic_version", column("version_num"))  # where Alembic keeps it


def upgrade(database: Database, revision: str = "head") -> None:
    """Run the migrations that are missing. Does nothing, and takes no write lock, when there are none.

    Raises `Config` when the database was written by a newer release.
    """
    current = applied(database)
    if current == newest():
        return  # nearly always, and Alembic takes half a second to import
    from alembic import command
    from alembic.config import Config as AlembicConfig
    from alembic.script import ScriptDirectory

    config = AlembicConfig()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if current is not None and current not in known:
        raise Config(f"the database is at schema {current}, which this release does not know: install a newer Huashu")
    with database.write() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def applied(database: Database) -> str | None:
    """The newest migration that the database has seen; None for an empty one."""
    with database.read() as connection:
        if not inspect(connection).has_table(_APPLIED.name):
            return None
        found: str | None = connection.execute(select(_APPLIED.c.version_num)).scalar()
        return found


def newest() -> str:
    """The newest migration that this release has: files are named v0001_what_it_does.py."""
    return max(path.name[1:5] for path in (_FOLDER / "versions").glob("v[0-9]*.py"))
