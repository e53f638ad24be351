"""The door to SQL, its columns and its migrations."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import bindparam, insert, select, text, update

from knowledge.errors import Config
from knowledge.store.database import open_database
from knowledge.store.products import insert_products
from knowledge.store.tables import metadata, products, shops
from knowledge.types import Product, Sku
from tests.support.shelf import NOW, Paper, Shelf


def test_migrations_arrive_at_the_tables(shelf: Shelf) -> None:
    with shelf.database.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_opening_again_changes_nothing(tmp_path: Path, shelf: Shelf) -> None:
    shelf.put(Paper("a.md", ["甲"]))
    again = open_database(f"sqlite:///{tmp_path / 'huashu.db'}")
    with again.read() as connection:
        assert connection.execute(select(shops.c.id)).scalars().all() == [shelf.shop]
    again.close()


def test_a_newer_database_is_refused(tmp_path: Path, shelf: Shelf) -> None:
    with shelf.database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'v9999'"))
    with pytest.raises(Config, match="v9999"):
        open_database(f"sqlite:///{tmp_path / 'huashu.db'}")


def test_an_address_that_is_none_is_a_setting_to_correct() -> None:
    with pytest.raises(Config, match="HUASHU_DATABASE_URL"):
        open_database("not an address")


def test_a_server_without_a_driver_here_is_a_setting_to_correct() -> None:
    with pytest.raises(Config, match="postgresql\\+psycopg"):
        open_database("postgresql+nosuchdriver://127.0.0.1/huashu")


def test_a_failed_transaction_leaves_nothing(shelf: Shelf) -> None:
    with pytest.raises(ZeroDivisionError), shelf.database.write() as connection:
        connection.execute(update(shops).values(name="changed"))
        raise ZeroDivisionError
    with shelf.database.read() as connection:
        assert connection.execute(select(shops.c.name)).scalar_one() == shelf.shop


def test_a_reader_keeps_its_snapshot_while_others_write(shelf: Shelf) -> None:
    with shelf.database.read() as reading:
        before = reading.execute(select(shops.c.name)).scalar_one()
        with shelf.database.write() as writing:
            writing.execute(update(shops).values(name="changed"))
        assert reading.execute(select(shops.c.name)).scalar_one() == before


def test_writers_wait_for_each_other(shelf: Shelf) -> None:
    def count_up() -> None:
        for _ in range(20):
            with shelf.database.write() as connection:
                seen = connection.execute(select(shops.c.revision)).scalar_one()
                connection.execute(update(shops).values(revision=seen + 1))

    threads = [threading.Thread(target=count_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with shelf.database.read() as connection:
        assert connection.execute(select(shops.c.revision)).scalar_one() == 80


def test_times_come_back_in_utc_and_naive_ones_are_refused(shelf: Shelf) -> None:
    beijing = datetime(2025, 6, 18, 8, 0, tzinfo=timezone(timedelta(hours=8)))
    row = {"name": "", "platform": "", "voice": "", "settings": {}, "revision": 0}
    with shelf.database.write() as connection:
        connection.execute(insert(shops).values(id="s", created_at=beijing, **row))
        stored = connection.execute(select(shops.c.created_at).where(shops.c.id == "s")).scalar_one()
    assert stored == beijing
    assert stored.tzinfo is UTC
    with pytest.raises(Exception, match="without a zone"), shelf.database.write() as connection:
        connection.execute(insert(shops).values(id="t", created_at=beijing.replace(tzinfo=None), **row))


def test_money_is_exact(shelf: Shelf) -> None:
    version = shelf.put(Paper("a.csv"))
    with shelf.database.write() as connection:
        insert_products(connection, version, [Product(Sku("A"), "茶", Decimal("0.10"), Decimal("12345678901.99"))])
        row = connection.execute(select(products)).one()
    assert (row.price, row.list_price) == (Decimal("0.10"), Decimal("12345678901.99"))
    assert str(row.price) == "0.10"


def test_deleted_text_is_in_no_file_after_a_vacuum(tmp_path: Path, shelf: Shelf) -> None:
    from knowledge.store.deletion import delete_document

    secret = "只此一处的字句"
    shelf.put(Paper("a.md", [secret]))
    with shelf.database.write() as connection:
        delete_document(connection, shelf.document("a.md"), NOW)
    shelf.database.vacuum()
    assert not any(secret.encode() in path.read_bytes() for path in tmp_path.glob("huashu.db*"))


def test_a_value_that_is_looked_up_is_the_one_of_now(shelf: Shelf) -> None:
    name = shelf.database.lookup(select(shops.c.name).where(shops.c.id == bindparam("shop")))
    with shelf.database.write() as connection:
        connection.execute(update(shops).values(name="先"))
    assert name({"shop": shelf.shop}) == "先"
    with shelf.database.write() as connection:
        connection.execute(update(shops).values(name="后"))
    assert name({"shop": shelf.shop}) == "后"
    assert name({"shop": "nobody's"}) is None
