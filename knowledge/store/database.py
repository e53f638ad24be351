"""The door to SQL: one engine, two kinds of transaction. Repositories beside this file take a `Connection`.

SQLite runs in WAL mode with immediate write transactions, so that a writer waits for its turn at the start rather
than failing in the middle, and with secure_delete, because deleted text has to be gone from the file as well.
PostgreSQL is made to promise the same: one writer at a time, by a lock of the transaction, and readers with a snapshot.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, Select, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from knowledge.errors import Config

__all__ = ["Connection", "Database", "open_database"]

_BUSY_TIMEOUT_MS = 15_000  # longer than any write transaction of ours; past it something is stuck
_WRITERS_TURN = 0x68756173  # "huas": the advisory lock's number, so that it meets nobody else's


class Database:
    """`read()` for a consistent snapshot, `write()` for one transaction that commits at the end or not at all."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @contextmanager
    def read(self) -> Iterator[Connection]:
        with self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        with self.engine.connect().execution_options(huashu_write=True) as connection, connection.begin():
            yield connection

    def lookup(self, statement: Select[Any]) -> Callable[[Mapping[str, Any]], Any]:
        """One value of one row as it is now, None without a row: for what is asked several times a suggestion.

        On the driver itself, in a quarter of a transaction's time. The value comes as the driver gives it, so this is
        for plain numbers and texts.
        """
        compiled = statement.compile(dialect=self.engine.dialect)
        order, text = compiled.positiontup, str(compiled)

        def look_up(values: Mapping[str, Any]) -> Any:
            connection = self.engine.raw_connection()
            try:
                cursor = connection.cursor()
                cursor.execute(text, values if order is None else tuple(values[name] for name in order))
                row = cursor.fetchone()
                cursor.close()
            finally:
                connection.close()
            return None if row is None else row[0]

        return look_up

    def vacuum(self) -> None:
        """Return freed pages to the file system, so that deleted text is on no page of the file or its log."""
        if self.engine.dialect.name != "sqlite":
            return
        connection = self.engine.raw_connection()  # outside any transaction, which VACUUM demands
        try:
            for statement in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                connection.cursor().execute(statement)
        finally:
            connection.close()

    def close(self) -> None:
        self.engine.dispose()


def open_database(url: str) -> Database:
    """Open the database at an SQLAlchemy URL and bring its schema up to date.

    Raises `Config` for a URL that names no database we can use, or one whose driver is not installed.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise Config(f"HUASHU_DATABASE_URL is not a database address: {error}") from error
    if parsed.get_backend_name() == "sqlite":
        if parsed.database:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(parsed, connect_args={"timeout": _BUSY_TIMEOUT_MS / 1000, "check_same_thread": False})
        _prepare_sqlite(engine)
    else:
        engine = _open_server(parsed)
    from knowledge.store.migrating import upgrade

    database = Database(engine)
    upgrade(database)
    return database


def _open_server(address: URL) -> Engine:
    try:
        engine = create_engine(address, pool_pre_ping=True)
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        message = f"no driver for {address.drivername}: use postgresql+psycopg://… and pip install 'psycopg[binary]'"
        raise Config(f"HUASHU_DATABASE_URL has {message}") from error
    if engine.dialect.name == "postgresql":
        _prepare_postgresql(engine)
    return engine


def _prepare_postgresql(engine: Engine) -> None:
    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("huashu_write", False)
        cursor = connection.connection.cursor()
        if writing:
            cursor.execute(f"SET LOCAL lock_timeout = {_BUSY_TIMEOUT_MS}")
            cursor.execute(f"SELECT pg_advisory_xact_lock({_WRITERS_TURN})")
        else:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.close()


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def configure(connection: Any, record: Any) -> None:  # noqa: ARG001 - the event's signature
        connection.isolation_level = None  # we say BEGIN ourselves
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("huashu_write", False)
        # On the driver itself: a question opens a dozen transactions, and the engine took half of their time for this.
        driver: Any = connection.connection.dbapi_connection
        driver.execute("BEGIN IMMEDIATE" if writing else "BEGIN")
