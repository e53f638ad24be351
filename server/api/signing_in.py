"""Signing in by password or by link, with few tries for whoever guesses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from knowledge.errors import BadInput, TooManyAttempts, Unauthenticated
from knowledge.store.attempts import WINDOW, count_attempt, forget_attempts
from knowledge.store.database import Connection, Database
from knowledge.store.people import Person, clean_login, find_login
from knowledge.store.sessions import begin_session, use_link
from server.passwords import fits

_PER_LOGIN = 5
_PER_ADDRESS = 200  # a whole office signs in from one address at nine


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `tries` by one subject within the window of `knowledge.store.attempts`."""

    subject: str
    tries: int


def sign_in(database: Database, login: str, password: str, address: str, now: datetime) -> str:
    """The secret of a new session. Raises `Unauthenticated`, in the same words for whatever is wrong, and
    `TooManyAttempts`."""
    try:
        cleaned = clean_login(login)
    except BadInput:
        raise _refused() from None
    limits = (Limit(f"sign-in of {cleaned}", _PER_LOGIN), address_limit(address))
    with database.write() as connection:
        spend(connection, limits, now)
        person = find_login(connection, cleaned)
    # The slow part, outside any transaction.
    if not fits(password, _usable(person)) or person is None:
        raise _refused()
    with database.write() as connection:
        forget_attempts(connection, limits[0].subject)
        return begin_session(connection, person.id, now, by_link=False)


def sign_in_by_link(database: Database, link: str, address: str, now: datetime) -> str:
    """The secret of a new session. Raises `Unauthenticated` and `TooManyAttempts`."""
    with database.write() as connection:
        spend(connection, (address_limit(address),), now)
        person = use_link(connection, link, now)
        if person is not None:
            return begin_session(connection, person, now, by_link=True)
    raise Unauthenticated(
        "this link was used or is older than a day: ask an administrator for a new one", code="no_link"
    )


def address_limit(address: str) -> Limit:
    return Limit(f"from {address}", _PER_ADDRESS)


def spend(connection: Connection, limits: tuple[Limit, ...], now: datetime) -> None:
    """Count one try against each limit. Raises `TooManyAttempts`."""
    for limit in limits:
        if not count_attempt(connection, limit.subject, limit.tries, now):
            minutes = int(WINDOW.total_seconds() // 60)
            raise TooManyAttempts(f"too many tries: wait {minutes} minutes, or ask an administrator for a sign-in link")


def _usable(person: Person | None) -> str | None:
    return None if person is None or person.disabled_at is not None else person.password


def _refused() -> Unauthenticated:
    return Unauthenticated("login or password is wrong", code="wrong_password")
