"""The passages that a version was split into, some at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query

from knowledge.store.chunks import list_chunks
from knowledge.types import Chunk
from server.api.access import Agent
from server.api.editing import version_of
from server.api.errors import RESPONSES
from server.api.lookup import find_readable
from server.api.running import RunningDep
from server.api.schemas.chunks import ChunkOut, ChunksOut, ChunksParams

router = APIRouter(prefix="/v1/documents", tags=["知识文件"], responses=RESPONSES)


@router.get("/{document_id}/chunks", response_model=ChunksOut, summary="一个版本切成的段落")
def read_chunks(
    document_id: str, params: Annotated[ChunksParams, Query()], caller: Agent, running: RunningDep
) -> ChunksOut:
    """不写 version 时为已发布的版本，没有则为最新的。写了 chunk 就从那一段前面一点开始。"""
    with running.services.database.read() as connection:
        seen = find_readable(connection, caller, document_id)
        chunks = list_chunks(connection, version_of(seen, params.version).id)
    wanted = _wanted(chunks, params)
    first = _first(wanted, params)
    return ChunksOut(
        chunks=[ChunkOut.of(chunk, seen.document) for chunk in wanted[first : first + params.limit]],
        total=len(wanted),
        offset=first,
        sheets=list(dict.fromkeys(chunk.place.sheet for chunk in chunks if chunk.place.sheet is not None)),
    )


def _wanted(chunks: Sequence[Chunk], params: ChunksParams) -> list[Chunk]:
    words = params.q.lower().split()
    found = _on_page(chunks, params.page) if params.page is not None else chunks
    return [
        chunk
        for chunk in found
        if params.sheet in (None, chunk.place.sheet)
        and all(word in f"{chunk.context} {chunk.text}".lower() for word in words)
    ]


def _on_page(chunks: Sequence[Chunk], page: int) -> list[Chunk]:
    """Those that begin on a page, and the one before them, which may go on there."""
    before = [chunk for chunk in chunks if chunk.place.page is not None and chunk.place.page < page]
    return [chunk for chunk in chunks if chunk.place.page == page or chunk in before[-1:]]


def _first(wanted: Sequence[Chunk], params: ChunksParams) -> int:
    at = next((at for at, chunk in enumerate(wanted) if chunk.id == params.chunk), None)
    return params.offset if at is None else max(0, at - params.limit // 4)
