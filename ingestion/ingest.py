"""SourceFile -> Document -> Version -> Chunk -> index: one file at a time, each in one transaction.

The version row, which is the ledger, is written together with the chunks: after a kill at any moment a file is
either wholly known or not at all, and the indexes catch up from the outbox. Reading the same bytes again does nothing.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from ingestion.classification import guess_category
from ingestion.corrections import Correction, restored
from ingestion.publishing import publish_or_ask
from ingestion.reading import Reader, SourceFile
from ingestion.sources import SourceStore, StoredSource
from ingestion.splitting import SPLITTER
from ingestion.versions import Read, Said, new_version
from knowledge.errors import HuashuError
from knowledge.identifiers import document_id
from knowledge.store import documents
from knowledge.store.database import Database
from knowledge.store.history import NOBODY, Actor
from knowledge.store.shops import get_shop
from knowledge.types import (
    Category,
    Document,
    DocumentId,
    ShopId,
    Validity,
    ValiditySource,
    Version,
    VersionId,
    VersionStatus,
)

_log = logging.getLogger(__name__)
_NAME_LENGTH = 500  # of the column


class FileStatus(StrEnum):
    ADDED = "added"
    UPDATED = "updated"
    PUBLISHED = "published"  # known content that was a draft until now
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class IngestOptions:
    """What the editor says of the files; None means: as found in the text or the name. `by` is who says it."""

    publish: bool = False
    category: Category | None = None
    validity: Validity | None = None
    by: Actor = NOBODY


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file. `notes` are (code, message) of what was skipped, repaired or assumed."""

    name: str
    status: FileStatus
    chunks: int = 0
    products: int = 0
    document_id: DocumentId | None = None
    version_id: VersionId | None = None
    notes: tuple[tuple[str, str], ...] = ()
    error: tuple[str, str] | None = None

    def shown(self) -> dict[str, Any]:
        """For people and scripts: what `huashu ingest --json` prints and a finished job holds."""
        shown: dict[str, Any] = {
            "path": self.name,
            "status": self.status.value,
            "chunks": self.chunks,
            "products": self.products,
            "document_id": self.document_id,
            "version_id": self.version_id,
            "notes": [{"code": code, "message": message} for code, message in self.notes],
        }
        if self.error is not None:
            shown["error"] = {"code": self.error[0], "message": self.error[1]}
        return shown


class Progress(Protocol):
    """Told while work goes on: `stage` is read or index."""

    def __call__(self, stage: str, done: int, total: int) -> None: ...


class Landed(Protocol):
    """Told of each file as soon as it is in the database or refused; `number` is its place among the files, from 0."""

    def __call__(self, number: int, result: FileResult) -> None: ...


class Index(Protocol):
    def catch_up(self, shop: ShopId | None = None, progress: Callable[[int, int], None] | None = None) -> int: ...


