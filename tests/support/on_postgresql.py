"""The store's tests on a PostgreSQL server: each SQLite file that a test opens becomes a database of its own.

    HUASHU_TEST_POSTGRESQL=postgresql+psycopg://postgres@127.0.0.1/postgres make test-postgresql

The address is that of a database beside which others may be made; all that are made are dropped at the end. psycopg has
to be installed. A file that a test has made itself, as an earlier release would have left it, stays what it is.
"""

from __future__ import annotations

import itertools
import os
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.pool import NullPool

from knowledge.store import database as door
from tests.support import database as prepared

_open = door.open_database


class _Server:
    """Makes a database for each SQLite address, as a copy of one whose migrations have run."""

    def __init__(self, address: str) -> None:
        self._address = make_url(address)
        self._admin: Engine = create_engine(self._address, isolation_level="AUTOCOMMIT", poolclass=NullPool)
        self._names = (f"huashu_test_{os.getpid()}_{number}" for number in itertools.count())
        self._made: dict[str, str] = {}

    def open(self, address: str) -> door.Database:
        if not address.startswith("sqlite") or Path(address.removeprefix("sqlite:///")).exists():
            return _open(address)
        if address not in self._made:
            self._make(address)
        return _open(self._url(self._made[address]))

    def _make(self, address: str) -> None:
        if not self._made:
            self._made["template"] = self._create("template0")
            _open(self._url(self._made["template"])).close()
        self._made[address] = self._create(self._made["template"])

    def _create(self, template: str) -> str:
        name = next(self._names)
        with self._admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template} ENCODING 'UTF8'"))
        return name

    def _url(self, name: str) -> str:
        return self._address.set(database=name).render_as_string(hide_password=False)

    def drop(self) -> None:
        with self._admin.connect() as connection:
            for name in self._made.values():
                connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


def pytest_configure(config: pytest.Config) -> None:
    server = _Server(os.environ["HUASHU_TEST_POSTGRESQL"])
    for module in (door, prepared):
        vars(module)["open_database"] = server.open
    vars(prepared)["prepared"] = _folder
    config.add_cleanup(server.drop)


def _folder(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
