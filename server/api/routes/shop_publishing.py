"""How a shop publishes, whose brand's documents serve it; and its total deletion."""

from __future__ import annotations

from fastapi import APIRouter

from ingestion.work import JobKind
from knowledge.errors import Forbidden
from knowledge.identifiers import shop_id
from knowledge.publishing_rules import publishing_rules, with_publishing_rules
from knowledge.store.brands import change_brand
from knowledge.store.shops import change_shop
from server.api.access import Admin, Editor, Supervisor, shop_for
from server.api.errors import RESPONSES, answer
from server.api.running import RunningDep
from server.api.schemas.publishing import PublishingIO, ShopGoneOut
from server.forgetting import forget_shop

router = APIRouter(prefix="/v1/shops", tags=["店铺"], responses=RESPONSES)


@router.get("/{shop}/publishing", response_model=PublishingIO, summary="店铺发布文件的规矩")
def read_publishing(shop: str, caller: Editor, running: RunningDep) -> PublishingIO:
    with running.services.database.read() as connection:
        found = shop_for(connection, caller, shop)
    return PublishingIO.of(publishing_rules(found.settings), found.brand)


@router.put(
    "/{shop}/publishing",
    response_model=PublishingIO,
    responses={409: answer("品牌不能是自己，也不能再有品牌")},
    summary="改店铺发布文件的规矩",
)
def change_publishing(shop: str, body: PublishingIO, caller: Supervisor, running: RunningDep) -> PublishingIO:
    """换品牌的要全部店铺的管理密钥；品牌的文件随即供本店使用，不另存一份。"""
    with running.services.database.write() as connection:
        found = shop_for(connection, caller, shop)
        change_shop(connection, found.id, {"settings": with_publishing_rules(found.settings, body.to_rules())})
        brand = shop_id(body.brand) if body.brand else None
        if brand != found.brand:
            if caller.shop is not None:
                raise Forbidden("whose brand a shop is, is for keys of all shops to say")
            change_brand(connection, found.id, brand, running.services.clock())
        job = running.jobs.record(connection, JobKind.INDEX, found.id, {})
    running.jobs.queue(job)
    return PublishingIO.of(body.to_rules(), brand)


@router.delete("/{shop}", response_model=ShopGoneOut, summary="彻底删除一家店铺")
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
