"""Codes that a browser exchanges for a key of its own: short, used once, alive for minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select

from knowledge.errors import NotFound
from knowledge.store.keys import KeyRole, NewKey, create_key
from knowledge.store.secrets import clean_code, hash_secret, new_code
from knowledge.store.tables import pairings
from knowledge.types import ShopId

PAIRING_LIVES = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Pairing:
    """What the key will be. `person` is whose browser it is, None for a key of nobody in particular."""

    shop: ShopId
    role: KeyRole
    name: str
    person: str | None = None


@dataclass(frozen=True, slots=True)
class PairingCode:
    code: str
    expires_at: datetime


def offer_pairing(connection: Connection, pairing: Pairing, now: datetime) -> PairingCode:
    """A code for one key. Codes that are over are cleared away."""
    connection.execute(delete(pairings).where(pairings.c.expires_at <= now))
    offered = PairingCode(new_code(), now + PAIRING_LIVES)
    values = {"role": pairing.role.value, "name": pairing.name, "person_id": pairing.person}
    connection.execute(
        insert(pairings).values(
            hash=hash_secret(offered.code), shop=pairing.shop, expires_at=offered.expires_at, **values
        )
    )
    return offered


def redeem_pairing(connection: Connection, typed: str, now: datetime) -> NewKey:
    """The key for a code. Raises `NotFound` when it is unknown, used or too old, in the same words."""
    known = pairings.c.hash == hash_secret(clean_code(typed))
    row = connection.execute(select(pairings).where(known, pairings.c.expires_at > now)).first()
    # Of two that try at once only the one whose deletion finds the row may pass.
    used = connection.execute(delete(pairings).where(known)).rowcount == 1
    if row is None or not used:
        raise NotFound(
            "this pairing code is unknown, used or older than ten minutes: ask for a new one", code="no_code"
        )
    return create_key(connection, ShopId(row.shop), KeyRole(row.role), row.name, now, person=row.person_id)
