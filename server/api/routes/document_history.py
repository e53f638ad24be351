"""What became of a document: its versions compared, and who changed what."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from knowledge.store.chunks import list_chunks
from knowledge.store.history import list_changes
from knowledge.version_difference import compare_versions
from server.api.access import Agent, Editor, shop_for
from server.api.editing import version_of
from server.api.errors import RESPONSES
from server.api.lookup import find_document, find_readable
from server.api.running import RunningDep
from server.api.schemas.publishing import ChangeOut, ChangesOut, DiffOut

router = APIRouter(prefix="/v1", tags=["知识文件"], responses=RESPONSES)
_Limit = Annotated[int, Query(ge=1, le=1000)]


@router.get("/documents/{document_id}/diff", response_model=DiffOut, summary="两个版本差在哪里：段落和字词")
def diff(
    document_id: str,
    caller: Agent,
    running: RunningDep,
    before: Annotated[int, Query(alias="from", ge=1, le=1_000_000)],
    after: Annotated[int, Query(alias="to", ge=1, le=1_000_000)],
) -> DiffOut:
    with running.services.database.read() as connection:
        seen = find_readable(connection, caller, document_id)
        old, new = version_of(seen, before), version_of(seen, after)
        chunks = list_chunks(connection, old.id), list_chunks(connection, new.id)
    return DiffOut.of(before, after, compare_versions(*chunks))


@router.get("/documents/{document_id}/history", response_model=ChangesOut, summary="谁在什么时候改了什么，新的在前")
def history(
    document_id: str,
    caller: Editor,
    running: RunningDep,
    after: Annotated[int, Query(ge=0, description="只要这个 revision 之后的")] = 0,
    limit: _Limit = 200,
) -> ChangesOut:
    with running.services.database.read() as connection:
        document = find_document(connection, caller, document_id).document
        found = list_changes(connection, document.shop, document.id, after=after, limit=limit)
    return ChangesOut(changes=[ChangeOut.of(change) for change in found])


@router.get("/changes", response_model=ChangesOut, summary="店铺文件最近的改动，也包括已删除的文件")
def changes(caller: Editor, running: RunningDep, shop: str | None = None, limit: _Limit = 200) -> ChangesOut:
    with running.services.database.read() as connection:
        found = list_changes(connection, shop_for(connection, caller, shop).id, limit=limit)
    return ChangesOut(changes=[ChangeOut.of(change) for change in found])
