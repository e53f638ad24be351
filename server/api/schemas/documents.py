"""Documents and their versions as editors see them, and what editors say of them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from ingestion.ingest import IngestOptions
from knowledge.days import CHINA, day_range, start_of
from knowledge.publishing_rules import publishing_rules
from knowledge.scope import level_of
from knowledge.store.document_rows import scope_values
from knowledge.store.history import Actor
from knowledge.store.overview import DocumentOverview, NotedVersion
from knowledge.types import (
    Audience,
    Category,
    Document,
    Scope,
    ScopeLevel,
    Shop,
    Sku,
    Validity,
    ValiditySource,
    VersionStatus,
)
from server.api.schemas.passages import ValidityOut
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

    def to_options(self, by: Actor) -> IngestOptions:
        """Raises `BadInput` when the last day is before the first."""
        said = self.first is not None or self.last is not None
        validity = day_range(self.first, self.last) if said else None
        return IngestOptions(publish=self.publish, category=self.category, validity=validity, by=by)


_Goods = Annotated[list[Annotated[str, Field(min_length=1, max_length=120)]], Field(max_length=500)]


class DocumentPatch(Strict):
    """只改写出的几项；from、to、review_on 写 null 表示不限、不设。"""

    title: str | None = Field(None, min_length=1, max_length=500)
    category: Category | None = None
    first: date | None = Field(None, alias="from")
    last: date | None = Field(None, alias="to")
    dates_confirmed: Literal[True] | None = Field(None, description="确认从正文读到的有效期")
    version: int | None = Field(None, ge=1, description="改哪个版本的有效期；不写为最后发布的，没有则为最新的")
    audience: Audience | None = Field(None, description="staff：整份文件仅供内部，不进入给顾客的回复")
    review_on: date | None = Field(None, description="哪一天之前要复查")
    reviewed: Literal[True] | None = Field(None, description="今天复查过，下次按店铺的间隔")
    platform: str | None = Field(None, max_length=40, description="只用于这个平台的店铺；空为全部")
    product_categories: _Goods | None = Field(None, description="只用于这些商品类目；空为全部")
    skus: _Goods | None = Field(None, description="只用于这些商品；空为全部")
    overrides: str | None = Field(None, max_length=500, description="代替上一级的哪份文件（文件名）；同名的本来就代替")

    def to_changes(self, old: Document) -> dict[str, Any]:
        """The columns that differ from what is there."""
        sent = self.model_fields_set
        changes: dict[str, Any] = {}
        for name in ("title", "overrides"):
            if (value := getattr(self, name)) is not None and value != getattr(old, name):
                changes[name] = value
        if self.category not in {None, old.category}:
            changes["category"] = str(self.category)
        if self.audience not in {None, old.audience}:
            changes["audience"] = str(self.audience)
        if "review_on" in sent:
            due = None if self.review_on is None else start_of(self.review_on)
            changes |= {"review_at": due} if due != old.review_at else {}
        return changes | self._scope_changes(old.scope)

    def _scope_changes(self, old: Scope) -> dict[str, Any]:
        scope = Scope(
            old.platform if self.platform is None else self.platform,
            old.categories if self.product_categories is None else tuple(dict.fromkeys(self.product_categories)),
            old.skus if self.skus is None else tuple(Sku(sku) for sku in dict.fromkeys(self.skus)),
        )
        before = scope_values(old)
        return {name: value for name, value in scope_values(scope).items() if value != before[name]}

    def to_validity(self, old: Validity) -> Validity | None:
        """The validity with the days that were sent, or None when none was. Raises `BadInput`."""
        if not self.model_fields_set & {"first", "last"}:
            return old if self.dates_confirmed else None
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
    validity_source: ValiditySource = Field(description="open 没有写明；found 从正文读到、待确认；confirmed 人确认过")
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
            validity_source=version.validity_source,
            notes=[NoteOut(code=code, message=message) for code, message in noted.notes],
            report=ReportOut.of(noted.report),
            created_at=version.created_at,
            published_at=version.published_at,
        )


class ScopeOut(Shown):
    """用于哪些店铺和商品；空为全部。level 由宽到窄：brand、platform、shop、category、sku，窄的代替宽的。"""

    level: ScopeLevel
    platform: str
    product_categories: list[str]
    skus: list[str]
    overrides: str = Field(description="代替上一级的哪份文件")


class DocumentOut(Shown):
    """current 是最后发布的版本；没有发布过就是最新的版本。revision 随每次改动增加，改动时放进 If-Match。"""

    id: str
    shop: str
    name: str = Field(description="上传时的文件名")
    title: str
    category: Category
    created_at: datetime
    status: VersionStatus
    versions: int
    current: VersionOut
    revision: int
    audience: Audience
    scope: ScopeOut
    review_on: date | None = Field(description="哪一天之前要复查；没有设过则按店铺的间隔")
    inherited: bool = Field(description="品牌的文件，在这家店铺里只能看")
    overridden_by: str | None = Field(description="在这家店铺里由哪份文件代替")

    @classmethod
    def of(cls, seen: DocumentOverview, shop: Shop | None = None, overridden_by: str | None = None) -> DocumentOut:
        """As `shop` sees it, or its own one without."""
        document = seen.document
        own = shop is None or shop.id == document.shop
        rules = publishing_rules({} if shop is None else shop.settings)
        due = rules.review_due(document.review_at, seen.current.version.published_at)
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
            revision=document.revision,
            audience=document.audience,
            scope=ScopeOut(
                level=level_of(document.scope, own=own),
                platform=document.scope.platform,
                product_categories=list(document.scope.categories),
                skus=list(document.scope.skus),
                overrides=document.overrides,
            ),
            review_on=None if due is None else due.astimezone(CHINA).date(),
            inherited=not own,
            overridden_by=overridden_by,
        )


class DocumentsOut(Shown):
    documents: list[DocumentOut]


class VersionsOut(Shown):
    versions: list[VersionOut]


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
