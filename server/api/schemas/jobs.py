"""Background jobs as their submitter sees them."""

from __future__ import annotations

from datetime import datetime

from ingestion.work import JobKind
from knowledge.store.jobs import Job, JobStatus
from server.api.schemas.strict import Shown


class JobErrorOut(Shown):
    code: str
    message: str


class JobFileOut(Shown):
    """一个文件的结果：added · updated · published · unchanged · failed。"""

    path: str
    status: str
    chunks: int
    products: int
    document_id: str | None
    version_id: str | None
    notes: list[JobErrorOut]
    error: JobErrorOut | None = None


class JobOut(Shown):
    """done/total 是 stage 这一步的进度：read 按文件，index 按段落。"""

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
            files=[JobFileOut.model_validate(file) for file in (job.result or {}).get("files", [])],
            error=None if job.error is None else JobErrorOut(**job.error),
            created_at=job.created_at,
            started_at=job.started_at,
            finished_at=job.finished_at,
        )


class JobAccepted(Shown):
    """工作在后台进行；用 GET /v1/jobs/{id} 或 /events 查看。"""

    job: JobOut


class JobsOut(Shown):
    jobs: list[JobOut]
