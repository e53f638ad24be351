"""A shop's voice, authority by role and manners: read, change; and a question tried without leaving a record."""

from __future__ import annotations

from contextlib import aclosing

from anyio.to_thread import run_sync
from fastapi import APIRouter

from ingestion.work import JobKind
from knowledge.errors import Conflict, Forbidden
from knowledge.identifiers import new_id
from knowledge.store.brands import refile
from knowledge.store.keys import KeyRole
from knowledge.store.shops import change_shop
from knowledge.types import Shop
from server.api.access import Agent, Caller, Editor, Supervisor, shop_for
from server.api.errors import RESPONSES, answer
from server.api.running import Running, RunningDep
from server.api.schemas.conversation import ContextIn, MessageIn, make_conversation
from server.api.schemas.shop_settings import ShopRulesIO, ShopSettingsIn, ShopSettingsOut, TrialRequest, VoiceOut
from server.api.schemas.suggestion import SuggestionOut
from server.reply.events import Done
from server.reply.types import Role, Suggestion
from server.shop_rules import require_voice, rules_of, version_of, with_rules

router = APIRouter(prefix="/v1", responses=RESPONSES)


@router.get("/shops/{shop}/settings", response_model=ShopSettingsOut, tags=["店铺"], summary="店铺的口吻、权限和推荐")
def read_settings(shop: str, caller: Editor, running: RunningDep) -> ShopSettingsOut:
    with running.services.database.read() as connection:
        return _shown(running, shop_for(connection, caller, shop))


@router.put(
    "/shops/{shop}/settings",
    response_model=ShopSettingsOut,
    responses={409: answer("`stale`：读到之后别人改过，重新读取再改")},
    tags=["店铺"],
    summary="改店铺的口吻、权限和推荐",
)
def change_settings(shop: str, body: ShopSettingsIn, caller: Supervisor, running: RunningDep) -> ShopSettingsOut:
    """立即用于之后的草稿和检查。各角色的权限只有管理员能改。"""
    require_voice(body.rules.voice, running.services.suggester.kit.words.voices)
    wanted = body.rules.to_rules()
    with running.services.database.write() as connection:
        found = shop_for(connection, caller, shop)
        if version_of(found) != body.version:
            raise Conflict("somebody changed these settings since you read them: read them again", code="stale")
        changed = with_rules(found, wanted)
        if rules_of(changed).authority != rules_of(found).authority and not caller.at_least(KeyRole.ADMIN):
            raise Forbidden("what roles may commit to is for administrators to change")
        values = {name: getattr(changed, name) for name in ("name", "platform", "voice", "settings")}
        shown = _shown(running, change_shop(connection, found.id, values))
        if changed.platform != found.platform:
            refile(connection, found.id, running.services.clock())
    if changed.platform != found.platform:
        running.jobs.submit(JobKind.INDEX, found.id, {})
    return shown


@router.post("/trials", response_model=SuggestionOut, tags=["查找"], summary="试问一句，不留记录")
async def try_question(body: TrialRequest, caller: Agent, running: RunningDep) -> SuggestionOut:
    """与 POST /v1/suggestions 同样起草和检查，但不保存、不算缺口；可以带上还没保存的店铺设置。"""
    shop = await run_sync(_shop, running, caller, body)
    return SuggestionOut.of(await _try(running, caller, shop, body))


def _shop(running: Running, caller: Caller, body: TrialRequest) -> Shop:
    with running.services.database.read() as connection:
        shop = shop_for(connection, caller, body.shop)
    if body.rules is None:
        return shop
    require_voice(body.rules.voice, running.services.suggester.kit.words.voices)
    return with_rules(shop, body.rules.to_rules())


async def _try(running: Running, caller: Caller, shop: Shop, body: TrialRequest) -> Suggestion:
    messages = [MessageIn(role=Role.CUSTOMER, text=line) for line in body.text.splitlines() if line.strip()]
    context = ContextIn(platform=body.platform, sku=body.sku)
    as_of = body.as_of or running.services.clock()
    conversation = make_conversation(shop, f"trial-{new_id()}", messages, context, as_of)
    suggesting = running.services.suggester.suggest(conversation, shop, authority=caller.authority_in(shop))
    async with aclosing(suggesting) as events:
        async for event in events:
            if isinstance(event, Done):
                return event.suggestion
    raise RuntimeError("suggest ended without a suggestion")


def _shown(running: Running, shop: Shop) -> ShopSettingsOut:
    voices = running.services.suggester.kit.words.voices.values()
    rules = ShopRulesIO.of(rules_of(shop))
    return ShopSettingsOut(rules=rules, version=version_of(shop), voices=[VoiceOut.of(voice) for voice in voices])
