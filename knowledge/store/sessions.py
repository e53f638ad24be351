"""Sessions of people who signed in, and the links that sign one in once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, insert, or_, select, update

from knowledge.store.keys import KeyRole
from knowledge.store.secrets import hash_secret, new_secret
from knowledge.store.tables import people, sessions, sign_in_links
from knowledge.types import ShopId

IDLE = timedelta(hours=12)  # a working day with its breaks
LONGEST = timedelta(days=14)
LINK_LIVES = timedelta(hours=24)
_SEEN_EVERY = timedelta(minutes=5)  # how exactly idleness is known, so that reading need not write

# Built once: every request of the console asks for it.
_CURRENT = (
    select(sessions, people.c.login, people.c.name, people.c.role, people.c.shop, people.c.password)
    .join(people, people.c.id == sessions.c.person_id)
    .where(
        sessions.c.hash == bindparam("hash"),
        sessions.c.seen_at > bindparam("seen_after"),
        sessions.c.created_at > bindparam("begun_after"),
        people.c.disabled_at.is_(None),
    )
)


@dataclass(frozen=True, slots=True)
class Session:
    """Who is signed in, as they are at this moment. `by_link`: so a password may be set without the old one."""

    person: str
    login: str
    name: str
    role: KeyRole
    shop: ShopId | None
    has_password: bool
    by_link: bool
    seen_at: datetime

    def needs_touch(self, now: datetime) -> bool:
        return now - self.seen_at > _SEEN_EVERY


def begin_session(connection: Connection, person: str, now: datetime, *, by_link: bool) -> str:
    """The secret of a new session, for the cookie. Sessions that are over are cleared away."""
    over = or_(sessions.c.seen_at <= now - IDLE, sessions.c.created_at <= now - LONGEST)
    connection.execute(delete(sessions).where(over))
    secret = new_secret()
    values = {"person_id": person, "by_link": by_link, "created_at": now, "seen_at": now}
    connection.execute(insert(sessions).values(hash=hash_secret(secret), **values))
    connection.execute(update(people).where(people.c.id == person).values(signed_in_at=now))
    return secret


def find_session(connection: Connection, secret: str, now: datetime) -> Session | None:
    """None for one that is unknown, over, or of a person who was disabled."""
    wanted = {"hash": hash_secret(secret), "seen_after": now - IDLE, "begun_after": now - LONGEST}
    row = connection.execute(_CURRENT, wanted).first()
    if row is None:
        return None
    return Session(
        person=row.person_id,
        login=row.login,
        name=row.name,
        role=KeyRole(row.role),
        shop=row.shop,
        has_password=row.password is not None,
        by_link=row.by_link,
        seen_at=row.seen_at,
    )


def touch_session(connection: Connection, secret: str, now: datetime) -> None:
    connection.execute(update(sessions).where(sessions.c.hash == hash_secret(secret)).values(seen_at=now))


def end_session(connection: Connection, secret: str) -> None:
    connection.execute(delete(sessions).where(sessions.c.hash == hash_secret(secret)))


def end_sessions(connection: Connection, person: str, *, but: str = "") -> int:
    """Every session of a person except the one with this secret; how many there were."""
    theirs = (sessions.c.person_id == person) & (sessions.c.hash != hash_secret(but))
    return connection.execute(delete(sessions).where(theirs)).rowcount


def make_link(connection: Connection, person: str, now: datetime) -> str:
    """The secret of a link that signs this person in once. An earlier one ends."""
    connection.execute(delete(sign_in_links).where(sign_in_links.c.person_id == person))
    secret = new_secret()
    values = {"person_id": person, "expires_at": now + LINK_LIVES}
    connection.execute(insert(sign_in_links).values(hash=hash_secret(secret), **values))
    return secret


def use_link(connection: Connection, secret: str, now: datetime) -> str | None:
    """Whom the link signs in; None when it is unknown, used, too old, or of a person who was disabled."""
    known = sign_in_links.c.hash == hash_secret(secret)
    query = (
        select(sign_in_links.c.person_id)
        .join(people, people.c.id == sign_in_links.c.person_id)
        .where(known, sign_in_links.c.expires_at > now, people.c.disabled_at.is_(None))
    )
    person: str | None = connection.execute(query).scalar()
    # Of two that try at once only the one whose deletion finds the row may pass.
    used = connection.execute(delete(sign_in_links).where(known)).rowcount == 1
    return person if used else None
