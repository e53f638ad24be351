"""The queue and its worker: true progress, typed failures, nothing lost by a stop or a kill."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ingestion.ingest import FileResult, FileStatus, IngestOptions, Landed, Progress
from ingestion.jobs import Jobs, running_worker
from ingestion.reading import SourceFile
from ingestion.sources import SourceStore
from ingestion.work import JobKind, Upload, ingest_payload, landed_files, purge_payload
from knowledge.errors import UpstreamUnavailable
from knowledge.store import jobs as store
from knowledge.store import records
from knowledge.store.database import Database, open_database
from knowledge.store.jobs import Job, JobStatus
from knowledge.store.shops import create_shop
from knowledge.types import Category, DocumentId, Shop, ShopId, Validity

NOW = datetime(2026, 6, 18, tzinfo=UTC)
SHOP = ShopId("rules")
_PATIENCE_S = 20.0
_BETWEEN_LOOKS_S = 0.02
_LOOKS = 1000


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


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    database = open_database(f"sqlite:///{tmp_path / 'huashu.db'}")
    with database.write() as connection:
        create_shop(connection, Shop(SHOP, "rules"), NOW)
    sources = SourceStore(tmp_path / "sources", 1 << 20)
    yield Place(Limits(tmp_path), database, sources, ScriptedIngestor(), CountingIndex())
    database.close()


@contextmanager
def stopped(jobs: Jobs) -> Iterator[Jobs]:
    yield jobs
    jobs.stop()


def ingest(jobs: Jobs, *uploads: Upload, options: IngestOptions | None = None) -> Job:
    return jobs.submit(JobKind.INGEST, SHOP, ingest_payload(uploads, options or IngestOptions()))


def refused(name: str) -> Callable[[Progress], FileResult]:
    return lambda _: FileResult(name, FileStatus.FAILED, error=("encrypted", "the file is locked by a password"))


def test_an_upload_is_read_under_its_own_name_with_all_that_was_said_of_it(place: Place) -> None:
    options = IngestOptions(True, Category.RULES, Validity(NOW, NOW + timedelta(days=3)))
    with stopped(Jobs(place)) as jobs, running_worker(place):
        done = place.settled(ingest(jobs, place.upload("规则.md", b"abc"), options=options))
    assert place.ingestor.seen == [("规则.md", b"abc", options)]
    assert done.status is JobStatus.DONE
    assert (done.stage, done.done, done.total) == ("read", 1, 1)
    assert done.result is not None
    assert done.result["files"][0]["chunks"] == 3
    assert done.started_at == done.finished_at == NOW


def test_a_file_that_cannot_be_used_fails_its_job_by_its_own_code_and_the_next_job_goes_on(place: Place) -> None:
    place.ingestor.script["锁.pdf"] = refused("锁.pdf")
    with stopped(Jobs(place)) as jobs, running_worker(place):
        first = ingest(jobs, place.upload("锁.pdf"))
        second = ingest(jobs, place.upload("好.md", b"other"))
        failed, done = place.settled(first), place.settled(second)
    assert failed.status is JobStatus.FAILED
    assert failed.error == {"code": "encrypted", "message": "the file is locked by a password"}
    assert failed.result is not None
    assert done.status is JobStatus.DONE


def test_some_files_that_fail_do_not_fail_the_others(place: Place) -> None:
    place.ingestor.script["锁.pdf"] = refused("锁.pdf")
    with stopped(Jobs(place)) as jobs, running_worker(place):
        done = place.settled(ingest(jobs, place.upload("锁.pdf"), place.upload("好.md", b"other")))
    assert done.status is JobStatus.DONE
    assert done.result is not None
    assert [file["status"] for file in done.result["files"]] == ["failed", "added"]
    assert done.result["failed"] == 1


def test_the_bytes_of_a_file_that_failed_are_not_kept(place: Place) -> None:
    place.ingestor.script["锁.pdf"] = refused("锁.pdf")
    upload = place.upload("锁.pdf")
    with stopped(Jobs(place)) as jobs, running_worker(place):
        place.settled(ingest(jobs, upload))
    assert not list((place.settings.data_dir / "sources").rglob(upload.content_hash))


def test_bytes_that_another_upload_still_waits_for_are_kept(place: Place) -> None:
    place.ingestor.script["坏.pdf"] = refused("坏.pdf")
    upload = place.upload("坏.pdf")
    with stopped(Jobs(place)) as jobs:
        first = ingest(jobs, upload)
        second = ingest(jobs, Upload("好.md", upload.content_hash))
        with running_worker(place):
            place.settled(first)
            assert place.settled(second).status is JobStatus.DONE


def test_a_bug_fails_its_job_without_its_message_and_the_worker_goes_on(place: Place) -> None:
    def bug(_: Progress) -> FileResult:
        raise ValueError("顾客的话")

    place.ingestor.script["虫.md"] = bug
    with stopped(Jobs(place)) as jobs, running_worker(place):
        failed = place.settled(ingest(jobs, place.upload("虫.md")))
        done = place.settled(ingest(jobs, place.upload("好.md", b"other")))
    assert failed.error is not None
    assert failed.error["code"] == "internal"
    assert "顾客" not in failed.error["message"]
    assert done.status is JobStatus.DONE


def test_an_index_that_fails_for_a_reason_fails_the_job_by_it(place: Place) -> None:
    place.index.error = UpstreamUnavailable("the encoder does not answer")
    with stopped(Jobs(place)) as jobs, running_worker(place):
        failed = place.settled(jobs.submit(JobKind.INDEX, SHOP, {}))
    assert failed.error == {"code": "upstream_unavailable", "message": "the encoder does not answer"}


def test_a_purge_removes_the_files_that_nothing_refers_to(place: Place) -> None:
    upload = place.upload("旧.md")
    with stopped(Jobs(place)) as jobs, running_worker(place):
        done = place.settled(
            jobs.submit(JobKind.PURGE, SHOP, purge_payload([upload.content_hash], DocumentId("d"), [SHOP]))
        )
    assert done.result == {"applied": 0, "files_removed": 1, "quotes_removed": 2}
    assert place.index.rewritten == [SHOP]
    assert SHOP in place.index.caught_up
    assert not list((place.settings.data_dir / "sources").rglob(upload.content_hash))


def test_jobs_wait_for_a_worker_and_those_that_a_kill_left_running_are_taken_up(place: Place) -> None:
    with stopped(Jobs(place)) as jobs:
        waiting = ingest(jobs, place.upload("a.md", b"a"))
        killed = ingest(jobs, place.upload("b.md", b"b"))
        with place.database.write() as connection:
            store.start_job(connection, killed.id, NOW)
        jobs._huey.storage.flush_queue()  # as if the queue had lost it
    with running_worker(place):
        assert place.settled(waiting).status is JobStatus.DONE
        assert place.settled(killed).status is JobStatus.DONE
    assert sorted(name for name, _, _ in place.ingestor.seen) == ["a.md", "b.md"]


def test_a_stop_ends_a_long_job_at_its_next_report_and_the_next_start_finishes_it(place: Place) -> None:
    begun, leave = threading.Event(), threading.Event()

    def long(progress: Progress) -> FileResult:
        begun.set()
        while not leave.is_set():
            progress("index", 1, 100)
        return FileResult("长.md", FileStatus.ADDED)

    place.ingestor.script["长.md"] = long
    with stopped(Jobs(place)) as jobs:
        job = ingest(jobs, place.upload("长.md"))
        with running_worker(place):
            assert begun.wait(_PATIENCE_S)
        assert place.job(job).status is JobStatus.RUNNING
    leave.set()
    with running_worker(place):
        assert place.settled(job).status is JobStatus.DONE


def test_a_restart_in_the_middle_of_an_upload_goes_on_with_the_files_that_are_left(place: Place) -> None:
    begun, leave = threading.Event(), threading.Event()

    def long(progress: Progress) -> FileResult:
        begun.set()
        while not leave.is_set():
            progress("read", 1, 3)
        return FileResult("二.md", FileStatus.ADDED)

    place.ingestor.script["二.md"] = long
    with stopped(Jobs(place)) as jobs:
        job = ingest(jobs, *(place.upload(f"{name}.md", name.encode()) for name in "一二三"))
        with running_worker(place):
            assert begun.wait(_PATIENCE_S)
        half_done = place.job(job)
    assert list(landed_files(half_done)) == [0]
    leave.set()
    with running_worker(place):
        done = place.settled(job)
    assert done.result is not None
    assert [file["path"] for file in done.result["files"]] == ["一.md", "二.md", "三.md"]
    assert [name for name, _, _ in place.ingestor.seen] == ["一.md", "二.md", "二.md", "三.md"]
    assert (done.done, done.total) == (3, 3)


def test_a_start_lets_the_indexes_catch_up_and_old_suggestions_go(place: Place) -> None:
    for name, age in (("old", 31), ("young", 29)):
        row = records.SuggestionRow(name, SHOP, "c", "reply", "instant", 1.0, 1, {}, NOW - timedelta(days=age))
        with place.database.write() as connection:
            records.insert_suggestion(connection, row)
    with stopped(Jobs(place)) as jobs, running_worker(place):
        place.settled(jobs.submit(JobKind.INDEX, SHOP, {}))
        place.settled(jobs.submit(JobKind.INGEST, SHOP, ingest_payload([place.upload("a.md")], IngestOptions())))
    assert None in place.index.caught_up
    with place.database.read() as connection:
        records.get_suggestion(connection, "young")
        with pytest.raises(Exception, match="no suggestion old"):
            records.get_suggestion(connection, "old")


def test_the_worker_leaves_the_signals_of_the_process_alone(place: Place) -> None:
    before: dict[Any, Any] = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    others = set(threading.enumerate())
    with running_worker(place):
        assert {number: signal.getsignal(number) for number in before} == before
    assert not [thread for thread in set(threading.enumerate()) - others if thread.name.startswith("Worker-")]
