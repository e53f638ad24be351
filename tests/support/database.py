"""A database that is up to date at once: migrations run once per process, and the file that they leave is copied."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from knowledge.store.database import Database, open_database

_FILE = "huashu.db"  # as in a data folder


def prepared(folder: Path) -> Path:
    """The folder, made where it is missing, as the first start leaves it: with an empty database if it had none."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / _FILE).exists():
        (folder / _FILE).write_bytes(_migrated())
    return folder


def opened_database(folder: Path) -> Database:
    """The folder's database; whoever opens it closes it."""
    return open_database(f"sqlite:///{prepared(folder) / _FILE}")


@cache
def _migrated() -> bytes:
    with TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{folder}/{_FILE}")
        database.vacuum()  # empties the log into the file
        database.close()
        return (Path(folder) / _FILE).read_bytes()
