"""Suggestion -> Decision: what the agent did with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from fastapi import APIRouter

from knowledge.errors import Conflict, Forbidden
from knowledge.identifiers import new_id
from knowledge.store.keys import KeyRole
from knowledge.store.records import Decision, keep_decision
from knowledge.types import Shop
from server.api.access import Agent, Caller, shop_for
from server.api.checking import check_text, grounds_of_suggestion
from server.api.errors import RESPONSES, answer
from server.api.lookup import find_suggestion
from server.api.running import Running, RunningDep
from server.api.schemas.decisions import Action, DecisionOut, DecisionRequest
from server.learning import learn
from server.reply.edits import edit_of
from server.reply.types import Finding, Level, Suggestion

router = APIRouter(prefix="/v1/suggestions", tags=["建议"], responses=RESPONSES)
_FOR_SUPERVISORS = frozenset({"authority", "compliance"})
_BLOCKED: dict[int | str, dict[str, Any]] = {
    403: answer("`forbidden`：越权和违规的内容只有主管可以坚持"),
    409: answer("`blocked`：文字没有通过检查，坚持要发须 override 并写明理由"),
}


@router.post(
    "/{suggestion_id}/decision",
    status_code=201,
    response_model=DecisionOut,
    responses=_BLOCKED,
    summary="记录客服的决定",
)
def decide(suggestion_id: str, body: DecisionRequest, caller: Agent, running: RunningDep) -> DecisionOut:
    """sent 照发、edited 改后发、rejected 不用、taken_over 人接手、ignored 看过没用。

    发出的文字再查一遍；越权和违规的只有主管能放行。已经发出的（observed）拦不住，照记并写下违反的规则。
    """
    services = running.services
    with services.database.read() as connection:
        made, _ = find_suggestion(connection, caller, suggestion_id)
        shop = shop_for(connection, caller, made.shop)
    blocked = _blocked(running, shop, made, body, caller)
    if not body.observed:
        _refuse(blocked, body, caller)
    decision = _decision(made, body, caller, blocked, services.clock())
    with services.database.write() as connection:
        kept = keep_decision(connection, decision)
        if kept is decision:
            learn(connection, made, decision)
    if kept is decision:
        running.metrics.decision(body.action.value)
    return DecisionOut.model_validate(kept)


def _refuse(blocked: list[Finding], body: DecisionRequest, caller: Caller) -> None:
    """Raises `Conflict` (blocked) without an override, and `Forbidden` for one that only a supervisor may give."""
    if blocked and not body.override:
        rules = ", ".join(_rules(blocked))
        raise Conflict(f"the text did not pass ({rules}): change it, or override with a reason", code="blocked")
    reserved = _rules([finding for finding in blocked if finding.check in _FOR_SUPERVISORS])
    if reserved and not caller.at_least(KeyRole.SUPERVISOR):
        raise Forbidden(f"only a supervisor may override {', '.join(reserved)}")


def _decision(
    made: Suggestion, body: DecisionRequest, caller: Caller, blocked: list[Finding], now: datetime
) -> Decision:
    """`at` may lie in the past, when a client was offline, never in the future or before the suggestion."""
    sent = made.draft.text if body.action is Action.SENT and body.final_text is None else body.final_text
    at = now if body.at is None else min(max(body.at, made.created_at), now)
    return Decision(
        id=body.id or new_id(),
        suggestion_id=made.id,
        action=body.action.value,
        decided_at=at,
        final_text=body.final_text,
        reason=body.reason,
        elapsed_ms=body.elapsed_ms,
        overridden=bool(blocked) and body.override,
        actor=caller.actor,
        edit=None if sent is None else edit_of([made.draft.text, made.instant.text], sent).value,
        reason_code=body.reason_code,
        observed=body.observed,
        rules=tuple(_rules(blocked)),
    )


def _rules(findings: list[Finding]) -> list[str]:
    return sorted({finding.rule for finding in findings})


def _blocked(running: Running, shop: Shop, made: Suggestion, body: DecisionRequest, caller: Caller) -> list[Finding]:
    """What forbids the text that was used; a draft sent as it was has its findings already."""
    if body.final_text is not None and body.final_text != made.draft.text:
        grounds = replace(grounds_of_suggestion(shop, made), authority=caller.authority_in(shop))
        findings = check_text(running.services, grounds, body.final_text)
    else:
        findings = made.draft.findings if body.action is Action.SENT else ()
    return [finding for finding in findings if finding.level is Level.BLOCK]
