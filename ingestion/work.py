"""What a background job of each kind does. Knows nothing of queues and threads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from ingestion.conflicts.radar import Passed
from ingestion.ingest import FileResult, FileStatus, IngestOptions, Landed, Progress
from ingestion.reading import SourceFile
from ingestion.sources import SourceStore
from knowledge.errors import Conflict, NotFound
from knowledge.store.database import Database
from knowledge.store.history import Actor
from knowledge.store.jobs import Job, JobStatus, get_job, unfinished_jobs
from knowledge.store.overview import used_sources
from knowledge.types import Category, DocumentId, ShopId, Validity

_LANDED = "landed"  # of a job's result while it is not over: its files by their place in the upload


class JobKind(StrEnum):
    INGEST = "ingest"  # read uploaded files into a shop
    INDEX = "index"  # let the indexes catch up after a change
    PURGE = "purge"  # remove the last traces of a deleted document
    RADAR = "radar"  # look for contradictions in what was published since the last time


class Index(Protocol):
    def catch_up(self, shop: ShopId | None = None, progress: Callable[[int, int], None] | None = None) -> int: ...

    def forget_terms(self, shop: ShopId) -> None:
        """Leave no word of a deleted text in the files of the shop's indexes."""


class Ingesting(Protocol):
    def ingest_all(
        self,
        files: Sequence[SourceFile],
        shop: ShopId,
        options: IngestOptions,
        progress: Progress | None = None,
        landed: Landed | None = None,
    ) -> list[FileResult]: ...


class Keep(Protocol):
    """Keeps what a job has to show so far, for its reader and for the start after a stop or a kill."""

    def __call__(self, result: Mapping[str, Any]) -> None: ...


class Comparing(Protocol):
    """Looks for contradictions and repetitions among a shop's passages."""

    def sweep(self, shop: ShopId, progress: Callable[[int, int], None]) -> Passed: ...

    def begin_anew(self, shop: ShopId) -> None: ...


class Limits(Protocol):
    @property
    def data_dir(self) -> Path: ...

    @property
    def keep_suggestions_days(self) -> int:
        """How long suggestions, which hold customer text, are kept."""


class Workplace(Protocol):
    """What jobs work with; the composition root's services are one."""

    @property
    def settings(self) -> Limits: ...

    @property
    def clock(self) -> Callable[[], datetime]: ...

    @property
    def database(self) -> Database: ...

    @property
    def sources(self) -> SourceStore: ...

    @property
    def ingestor(self) -> Ingesting: ...

    @property
    def index(self) -> Index: ...

    @property
    def radar(self) -> Comparing: ...

    def forget_quotes(self, shops: Sequence[ShopId], document: DocumentId) -> int:
        """Take a deleted document's text out of the suggestions of these shops; returns out of how many."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file in the source store, under the name that its uploader gave it."""

    name: str
    content_hash: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """`error` (code, message) is set when nothing of the job succeeded; `result` is for its reader either way."""

    result: Mapping[str, Any]
    error: tuple[str, str] | None = None


def ingest_payload(uploads: Sequence[Upload], options: IngestOptions) -> dict[str, Any]:
    validity = options.validity
    return {
        "files": [asdict(upload) for upload in uploads],
        "publish": options.publish,
        "category": None if options.category is None else options.category.value,
        "validity": None if validity is None else [_text(validity.starts), _text(validity.ends)],
        "by": [options.by.id, options.by.name],
    }


def purge_payload(content_hashes: Sequence[str], document: DocumentId, shops: Sequence[ShopId]) -> dict[str, Any]:
    """`shops` are those whose suggestions may quote the document."""
    return {"content_hashes": list(content_hashes), "document": document, "shops": list(shops)}


class GivesWay(Exception):
    """Ends a job for a while, because somebody waits for another one. What it did is kept; it is to be queued again."""


