"""Background work as its user sees it: queued, running with true progress, done or failed with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from knowledge.errors import NotFound
from knowledge.store.tables import jobs
from knowledge.types import ShopId


class JobStatus(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Job:
    """`done` of `total` units of `stage`; `error` holds code and message when it failed."""

    id: str
    shop: ShopId
    kind: str
    status: JobStatus
    created_at: datetime
    payload: Mapping[str, Any]
    done: int = 0
    total: int = 0
    stage: str = ""
    result: Mapping[str, Any] | None = None
    error: Mapping[str, str] | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None


def insert_job(connection: Connection, job: Job) -> None:
    connection.execute(
        insert(jobs).values(
            id=job.id,
            shop=job.shop,
            kind=job.kind,
            status=job.status.value,
            done=job.done,
            total=job.total,
            stage=job.stage,
            payload=dict(job.payload),
            created_at=job.created_at,
        )
    )


def get_job(connection: Connection, job: str) -> Job:
    """Raises `NotFound`."""
    row = connection.execute(select(jobs).where(jobs.c.id == job)).first()
    if row is None:
        raise NotFound(f"there is no job {job}")
    return _job(row)


def list_jobs(connection: Connection, shop: ShopId, limit: int = 100) -> list[Job]:
    """Newest first."""
    query = select(jobs).where(jobs.c.shop == shop).order_by(jobs.c.created_at.desc()).limit(limit)
    return [_job(row) for row in connection.execute(query)]


def unfinished_jobs(connection: Connection) -> list[Job]:
    """Queued or running, oldest first: what a restarted worker takes up again."""
    open_states = [JobStatus.QUEUED.value, JobStatus.RUNNING.value]
    query = select(jobs).where(jobs.c.status.in_(open_states)).order_by(jobs.c.created_at)
    return [_job(row) for row in connection.execute(query)]


def requeue_job(connection: Connection, job: str) -> None:
    """Back to the start, for a job whose worker ended in the middle of it."""
    values = {"status": JobStatus.QUEUED.value, "stage": "", "done": 0, "total": 0, "started_at": None}
    connection.execute(update(jobs).where(jobs.c.id == job).values(**values))


def start_job(connection: Connection, job: str, now: datetime) -> None:
    connection.execute(
        update(jobs).where(jobs.c.id == job).values(status=JobStatus.RUNNING.value, started_at=now, done=0, total=0)
    )


def report_progress(connection: Connection, job: str, stage: str, done: int, total: int) -> None:
    connection.execute(update(jobs).where(jobs.c.id == job).values(stage=stage, done=done, total=total))


def keep_result(connection: Connection, job: str, result: Mapping[str, Any]) -> None:
    """What a job has to show before it is over; a restart goes on from it."""
    connection.execute(update(jobs).where(jobs.c.id == job).values(result=dict(result)))


def finish_job(connection: Connection, job: str, result: Mapping[str, Any], now: datetime) -> None:
    values = {"status": JobStatus.DONE.value, "result": dict(result), "finished_at": now}
    connection.execute(update(jobs).where(jobs.c.id == job).values(**values))


def fail_job(
    connection: Connection, job: str, error: tuple[str, str], now: datetime, result: Mapping[str, Any] | None = None
) -> None:
    """`error` is (code, message); `result` is what there is to say beside it, in place of what was kept before."""
    values: dict[str, Any] = {
        "status": JobStatus.FAILED.value,
        "error": dict(zip(("code", "message"), error, strict=True)),
        "finished_at": now,
    }
    if result is not None:
        values["result"] = dict(result)
    connection.execute(update(jobs).where(jobs.c.id == job).values(**values))


def cancel_job(connection: Connection, job: str, now: datetime) -> None:
    """Ask a job to end: it does so at its next report. One that is over already stays as it is."""
    open_states = [JobStatus.QUEUED.value, JobStatus.RUNNING.value]
    values = {
        "status": JobStatus.FAILED.value,
        "error": {"code": "cancelled", "message": "stopped by a person"},
        "finished_at": now,
    }
    connection.execute(update(jobs).where(jobs.c.id == job, jobs.c.status.in_(open_states)).values(**values))


def _job(row: Row[Any]) -> Job:
    return Job(
        id=row.id,
        shop=ShopId(row.shop),
        kind=row.kind,
        status=JobStatus(row.status),
        created_at=row.created_at,
        payload=row.payload,
        done=row.done,
        total=row.total,
        stage=row.stage,
        result=row.result,
        error=row.error,
        started_at=row.started_at,
        finished_at=row.finished_at,
    )
