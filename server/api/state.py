"""What keeps the server from answering as well as it could, each reason with what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from knowledge.errors import HuashuError, IndexMismatch
from knowledge.store.jobs import JobStatus, unfinished_jobs
from knowledge.store.outbox import count_pending, oldest_pending

if TYPE_CHECKING:
    from server.compose import Services

_BACKLOG = timedelta(minutes=2)  # longer than any single upload's indexing on a small machine should take
_UNSTARTED = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Reason:
    code: str
    message: str


def reasons(services: Services) -> list[Reason]:
    """Empty when all is well. That no model is configured is a way to run and no reason."""
    found = [_index(services), _encoder(services), _outbox(services), _worker(services)]
    return [reason for reason in found if reason is not None]


def _index(services: Services) -> Reason | None:
    try:
        services.index.check()
    except IndexMismatch as error:
        return Reason(error.reason, error.message)
    return None


def _encoder(services: Services) -> Reason | None:
    if services.settings.encoder == "litellm":
        return None  # a probe every few seconds would be paid for; its failures show in the requests themselves
    try:
        services.encoder.encode_query("在吗")
    except HuashuError as error:
        return Reason("encoder_missing", error.message)
    return None


def _outbox(services: Services) -> Reason | None:
    with services.database.read() as connection:
        since, waiting = oldest_pending(connection), count_pending(connection)
    if since is None or services.clock() - since < _BACKLOG:
        return None
    return Reason("outbox_backlog", f"{waiting} index writes wait since {since:%H:%M:%S} UTC: new texts are not found")


def _worker(services: Services) -> Reason | None:
    with services.database.read() as connection:
        unfinished = unfinished_jobs(connection)
    if not unfinished or any(job.status is JobStatus.RUNNING for job in unfinished):
        return None
    if services.clock() - unfinished[0].created_at < _UNSTARTED:
        return None
    return Reason("no_worker", f"{len(unfinished)} jobs wait and nothing works on them: start `huashu worker`")
