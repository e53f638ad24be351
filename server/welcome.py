"""The way in for the first person: a server that nobody has signed in to yet makes an administrator and a link."""

from __future__ import annotations

from datetime import datetime

from knowledge.store.database import Connection
from knowledge.store.keys import KeyRole
from knowledge.store.people import create_person, find_login, list_people
from knowledge.store.sessions import make_link
from server.console.addresses import sign_in_address

_LOGIN = "admin"


def first_link(connection: Connection, server: str, now: datetime) -> str | None:
    """The address that signs the first administrator in, once; None when somebody has signed in before."""
    people = list_people(connection)
    if any(person.signed_in_at for person in people):
        return None
    if people and find_login(connection, _LOGIN) is None:
        return None  # an administrator was made by name, and has a link of their own
    person = find_login(connection, _LOGIN) or create_person(connection, _LOGIN, "管理员", KeyRole.ADMIN, None, now)
    return sign_in_address(server, make_link(connection, person.id, now))
