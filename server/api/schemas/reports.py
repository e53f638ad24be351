"""The report of a file's reading, as editors see it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import Field

from server.api.schemas.strict import Shown


class ReportNoteOut(Shown):
    """跳过、修补或推断了什么：place 是工作表名、页码等位置，count 是数量；没有则为空和 0。"""

    code: str
    message: str
    place: str = ""
    count: int = 0


class SheetYieldOut(Shown):
    name: str
    tables: int
    rows: int


class ReportOut(Shown):
    """读取报告：读出了多少页、工作表、表格、文字，跳过了什么。recognised 是靠文字识别读出的页码。"""

    pages: int | None = None
    sheets: list[SheetYieldOut] = Field(default_factory=list)
    headings: int = 0
    paragraphs: int = 0
    tables: int = 0
    rows: int = 0
    characters: int = 0
    recognised: list[int] = Field(default_factory=list)
    notes: list[ReportNoteOut] = Field(default_factory=list)
    elapsed_ms: int = 0

    @classmethod
    def of(cls, stored: Mapping[str, Any] | None) -> ReportOut | None:
        """None for what an earlier release read, which kept no report."""
        return None if stored is None else cls.model_validate(stored)
