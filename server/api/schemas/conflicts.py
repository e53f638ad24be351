"""Contradictions and repetitions as editors see them and decide on them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from ingestion.duplicates import keeps_first
from knowledge.store.comparing import Comparable
from knowledge.store.conflicts import Found, Kind, Pair, Side, Verdict
from knowledge.types import Category, ChunkKind
from server.api.schemas.passages import PlaceOut, ValidityOut
from server.api.schemas.strict import Shown, Strict


class Which(StrEnum):
    """待处理的，或处理过的。"""

    OPEN = "open"
    DECIDED = "decided"


class SpanOut(Shown):
    """text 的 [start, end)。"""

    start: int
    end: int


class ConflictSideOut(Shown):
    """一段原文；statement 是说这件事的那一句，marks 是其中不一致的地方。"""

    chunk_id: str
    document_id: str
    document: str = Field(description="文件名")
    title: str
    version: int
    category: Category
    kind: ChunkKind
    place: PlaceOut
    validity: ValidityOut
    context: str
    text: str
    statement: SpanOut
    marks: list[SpanOut]

    @classmethod
    def of(cls, side: Side, one: Comparable) -> ConflictSideOut:
        chunk, source = one.chunk, one.source
        return cls(
            chunk_id=chunk.id,
            document_id=chunk.document_id,
            document=source.name,
            title=source.title,
            version=source.version,
            category=source.category,
            kind=chunk.kind,
            place=PlaceOut.model_validate(chunk.place),
            validity=ValidityOut.of(source.validity),
            context=chunk.context,
            text=chunk.text,
            statement=SpanOut(start=side.start, end=side.end),
            marks=[SpanOut(start=start, end=end) for start, end in side.marks],
        )


class PairOut(Shown):
    """kind：figure 数字、date 日期、polarity 是与否、condition 条件，same 为重复；keeps 是重复时留用的一边。"""

    kind: Kind
    left: ConflictSideOut
    right: ConflictSideOut
    keeps: Verdict | None


class ConflictOut(PairOut):
    """follows 指处理过、后来有一边改了字的那一对。"""

    id: str
    verdict: Verdict
    note: str
    decided_by: str | None
    decided_name: str
    decided_at: datetime | None
    found_at: datetime
    follows: str | None

    @classmethod
    def of(cls, pair: Pair, left: Comparable, right: Comparable) -> ConflictOut:
        return cls(
            id=pair.id,
            kind=pair.kind,
            left=ConflictSideOut.of(pair.left, left),
            right=ConflictSideOut.of(pair.right, right),
            keeps=_kept(pair.kind, left, right),
            verdict=pair.verdict,
            note=pair.note,
            decided_by=pair.decided_by,
            decided_name=pair.decided_name,
            decided_at=pair.decided_at,
            found_at=pair.found_at,
            follows=pair.follows,
        )


class ConflictsOut(Shown):
    """open 是待处理的对数；uncompared 是已发布、还没有比对过的文件数；scan 是正在进行的比对。"""

    conflicts: list[ConflictOut]
    open: int
    uncompared: int
    scan: str | None


class DraftConflictsOut(Shown):
    """一个版本若发布，会与现有资料冲突或重复的地方；left 是这个版本。"""

    conflicts: list[PairOut]


class ScanIn(Strict):
    shop: str | None = None
    anew: bool = Field(False, description="全部重新比对；否则只比对新发布的")


class ConflictDecisionIn(Strict):
    """left、right 以哪边为准（重复时为留用哪边）；both 两边都对、情形不同；neither 不是冲突；open 撤销处理。"""

    verdict: Verdict
    note: str = Field("", max_length=2000)
    was: Verdict | None = Field(None, description="作决定时看到的处理结果；别人先处理了就不覆盖")


def draft_pair(found: Found, left: Comparable, right: Comparable) -> PairOut:
    return PairOut(
        kind=found.kind,
        left=ConflictSideOut.of(found.left, left),
        right=ConflictSideOut.of(found.right, right),
        keeps=_kept(found.kind, left, right),
    )


def _kept(kind: Kind, left: Comparable, right: Comparable) -> Verdict | None:
    if kind is not Kind.SAME:
        return None
    return Verdict.LEFT if keeps_first(left, right) else Verdict.RIGHT
