"""Shops: list, make, delete."""

from __future__ import annotations

from fastapi import APIRouter

from knowledge.errors import Forbidden
from knowledge.store.shops import create_shop, list_shops
from server.api.access import Admin, Agent, shop_for
from server.api.errors import RESPONSES
from server.api.running import RunningDep
from server.api.schemas.shops import ShopGoneOut, ShopIn, ShopOut, ShopsOut
from server.forgetting import forget_shop

router = APIRouter(prefix="/v1", tags=["店铺"], responses=RESPONSES)


@router.get("/shops", response_model=ShopsOut, summary="密钥看得到的店铺")
def list_all(caller: Agent, running: RunningDep) -> ShopsOut:
    with running.services.database.read() as connection:
        seen = [shop for shop in list_shops(connection) if caller.may_see(shop.id)]
    return ShopsOut(shops=[ShopOut.model_validate(shop) for shop in seen])


@router.post("/shops", status_code=201, response_model=ShopOut, summary="新建店铺")
def create(body: ShopIn, caller: Admin, running: RunningDep) -> ShopOut:
    """只有全部店铺的管理密钥可以新建。"""
    if caller.shop is not None:
        raise Forbidden("only a key for all shops may make a new one")
    shop = body.to_shop()
    with running.services.database.write() as connection:
        create_shop(connection, shop, running.services.clock())
    return ShopOut.model_validate(shop)


@router.delete("/shops/{shop}", response_model=ShopGoneOut, summary="彻底删除一家店铺")
def delete(shop: str, caller: Admin, running: RunningDep, confirm: str) -> ShopGoneOut:
    """店铺的一切：文件、目录、话术、索引、建议和决定、工作、改动记录。confirm 要再写一遍店铺短名。不能恢复。"""
    with running.services.database.read() as connection:
        found = shop_for(connection, caller, shop)
    if caller.shop is not None:
        raise Forbidden("only a key for all shops may delete one")
    if confirm != found.id:
        raise Forbidden("repeat the shop's short name in `confirm` to delete it", code="not_confirmed")
    forget_shop(running.services, found.id)
    return ShopGoneOut(deleted=found.id)
