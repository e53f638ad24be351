"""Rows of documents and versions as values, and a scope as its columns."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row

from knowledge.types import (
    Audience,
    Category,
    Document,
    DocumentId,
    Scope,
    ShopId,
    Sku,
    Validity,
    ValiditySource,
    Version,
    VersionId,
    VersionStatus,
)


def to_document(row: Row[Any]) -> Document:
    return Document(
        id=DocumentId(row.id),
        shop=ShopId(row.shop),
        name=row.name,
        title=row.title,
        category=Category(row.category),
        created_at=row.created_at,
        revision=row.revision,
        audience=Audience(row.audience),
        scope=to_scope(row),
        overrides=row.overrides,
        review_at=row.review_at,
    )


def to_scope(row: Row[Any]) -> Scope:
    """Of a row that has a document's platform and goods."""
    goods: dict[str, list[str]] = row.goods
    return Scope(row.platform, tuple(goods.get("categories", ())), tuple(Sku(sku) for sku in goods.get("skus", ())))


def scope_values(scope: Scope) -> dict[str, Any]:
    """The columns that keep a scope."""
    return {"platform": scope.platform, "goods": {"categories": list(scope.categories), "skus": list(scope.skus)}}


def to_version(row: Row[Any]) -> Version:
    return Version(
        id=VersionId(row.id),
        document_id=DocumentId(row.document_id),
        number=row.number,
        status=VersionStatus(row.status),
        content_hash=row.content_hash,
        media_type=row.media_type,
        size_bytes=row.size_bytes,
        chunks=row.chunks,
        validity=Validity(row.starts, row.ends),
        created_at=row.created_at,
        published_at=row.published_at,
        validity_source=ValiditySource(row.validity_source),
    )