class Ingestor:
    """Puts files into a shop's knowledge."""

    def __init__(
        self,
        database: Database,
        sources: SourceStore,
        index: Index,
        read: Reader,
        clock: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._sources = sources
        self._index = index
        self._read = read
        self._clock = clock
        self._writing = threading.Lock()

    def ingest_all(
        self,
        files: Sequence[SourceFile],
        shop: ShopId,
        options: IngestOptions,
        progress: Progress | None = None,
        landed: Landed | None = None,
    ) -> list[FileResult]:
        """Every file, then the indexes. A file that cannot be used is reported and the rest goes on.

        Raises `NotFound` for an unknown shop.
        """
        report: Progress = progress or (lambda stage, done, total: None)  # noqa: ARG005
        with self._database.read() as connection:
            get_shop(connection, shop)
        results = []
        for number, file in enumerate(files):
            report("read", number, len(files))
            results.append(self.ingest(file, shop, options))
            if landed is not None:
                landed(number, results[-1])
        report("read", len(files), len(files))
        self._index.catch_up(shop, lambda done, total: report("index", done, total))
        return results

    def ingest(self, file: SourceFile, shop: ShopId, options: IngestOptions) -> FileResult:
        """One file into the database; the index follows with `catch_up`. Never raises for what is in the file."""
        try:
            stored = self._sources.put_file(file.path)
            return self._store(SourceFile(stored.path, file.name[-_NAME_LENGTH:]), stored, shop, options)
        except HuashuError as error:
            _log.info("file refused", extra={"shop": shop, "reason": error.reason})
            return FileResult(file.name, FileStatus.FAILED, error=(error.reason, error.message))

    def _store(self, file: SourceFile, stored: StoredSource, shop: ShopId, options: IngestOptions) -> FileResult:
        with self._database.read() as connection:
            known = documents.find_document(connection, shop, file.name)
            latest = None if known is None else documents.latest_version(connection, known.id)
        if known and latest and (latest[0].content_hash, latest[1]) == (stored.content_hash, SPLITTER):
            return self._keep(known, latest[0], options)
        read = self._reading(file, stored)
        with self._writing:
            return self._add(file, read, shop, options)

    def correct(self, document: Document, base: Version, new: Sequence[Correction], by: Actor) -> FileResult:
        """A version's own file, with what was corrected in it before and now, as a draft of a new version.

        Raises `BadInput` (not_in_file) for words that do not stand in the file as they are, and what reading raises.
        """
        path = self._sources.path(base.content_hash)
        file = SourceFile(path, document.name)
        read = self._reading(file, StoredSource(base.content_hash, base.size_bytes, path))
        confirmed = base.validity_source is ValiditySource.CONFIRMED
        with self._database.read() as connection:
            kept = restored(documents.corrections_of(connection, base.id))
        said = Said(base.validity if confirmed else None, (*kept, *new))
        with self._writing:
            return self._add(file, read, document.shop, IngestOptions(by=by), said)

    def _reading(self, file: SourceFile, stored: StoredSource) -> Read:
        began = time.monotonic()
        return Read(stored, self._read(file), time.monotonic() - began)

    def _keep(self, document: Document, version: Version, options: IngestOptions) -> FileResult:
        """The content is known already; only what the editor says of it may be new."""
        status, now = FileStatus.UNCHANGED, self._clock()
        notes: tuple[tuple[str, str], ...] = ()
        with self._database.write() as connection:
            if options.validity is not None and options.validity != version.validity:
                documents.change_validity(connection, document, version.id, options.validity, now, options.by)
                status = FileStatus.UPDATED
            if options.category is not None and options.category is not document.category:
                changes = {"category": options.category.value}
                documents.change_document(connection, document, changes, now, options.by)
                status = FileStatus.UPDATED
            if options.publish and version.status is not VersionStatus.PUBLISHED:
                notes = publish_or_ask(connection, document.shop, version, options.by, now)
                status = FileStatus.UPDATED if notes else FileStatus.PUBLISHED
        return FileResult(document.name, status, version.chunks, 0, document.id, version.id, notes)

    def _add(
        self, file: SourceFile, read: Read, shop: ShopId, options: IngestOptions, said: Said | None = None
    ) -> FileResult:
        now = self._clock()
        with self._database.read() as connection:
            known = documents.find_document(connection, shop, file.name)
            latest = None if known is None else documents.latest_version(connection, known.id)
            before = restored(documents.corrections_of(connection, latest[0].id)) if latest else ()
        if said is None:  # the same file is read again with what was corrected in it; another one speaks for itself
            same = latest is not None and latest[0].content_hash == read.stored.content_hash
            said = Said(options.validity, before) if same else Said(options.validity, undone=before)
        document = known or Document(
            id=document_id(shop, file.name),
            shop=shop,
            name=file.name,
            title=read.reading.title[:_NAME_LENGTH],
            category=options.category or guess_category(file.name, read.reading),
            created_at=now,
        )
        number = 1 if latest is None else latest[0].number + 1
        new = new_version(document, number, read, said, now)
        with self._database.write() as connection:
            if known and options.category is not None and options.category is not known.category:
                documents.change_document(connection, known, {"category": options.category.value}, now, options.by)
            documents.add_version(connection, document, new, options.by)
            asked = publish_or_ask(connection, shop, new.version, options.by, now) if options.publish else ()
        status = FileStatus.ADDED if latest is None else FileStatus.UPDATED
        notes = (*new.notes, *asked)
        return FileResult(file.name, status, len(new.chunks), len(new.products), document.id, new.version.id, notes)
