"""Passages of a document as editors look through them."""

from __future__ import annotations

from pydantic import Field

from knowledge.types import Audience, Chunk, ChunkKind, Document
from server.api.schemas.passages import PlaceOut
from server.api.schemas.strict import Shown, Strict


class ChunksParams(Strict):
    version: int | None = Field(None, ge=1)
    offset: int = Field(0, ge=0)
    limit: int = Field(200, ge=1, le=1000)
    q: str = Field("", max_length=200, description="含有这些词的，用空格分开")
    sheet: str | None = Field(None, max_length=200, description="只要这张工作表的")
    page: int | None = Field(None, ge=1, description="只要这一页的，连同可能延续到这一页的前一段")
    chunk: str | None = Field(None, max_length=64, description="从这一段前面一点开始")


class ChunkOut(Shown):
    """文件切成的一段：能被单独找到和引用。"""

    id: str
    ordinal: int
    kind: ChunkKind
    audience: Audience
    text: str
    context: str
    place: PlaceOut
    tokens: int
    skus: list[str]
    fields: list[tuple[str, str]]

    @classmethod
    def of(cls, chunk: Chunk, document: Document) -> ChunkOut:
        """As its document lets it be said."""
        shown = cls.model_validate(chunk)
        return shown.model_copy(update={"audience": Audience.STAFF}) if document.audience is Audience.STAFF else shown


class ChunksOut(Shown):
    """total 是符合的全部，offset 是给出的第一段在其中的位置；sheets 是这一版的全部工作表。"""

    chunks: list[ChunkOut]
    total: int
    offset: int
    sheets: list[str]
