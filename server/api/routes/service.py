"""What the extension needs to know of its shop, and the message times that it reports."""

from __future__ import annotations

from importlib.metadata import version

from fastapi import APIRouter

from knowledge.identifiers import message_id
from knowledge.store.messages import Written, keep_messages
from server.api.access import Agent, shop_for
from server.api.errors import RESPONSES
from server.api.running import RunningDep
from server.api.schemas.service import ExtensionOut, MessagesIn, MessagesOut
from server.api.schemas.shops import ShopOut
from server.service_rules import service_rules

router = APIRouter(prefix="/v1", tags=["接待"], responses=RESPONSES)


@router.get("/extension", response_model=ExtensionOut, summary="扩展要知道的：身份、店铺、要求")
def extension(caller: Agent, running: RunningDep, shop: str | None = None) -> ExtensionOut:
    with running.services.database.read() as connection:
        found = shop_for(connection, caller, shop)
    rules = service_rules(found.settings)
    return ExtensionOut(
        name=caller.name,
        role=caller.role,
        shop=ShopOut.model_validate(found),
        masking=rules.masking,
        reports=rules.reports,
        keeps_texts=rules.keeps_texts,
        reply_limit_s=rules.reply_limit_s,
        version=version("huashu"),
    )


@router.post("/messages", response_model=MessagesOut, summary="上报消息时间")
def report(body: MessagesIn, caller: Agent, running: RunningDep) -> MessagesOut:
    """用于首次响应时间、慢响应等数据。文字只在店铺要求时保存；未来的时间记为现在。"""
    services = running.services
    now = services.clock()
    with services.database.write() as connection:
        shop = shop_for(connection, caller, body.shop)
        rules = service_rules(shop.settings)
        written = [
            Written(
                message_id(shop.id, message.id),
                shop.id,
                body.conversation_id,
                message.role.value,
                min(message.at, now),
                caller.actor,
                message.text if rules.keeps_texts else None,
            )
            for message in body.messages
        ]
        kept = keep_messages(connection, written) if rules.reports else 0
    return MessagesOut(kept=kept)
