"""The nouns of shop knowledge: SourceFile -> Document -> Version -> Chunk, and the Passage that retrieval returns.

Values only: no SQL, no index, no files. Times are aware UTC; money is Decimal in yuan unless `currency` says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import NewType

ShopId = NewType("ShopId", str)  # the shop's short name, e.g. "rules"; lower-case letters, digits, - and _
DocumentId = NewType("DocumentId", str)
VersionId = NewType("VersionId", str)
ChunkId = NewType("ChunkId", str)
Sku = NewType("Sku", str)


class VersionStatus(StrEnum):
    """Of a document's version. One is `published`; beside it the one that it follows, until its own first day."""

    DRAFT = "draft"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    RETIRED = "retired"


class Category(StrEnum):
    """What a document is about; the editor sets it, ingestion guesses it from the name and headings."""

    PRODUCT = "product"
    RULES = "rules"
    WAREHOUSE = "warehouse"
    LOGISTICS = "logistics"
    AFTERSALE = "aftersale"
    SCRIPTS = "scripts"
    GUIDE = "guide"  # voice and upsell guides: for us, never a customer-facing fact
    OTHER = "other"


class ChunkKind(StrEnum):
    PROSE = "prose"
    TABLE_ROW = "table_row"
    FAQ = "faq"  # a question with its answer, kept whole
    SCRIPT = "script"  # an approved reply (话术) with its scenario, kept whole


class Audience(StrEnum):
    CUSTOMER = "customer"
    STAFF = "staff"  # 仅内部 / 不对客: may guide a draft, never appears in one


class ScopeLevel(StrEnum):
    """How widely a document speaks, widest first; what stands lower overrides what stands higher."""

    BRAND = "brand"
    PLATFORM = "platform"
    SHOP = "shop"
    CATEGORY = "category"
    SKU = "sku"


class ValiditySource(StrEnum):
    """Where a version's dates come from."""

    OPEN = "open"  # nothing was found and nothing said: it holds always
    FOUND = "found"  # read in the text; nobody has looked yet
    CONFIRMED = "confirmed"  # set or confirmed by an editor


@dataclass(frozen=True, slots=True)
class Validity:
    """When a version may be used: `starts` inclusive, `ends` exclusive; None is open."""

    starts: datetime | None = None
    ends: datetime | None = None

    def covers(self, moment: datetime) -> bool:
        return (self.starts is None or self.starts <= moment) and (self.ends is None or moment < self.ends)


@dataclass(frozen=True, slots=True)
class Scope:
    """For which shops and goods a document speaks; empty is all of them. `categories` are the catalogue's own."""

    platform: str = ""
    categories: tuple[str, ...] = ()
    skus: tuple[Sku, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where in its document a text stands. `page` and `row` count from 1; `row` is the sheet's own row number."""

    section: tuple[str, ...] = ()
    page: int | None = None
    sheet: str | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Chunk:
    """The unit that is embedded, found and cited.

    `context` is the line that is embedded before the text (title › section path; for a table row the header cells).
    `text` is what is shown and cited. `text_hash` is `identifiers.text_hash(context, text)`: of what is embedded.
    `fields` holds a table row's cells by header, a FAQ's "question"/"answer", a script's "scenario"/"stage"/"text"
    and any number of "variant".
    """

    id: ChunkId
    document_id: DocumentId
    version_id: VersionId
    ordinal: int
    kind: ChunkKind
    text: str
    context: str
    place: Place
    tokens: int
    text_hash: str
    skus: tuple[Sku, ...] = ()
    audience: Audience = Audience.CUSTOMER
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A source file's identity in a shop or brand. `name` is its path as uploaded and is unique there.

    `revision` counts every change of the document, so that two editors notice each other. `overrides` names the
    document of a higher level that this one replaces, beside the one of its own name. `audience` STAFF keeps all of
    it from customers. `review_at` is when somebody should read it again.
    """

    id: DocumentId
    shop: ShopId
    name: str
    title: str
    category: Category
    created_at: datetime
    revision: int = 1
    audience: Audience = Audience.CUSTOMER
    scope: Scope = Scope()
    overrides: str = ""
    review_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """One content of a document. `content_hash` is the sha256 of the file's bytes, `number` counts from 1."""

    id: VersionId
    document_id: DocumentId
    number: int
    status: VersionStatus
    content_hash: str
    media_type: str
    size_bytes: int
    chunks: int
    validity: Validity
    created_at: datetime
    published_at: datetime | None = None
    validity_source: ValiditySource = ValiditySource.OPEN


@dataclass(frozen=True, slots=True)
class Scores:
    """Why a passage was found. Ranks count from 1; None means that the stage did not return it."""

    fused: float
    dense: float | None = None  # cosine
    dense_rank: int | None = None
    lexical: float | None = None  # BM25
    lexical_rank: int | None = None
    rerank: float | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk as retrieval hands it to drafting: hydrated from the database, published and valid at that moment.

    `also_in` names the other documents in which the same stands.

    `level` and `home` say where it comes from: how widely its document speaks, and whose it is, a shop's or a brand's.
    """

    chunk: Chunk
    document_name: str
    title: str
    category: Category
    validity: Validity
    version_number: int
    scores: Scores
    level: ScopeLevel = ScopeLevel.SHOP
    home: ShopId = ShopId("")
    also_in: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return self.chunk.text


@dataclass(frozen=True, slots=True)
class Query:
    """A standalone question put to retrieval. `as_of` is the moment whose knowledge counts."""

    shop: ShopId
    text: str
    as_of: datetime
    sku: Sku | None = None  # the product in view, ranked first
    limit: int = 8
    budget_tokens: int = 1800
    also: tuple[str, ...] = ()  # words that documents may use for what the text says; looked for by words alone


@dataclass(frozen=True, slots=True)
class Retrieval:
    """Passages best first. `confidence` in [0, 1] says how likely they answer the query; drafting has a floor on it."""

    passages: tuple[Passage, ...]
    confidence: float
    revision: int  # the shop's knowledge revision that was read


@dataclass(frozen=True, slots=True)
class Product:
    """A catalogue row. `attributes` keeps every column that has no meaning of its own, in the sheet's words."""

    sku: Sku
    name: str
    price: Decimal | None = None  # 售价 / 到手价: what is paid now
    list_price: Decimal | None = None  # 原价 / 吊牌价
    stock: int | None = None
    category: str = ""
    brand: str = ""
    companions: tuple[Sku, ...] = ()  # 搭配: A+B
    benefit: str = ""  # 满减 / 赠品 / 第二件: A+A, in the shop's words
    attributes: tuple[tuple[str, str], ...] = ()
    currency: str = "CNY"


@dataclass(frozen=True, slots=True)
class Script:
    """An approved reply (话术), pinned when its scenario matches; used only with every {slot} filled."""

    id: ChunkId
    scenario: str
    text: str
    stage: str = ""
    variants: tuple[str, ...] = ()
    passage: Passage | None = None


@dataclass(frozen=True, slots=True)
class Shop:
    id: ShopId
    name: str
    platform: str = ""
    voice: str = "default"  # id of a voice file in prompts/voices
    settings: dict[str, str] = field(default_factory=dict)
    brand: ShopId | None = None  # whose documents serve this shop too
