"""Documents: upload, look, publish, change, retire, delete."""

from __future__ import annotations

from anyio.to_thread import run_sync
from fastapi import APIRouter
from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response

from ingestion.work import JobKind, drop_unused, ingest_payload, purge_payload
from knowledge.errors import BadInput, Forbidden, NotFound
from knowledge.store import documents as store
from knowledge.store.deletion import delete_document
from knowledge.store.history import expect_revision
from knowledge.store.overview import list_overviews
from knowledge.store.reviews import needs_second_person
from knowledge.store.shops import shops_served_by
from knowledge.store.standing import overridden
from server.api.access import Agent, Caller, Editor, shop_for
from server.api.editing import (
    STALE,
    IfMatch,
    actor_of,
    detail,
    next_review,
    require_alone,
    revision_in,
    version_of,
)
from server.api.errors import RESPONSES, answer, describe
from server.api.lookup import find_document, find_readable
from server.api.running import Running, RunningDep
from server.api.schemas.documents import (
    UPLOAD_BODY,
    DocumentOut,
    DocumentPatch,
    DocumentsOut,
    UploadFields,
    VersionOut,
    VersionsOut,
)
from server.api.schemas.jobs import JobAccepted, JobOut
from server.api.schemas.publishing import DocumentDetailOut
from server.api.uploads import Form, receive_form

router = APIRouter(prefix="/v1/documents", tags=["知识文件"], responses=RESPONSES)


@router.post(
    "",
    status_code=202,
    response_model=JobAccepted,
    openapi_extra={"requestBody": UPLOAD_BODY},
    responses={413: answer("文件超过上限，message 写明上限")},
    summary="上传一个或多个文件",
)
async def upload(request: Request, caller: Editor, running: RunningDep) -> JobAccepted:
    """立即返回后台工作；读取、切分、入库都在后台进行。同名文件成为新版本，内容没变则什么也不做。"""
    form = await receive_form(request, running.services.sources, running.upload_places)
    return await run_sync(_accept, running, caller, form)


def _accept(running: Running, caller: Caller, form: Form) -> JobAccepted:
    try:
        fields = UploadFields.model_validate(form.fields)
        if not form.uploads:
            raise BadInput("the form holds no file", code="no_file")
        with running.services.database.write() as connection:
            shop = shop_for(connection, caller, fields.shop)
            payload = ingest_payload(form.uploads, fields.to_options(actor_of(caller)))
            job = running.jobs.record(connection, JobKind.INGEST, shop.id, payload)
    except ValidationError as error:
        _forget(running, form)
        raise BadInput(describe(error.errors())) from error
    except (BadInput, NotFound):
        _forget(running, form)
        raise
    running.jobs.queue(job)
    return JobAccepted(job=JobOut.of(job))


def _forget(running: Running, form: Form) -> None:
    drop_unused(running.services, [upload.content_hash for upload in form.uploads])


@router.get("", response_model=DocumentsOut, summary="店铺的全部文件")
def list_all(caller: Agent, running: RunningDep, shop: str | None = None, inherited: bool = True) -> DocumentsOut:
    """也列出品牌给本店用的文件（inherited），它们在这里只能看。"""
    with running.services.database.read() as connection:
        found = shop_for(connection, caller, shop)
        seen = list_overviews(connection, found.id, inherited=inherited)
        instead = overridden(connection, found.id, running.services.clock())
    names = {each.document.id: each.document.name for each in seen}
    rivals = {document: names.get(rival) for document, rival in instead.items()}
    return DocumentsOut(documents=[DocumentOut.of(each, found, rivals.get(each.document.id)) for each in seen])


@router.get("/{document_id}", response_model=DocumentDetailOut, summary="一个文件的状态")
def read_document(document_id: str, caller: Agent, running: RunningDep, response: Response) -> DocumentDetailOut:
    """ETag 是 revision；改动时放进 If-Match，别人先改过就得到 409。"""
    with running.services.database.read() as connection:
        shown = detail(connection, find_readable(connection, caller, document_id))
    response.headers["ETag"] = f'"{shown.revision}"'
    return shown


@router.get("/{document_id}/versions", response_model=VersionsOut, summary="一个文件的各个版本，新的在前")
def read_versions(document_id: str, caller: Agent, running: RunningDep) -> VersionsOut:
    with running.services.database.read() as connection:
        seen = find_readable(connection, caller, document_id)
    return VersionsOut(versions=[VersionOut.of(noted) for noted in seen.versions])


