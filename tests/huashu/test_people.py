"""`huashu people` and `huashu pair`: links and codes that the server then takes; and the first link of all."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from huashu.cli import app
from knowledge.errors import Conflict, NotFound
from knowledge.store.database import Database
from knowledge.store.keys import KeyRole, find_key
from knowledge.store.pairings import redeem_pairing
from knowledge.store.people import list_people
from knowledge.store.sessions import begin_session, find_session, use_link
from knowledge.store.shops import create_shop
from knowledge.types import Shop, ShopId
from server.compose import open_store, utc_now
from server.welcome import first_link

Huashu = Callable[..., Result]


@pytest.fixture
def huashu(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Huashu:
    """Runs a command on an empty data folder with one shop."""
    monkeypatch.setenv("HUASHU_DATA_DIR", str(tmp_path))

    def run(*arguments: str) -> Result:
        done = CliRunner().invoke(app, list(arguments))
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done

    return run


@pytest.fixture
def database(huashu: Huashu) -> Iterator[Database]:
    opened = open_store()
    with opened.write() as connection:
        create_shop(connection, Shop(ShopId("rules"), "rules"), utc_now())
    yield opened
    opened.close()


def secret_of(link: str) -> str:
    address, _, secret = link.strip().partition("/console/#/link/")
    assert address == "http://127.0.0.1:8710"
    return secret


def test_a_created_person_signs_in_with_the_printed_link(huashu: Huashu, database: Database) -> None:
    printed: dict[str, Any] = json.loads(
        huashu("people", "create", "Lin", "--name", "小林", "--role", "editor", "--shop", "rules", "--json").stdout
    )
    with database.write() as connection:
        person = use_link(connection, secret_of(printed["link"]), utc_now())
        assert person == printed["id"]
        session = find_session(connection, begin_session(connection, person, utc_now(), by_link=True), utc_now())
    assert session is not None
    assert (session.login, session.name, session.role, session.shop) == ("lin", "小林", KeyRole.EDITOR, "rules")


def test_a_newer_link_ends_the_older_one(huashu: Huashu, database: Database) -> None:
    older = secret_of(huashu("people", "create", "lin").stdout.splitlines()[0])
    newer = secret_of(huashu("people", "link", "lin").stdout.splitlines()[0])
    with database.write() as connection:
        assert use_link(connection, older, utc_now()) is None
        assert use_link(connection, newer, utc_now()) is not None


def test_a_disabled_person_gets_no_link_until_enabled(huashu: Huashu, database: Database) -> None:
    huashu("people", "create", "lin")
    huashu("people", "disable", "lin")
    with pytest.raises(Conflict, match="huashu people enable lin"):
        huashu("people", "link", "lin")
    huashu("people", "enable", "lin")
    assert "/link/" in huashu("people", "link", "lin").stdout
    with pytest.raises(NotFound, match="nobody"):
        huashu("people", "disable", "nobody")


def test_a_pairing_code_of_the_terminal_gives_a_key_of_that_shop_and_role(huashu: Huashu, database: Database) -> None:
    code = huashu("pair", "--shop", "rules", "--role", "supervisor").stdout.splitlines()[0]
    with database.write() as connection:
        key = find_key(connection, redeem_pairing(connection, code, utc_now()).secret)
    assert key is not None
    assert (key.shop, key.role) == ("rules", KeyRole.SUPERVISOR)


def test_the_first_start_gives_a_link_and_none_after_somebody_signed_in(database: Database) -> None:
    with database.write() as connection:
        first = first_link(connection, "http://127.0.0.1:8710", utc_now())
        again = first_link(connection, "http://127.0.0.1:8710", utc_now())
        assert first is not None
        assert again is not None
        assert use_link(connection, secret_of(first), utc_now()) is None, "the newer start's link counts"
        person = use_link(connection, secret_of(again), utc_now())
        assert person is not None
        begin_session(connection, person, utc_now(), by_link=True)
        assert first_link(connection, "http://127.0.0.1:8710", utc_now()) is None
        assert [(each.login, each.role) for each in list_people(connection)] == [("admin", KeyRole.ADMIN)]


def test_no_administrator_is_made_where_somebody_was_made_by_name(huashu: Huashu, database: Database) -> None:
    huashu("people", "create", "lin", "--role", "admin")
    with database.write() as connection:
        assert first_link(connection, "http://127.0.0.1:8710", utc_now()) is None
        assert [each.login for each in list_people(connection)] == ["lin"]
