"""Who calls, what they may do, and for which shop. Every route that is not open declares one of the roles below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer, SecurityScopes
from starlette.requests import Request

from knowledge.errors import BadInput, Forbidden, NotFound, Unauthenticated
from knowledge.identifiers import shop_id
from knowledge.store.database import Connection, Database
from knowledge.store.keys import Key, KeyRole, find_key
from knowledge.store.shops import get_shop
from knowledge.types import Shop, ShopId
from server.api.running import RunningDep
from server.reply.checks.roles import authority_of
from server.reply.checks.subject import Authority

_RANK = {role: rank for rank, role in enumerate(KeyRole)}
_bearer = HTTPBearer(
    auto_error=False,
    scheme_name="key",
    description="密钥由 `huashu keys create` 生成，放在 `Authorization: Bearer …` 中；限定角色，可限定店铺。",
)


@dataclass(frozen=True, slots=True)
class Caller:
    """`actor` is the id that records name; `shop` is None for a key of every shop."""

    actor: str
    name: str
    role: KeyRole
    shop: ShopId | None

    def may_see(self, shop: ShopId) -> bool:
        return self.shop is None or self.shop == shop

    def at_least(self, role: KeyRole) -> bool:
        return _RANK[self.role] >= _RANK[role]

    def authority_in(self, shop: Shop) -> Authority:
        """What this caller may commit to by the shop's settings. Raises `Config` when those make no sense."""
        return authority_of([role.value for role in KeyRole if self.at_least(role)], shop.settings)


def _authenticate(
    request: Request,
    needed: SecurityScopes,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
    running: RunningDep,
) -> Caller:
    """Raises `Unauthenticated`, in the same words for a missing, an unknown and a revoked key, and `Forbidden`."""
    key = None if credentials is None else _find(running.services.database, credentials.credentials)
    if key is None:
        raise Unauthenticated("send a valid key: Authorization: Bearer <key>")
    request.state.actor = key.id
    role = KeyRole(needed.scopes[-1])
    if _RANK[key.role] < _RANK[role]:
        raise Forbidden(f"this needs a key with the role {role.value}; yours has {key.role.value}")
    return Caller(key.id, key.name, key.role, key.shop)


def _find(database: Database, secret: str) -> Key | None:
    with database.read() as connection:
        return find_key(connection, secret)


Agent = Annotated[Caller, Security(_authenticate, scopes=[KeyRole.AGENT.value])]
Editor = Annotated[Caller, Security(_authenticate, scopes=[KeyRole.EDITOR.value])]
Supervisor = Annotated[Caller, Security(_authenticate, scopes=[KeyRole.SUPERVISOR.value])]
Admin = Annotated[Caller, Security(_authenticate, scopes=[KeyRole.ADMIN.value])]


def shop_for(connection: Connection, caller: Caller, name: str | None) -> Shop:
    """The shop that a request is about: the one named, else the key's own.

    Raises `BadInput` when neither says one, and `NotFound` when there is none of that name or the key is not for
    it: in the same words, so that a key learns nothing of other shops.
    """
    if not name and caller.shop is None:
        raise BadInput("say which shop: this key is for all of them", code="shop_missing")
    shop = shop_id(name) if name else ShopId(str(caller.shop))
    if caller.shop is None:
        return get_shop(connection, shop)
    try:
        if caller.shop == shop:
            return get_shop(connection, shop)
    except NotFound:
        pass  # the shop of this key was deleted; the words below name no other
    raise NotFound(f"there is no shop “{shop}” for this key")
