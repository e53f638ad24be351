"""People, sessions and keys in the database: what earlier releases left stays; nothing is used twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from knowledge.store import migrating
from knowledge.store.attempts import WINDOW, count_attempt, forget_attempts
from knowledge.store.database import Database, open_database
from knowledge.store.keys import KeyRole, find_key, list_keys
from knowledge.store.pairings import Pairing, offer_pairing
from knowledge.store.people import change_person, create_person, shut_out
from knowledge.store.secrets import clean_code, hash_secret, new_code
from knowledge.store.sessions import begin_session, find_session
from knowledge.store.shops import create_shop
from knowledge.types import Shop, ShopId
from tests.support.database import opened_database

NOW = datetime(2026, 6, 18, 2, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = opened_database(tmp_path)
    yield opened
    opened.close()


def test_keys_of_a_release_before_people_still_open_the_door(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'old.db'}"
    old = Database(create_engine(address))
    migrating.upgrade(old, "0002")
    values = {"id": "k1", "hash": hash_secret("hs_old"), "at": "2026-01-01 00:00:00.000000"}
    with old.write() as connection:
        connection.execute(
            text("INSERT INTO keys (id, role, name, hash, created_at) VALUES (:id, 'editor', 'old', :hash, :at)"),
            values,
        )
    old.close()
    opened = open_database(address)
    with opened.read() as connection:
        found = find_key(connection, "hs_old")
        assert (len(list_keys(connection)), migrating.applied(opened)) == (1, migrating.newest())
    opened.close()
    assert found is not None
    assert (found.role, found.person) == (KeyRole.EDITOR, None)


def test_a_person_who_is_disabled_has_no_session_even_one_that_was_not_ended(database: Database) -> None:
    with database.write() as connection:
        person = create_person(connection, "lin", "小林", KeyRole.EDITOR, None, NOW)
        secret = begin_session(connection, person.id, NOW, by_link=False)
        change_person(connection, person.id, {"disabled_at": NOW})
        assert find_session(connection, secret, NOW) is None
        change_person(connection, person.id, {"disabled_at": None})
        assert find_session(connection, secret, NOW) is not None
        shut_out(connection, person.id, NOW)
        assert find_session(connection, secret, NOW) is None


def test_tries_are_counted_within_the_window_and_by_subject(database: Database) -> None:
    with database.write() as connection:
        counted = [count_attempt(connection, "a", 3, NOW) for _ in range(4)]
        assert counted == [True, True, True, False]
        assert count_attempt(connection, "b", 3, NOW)
        assert count_attempt(connection, "a", 3, NOW + WINDOW)
        forget_attempts(connection, "b")
        assert [count_attempt(connection, "b", 1, NOW + timedelta(minutes=1)) for _ in range(2)] == [True, False]


def test_a_code_is_read_in_any_case_with_any_separators_and_holds_no_look_alikes() -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert not set("".join(codes)) & set("01OIL")
    for code in codes:
        assert clean_code(f" {code[:4].lower()} - {code[4:].lower()} ") == code


def test_a_deleted_shop_takes_its_pairing_codes_along(database: Database) -> None:
    shop = ShopId("rules")
    with database.write() as connection:
        create_shop(connection, Shop(shop, "rules"), NOW)
        offer_pairing(connection, Pairing(shop, KeyRole.AGENT, "x"), NOW)
        connection.execute(text("DELETE FROM shops"))
        assert connection.execute(text("SELECT count(*) FROM pairings")).scalar() == 0
