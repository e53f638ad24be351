"""Backup and restore: the database and the source files, which are the truth; indexes are derived and rebuilt."""

from __future__ import annotations

import sqlite3
import tarfile
import tempfile
from contextlib import closing
from pathlib import Path

from knowledge.errors import BadInput, Config, Conflict, NotFound
from server.settings import Settings

_DATABASE = "huashu.db"
_SOURCES = "sources"


def write_backup(settings: Settings, target: Path) -> int:
    """Write the archive, whole or not at all, and return its bytes. The server may go on meanwhile.

    Raises `Config` for a shared database (back that up with its own tools), `NotFound` when there is no data yet.
    """
    database = _own_database(settings)
    if not database.is_file():
        raise NotFound(f"there is no data in “{settings.data_dir}” yet")
    temporary = target.with_name(target.name + ".partial")
    with tempfile.TemporaryDirectory() as folder, tarfile.open(temporary, "w:gz") as archive:
        copy = Path(folder) / _DATABASE
        # SQLite's own online backup: a consistent state while others write.
        with closing(sqlite3.connect(database)) as live, closing(sqlite3.connect(copy)) as snapshot:
            live.backup(snapshot)
        archive.add(copy, _DATABASE)
        if (settings.data_dir / _SOURCES).is_dir():
            archive.add(settings.data_dir / _SOURCES, _SOURCES)
    temporary.replace(target)
    return target.stat().st_size


def read_backup(settings: Settings, source: Path) -> None:
    """Unpack an archive into an empty data folder. Raises `Conflict` when there is data, `BadInput` for other files."""
    database = _own_database(settings)
    if database.exists():
        raise Conflict(f"“{settings.data_dir}” holds data already: restore into an empty folder (HUASHU_DATA_DIR)")
    if not source.is_file():
        raise NotFound(f"there is no file “{source}”")
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    try:
        with tarfile.open(source, "r:gz") as archive:
            if _DATABASE not in archive.getnames():
                raise BadInput(f"“{source.name}” is no backup of Huashu")
            archive.extractall(settings.data_dir, filter="data")
    except tarfile.TarError as error:
        raise BadInput(f"“{source.name}” is no backup of Huashu: {error}") from error


def _own_database(settings: Settings) -> Path:
    if settings.shared:
        raise Config("the database is shared: back it up with its own tools (pg_dump), and the sources folder with it")
    return settings.data_dir / _DATABASE
