"""A data folder with a queue, a database and an ingestor that does what a test says."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from ingestion.ingest import FileResult, FileStatus, IngestOptions, Landed, Progress
from ingestion.jobs import Jobs
from ingestion.reading import SourceFile
from ingestion.sources import SourceStore
from ingestion.work import JobKind, Upload, ingest_payload
from knowledge.store import jobs as store
from knowledge.store.database import Database
from knowledge.store.jobs import Job, JobStatus
from knowledge.types import DocumentId, ShopId

NOW = datetime(2026, 6, 18, tzinfo=UTC)
SHOP = ShopId("rules")
PATIENCE_S = 120.0  # far more than any of this takes on a busy machine
_BETWEEN_LOOKS_S = 0.02
_LOOKS = int(PATIENCE_S / _BETWEEN_LOOKS_S)


@dataclass
class ScriptedIngestor:
    """Does to each file what `script` says by its name; the default is that it works."""

    script: dict[str, Callable[[Progress], FileResult]] = field(default_factory=dict)
    seen: list[tuple[str, bytes, IngestOptions]] = field(default_factory=list)

    def ingest_all(
        self,
        files: Sequence[SourceFile],
        shop: ShopId,
        options: IngestOptions,
        progress: Progress | None = None,
        landed: Landed | None = None,
    ) -> list[FileResult]:
        assert progress is not None
        assert landed is not None
        results = []
        for number, file in enumerate(files):
            progress("read", number, len(files))
            self.seen.append((file.name, file.path.read_bytes(), options))
            work = self.script.get(file.name)
            results.append(work(progress) if work else FileResult(file.name, FileStatus.ADDED, 3))
            landed(number, results[-1])
        progress("read", len(files), len(files))
        return results


@dataclass
class CountingIndex:
    caught_up: list[ShopId | None] = field(default_factory=list)
    error: Exception | None = None
    rewritten: list[ShopId] = field(default_factory=list)

    def catch_up(self, shop: ShopId | None = None, progress: Callable[[int, int], None] | None = None) -> int:
        self.caught_up.append(shop)
        if self.error is not None and shop is not None:
            raise self.error
        return 0

    def forget_terms(self, shop: ShopId) -> None:
        self.rewritten.append(shop)


@dataclass
class Limits:
    data_dir: Path
    keep_suggestions_days: int = 30


@dataclass
class Place:
    settings: Limits
    database: Database
    sources: SourceStore
    ingestor: ScriptedIngestor
    index: CountingIndex
    clock: Callable[[], datetime] = lambda: NOW

    def forget_quotes(self, shops: Sequence[ShopId], document: DocumentId) -> int:
        return 2 * len(shops)

    def upload(self, name: str, content: bytes = b"text") -> Upload:
        return Upload(name, self.sources.put([content]).content_hash)

    def job(self, job: Job) -> Job:
        with self.database.read() as connection:
            return store.get_job(connection, job.id)

    def settled(self, job: Job) -> Job:
        """The job once it is over."""
        pause = threading.Event()
        for _ in range(_LOOKS):
            now = self.job(job)
            if now.status in {JobStatus.DONE, JobStatus.FAILED}:
                return now
            pause.wait(_BETWEEN_LOOKS_S)
        raise AssertionError(f"the job is still {now.status}")


@contextmanager
def stopped(jobs: Jobs) -> Iterator[Jobs]:
    yield jobs
    jobs.stop()


def ingest(jobs: Jobs, *uploads: Upload, options: IngestOptions | None = None) -> Job:
    return jobs.submit(JobKind.INGEST, SHOP, ingest_payload(uploads, options or IngestOptions()))


def refused(name: str) -> Callable[[Progress], FileResult]:
    return lambda _: FileResult(name, FileStatus.FAILED, error=("encrypted", "the file is locked by a password"))
