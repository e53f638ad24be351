"""Background jobs as their submitter sees them."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from ingestion.work import JobKind, landed_files
from knowledge.store.jobs import Job, JobStatus
from server.api.schemas.strict import Shown


class JobErrorOut(Shown):
    code: str
    message: str


class JobFileOut(Shown):
    """一个文件的进展：waiting · reading，然后是结果 added · updated · published · unchanged · failed。"""

    path: str
    status: str
    chunks: int = 0
    products: int = 0
    document_id: str | None = None
    version_id: str | None = None
    notes: list[JobErrorOut] = Field(default_factory=list)
    error: JobErrorOut | None = None


class JobOut(Shown):
    """done/total 是 stage 这一步的进度：read 按文件，index 按段落。files 按上传的顺序，工作进行中也逐个更新。"""

    id: str
    shop: str
    kind: JobKind
    status: JobStatus
    stage: str
    done: int
    total: int
    files: list[JobFileOut]
    error: JobErrorOut | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None

    @classmethod
    def of(cls, job: Job) -> JobOut:
        return cls(
            id=job.id,
            shop=job.shop,
            kind=JobKind(job.kind),
            status=job.status,
            stage=job.stage,
            done=job.done,
            total=job.total,
            files=_files(job),
            error=None if job.error is None else JobErrorOut(**job.error),
            created_at=job.created_at,
            started_at=job.started_at,
            finished_at=job.finished_at,
        )


def _files(job: Job) -> list[JobFileOut]:
    """Of an upload: every file, also those that nobody has looked at yet."""
    landed = landed_files(job)
    shown = []
    for number, file in enumerate(job.payload.get("files", [])):
        if number in landed:
            shown.append(JobFileOut.model_validate(landed[number]))
        elif job.error is not None:
            shown.append(JobFileOut(path=file["name"], status="failed", error=JobErrorOut(**job.error)))
        else:
            reading = job.status is JobStatus.RUNNING and job.stage == "read" and number == job.done
            shown.append(JobFileOut(path=file["name"], status="reading" if reading else "waiting"))
    return shown


class JobAccepted(Shown):
    """工作在后台进行；用 GET /v1/jobs/{id} 或 /events 查看。"""

    job: JobOut


class JobsOut(Shown):
    jobs: list[JobOut]
