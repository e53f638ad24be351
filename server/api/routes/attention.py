"""What needs attention in a shop, for the console's first page."""

from __future__ import annotations

from fastapi import APIRouter

from knowledge.store.outbox import count_pending
from server.api.access import Agent, shop_for
from server.api.errors import RESPONSES
from server.api.running import RunningDep
from server.api.schemas.attention import AttentionItemOut, AttentionOut, ServerReasonOut
from server.api.state import reasons
from server.attention import attention

router = APIRouter(prefix="/v1", tags=["状态"], responses=RESPONSES)


@router.get("/attention", response_model=AttentionOut, summary="店铺里有什么要处理")
def read(caller: Agent, running: RunningDep, shop: str | None = None) -> AttentionOut:
    services = running.services
    with services.database.read() as connection:
        seen = attention(connection, shop_for(connection, caller, shop).id, services.clock())
        waiting = count_pending(connection)
    return AttentionOut(
        items=[AttentionItemOut.model_validate(item) for item in seen.items],
        documents=seen.documents,
        published=seen.published,
        working=seen.working,
        reasons=[ServerReasonOut.model_validate(each) for each in reasons(services)],
        model=services.settings.model,
        index_waiting=waiting,
    )
