"""Nothing is lost by a stop or a kill: the next start takes up what was left."""

from __future__ import annotations

import signal
import threading
from datetime import timedelta
from typing import Any

import pytest

from ingestion.ingest import FileResult, FileStatus, IngestOptions, Progress
from ingestion.jobs import Jobs, running_worker
from ingestion.work import JobKind, ingest_payload, landed_files
from knowledge.store import jobs as store
from knowledge.store import records
from knowledge.store.jobs import JobStatus
from tests.ingestion.job_place import (
    NOW,
    PATIENCE_S,
    SHOP,
    Place,
    ingest,
    stopped,
)


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
            assert begun.wait(PATIENCE_S)
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
            assert begun.wait(PATIENCE_S)
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
