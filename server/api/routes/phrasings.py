"""Other phrasings of a draft, shorter or warmer, checked like the draft itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from anyio.to_thread import run_sync
from fastapi import APIRouter

from knowledge.types import Shop
from prompts.phrasing import load_phrasing
from server.api.access import Agent, Caller, shop_for
from server.api.checking import check_text, grounds_of_suggestion
from server.api.errors import RESPONSES
from server.api.lookup import find_suggestion
from server.api.running import Running, RunningDep
from server.api.schemas.phrasings import PhrasingOut, PhrasingRequest
from server.api.schemas.suggestion import FindingOut
from server.reply.model_phrasing import model_phrased
from server.reply.phrasing import Tone, phrased
from server.reply.types import Finding, Level, Origin, Reply, Suggestion

router = APIRouter(prefix="/v1/suggestions", tags=["建议"], responses=RESPONSES)
_load = cache(load_phrasing)


@dataclass(frozen=True, slots=True)
class _Candidate:
    text: str
    origin: Origin


@router.post("/{suggestion_id}/phrasings", response_model=PhrasingOut, summary="草稿换一种说法：更短、更亲切")
async def rephrase(suggestion_id: str, body: PhrasingRequest, caller: Agent, running: RunningDep) -> PhrasingOut:
    """配置了模型时由模型换说法，数字一个不许变；否则按店铺口吻增减客套。都再检查一遍。"""
    made, shop = await run_sync(_found, running, caller, suggestion_id)
    for candidate in await _candidates(running, shop, made, body.tone):
        findings = await run_sync(_checked, running, caller, shop, made, candidate.text)
        if not any(finding.level is Level.BLOCK for finding in findings):
            return _out(body.tone, candidate, made, findings)
    return _out(body.tone, _Candidate(made.draft.text, made.draft.origin), made, made.draft.findings)


def _found(running: Running, caller: Caller, suggestion: str) -> tuple[Suggestion, Shop]:
    with running.services.database.read() as connection:
        made, _ = find_suggestion(connection, caller, suggestion)
        return made, shop_for(connection, caller, made.shop)


async def _candidates(running: Running, shop: Shop, made: Suggestion, tone: Tone) -> list[_Candidate]:
    """The model's words first, where there is a model and something to say otherwise."""
    suggester, phrasing = running.services.suggester, _load()
    words = suggester.kit.words
    voice = words.voices.get(shop.voice, words.voices["default"])
    plain = _Candidate(phrased(made, tone, voice, phrasing.words, words.strategies), Origin.INSTANT)
    if suggester.model is None or not isinstance(made.outcome, Reply):
        return [plain]
    said = await model_phrased(suggester.model, made.draft.text, tone, voice, phrasing, words.prompts.answers)
    return [plain] if said is None else [_Candidate(said, Origin.MODEL), plain]


def _checked(running: Running, caller: Caller, shop: Shop, made: Suggestion, text: str) -> Sequence[Finding]:
    grounds = replace(grounds_of_suggestion(shop, made), authority=caller.authority_in(shop))
    return check_text(running.services, grounds, text)


def _out(tone: Tone, said: _Candidate, made: Suggestion, findings: Sequence[Finding]) -> PhrasingOut:
    return PhrasingOut(
        tone=tone,
        text=said.text,
        changed=said.text != made.draft.text,
        origin=said.origin,
        findings=[FindingOut.model_validate(finding) for finding in findings],
    )
