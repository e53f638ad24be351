"""The queue and its worker: true progress, and typed failures that leave the next job alone."""

from __future__ import annotations

from datetime import timedelta

from ingestion.ingest import FileResult, IngestOptions, Progress
from ingestion.jobs import Jobs, running_worker
from ingestion.work import JobKind, Upload, purge_payload
from knowledge.errors import UpstreamUnavailable
from knowledge.store.jobs import JobStatus
from knowledge.types import Category, DocumentId, Validity
from tests.ingestion.job_place import (
    NOW,
    SHOP,
    Place,
    ingest,
    refused,
    stopped,
)


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
