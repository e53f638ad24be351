"""People who sign in: login, name, role, and one shop or all."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from knowledge.errors import BadInput, Conflict, NotFound
from knowledge.identifiers import new_id
from knowledge.store.keys import KeyRole
from knowledge.store.tables import keys, people, sessions, sign_in_links
from knowledge.types import ShopId

_LOGIN = re.compile(r"[\w.@+-]{1,80}")


@dataclass(frozen=True, slots=True)
class Person:
    """`shop` is None for every shop; `password` is a hash in its own words, None for one who signs in by links."""

    id: str
    login: str
    name: str
    role: KeyRole
    shop: ShopId | None
    password: str | None
    created_at: datetime
    signed_in_at: datetime | None = None
    disabled_at: datetime | None = None


def clean_login(text: str) -> str:
    """The same login however it is typed. Raises `BadInput` for what could be none."""
    login = unicodedata.normalize("NFKC", text).strip().casefold()
    if not _LOGIN.fullmatch(login):
        raise BadInput("a login has 1 to 80 letters, digits or . @ + - _ and no spaces", code="bad_login")
    return login


def create_person(
    connection: Connection, login: str, name: str, role: KeyRole, shop: ShopId | None, now: datetime
) -> Person:
    """Raises `BadInput` for a login that cannot be, and `Conflict` when it is taken."""
    person = Person(new_id(), clean_login(login), name, role, shop, None, now)
    if connection.execute(select(people.c.id).where(people.c.login == person.login)).first():
        raise Conflict(f"the login “{person.login}” is taken", code="login_taken")
    values = {"login": person.login, "name": name, "role": role.value, "shop": shop, "created_at": now}
    connection.execute(insert(people).values(id=person.id, **values))
    return person


def get_person(connection: Connection, person: str) -> Person:
    """Raises `NotFound`."""
    row = connection.execute(select(people).where(people.c.id == person)).first()
    if row is None:
        raise NotFound(f"there is no person {person}")
    return _person(row)


def find_login(connection: Connection, login: str) -> Person | None:
    row = connection.execute(select(people).where(people.c.login == login)).first()
    return None if row is None else _person(row)


def list_people(connection: Connection) -> list[Person]:
    """By login."""
    return [_person(row) for row in connection.execute(select(people).order_by(people.c.login))]


def change_person(connection: Connection, person: str, changes: Mapping[str, Any]) -> Person:
    """`changes` holds any of name, role, shop, password, signed_in_at, disabled_at. Raises `NotFound`."""
    if changes:
        connection.execute(update(people).where(people.c.id == person).values(**changes))
    return get_person(connection, person)


def shut_out(connection: Connection, person: str, now: datetime) -> None:
    """End every session, link and paired key of a person."""
    for table in (sessions, sign_in_links):
        connection.execute(table.delete().where(table.c.person_id == person))
    theirs = (keys.c.person_id == person) & keys.c.revoked_at.is_(None)
    connection.execute(update(keys).where(theirs).values(revoked_at=now))


def _person(row: Row[Any]) -> Person:
    return Person(
        id=row.id,
        login=row.login,
        name=row.name,
        role=KeyRole(row.role),
        shop=row.shop,
        password=row.password,
        created_at=row.created_at,
        signed_in_at=row.signed_in_at,
        disabled_at=row.disabled_at,
    )
