"""Documents: upload, look, publish, change, retire, delete."""

from __future__ import annotations

from anyio.to_thread import run_sync
from fastapi import APIRouter
from pydantic import ValidationError
from starlette.requests import Request

from ingestion.work import JobKind, drop_unused, ingest_payload, purge_payload
from knowledge.errors import BadInput, NotFound
from knowledge.store import documents as store
from knowledge.store.chunks import list_chunks
from knowledge.store.deletion import delete_document
from knowledge.store.overview import DocumentOverview, list_overviews
from knowledge.types import VersionId
from server.api.access import Agent, Caller, Editor, shop_for
from server.api.errors import RESPONSES, answer, describe
from server.api.lookup import find_document
from server.api.running import Running, RunningDep
from server.api.schemas.documents import (
    UPLOAD_BODY,
    ChunkOut,
    ChunksOut,
    DocumentOut,
    DocumentPatch,
    DocumentsOut,
    UploadFields,
    VersionOut,
    VersionsOut,
)
from server.api.schemas.jobs import JobAccepted, JobOut
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
            payload = ingest_payload(form.uploads, fields.to_options())
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
def list_all(caller: Agent, running: RunningDep, shop: str | None = None) -> DocumentsOut:
    with running.services.database.read() as connection:
        seen = list_overviews(connection, shop_for(connection, caller, shop).id)
    return DocumentsOut(documents=[DocumentOut.of(each) for each in seen])


@router.get("/{document_id}", response_model=DocumentOut, summary="一个文件的状态")
def read_document(document_id: str, caller: Agent, running: RunningDep) -> DocumentOut:
    with running.services.database.read() as connection:
        return DocumentOut.of(find_document(connection, caller, document_id))


@router.get("/{document_id}/versions", response_model=VersionsOut, summary="一个文件的各个版本，新的在前")
def read_versions(document_id: str, caller: Agent, running: RunningDep) -> VersionsOut:
    with running.services.database.read() as connection:
        seen = find_document(connection, caller, document_id)
    return VersionsOut(versions=[VersionOut.of(noted) for noted in seen.versions])


@router.get("/{document_id}/chunks", response_model=ChunksOut, summary="一个版本切成的段落")
def read_chunks(document_id: str, caller: Agent, running: RunningDep, version: int | None = None) -> ChunksOut:
    """不写 version 时为已发布的版本，没有则为最新的。"""
    with running.services.database.read() as connection:
        chosen = _version(find_document(connection, caller, document_id), version)
        chunks = list_chunks(connection, chosen)
    return ChunksOut(chunks=[ChunkOut.model_validate(chunk) for chunk in chunks])


@router.patch("/{document_id}", response_model=DocumentOut, summary="改标题、类别、有效期")
def change(document_id: str, body: DocumentPatch, caller: Editor, running: RunningDep) -> DocumentOut:
    """有效期改的是已发布的版本（没有则为最新的版本）。立即生效。"""
    now = running.services.clock()
    with running.services.database.write() as connection:
        seen = find_document(connection, caller, document_id)
        current = seen.current.version
        validity = body.to_validity(current.validity)
        if changes := body.to_changes():
            store.change_document(connection, seen.document, changes, now)
        if validity is not None:
            store.change_validity(connection, seen.document, current.id, validity, now)
        return DocumentOut.of(find_document(connection, caller, document_id))


@router.post("/{document_id}/publish", status_code=202, response_model=JobAccepted, summary="发布一个版本")
def publish(document_id: str, caller: Editor, running: RunningDep, version: int | None = None) -> JobAccepted:
    """不写 version 时发布最新的版本；写旧版本号就是回退。原来发布的版本同时停用，索引在后台跟上。"""
    with running.services.database.write() as connection:
        seen = find_document(connection, caller, document_id)
        chosen = _version(seen, version or seen.versions[0].version.number)
        store.publish_version(connection, seen.document, chosen, running.services.clock())
        job = running.jobs.record(connection, JobKind.INDEX, seen.document.shop, {})
    running.jobs.queue(job)
    return JobAccepted(job=JobOut.of(job))


@router.post("/{document_id}/retire", status_code=202, response_model=JobAccepted, summary="停用，立即生效")
def retire(document_id: str, caller: Editor, running: RunningDep) -> JobAccepted:
    """文件留着，不再用于回答。"""
    with running.services.database.write() as connection:
        seen = find_document(connection, caller, document_id)
        store.retire_document(connection, seen.document, running.services.clock())
        job = running.jobs.record(connection, JobKind.INDEX, seen.document.shop, {})
    running.jobs.queue(job)
    return JobAccepted(job=JobOut.of(job))


@router.delete("/{document_id}", status_code=202, response_model=JobAccepted, summary="彻底删除")
def delete(document_id: str, caller: Editor, running: RunningDep) -> JobAccepted:
    """立即不可用、不可见；索引、原文件和数据库里的残留由后台工作清除。"""
    with running.services.database.write() as connection:
        seen = find_document(connection, caller, document_id)
        unused = delete_document(connection, seen.document, running.services.clock())
        job = running.jobs.record(connection, JobKind.PURGE, seen.document.shop, purge_payload(unused))
    running.jobs.queue(job)
    return JobAccepted(job=JobOut.of(job))


def _version(seen: DocumentOverview, number: int | None) -> VersionId:
    """Raises `NotFound`."""
    if number is None:
        return seen.current.version.id
    for noted in seen.versions:
        if noted.version.number == number:
            return noted.version.id
    raise NotFound(f"“{seen.document.name}” has no version {number}")
