"""Pairing: a short code from the console or the command line becomes a key in the extension."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request

from knowledge.errors import Forbidden
from knowledge.store.keys import KeyRole
from knowledge.store.pairings import Pairing, offer_pairing, redeem_pairing
from server.api.access import Agent, Caller, shop_for
from server.api.errors import RESPONSES, answer
from server.api.running import RunningDep
from server.api.schemas.people import PairingIn, PairingOut, Redeem, RedeemedOut
from server.api.signing_in import address_limit, spend

router = APIRouter(prefix="/v1/pairings", tags=["人员与登录"], responses=RESPONSES)
_RANK = list(KeyRole).index


@router.post("", status_code=201, response_model=PairingOut, summary="要一个配对码")
def offer(body: PairingIn, request: Request, caller: Agent, running: RunningDep) -> PairingOut:
    """登录的人为自己的浏览器要；用密钥时须是管理密钥。"""
    person = caller.actor if getattr(request.state, "session", None) else None
    if person is None and not caller.at_least(KeyRole.ADMIN):
        raise Forbidden("sign in to pair a browser, or use an admin key")
    services = running.services
    with services.database.write() as connection:
        shop = shop_for(connection, caller, body.shop)
        pairing = Pairing(shop.id, _role(caller, body.role), body.name or caller.name, person)
        offered = offer_pairing(connection, pairing, services.clock())
    return PairingOut(code=offered.code, shop=shop.id, role=pairing.role, expires_at=offered.expires_at)


@router.post(
    "/redeem",
    response_model=RedeemedOut,
    responses={404: answer("配对码不对、用过或过期"), 429: answer("试得太多")},
    summary="用配对码换密钥",
)
def redeem(body: Redeem, request: Request, running: RunningDep) -> RedeemedOut:
    """不需要密钥；配对码用一次即失效。"""
    services = running.services
    now = services.clock()
    address = "unknown" if request.client is None else request.client.host
    with services.database.write() as connection:
        spend(connection, (address_limit(address),), now)
    with services.database.write() as connection:
        new = redeem_pairing(connection, body.code, now)
    server = str(request.base_url).rstrip("/")
    return RedeemedOut(key=new.secret, shop=str(new.key.shop), role=new.key.role, name=new.key.name, server=server)


def _role(caller: Caller, wanted: KeyRole | None) -> KeyRole:
    """Raises `Forbidden`. An administrator's browser writes to customers, so it needs a supervisor's role at most."""
    if wanted is None:
        return min(caller.role, KeyRole.SUPERVISOR, key=_RANK)
    if not caller.at_least(wanted):
        raise Forbidden(f"you may pair for {caller.role.value} at most")
    return wanted
