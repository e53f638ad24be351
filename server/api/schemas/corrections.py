"""Words of a document put right without a new file."""

from __future__ import annotations

from pydantic import Field

from server.api.schemas.publishing import DiffOut, DocumentDetailOut
from server.api.schemas.strict import Shown, Strict


class WordsChange(Strict):
    """before 是这一段里的一行，或表格里的一格，一字不差；after 为空就是删去。"""

    before: str = Field(min_length=1, max_length=10_000)
    after: str = Field(max_length=10_000)


class CorrectionIn(Strict):
    chunk_id: str = Field(max_length=64, description="改哪一段")
    changes: list[WordsChange] = Field(min_length=1, max_length=200)
    neighbours: bool = Field(False, description="表格里上下相邻、内容相同的格一起改，合并过的单元格就是这样")


class CorrectedOut(Shown):
    """改好的新版本（草稿），和它与原来版本的差别。"""

    document: DocumentDetailOut
    version: int
    diff: DiffOut
