"""Bearer keys: shown once, stored as a hash, scoped to a role and to one shop or all."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, bindparam, insert, select, update

from knowledge.errors import NotFound
from knowledge.identifiers import new_id
from knowledge.store.tables import keys
from knowledge.types import ShopId

# Built once: every request asks for it.
_VALID = select(keys).where(keys.c.hash == bindparam("hash"), keys.c.revoked_at.is_(None))


class KeyRole(StrEnum):
    """Each may do what those before it may."""

    AGENT = "agent"
    EDITOR = "editor"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Key:
    """`shop` is None for every shop."""

    id: str
    shop: ShopId | None
    role: KeyRole
    name: str
    created_at: datetime
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NewKey:
    """`secret` is what the caller sends; it is nowhere else and cannot be shown again."""

    key: Key
    secret: str


def create_key(connection: Connection, shop: ShopId | None, role: KeyRole, name: str, now: datetime) -> NewKey:
    # 32 random bytes need no slow hash: they cannot be guessed from a word list.
    secret = f"hs_{secrets.token_urlsafe(32)}"
    key = Key(new_id(), shop, role, name, now)
    values = {"shop": shop, "role": role.value, "name": name, "created_at": now}
    connection.execute(insert(keys).values(id=key.id, hash=_hash(secret), **values))
    return NewKey(key, secret)


def find_key(connection: Connection, secret: str) -> Key | None:
    """The key of a secret, unless unknown or revoked."""
    row = connection.execute(_VALID, {"hash": _hash(secret)}).first()
    return None if row is None else Key(row.id, row.shop, KeyRole(row.role), row.name, row.created_at)


def list_keys(connection: Connection) -> list[Key]:
    query = select(keys).order_by(keys.c.created_at)
    return [
        Key(row.id, row.shop, KeyRole(row.role), row.name, row.created_at, row.revoked_at)
        for row in connection.execute(query)
    ]


def revoke_key(connection: Connection, key: str, now: datetime) -> None:
    """Raises `NotFound`. Revoking twice keeps the first time."""
    row = connection.execute(select(keys.c.revoked_at).where(keys.c.id == key)).first()
    if row is None:
        raise NotFound(f"there is no key {key}")
    if row.revoked_at is None:
        connection.execute(update(keys).where(keys.c.id == key).values(revoked_at=now))


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
