"""Bearer keys: shown once, stored as a hash, scoped to a role and to one shop or all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, bindparam, insert, select, update

from knowledge.errors import NotFound
from knowledge.identifiers import new_id
from knowledge.store.secrets import hash_secret, new_secret
from knowledge.store.tables import keys, people
from knowledge.types import ShopId

# Built once: every request asks for it.
_VALID = (
    select(keys, people.c.role.label("person_role"))
    .join(people, people.c.id == keys.c.person_id, isouter=True)
    .where(keys.c.hash == bindparam("hash"), keys.c.revoked_at.is_(None), people.c.disabled_at.is_(None))
)


class KeyRole(StrEnum):
    """Each may do what those before it may."""

    AGENT = "agent"
    EDITOR = "editor"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Key:
    """`shop` is None for every shop; `person` is whose browser was paired with it."""

    id: str
    shop: ShopId | None
    role: KeyRole
    name: str
    created_at: datetime
    revoked_at: datetime | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True)
class NewKey:
    """`secret` is what the caller sends; it is nowhere else and cannot be shown again."""

    key: Key
    secret: str


def create_key(
    connection: Connection, shop: ShopId | None, role: KeyRole, name: str, now: datetime, *, person: str | None = None
) -> NewKey:
    secret = f"hs_{new_secret()}"
    key = Key(new_id(), shop, role, name, now, person=person)
    values = {"shop": shop, "role": role.value, "name": name, "created_at": now, "person_id": person}
    connection.execute(insert(keys).values(id=key.id, hash=hash_secret(secret), **values))
    return NewKey(key, secret)


def find_key(connection: Connection, secret: str) -> Key | None:
    """The key of a secret, unless unknown or revoked. A person's key has no higher role than the person has now."""
    row = connection.execute(_VALID, {"hash": hash_secret(secret)}).first()
    if row is None:
        return None
    role = KeyRole(row.role)
    if row.person_role is not None:
        role = min(role, KeyRole(row.person_role), key=list(KeyRole).index)
    return Key(row.id, row.shop, role, row.name, row.created_at, person=row.person_id)


def list_keys(connection: Connection) -> list[Key]:
    query = select(keys).order_by(keys.c.created_at)
    return [
        Key(row.id, row.shop, KeyRole(row.role), row.name, row.created_at, row.revoked_at, row.person_id)
        for row in connection.execute(query)
    ]


def revoke_key(connection: Connection, key: str, now: datetime) -> None:
    """Raises `NotFound`. Revoking twice keeps the first time."""
    row = connection.execute(select(keys.c.revoked_at).where(keys.c.id == key)).first()
    if row is None:
        raise NotFound(f"there is no key {key}")
    if row.revoked_at is None:
        connection.execute(update(keys).where(keys.c.id == key).values(revoked_at=now))
