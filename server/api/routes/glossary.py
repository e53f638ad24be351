"""The shop's glossary: slang, abbreviations and nicknames, used in understanding and retrieval at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from anyio.to_thread import run_sync
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from ingestion.glossary_table import Line, read_terms, write_terms
from ingestion.work import drop_unused
from knowledge.errors import BadInput
from knowledge.identifiers import new_id, text_hash
from knowledge.store.glossary import Term, check_term, delete_term, get_term, key_of, list_terms, save_term
from knowledge.store.names import names_of
from knowledge.types import ShopId
from server.api.access import Agent, Caller, Editor, shop_for
from server.api.errors import RESPONSES, answer
from server.api.running import Running, RunningDep
from server.api.schemas.glossary import ImportedTermsOut, LineOut, ReadIn, ReadOut, TermIn, TermOut, TermsOut
from server.api.uploads import Form, file_form, receive_form, sole_file
from server.glossary_conflicts import collisions

router = APIRouter(prefix="/v1/glossary", tags=["用语"], responses=RESPONSES)
_TAKEN: dict[int | str, dict[str, Any]] = {409: answer("`term_taken`：这个用语已经有了")}
_FORM = file_form(apply={"type": "boolean", "description": "为真才写入，否则只看结果"})


@router.get("", response_model=TermsOut, summary="用语表")
def list_all(caller: Agent, running: RunningDep, shop: str | None = None) -> TermsOut:
    with running.services.database.read() as connection:
        where = shop_for(connection, caller, shop).id
        terms = list_terms(connection, where)
        names = names_of(connection, [term.actor for term in terms])
    return TermsOut(terms=[_shown(running, where, term, terms, names) for term in terms])


@router.post("", status_code=201, response_model=TermOut, responses=_TAKEN, summary="加一条用语")
def create(body: TermIn, caller: Editor, running: RunningDep) -> TermOut:
    """立即用于本店的理解和查找。"""
    return _save(running, caller, new_id(), body)


@router.patch("/{term_id}", response_model=TermOut, responses=_TAKEN, summary="改一条用语")
def change(term_id: str, body: TermIn, caller: Editor, running: RunningDep) -> TermOut:
    with running.services.database.read() as connection:
        get_term(connection, shop_for(connection, caller, body.shop).id, term_id)
    return _save(running, caller, term_id, body)


@router.delete("/{term_id}", status_code=204, summary="删一条用语")
def delete(term_id: str, caller: Editor, running: RunningDep, shop: str | None = None) -> None:
    with running.services.database.write() as connection:
        delete_term(connection, shop_for(connection, caller, shop).id, term_id)


@router.post("/read", response_model=ReadOut, summary="试读：一句话按用语表读成什么")
def read(body: ReadIn, caller: Agent, running: RunningDep) -> ReadOut:
    with running.services.database.read() as connection:
        where = shop_for(connection, caller, body.shop).id
    words = running.services.glossaries
    return ReadOut(read=words.read(where, body.text), also=list(words.also(where, body.text)))


@router.get(
    "/export", summary="导出为表格（CSV）", response_class=Response, responses={200: {"content": {"text/csv": {}}}}
)
def export(caller: Agent, running: RunningDep, shop: str | None = None) -> Response:
    with running.services.database.read() as connection:
        terms = list_terms(connection, shop_for(connection, caller, shop).id)
    headers = {"Content-Disposition": "attachment; filename=glossary.csv", "X-Content-Type-Options": "nosniff"}
    return Response(write_terms(terms), media_type="text/csv", headers=headers)


@router.post("/import", response_model=ImportedTermsOut, openapi_extra=_FORM, summary="导入表格（CSV）")
async def import_terms(request: Request, caller: Editor, running: RunningDep) -> ImportedTermsOut:
    """同一用语以表里的为准，表里没有的不动。不写 apply 时只说明每一行会怎样。"""
    form = await receive_form(request, running.services.sources, running.upload_places)
    return await run_sync(_import, running, caller, form)


def _import(running: Running, caller: Caller, form: Form) -> ImportedTermsOut:
    services, hashes = running.services, [upload.content_hash for upload in form.uploads]
    try:
        lines = read_terms(sole_file(form, services.sources).read_bytes())
        applied = form.fields.get("apply", "").lower() in {"1", "true", "yes"}
        with services.database.write() as connection:
            where = shop_for(connection, caller, form.fields.get("shop")).id
            known = list_terms(connection, where)
            judged = [_judged(line, known, caller, services.clock()) for line in lines]
            for term, _ in judged if applied else ():
                if term is not None:
                    save_term(connection, where, term)
        return ImportedTermsOut(lines=[told for _, told in judged], applied=applied)
    finally:
        drop_unused(services, hashes)


def _judged(line: Line, known: Sequence[Term], caller: Caller, now: datetime) -> tuple[Term | None, LineOut]:
    """What becomes of a row, and the entry to be saved for it; none for a row that changes nothing."""
    told = LineOut(number=line.number, term=line.term, outcome="unchanged")
    try:
        check_term(line.term, line.means)
    except BadInput as error:
        return None, told.model_copy(update={"outcome": "refused", "message": error.message})
    old = next((term for term in known if term.key == key_of(line.term)), None)
    said = (line.term, line.means, line.kind, line.note)
    if old is None:
        # Derived from the term, so that a row that stands twice is one entry.
        identity = text_hash("glossary", key_of(line.term))[:32]
        return Term(identity, *said, caller.actor, now), told.model_copy(update={"outcome": "added"})
    if (old.term, old.means, old.kind, old.note) == said:
        return None, told
    return Term(old.id, *said, caller.actor, now), told.model_copy(update={"outcome": "changed"})


def _save(running: Running, caller: Caller, identity: str, body: TermIn) -> TermOut:
    means = tuple(dict.fromkeys(word.strip() for word in body.means))
    term = Term(identity, body.term.strip(), means, body.kind, body.note, caller.actor, running.services.clock())
    with running.services.database.write() as connection:
        where = shop_for(connection, caller, body.shop).id
        save_term(connection, where, term)
        terms, names = list_terms(connection, where), names_of(connection, [term.actor])
    return _shown(running, where, term, terms, names)


def _shown(running: Running, shop: ShopId, term: Term, terms: Sequence[Term], names: Mapping[str, str]) -> TermOut:
    services = running.services
    lexicon = services.suggester.kit.words.lexicon
    return TermOut.of(term, collisions(term, terms, services.knowledge.goods(shop), lexicon), names)
