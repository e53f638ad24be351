"""Keys: list, make (shown once), revoke."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from knowledge.errors import NotFound
from knowledge.store.keys import Key, create_key, list_keys, revoke_key
from server.api.access import Admin, Caller
from server.api.errors import RESPONSES
from server.api.routes.people import own_shop
from server.api.running import RunningDep
from server.api.schemas.people import KeyIn, KeyOut, KeysOut, NewKeyOut

router = APIRouter(prefix="/v1/keys", tags=["人员与登录"], responses=RESPONSES)


@router.get("", response_model=KeysOut, summary="全部密钥，不含密文")
def list_all(caller: Admin, running: RunningDep) -> KeysOut:
    with running.services.database.read() as connection:
        seen = [key for key in list_keys(connection) if _sees(caller, key)]
    return KeysOut(keys=[KeyOut.model_validate(key) for key in reversed(seen)])


@router.post("", status_code=201, response_model=NewKeyOut, summary="新建密钥")
def create(body: KeyIn, caller: Admin, running: RunningDep) -> NewKeyOut:
    services = running.services
    with services.database.write() as connection:
        shop = own_shop(connection, caller, body.shop)
        new = create_key(connection, shop, body.role, body.name, services.clock())
    return NewKeyOut(key=KeyOut.model_validate(new.key), secret=new.secret)


@router.delete("/{key_id}", status_code=204, summary="吊销密钥，立即生效")
def revoke(key_id: str, caller: Admin, running: RunningDep) -> Response:
    services = running.services
    with services.database.write() as connection:
        if not any(key.id == key_id and _sees(caller, key) for key in list_keys(connection)):
            raise NotFound(f"there is no key {key_id}")
        revoke_key(connection, key_id, services.clock())
    return Response(status_code=204)


def _sees(caller: Caller, key: Key) -> bool:
    return caller.shop is None or key.shop == caller.shop
