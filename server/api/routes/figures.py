"""How drafts are used and how quickly customers are answered; and what was suggested in one chat."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Query

from knowledge.days import CHINA, start_of
from knowledge.errors import BadInput, Forbidden
from knowledge.store.adoption import decided_between, outcomes_between, past_suggestions
from knowledge.store.keys import KeyRole
from knowledge.store.messages import messages_between
from server.api.access import Agent, Caller, shop_for
from server.api.errors import RESPONSES
from server.api.running import RunningDep
from server.api.schemas.figures import AdoptionOut, FiguresOut, FiguresParams, PastOut, PastsOut, ServiceOut
from server.figures import adoption, service
from server.service_rules import service_rules

router = APIRouter(prefix="/v1", tags=["接待"], responses=RESPONSES)
_MOST_DAYS = 31  # messages are counted one by one


@router.get("/figures", response_model=FiguresOut, summary="采用与接待数据")
def figures(params: Annotated[FiguresParams, Query()], caller: Agent, running: RunningDep) -> FiguresOut:
    """最多三十一天。主管看全店或某人，客服看自己。"""
    first, last = _days(params, running.services.clock())
    actor = _whose(params, caller)
    start, end = start_of(first), start_of(last + timedelta(days=1))
    with running.services.database.read() as connection:
        shop = shop_for(connection, caller, params.shop)
        decided = decided_between(connection, shop.id, start, end, actor)
        messages = messages_between(connection, shop.id, start, end, actor)
        outcomes = outcomes_between(connection, shop.id, start, end)
    return FiguresOut(
        shop=shop.id,
        first=first,
        last=last,
        outcomes=outcomes,
        adoption=AdoptionOut.model_validate(adoption(decided)),
        service=ServiceOut.model_validate(service(messages, service_rules(shop.settings))),
    )


@router.get("/suggestions", response_model=PastsOut, summary="一个会话里的建议和决定")
def of_conversation(
    caller: Agent,
    running: RunningDep,
    conversation_id: Annotated[str, Query(min_length=1, max_length=200)],
    shop: str | None = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> PastsOut:
    with running.services.database.read() as connection:
        where = shop_for(connection, caller, shop).id
        found = past_suggestions(connection, where, conversation_id, limit)
    return PastsOut(suggestions=[PastOut.model_validate(past) for past in found])


def _days(params: FiguresParams, now: datetime) -> tuple[date, date]:
    last = params.last or now.astimezone(CHINA).date()
    first = params.first or last
    if not timedelta(0) <= last - first < timedelta(days=_MOST_DAYS):
        raise BadInput(f"ask for a day, or up to {_MOST_DAYS}, the first not after the last", code="bad_period")
    return first, last


def _whose(params: FiguresParams, caller: Caller) -> str | None:
    if caller.at_least(KeyRole.SUPERVISOR):
        return params.actor
    if params.actor not in (None, caller.actor):
        raise Forbidden("only a supervisor sees the figures of others")
    return caller.actor
