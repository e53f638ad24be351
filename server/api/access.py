"""Who calls, what they may do, and for which shop. Every route that is not open declares one of the roles below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer, SecurityScopes
from starlette.requests import Request

from knowledge.errors import BadInput, Forbidden, NotFound, Unauthenticated
from knowledge.identifiers import shop_id
from knowledge.store.database import Connection
from knowledge.store.keys import KeyRole, find_key
from knowledge.store.sessions import find_session, touch_session
from knowledge.store.shops import get_shop
from knowledge.types import Shop, ShopId
from server.api.cookies import require_meant, session_secret
from server.api.running import Running, RunningDep
from server.reply.checks.roles import authority_of
from server.reply.checks.subject import Authority

_RANK = {role: rank for rank, role in enumerate(KeyRole)}
_bearer = HTTPBearer(
    auto_error=False,
    scheme_name="key",
    description="密钥由 `huashu keys create` 生成，放在 `Authorization: Bearer …` 中；限定角色，可限定店铺。"
    "管理台登录后用会话 Cookie 代替，改动类请求另带 `X-CSRF-Token`。",
)


@dataclass(frozen=True, slots=True)
class Caller:
    """`actor` is the id that records name: a person's, else a key's. `shop` is None for one of every shop."""

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
    """Raises `Unauthenticated`, in the same words whatever is wrong with what was sent, and `Forbidden`."""
    caller = by_session(request, running) if credentials is None else _by_key(running, credentials.credentials)
    if caller is None:
        raise Unauthenticated("send a valid key: Authorization: Bearer <key>")
    request.state.actor = caller.actor
    role = KeyRole(needed.scopes[-1])
    if not caller.at_least(role):
        raise Forbidden(f"this needs the role {role.value}; yours is {caller.role.value}")
    return caller


def _by_key(running: Running, secret: str) -> Caller | None:
    with running.services.database.read() as connection:
        key = find_key(connection, secret)
    return None if key is None else Caller(key.person or key.id, key.name, key.role, key.shop)


def by_session(request: Request, running: Running) -> Caller | None:
    """Who is signed in. Raises `Forbidden` when another site's page may have sent the request."""
    secret, now = session_secret(request), running.services.clock()
    if not secret:
        return None
    with running.services.database.read() as connection:
        session = find_session(connection, secret, now)
    if session is None:
        return None
    require_meant(request, secret)
    if session.needs_touch(now):
        with running.services.database.write() as connection:
            touch_session(connection, secret, now)
    request.state.session = session
    return Caller(session.person, session.name, session.role, session.shop)


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
