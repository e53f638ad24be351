"""Ids. Those of documents and versions follow from what they name, so that a repeated run arrives at the same ones."""

from __future__ import annotations

import hashlib
import re
import uuid

from knowledge.errors import BadInput
from knowledge.types import ChunkId, DocumentId, ShopId, VersionId

_SHOP = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}")


def shop_id(text: str) -> ShopId:
    """A shop's short name as given by a person. Raises `BadInput` when it could not be a folder or a URL part."""
    if not _SHOP.fullmatch(text):
        raise BadInput(f"“{text[:80]}” is no shop name: use lower-case letters, digits, - and _ (at most 63)")
    return ShopId(text)


def document_id(shop: ShopId, name: str) -> DocumentId:
    return DocumentId(_digest(shop, name))


def version_id(document: DocumentId, number: int, content_hash: str) -> VersionId:
    return VersionId(_digest(document, str(number), content_hash))


def chunk_id(version: VersionId, ordinal: int, text_hash: str) -> ChunkId:
    return ChunkId(_digest(version, str(ordinal), text_hash))


def message_id(shop: ShopId, given: str) -> str:
    """Of a reported message, whose reporter names it by its content: another shop's may have the same."""
    return hashlib.sha256(f"{shop}\0{given}".encode()).hexdigest()[:32]


def text_hash(context: str, text: str) -> str:
    """Of what is embedded for a chunk: the key of the vector cache."""
    return hashlib.sha256(f"{context}\0{text}".encode()).hexdigest()


def new_id() -> str:
    """A random id for what happens once: suggestions, decisions, jobs, keys."""
    return uuid.uuid4().hex


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24]
