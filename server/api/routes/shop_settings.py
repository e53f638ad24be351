"""A shop's settings: read, change in one go; and a question tried without leaving a record."""

from __future__ import annotations

from contextlib import aclosing

from anyio.to_thread import run_sync
from fastapi import APIRouter

from ingestion.work import JobKind
from knowledge.errors import Conflict, Forbidden
from knowledge.identifiers import new_id
from knowledge.publishing_rules import publishing_rules
from knowledge.store.brands import change_brand, refile
from knowledge.store.database import Connection
from knowledge.store.jobs import Job
from knowledge.store.keys import KeyRole
from knowledge.store.shops import change_shop, get_shop
from knowledge.types import Shop
from server.api.access import Agent, Caller, Editor, Supervisor, shop_for
from server.api.errors import RESPONSES, answer
from server.api.running import Running, RunningDep
from server.api.schemas.conversation import ContextIn, MessageIn, make_conversation
from server.api.schemas.publishing import PublishingIO
from server.api.schemas.service import ServiceRulesIO
from server.api.schemas.shop_settings import (
    ShopRulesIO,
    ShopSettingsOut,
    ShopSettingsPatch,
    TrialRequest,
    VoiceOut,
)
from server.api.schemas.suggestion import SuggestionOut
from server.reply.events import Done
from server.reply.types import Role, Suggestion
from server.service_rules import service_rules
from server.shop_rules import require_voice, rules_of, version_of, with_rules

router = APIRouter(prefix="/v1", responses=RESPONSES)
_COLUMNS = ("name", "platform", "voice", "settings")


@router.get("/shops/{shop}/settings", response_model=ShopSettingsOut, tags=["店铺"], summary="店铺的全部设置")
def read_settings(shop: str, caller: Editor, running: RunningDep) -> ShopSettingsOut:
    with running.services.database.read() as connection:
        return _shown(running, shop_for(connection, caller, shop))


@router.patch(
    "/shops/{shop}/settings",
    response_model=ShopSettingsOut,
    responses={409: answer("`stale`：读到之后别人改过，重新读取再改 · 品牌不能是自己，也不能再有品牌")},
    tags=["店铺"],
    summary="改店铺的设置",
)
def change_settings(shop: str, body: ShopSettingsPatch, caller: Supervisor, running: RunningDep) -> ShopSettingsOut:
    """口吻和权限（rules）、对接待的要求（service）、发布的规矩和品牌（publishing），一次保存，立即生效。

    各角色的权限只有管理员能改；换品牌要全部店铺的管理密钥。品牌的文件随即供本店使用，不另存一份。
    """
    if body.rules is not None:
        require_voice(body.rules.voice, running.services.suggester.kit.words.voices)
    with running.services.database.write() as connection:
        found = shop_for(connection, caller, shop)
        if body.version not in (None, version_of(found)):
            raise Conflict("somebody changed these settings since you read them: read them again", code="stale")
        changed = body.applied_to(found)
        _refuse_beyond(caller, found, changed)
        change_shop(connection, found.id, {name: getattr(changed, name) for name in _COLUMNS})
        job = _served_anew(connection, running, found, changed)
        shown = _shown(running, get_shop(connection, found.id))
    if job is not None:
        running.jobs.queue(job)
    return shown


def _refuse_beyond(caller: Caller, found: Shop, changed: Shop) -> None:
    """Raises `Forbidden` for what a supervisor of one shop may not say of it."""
    if rules_of(changed).authority != rules_of(found).authority and not caller.at_least(KeyRole.ADMIN):
        raise Forbidden("what roles may commit to is for administrators to change")
    if changed.brand != found.brand and caller.shop is not None:
        raise Forbidden("whose brand a shop is, is for keys of all shops to say")


def _served_anew(connection: Connection, running: Running, found: Shop, changed: Shop) -> Job | None:
    """Other documents of a brand serve the shop when its platform or brand has changed: its index has to follow."""
    now = running.services.clock()
    if changed.platform != found.platform:
        refile(connection, found.id, now)
    change_brand(connection, found.id, changed.brand, now)
    if (changed.platform, changed.brand) == (found.platform, found.brand):
        return None
    return running.jobs.record(connection, JobKind.INDEX, found.id, {})


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
    return ShopSettingsOut(
        rules=rules,
        service=ServiceRulesIO.model_validate(service_rules(shop.settings), from_attributes=True),
        publishing=PublishingIO.of(publishing_rules(shop.settings), shop.brand),
        version=version_of(shop),
        voices=[VoiceOut.of(voice) for voice in voices],
    )
