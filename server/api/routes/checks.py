"""Checks of a text before it goes into the chat box."""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter

from server.api.access import Agent, Caller, shop_for
from server.api.checking import Grounds, check_text, grounds_of_conversation, grounds_of_suggestion
from server.api.errors import RESPONSES
from server.api.lookup import find_suggestion
from server.api.running import Running, RunningDep
from server.api.schemas.conversation import make_conversation
from server.api.schemas.decisions import CheckOut, CheckRequest
from server.api.schemas.suggestion import FindingOut
from server.reply.types import Level

router = APIRouter(prefix="/v1/checks", tags=["检查"], responses=RESPONSES)


@router.post("", response_model=CheckOut, summary="检查一段文字能不能发")
def check(body: CheckRequest, caller: Agent, running: RunningDep) -> CheckOut:
    """与草稿同样的检查：数字和承诺要有依据，不触犯广告法和平台规则，不导流。"""
    found = check_text(running.services, _grounds(running, caller, body), body.text)
    return CheckOut(
        blocked=any(finding.level is Level.BLOCK for finding in found),
        findings=[FindingOut.model_validate(finding) for finding in found],
    )


def _grounds(running: Running, caller: Caller, body: CheckRequest) -> Grounds:
    services = running.services
    with services.database.read() as connection:
        made = find_suggestion(connection, caller, body.suggestion_id)[0] if body.suggestion_id else None
        shop = shop_for(connection, caller, body.shop if made is None else made.shop)
    as_of = services.clock() if made is None else made.as_of
    conversation = make_conversation(shop, "", body.messages, body.context, as_of)
    if made is None:
        grounds = grounds_of_conversation(services, shop, conversation, body.text)
    else:
        grounds = grounds_of_suggestion(shop, made, conversation if body.messages else None)
    return replace(grounds, authority=caller.authority_in(shop))