@router.patch("/{document_id}", response_model=DocumentDetailOut, responses=STALE, summary="改标题、类别、有效期、范围")
def change(
    document_id: str, body: DocumentPatch, caller: Editor, running: RunningDep, if_match: IfMatch = None
) -> DocumentDetailOut:
    """有效期改的是 version 那个版本，不写则为最后发布的（没有则为最新的）。立即生效。"""
    now, by = running.services.clock(), actor_of(caller)
    with running.services.database.write() as connection:
        seen = find_document(connection, caller, document_id)
        expect_revision(connection, seen.document, revision_in(if_match))
        dated = version_of(seen, body.version)
        validity = body.to_validity(dated.validity)
        changes = body.to_changes(seen.document)
        if body.reviewed:
            changes["review_at"] = next_review(connection, seen.document, now)
        require_alone(connection, caller, seen, changes, None if validity is None else dated)
        if changes:
            store.change_document(connection, seen.document, changes, now, by)
        if validity is not None:
            store.change_validity(connection, seen.document, dated.id, validity, now, by)
        job = running.jobs.record(connection, JobKind.INDEX, seen.document.shop, {})
        shown = detail(connection, find_document(connection, caller, document_id))
    running.jobs.queue(job)
    return shown


@router.post(
    "/{document_id}/publish",
    status_code=202,
    response_model=JobAccepted,
    responses=STALE | {403: answer("`second_person`：这类文件要另一个人复核后才能发布")},
    summary="发布一个版本",
)
def publish(
    document_id: str, caller: Editor, running: RunningDep, version: int | None = None, if_match: IfMatch = None
) -> JobAccepted:
    """不写 version 时发布最新的版本；写旧版本号就是回退。

    立即代替原来的版本；有效期从以后才开始的，到那一天代替，之前原来的版本继续算数。索引在后台跟上。
    """
    with running.services.database.write() as connection:
        seen = find_document(connection, caller, document_id)
        expect_revision(connection, seen.document, revision_in(if_match))
        chosen = version_of(seen, version or seen.versions[0].version.number)
        if needs_second_person(connection, seen.document, chosen.id):
            raise Forbidden(
                f"“{seen.document.name}” needs a second person to publish: ask for a review", code="second_person"
            )
        store.publish_version(connection, seen.document, chosen.id, running.services.clock(), actor_of(caller))
        job = running.jobs.record(connection, JobKind.INDEX, seen.document.shop, {})
    running.jobs.queue(job)
    return JobAccepted(job=JobOut.of(job))


@router.post(
    "/{document_id}/retire", status_code=202, response_model=JobAccepted, responses=STALE, summary="停用，立即生效"
)
def retire(document_id: str, caller: Editor, running: RunningDep, if_match: IfMatch = None) -> JobAccepted:
    """文件留着，不再用于回答。"""
    with running.services.database.write() as connection:
        seen = find_document(connection, caller, document_id)
        expect_revision(connection, seen.document, revision_in(if_match))
        store.retire_document(connection, seen.document, running.services.clock(), actor_of(caller))
        job = running.jobs.record(connection, JobKind.INDEX, seen.document.shop, {})
    running.jobs.queue(job)
    return JobAccepted(job=JobOut.of(job))


@router.delete("/{document_id}", status_code=202, response_model=JobAccepted, summary="彻底删除")
def delete(document_id: str, caller: Editor, running: RunningDep, if_match: IfMatch = None) -> JobAccepted:
    """立即不可用、不可见；索引、原文件、建议里引用的原文和数据库里的残留由后台工作清除。留下的只有谁在何时删了它。"""
    with running.services.database.write() as connection:
        seen = find_document(connection, caller, document_id)
        expect_revision(connection, seen.document, revision_in(if_match))
        shops = shops_served_by(connection, seen.document.shop)
        unused = delete_document(connection, seen.document, running.services.clock(), actor_of(caller))
        payload = purge_payload(unused, seen.document.id, shops)
        job = running.jobs.record(connection, JobKind.PURGE, seen.document.shop, payload)
    running.jobs.queue(job)
    return JobAccepted(job=JobOut.of(job))
