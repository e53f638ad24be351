"""What a running application holds, and how routes get it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

from anyio import CapacityLimiter
from fastapi import Depends
from starlette.requests import Request

from ingestion.jobs import Jobs
from server.api.metrics import Metrics
from server.api.turns import Turns

if TYPE_CHECKING:
    from server.compose import Services

_UPLOADS_AT_ONCE = 4  # each holds a thread while its sender sends; the rest of the threads answers customers


@dataclass(frozen=True, slots=True)
class Running:
    services: Services
    jobs: Jobs
    metrics: Metrics
    turns: Turns = field(default_factory=Turns)
    trials: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(1))  # each builds indexes of its own
    upload_places: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(_UPLOADS_AT_ONCE))


async def _running(request: Request) -> Running:
    running: Running = request.app.state.running
    return running


RunningDep = Annotated[Running, Depends(_running)]
