"""Background jobs: what they are doing, once or as it happens."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

import anyio
from anyio.to_thread import run_sync
from fastapi import APIRouter, Query
from starlette.requests import Request

from knowledge.store.jobs import JobStatus, list_jobs
from server.api.access import Caller, Editor, shop_for
from server.api.errors import RESPONSES, request_id_of
from server.api.lookup import find_job
from server.api.running import Running, RunningDep
from server.api.schemas.jobs import JobOut, JobsOut
from server.api.streaming import EventStream, ServerEvent, Write

router = APIRouter(prefix="/v1/jobs", tags=["后台工作"], responses=RESPONSES)
# The worker may be another process, so progress is read from the table: soon, because most jobs are short, and later
# as often as the worker writes it there.
_FIRST_LOOK_S, _LOOK_EVERY_S = 0.025, 0.2
_EVENTS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "事件流：`progress` 若干次，最后是 `done`（成功或失败）；数据都是 Job",
        "content": {"text/event-stream": {"schema": {"type": "string"}}},
    }
}


@router.get("", response_model=JobsOut, summary="店铺最近的工作")
def list_all(
    caller: Editor, running: RunningDep, shop: str | None = None, limit: Annotated[int, Query(ge=1, le=500)] = 100
) -> JobsOut:
    with running.services.database.read() as connection:
        found = list_jobs(connection, shop_for(connection, caller, shop).id, limit)
    return JobsOut(jobs=[JobOut.of(job) for job in found])


@router.get("/{job_id}", response_model=JobOut, summary="一件工作的进度和结果")
def read_job(job_id: str, caller: Editor, running: RunningDep) -> JobOut:
    with running.services.database.read() as connection:
        return JobOut.of(find_job(connection, caller, job_id))


@router.get(
    "/{job_id}/events", status_code=200, responses=_EVENTS, response_class=EventStream, summary="跟随一件工作直到结束"
)
async def follow_job(job_id: str, request: Request, caller: Editor, running: RunningDep) -> EventStream:
    await run_sync(read_job, job_id, caller, running)  # what is not there is a 404, not an event
    return EventStream(partial(_follow, running, caller, job_id), request_id_of(request))


async def _follow(running: Running, caller: Caller, job_id: str, write: Write) -> None:
    told: JobOut | None = None
    pause = _FIRST_LOOK_S
    while True:
        job = await run_sync(read_job, job_id, caller, running)
        over = job.status in {JobStatus.DONE, JobStatus.FAILED}
        if job != told:
            await write(ServerEvent("done" if over else "progress", job))
            told = job
        if over:
            return
        await anyio.sleep(pause)
        pause = min(2 * pause, _LOOK_EVERY_S)
