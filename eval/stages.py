"""A BEIR collection through the production index and retriever -> figures of every stage."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from eval.beir import Collection, measure
from ingestion.ingest import Progress
from ingestion.reading import Paragraph, Reading
from ingestion.splitting import SPLITTER, split
from knowledge.identifiers import chunk_id, document_id, version_id
from knowledge.store import documents
from knowledge.store.documents import NewVersion
from knowledge.store.shops import create_shop
from knowledge.types import (
    Category,
    Chunk,
    ChunkId,
    Document,
    DocumentId,
    Query,
    Shop,
    ShopId,
    Validity,
    Version,
    VersionId,
    VersionStatus,
)
from server.compose import Services, composed
from server.settings import Settings

_SHOP = ShopId("beir")
_DEPTH = 100  # documents a ranking, for recall@100
_MEDIA_TYPE = "application/jsonl"


def measure_stages(collection: Collection, settings: Settings, report: Progress) -> dict[str, dict[str, float | None]]:
    """dense, lexical, fused and, with a reranker configured, reranked; each with the figures of `beir.measure`."""
    with tempfile.TemporaryDirectory(prefix="huashu-eval-") as data:
        own = settings.model_copy(update={"data_dir": Path(data), "database_url": ""})
        with composed(own) as services:
            owners = _store(services, collection)
            services.index.catch_up(_SHOP, lambda done, total: report("index", done, total))
            return _measure(services, collection, owners, report)


def _measure(
    services: Services, collection: Collection, owners: Mapping[ChunkId, str], report: Progress
) -> dict[str, dict[str, float | None]]:
    stages: dict[str, dict[str, list[str]]] = {"dense": {}, "lexical": {}, "fused": {}, "reranked": {}}
    for number, query in enumerate(collection.qrels):
        report("queries", number, len(collection.qrels))
        found = services.knowledge.explain(Query(_SHOP, collection.queries[query], services.clock()))
        for stage, rankings in stages.items():
            ids: tuple[ChunkId, ...] = getattr(found, stage)
            rankings[query] = list(dict.fromkeys(owners[id_] for id_ in ids))[:_DEPTH]
    measured = {stage: measure(rankings, collection) for stage, rankings in stages.items()}
    if not any(stages["reranked"].values()):
        del measured["reranked"]
    return measured


def _store(services: Services, collection: Collection) -> dict[ChunkId, str]:
    """The corpus as one published version; which of its documents each chunk belongs to."""
    now = services.clock()
    document = Document(document_id(_SHOP, "corpus"), _SHOP, "corpus", "corpus", Category.OTHER, now)
    digest = hashlib.sha256("\0".join(collection.documents).encode()).hexdigest()
    version = version_id(document.id, 1, digest)
    owners: dict[ChunkId, str] = {}
    chunks: list[Chunk] = []
    for owner, chunk in _chunks(collection.documents, document.id, version):
        numbered = replace(chunk, id=chunk_id(version, len(chunks), chunk.text_hash), ordinal=len(chunks))
        owners[numbered.id] = owner
        chunks.append(numbered)
    new = NewVersion(_version(version, document.id, digest, len(chunks), now), SPLITTER, tuple(chunks))
    with services.database.write() as connection:
        create_shop(connection, Shop(_SHOP, "BEIR"), now)
        documents.add_version(connection, document, new)
        documents.publish_version(connection, document, version, now)
    return owners


def _chunks(
    corpus: Mapping[str, tuple[str, str]], document: DocumentId, version: VersionId
) -> Iterator[tuple[str, Chunk]]:
    for owner, (title, text) in corpus.items():
        paragraphs: Iterable[Paragraph] = (Paragraph(line) for line in text.splitlines() if line.strip())
        reading = Reading(title, _MEDIA_TYPE, tuple(paragraphs))
        for chunk in split(reading, document_id=document, version_id=version, title=title):
            yield owner, chunk


def _version(version: VersionId, document: DocumentId, digest: str, chunks: int, now: datetime) -> Version:
    return Version(version, document, 1, VersionStatus.DRAFT, digest, _MEDIA_TYPE, 0, chunks, Validity(), now)
