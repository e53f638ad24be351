"""Documents and their versions as editors see them, and what editors say of them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from ingestion.ingest import IngestOptions
from knowledge.days import day_range
from knowledge.store.overview import DocumentOverview, NotedVersion
from knowledge.types import Audience, Category, ChunkKind, Validity, VersionStatus
from server.api.schemas.passages import PlaceOut, ValidityOut
from server.api.schemas.reports import ReportOut
from server.api.schemas.strict import Shown, Strict

_BlankIsNone = BeforeValidator(lambda value: None if value == "" else value)


class UploadFields(Strict):
    """与文件一起上传的说明，对本次所有文件生效；不填则按文件内容判断。"""

    shop: str | None = None
    category: Annotated[Category | None, _BlankIsNone] = None
    first: Annotated[date | None, _BlankIsNone] = Field(None, alias="from")
    last: Annotated[date | None, _BlankIsNone] = Field(None, alias="to")
    publish: bool = False

    def to_options(self) -> IngestOptions:
        """Raises `BadInput` when the last day is before the first."""
        said = self.first is not None or self.last is not None
        validity = day_range(self.first, self.last) if said else None
        return IngestOptions(publish=self.publish, category=self.category, validity=validity)


class DocumentPatch(Strict):
    """只改写出的几项；from、to 写 null 表示不限。"""

    title: str | None = Field(None, min_length=1, max_length=500)
    category: Category | None = None
    first: date | None = Field(None, alias="from")
    last: date | None = Field(None, alias="to")

    def to_changes(self) -> dict[str, str]:
        changes = {}
        if self.title is not None:
            changes["title"] = self.title
        if self.category is not None:
            changes["category"] = self.category.value
        return changes

    def to_validity(self, old: Validity) -> Validity | None:
        """The validity with the days that were sent, or None when none was. Raises `BadInput`."""
        if not self.model_fields_set & {"first", "last"}:
            return None
        shown = ValidityOut.of(old)
        first = self.first if "first" in self.model_fields_set else shown.first
        last = self.last if "last" in self.model_fields_set else shown.last
        return day_range(first, last)


class NoteOut(Shown):
    """读取时跳过、修补或推断了什么。"""

    code: str
    message: str


class VersionOut(Shown):
    id: str
    number: int
    status: VersionStatus
    content_hash: str
    media_type: str
    size_bytes: int
    chunks: int
    validity: ValidityOut
    notes: list[NoteOut]
    report: ReportOut | None
    created_at: datetime
    published_at: datetime | None

    @classmethod
    def of(cls, noted: NotedVersion) -> VersionOut:
        version = noted.version
        return cls(
            id=version.id,
            number=version.number,
            status=version.status,
            content_hash=version.content_hash,
            media_type=version.media_type,
            size_bytes=version.size_bytes,
            chunks=version.chunks,
            validity=ValidityOut.of(version.validity),
            notes=[NoteOut(code=code, message=message) for code, message in noted.notes],
            report=ReportOut.of(noted.report),
            created_at=version.created_at,
            published_at=version.published_at,
        )


class DocumentOut(Shown):
    """current 是已发布的版本；没有发布过就是最新的版本。"""

    id: str
    shop: str
    name: str = Field(description="上传时的文件名")
    title: str
    category: Category
    created_at: datetime
    status: VersionStatus
    versions: int
    current: VersionOut

    @classmethod
    def of(cls, seen: DocumentOverview) -> DocumentOut:
        document = seen.document
        return cls(
            id=document.id,
            shop=document.shop,
            name=document.name,
            title=document.title,
            category=document.category,
            created_at=document.created_at,
            status=seen.current.version.status,
            versions=len(seen.versions),
            current=VersionOut.of(seen.current),
        )


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


class DocumentsOut(Shown):
    documents: list[DocumentOut]


class VersionsOut(Shown):
    versions: list[VersionOut]


class ChunksOut(Shown):
    chunks: list[ChunkOut]


# The body is read as a stream, so the framework cannot derive this from the route's signature.
UPLOAD_BODY: dict[str, Any] = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["files"],
                "properties": {
                    "files": {"type": "array", "items": {"type": "string", "format": "binary"}},
                    "shop": {"type": "string", "description": "店铺短名；密钥只属于一家店时可省略"},
                    "category": {"type": "string", "enum": [category.value for category in Category]},
                    "from": {"type": "string", "format": "date", "description": "生效的第一天，北京时间"},
                    "to": {"type": "string", "format": "date", "description": "有效的最后一天"},
                    "publish": {"type": "boolean", "default": False, "description": "读完即发布"},
                },
            },
            "encoding": {"files": {"style": "form", "explode": True}},
        }
    },
}
