"""The file that a document was read from: to take along, and page by page to look at."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Path, Query
from starlette.responses import FileResponse, Response

from ingestion.reading import SourceFile
from knowledge.errors import NotFound
from knowledge.store.overview import DocumentOverview, NotedVersion
from server.api.access import Caller, Editor
from server.api.errors import RESPONSES
from server.api.lookup import find_document
from server.api.running import Running, RunningDep

router = APIRouter(prefix="/v1/documents", tags=["知识文件"], responses=RESPONSES)
_NEVER_SHOWN = "application/octet-stream"  # whatever the file is, a browser must take it and not run it
_IMMUTABLE = "private, max-age=3600"  # a version's bytes never change


@router.get(
    "/{document_id}/source",
    response_class=FileResponse,
    responses={200: {"description": "上传时的文件", "content": {_NEVER_SHOWN: {}}}},
    summary="下载原文件",
)
def download(document_id: str, caller: Editor, running: RunningDep, version: int | None = None) -> FileResponse:
    """上传时的字节，原样下载。不写 version 时为已发布的版本，没有则为最新的。"""
    source = _source(running, caller, document_id, version)
    name = source.name.rpartition("/")[2]
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
    return FileResponse(source.path, media_type=_NEVER_SHOWN, headers=headers)


@router.get(
    "/{document_id}/pages/{number}",
    response_class=Response,
    responses={200: {"description": "这一页的样子", "content": {"image/png": {}}}},
    summary="PDF 或图片的一页",
)
def draw_page(
    document_id: str,
    number: Annotated[int, Path(ge=1, le=10_000)],
    caller: Editor,
    running: RunningDep,
    version: int | None = None,
    width: Annotated[int, Query(ge=200, le=2000)] = 1000,
) -> Response:
    """页码从 1 起；其他格式没有页面，返回 422。"""
    source = _source(running, caller, document_id, version)
    png = running.services.pages.draw(source, number, width)
    return Response(png, media_type="image/png", headers={"Cache-Control": _IMMUTABLE})


def _source(running: Running, caller: Caller, document_id: str, version: int | None) -> SourceFile:
    """Raises `NotFound`."""
    with running.services.database.read() as connection:
        seen = find_document(connection, caller, document_id)
    chosen = _chosen(seen, version).version
    return SourceFile(running.services.sources.path(chosen.content_hash), seen.document.name)


def _chosen(seen: DocumentOverview, number: int | None) -> NotedVersion:
    """Raises `NotFound`."""
    if number is None:
        return seen.current
    for noted in seen.versions:
        if noted.version.number == number:
            return noted
    raise NotFound(f"“{seen.document.name}” has no version {number}")
