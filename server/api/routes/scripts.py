"""Scripts (话术): what agents use, and the book in which editors write them."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from knowledge.errors import Conflict, NotFound
from knowledge.identifiers import document_id
from knowledge.store.keys import KeyRole
from knowledge.store.scripts import published_scripts
from knowledge.types import Query as Question
from knowledge.types import Script, Shop
from server.api.access import Agent, Caller, Editor, shop_for
from server.api.editing import actor_of
from server.api.errors import RESPONSES, answer
from server.api.running import Running, RunningDep
from server.api.schemas.scripts import AdoptIn, AdoptOut, ScriptIn, ScriptOut, ScriptRetired, ScriptSaved, ScriptsOut
from server.api.schemas.suggestion import FindingOut
from server.lawful import refuse_unlawful
from server.reply.evidence.scripts import main_slots
from server.reply.types import Finding
from server.script_book import BOOK, State, Wording, add, entries, replace, wording_of_script

router = APIRouter(prefix="/v1/scripts", tags=["话术"], responses=RESPONSES)
_REFUSED: dict[int | str, dict[str, Any]] = {
    409: answer("`blocked`：违反规则，message 写明原因 · `stale`：已被别人改过")
}


@router.get("", response_model=ScriptsOut, summary="话术")
def list_scripts(
    caller: Agent,
    running: RunningDep,
    shop: str | None = None,
    q: Annotated[str, Query(max_length=20_000)] = "",
    drafts: bool = False,
) -> ScriptsOut:
    """写了 q 则按与它的匹配程度排序。drafts 为真时也列出话术库里还没发布的修改（编辑以上）。"""
    services = running.services
    now = services.clock()
    with services.database.read() as connection:
        where = shop_for(connection, caller, shop).id
        found: list[Script] = [] if q else published_scripts(connection, where, now)
    if q:
        found = list(services.knowledge.scripts(Question(where, q, now)))
    shown = [ScriptOut.of(script) for script in found]
    if not drafts or not caller.at_least(KeyRole.EDITOR):
        return ScriptsOut(scripts=shown)
    book, written = document_id(where, BOOK.name), entries(services, where)
    kept = {entry.wording.id: entry.state for entry in written}
    pending = [entry for entry in written if entry.state is not State.PUBLISHED]
    shown = [
        one.model_copy(update={"state": kept.get(one.id, State.PUBLISHED)}) if one.editable else one for one in shown
    ]
    coming = [entry for entry in pending if entry.state is State.DRAFT and _about(entry.wording, q)]
    return ScriptsOut(
        scripts=[*(ScriptOut.of_entry(entry, book) for entry in coming), *shown],
        slots=list(main_slots()),
        pending=len(pending),
        document_id=book if written else None,
    )


@router.post("", status_code=201, response_model=ScriptSaved, responses=_REFUSED, summary="写一条话术")
def create(body: ScriptIn, caller: Editor, running: RunningDep) -> ScriptSaved:
    """存为话术库的草稿；会违反规则的不收，并说明原因。"""
    wording, shop, findings = _checked(body, caller, running)
    book = add(running.services, shop.id, [wording], actor_of(caller))
    return _saved(wording, book, findings)


@router.patch("/{script_id}", response_model=ScriptSaved, responses=_REFUSED, summary="改一条话术")
def change(script_id: str, body: ScriptIn, caller: Editor, running: RunningDep) -> ScriptSaved:
    """只改话术库里的；别的文件里的话术先收进话术库。改完 id 会变。"""
    wording, shop, findings = _checked(body, caller, running)
    book = replace(running.services, shop.id, script_id, wording, actor_of(caller))
    return _saved(wording, book, findings)


@router.delete("/{script_id}", response_model=ScriptRetired, responses=_REFUSED, summary="停用一条话术")
def retire(script_id: str, caller: Editor, running: RunningDep, shop: str | None = None) -> ScriptRetired:
    """发布话术库后不再使用。"""
    with running.services.database.read() as connection:
        where = shop_for(connection, caller, shop).id
    return ScriptRetired(document_id=replace(running.services, where, script_id, None, actor_of(caller)))


@router.post("/adopt", response_model=AdoptOut, responses=_REFUSED, summary="把一个文件的话术收进话术库")
def adopt(body: AdoptIn, caller: Editor, running: RunningDep) -> AdoptOut:
    """收进来后可以逐条改；发布话术库之后，原文件可以停用，免得重复。"""
    services = running.services
    with services.database.read() as connection:
        shop = shop_for(connection, caller, body.shop)
        found = published_scripts(connection, shop.id, services.clock())
    passages = [(script, script.passage) for script in found if script.passage is not None]
    theirs = [script for script, passage in passages if passage.chunk.document_id == body.document_id]
    if not theirs:
        raise NotFound("this document has no published scripts")
    if body.document_id == document_id(shop.id, BOOK.name):
        raise Conflict("these scripts are in the book already")
    known = {entry.wording for entry in entries(services, shop.id)}
    new = [one for one in dict.fromkeys(map(wording_of_script, theirs)) if one not in known]
    book = add(services, shop.id, new, actor_of(caller)) if new else document_id(shop.id, BOOK.name)
    return AdoptOut(document_id=book, added=len(new))


def _checked(body: ScriptIn, caller: Caller, running: Running) -> tuple[Wording, Shop, list[Finding]]:
    """Raises `BadInput`, and `Conflict` (blocked) for what may not be said."""
    wording = body.to_wording()
    with running.services.database.read() as connection:
        shop = shop_for(connection, caller, body.shop)
    findings = refuse_unlawful(running.services, shop, wording.text)
    for variant in wording.variants:
        refuse_unlawful(running.services, shop, variant)
    return wording, shop, findings


def _saved(wording: Wording, book: str, findings: list[Finding]) -> ScriptSaved:
    shown = [FindingOut.model_validate(finding) for finding in findings]
    return ScriptSaved(id=wording.id, document_id=book, findings=shown)


def _about(wording: Wording, q: str) -> bool:
    text = "\n".join((wording.scenario, wording.text, wording.stage, *wording.variants)).lower()
    return all(word in text for word in q.lower().split())
