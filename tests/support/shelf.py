"""Fill a shop with documents the way ingestion does, without reading files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from knowledge import identifiers
from knowledge.store.database import Database
from knowledge.store.documents import NewVersion, add_version, find_document, latest_version, publish_version
from knowledge.store.shops import create_shop
from knowledge.types import (
    Audience,
    Category,
    Chunk,
    ChunkKind,
    Document,
    Place,
    Product,
    Shop,
    ShopId,
    Sku,
    Validity,
    Version,
    VersionId,
    VersionStatus,
)
from tests.support.database import opened_database

NOW = datetime(2025, 6, 18, 2, 0, tzinfo=UTC)
SPLITTER = "shelf/1"


@dataclass(frozen=True, slots=True)
class Text:
    """One chunk to be: its text and whatever of it is not usual."""

    text: str
    context: str = ""
    kind: ChunkKind = ChunkKind.PROSE
    section: tuple[str, ...] = ()
    skus: tuple[str, ...] = ()
    audience: Audience = Audience.CUSTOMER
    fields: tuple[tuple[str, str], ...] = ()
    tokens: int | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """One document to be. `texts` may be plain strings."""

    name: str
    texts: Sequence[Text | str] = ()
    category: Category = Category.OTHER
    validity: Validity = field(default_factory=Validity)
    products: Sequence[Product] = ()


class Shelf:
    """A database with one shop on it."""

    def __init__(self, folder: Path, shop: str = "tea") -> None:
        self.database: Database = opened_database(folder)
        self.shop: ShopId = identifiers.shop_id(shop)
        with self.database.write() as connection:
            create_shop(connection, Shop(self.shop, shop), NOW)

    def put(self, paper: Paper, *, publish: bool = True, shop: ShopId | None = None, at: datetime = NOW) -> VersionId:
        """Store a new version of the paper, published unless told otherwise."""
        shop = shop or self.shop
        with self.database.write() as connection:
            document = find_document(connection, shop, paper.name) or Document(
                identifiers.document_id(shop, paper.name), shop, paper.name, paper.name, paper.category, NOW
            )
            latest = latest_version(connection, document.id)
            number = latest[0].number + 1 if latest else 1
            new = _version(document, number, paper)
            add_version(connection, document, new)
            if publish:
                publish_version(connection, document, new.version.id, at)
        return new.version.id

    def document(self, name: str) -> Document:
        with self.database.read() as connection:
            found = find_document(connection, self.shop, name)
        assert found is not None
        return found


def _version(document: Document, number: int, paper: Paper) -> NewVersion:
    texts = [text if isinstance(text, Text) else Text(text) for text in paper.texts]
    content_hash = identifiers.text_hash(paper.name, "\0".join(text.text for text in texts))
    id_ = identifiers.version_id(document.id, number, content_hash)
    chunks = tuple(_chunk(document, id_, ordinal, text) for ordinal, text in enumerate(texts))
    version = Version(
        id=id_,
        document_id=document.id,
        number=number,
        status=VersionStatus.DRAFT,
        content_hash=content_hash,
        media_type="text/markdown",
        size_bytes=1,
        chunks=len(chunks),
        validity=paper.validity,
        created_at=NOW,
    )
    return NewVersion(version, SPLITTER, chunks, tuple(paper.products))


def _chunk(document: Document, version: VersionId, ordinal: int, text: Text) -> Chunk:
    text_hash = identifiers.text_hash(text.context, text.text)
    return Chunk(
        id=identifiers.chunk_id(version, ordinal, text_hash),
        document_id=document.id,
        version_id=version,
        ordinal=ordinal,
        kind=text.kind,
        text=text.text,
        context=text.context,
        place=Place(section=text.section),
        tokens=len(text.text) if text.tokens is None else text.tokens,
        text_hash=text_hash,
        skus=tuple(Sku(sku) for sku in text.skus),
        audience=text.audience,
        fields=text.fields,
    )
