"""Passages as clients see them."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from knowledge.days import first_day, last_day
from knowledge.types import Audience, Category, ChunkKind, Passage, Retrieval, ScopeLevel, Validity
from server.api.schemas.strict import Shown


class PlaceOut(Shown):
    """在原文件里的位置；页码和行号从 1 数起。"""

    section: list[str]
    page: int | None
    sheet: str | None
    row: int | None


class ScoresOut(Shown):
    """为什么找到它：融合分，以及向量与字面两路各自的分数和名次（没有找到为 null）。"""

    fused: float
    dense: float | None
    dense_rank: int | None
    lexical: float | None
    lexical_rank: int | None
    rerank: float | None


class ValidityOut(Shown):
    """起止日期，两端都算在内，北京时间。"""

    first: date | None = Field(serialization_alias="from")
    last: date | None = Field(serialization_alias="to")

    @classmethod
    def of(cls, validity: Validity) -> ValidityOut:
        return cls(first=first_day(validity), last=last_day(validity))


class PassageOut(Shown):
    """一段依据。number 就是草稿句子里 citations 的编号。"""

    number: int
    chunk_id: str
    document_id: str
    document: str = Field(description="文件名")
    title: str
    version: int
    level: ScopeLevel = Field(description="出自哪一级：brand、platform、shop、category、sku")
    home: str = Field(description="谁的文件：本店，或它的品牌")
    category: Category
    kind: ChunkKind
    audience: Audience
    place: PlaceOut
    validity: ValidityOut
    text: str
    context: str
    skus: list[str]
    scores: ScoresOut
    also_in: list[str] = Field(description="同样的话还在哪些文件里")

    @classmethod
    def of(cls, number: int, passage: Passage) -> PassageOut:
        chunk = passage.chunk
        return cls(
            number=number,
            chunk_id=chunk.id,
            document_id=chunk.document_id,
            document=passage.document_name,
            title=passage.title,
            version=passage.version_number,
            level=passage.level,
            home=passage.home,
            category=passage.category,
            kind=chunk.kind,
            audience=chunk.audience,
            place=PlaceOut.model_validate(chunk.place),
            validity=ValidityOut.of(passage.validity),
            text=chunk.text,
            context=chunk.context,
            skus=list(chunk.skus),
            scores=ScoresOut.model_validate(passage.scores),
            also_in=list(passage.also_in),
        )


class SearchOut(Shown):
    """命中测试的结果，最相关的在前。"""

    passages: list[PassageOut]
    confidence: float
    revision: int = Field(description="读到的知识版次")

    @classmethod
    def of(cls, found: Retrieval) -> SearchOut:
        passages = [PassageOut.of(number, passage) for number, passage in enumerate(found.passages, 1)]
        return cls(passages=passages, confidence=found.confidence, revision=found.revision)