def perform(job: Job, place: Workplace, progress: Progress, keep: Keep) -> Outcome:
    """Do a job from where an earlier start left it; doing one twice is the same as once.

    Raises `HuashuError` and `GivesWay`.
    """
    match JobKind(job.kind):
        case JobKind.INGEST:
            return _ingest(job, place, progress, keep)
        case JobKind.INDEX:
            return Outcome({"applied": _catch_up(job, place, progress)})
        case JobKind.RADAR:
            return _compare(job, place, progress, keep)
        case JobKind.PURGE:
            applied = _catch_up(job, place, progress)
            place.index.forget_terms(job.shop)
            shops = [ShopId(shop) for shop in job.payload.get("shops", ())]
            quotes = place.forget_quotes(shops, DocumentId(job.payload.get("document", ""))) if shops else 0
            removed = drop_unused(place, job.payload["content_hashes"], job.id)
            place.database.vacuum()
            return Outcome({"applied": applied, "files_removed": removed, "quotes_removed": quotes})


def _compare(job: Job, place: Workplace, progress: Progress, keep: Keep) -> Outcome:
    """Everything anew where that was asked for, and only once however often the job is taken up again."""

    def told(done: int, total: int) -> None:
        with place.database.read() as connection:
            if get_job(connection, job.id).status is JobStatus.FAILED:
                raise Conflict(
                    "the search for contradictions was stopped; the next one goes on from here", code="cancelled"
                )
            queued = [other for other in unfinished_jobs(connection) if other.status is JobStatus.QUEUED]
        progress("compare", done, total)
        if done and any(other.kind != JobKind.RADAR for other in queued):
            raise GivesWay

    if job.payload.get("anew") and not (job.result or {}).get("begun"):
        place.radar.begin_anew(job.shop)
        keep({"begun": True})
    passed = place.radar.sweep(job.shop, told)
    return Outcome({"passages": passed.passages, "found": passed.found, "new": passed.new})


def drop_unused(place: Workplace, content_hashes: Sequence[str], job: str | None = None) -> int:
    """Remove source files that no version was read from and that no other job still waits to read; says how many."""
    with place.database.read() as connection:
        used = used_sources(connection, content_hashes)
        for other in unfinished_jobs(connection):
            if other.id != job and other.kind == JobKind.INGEST:
                used |= {file["content_hash"] for file in other.payload["files"]}
    unused = sorted(set(content_hashes) - used)
    place.sources.delete(unused)
    return len(unused)


def landed_files(job: Job) -> dict[int, Mapping[str, Any]]:
    """What became of an upload's files so far, by their place in it."""
    result = job.result or {}
    return (
        dict(enumerate(result["files"]))
        if "files" in result
        else {int(n): f for n, f in result.get(_LANDED, {}).items()}
    )


def _ingest(job: Job, place: Workplace, progress: Progress, keep: Keep) -> Outcome:
    uploads = [Upload(**file) for file in job.payload["files"]]
    shown = landed_files(job)
    waiting: list[tuple[int, SourceFile]] = []
    for number, upload in enumerate(uploads):
        if number in shown:
            continue
        try:
            waiting.append((number, SourceFile(place.sources.path(upload.content_hash), upload.name)))
        except NotFound as error:  # its bytes are gone from the data folder: the others are not to blame
            failure = FileResult(upload.name, FileStatus.FAILED, error=(error.reason, error.message))
            shown[number] = failure.shown()
    before = len(shown)

    def landed(number: int, result: FileResult) -> None:
        shown[waiting[number][0]] = result.shown()
        keep({_LANDED: shown})

    def told(stage: str, done: int, total: int) -> None:
        first = before if stage == "read" else 0
        progress(stage, first + done, first + total)

    place.ingestor.ingest_all([file for _, file in waiting], job.shop, _options(job.payload), told, landed)
    drop_unused(place, [upload.content_hash for upload in uploads], job.id)
    files = [shown[number] for number in range(len(uploads))]
    errors = [file["error"] for file in files if file["status"] == FileStatus.FAILED]
    all_failed = len(errors) == len(files)
    first = (errors[0]["code"], errors[0]["message"]) if errors and all_failed else None
    return Outcome({"files": files, "failed": len(errors)}, first)


def _catch_up(job: Job, place: Workplace, progress: Progress) -> int:
    return place.index.catch_up(job.shop, lambda done, total: progress("index", done, total))


def _options(payload: Mapping[str, Any]) -> IngestOptions:
    validity = payload["validity"]
    return IngestOptions(
        publish=payload["publish"],
        category=None if payload["category"] is None else Category(payload["category"]),
        validity=None if validity is None else Validity(*(_moment(text) for text in validity)),
        by=Actor(*payload.get("by", ())),
    )


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
