"""Whether the server lives, whether it is fit to answer, and its counters. Open: nothing here is about a shop."""

from __future__ import annotations

from enum import StrEnum

from fastapi import APIRouter
from starlette.responses import Response

from knowledge.store.jobs import unfinished_jobs
from knowledge.store.outbox import count_pending
from server.api.running import RunningDep
from server.api.schemas.strict import Shown
from server.api.state import reasons

router = APIRouter(tags=["状态"])
_TEXT = "text/plain; version=0.0.4; charset=utf-8"


class Readiness(StrEnum):
    OK = "ok"
    DEGRADED = "degraded"


class AliveOut(Shown):
    status: str = "ok"


class ReasonOut(Shown):
    code: str
    message: str


class ReadyOut(Shown):
    """degraded 时仍在服务，reasons 说明差在哪里。没有配置模型不算 degraded。"""

    status: Readiness
    reasons: list[ReasonOut]


@router.get("/healthz", response_model=AliveOut, summary="进程是否活着")
def alive() -> AliveOut:
    return AliveOut()


@router.get("/readyz", response_model=ReadyOut, summary="能否正常回答")
def ready(running: RunningDep) -> ReadyOut:
    found = reasons(running.services)
    status = Readiness.DEGRADED if found else Readiness.OK
    return ReadyOut(status=status, reasons=[ReasonOut(code=each.code, message=each.message) for each in found])


@router.get("/metrics", response_class=Response, summary="Prometheus 指标")
def metrics(running: RunningDep) -> Response:
    with running.services.database.read() as connection:
        text = running.metrics.exposition(count_pending(connection), len(unfinished_jobs(connection)))
    return Response(text, media_type=_TEXT)
