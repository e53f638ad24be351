"""Suggestions: ask for one, whole or as a stream, and read one again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass
from functools import partial
from typing import Any

from anyio.to_thread import run_sync
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from knowledge.errors import BadInput
from knowledge.types import Shop
from server.api.access import Agent, Caller, shop_for
from server.api.errors import RESPONSES, answer, request_id_of
from server.api.lookup import find_suggestion
from server.api.running import Running, RunningDep
from server.api.schemas.conversation import SuggestionRequest
from server.api.schemas.decisions import DecisionOut, SuggestionDetail
from server.api.schemas.events import EVENT_MODELS, to_server_event
from server.api.schemas.suggestion import SuggestionOut
from server.api.streaming import CLIENT_GONE, EventStream, Write, unless_gone
from server.records import save_suggestion
from server.reply.checks.subject import Authority
from server.reply.events import Done, Event
from server.reply.types import Conversation, Role, Suggestion

Tell = Callable[[Event], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class _Asked:
    shop: Shop
    conversation: Conversation
    authority: Authority


router = APIRouter(prefix="/v1/suggestions", tags=["建议"], responses=RESPONSES)

_EVENTS = "、".join(f"`{name}`" for name in EVENT_MODELS)
_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": f"建议；`Accept: text/event-stream` 时为事件流，依次为 {_EVENTS}",
        "content": {"text/event-stream": {"schema": {"$ref": "#/components/schemas/SuggestionEvents"}}},
    },
    409: answer("`superseded`：同一对话来了更新的消息"),
}


@router.post("", response_model=SuggestionOut, responses=_ANSWERS, summary="为一段对话起草回复")
async def make_suggestion(body: SuggestionRequest, request: Request, caller: Agent, running: RunningDep) -> Response:
    """先给即时草稿，配置了模型时再给模型草稿；都已检查并注明依据。软件不会替人发送。

    同一 `conversation_id` 的新请求会取消旧请求，旧请求以 `superseded` 结束。
    """
    asked = await run_sync(_asked, running, caller, body)
    if "text/event-stream" in request.headers.get("accept", ""):
        return EventStream(partial(_stream, running, asked), request_id_of(request))
    made = await unless_gone(request, partial(_make, running, asked, _say_nothing))
    if made is None:
        return Response(status_code=CLIENT_GONE)
    # Written here: the framework would check the model once more and write its JSON in Python, on the event loop.
    return Response(SuggestionOut.of(made).model_dump_json(by_alias=True), media_type="application/json")


@router.get("/{suggestion_id}", response_model=SuggestionDetail, summary="取回一条建议及对它的决定")
def read_suggestion(suggestion_id: str, caller: Agent, running: RunningDep) -> SuggestionDetail:
    with running.services.database.read() as connection:
        made, decisions = find_suggestion(connection, caller, suggestion_id)
    return SuggestionDetail(
        suggestion=SuggestionOut.of(made), decisions=[DecisionOut.model_validate(decision) for decision in decisions]
    )


def _asked(running: Running, caller: Caller, body: SuggestionRequest) -> _Asked:
    with running.services.database.read() as connection:
        shop = shop_for(connection, caller, body.shop)
    conversation = body.to_conversation(shop, running.services.clock())
    if not any(message.role is Role.CUSTOMER for message in conversation.messages):
        raise BadInput("the conversation holds no message of the customer", code="no_customer_message")
    return _Asked(shop, conversation, caller.authority_in(shop))


async def _stream(running: Running, asked: _Asked, write: Write) -> None:
    async def tell(event: Event) -> None:
        await write(to_server_event(event))

    made = await _make(running, asked, tell)
    await tell(Done(made))


async def _make(running: Running, asked: _Asked, tell: Tell) -> Suggestion:
    """Raises `Conflict` (superseded) when a newer message of the conversation arrives first."""
    work = partial(_suggest, running, asked, tell)
    return await running.turns.take(asked.shop.id, asked.conversation.id, work)


async def _suggest(running: Running, asked: _Asked, tell: Tell) -> Suggestion:
    """The suggestion, kept before anyone is told that it is done."""
    made: Suggestion | None = None
    async with aclosing(
        running.services.suggester.suggest(asked.conversation, asked.shop, authority=asked.authority)
    ) as events:
        async for event in events:
            if isinstance(event, Done):
                made = event.suggestion
            else:
                await tell(event)
    if made is None:
        raise RuntimeError("suggest ended without a suggestion")
    await run_sync(save_suggestion, running.services.database, made)
    running.metrics.suggestion(made)
    return made


async def _say_nothing(event: Event) -> None:
    del event
