"""Background jobs: rows that people see, carried out by Huey on a thread of this process. The one door to Huey.

The job table is the truth and Huey's queue only carries ids, so a start puts every unfinished job back in the queue:
a job may be done twice, never lost. Work is stopped between two files or batches and taken up again at the next start.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Any

from ingestion.telling import JobTeller
from ingestion.work import GivesWay, JobKind, Workplace, drop_unused, perform
from knowledge.errors import HuashuError
from knowledge.identifiers import new_id
from knowledge.store import jobs as store
from knowledge.store.conflicts import uncompared
from knowledge.store.database import Connection
from knowledge.store.jobs import Job, JobStatus
from knowledge.store.publications import settle_handovers
from knowledge.store.records import forget_before
from knowledge.store.shops import shops_served_by
from knowledge.types import ShopId

_log = logging.getLogger(__name__)
# What an editor waits for goes before what reads whole folders.
_PRIORITY: Mapping[JobKind, int] = {JobKind.INDEX: 2, JobKind.PURGE: 1, JobKind.INGEST: 0, JobKind.RADAR: -1}
_LAST = -2  # jobs tell of their progress, tidying does not
# After these other texts may be published than before.
_PUBLISHING = frozenset({JobKind.INGEST, JobKind.INDEX})
_UPLOADING = timedelta(days=1)  # longer than any upload: what nothing refers to by then, a kill has left
_IDLE_S = 0.5  # the longest time a queued job waits to be seen
_STOP_S = 20.0


class _Stopping(Exception):
    """Ends a job from inside its progress report; the job stays unfinished."""


@contextmanager
def running_worker(place: Workplace) -> Iterator[None]:
    """Work through the queue on a thread for as long as the block lasts. Once per data folder."""
    jobs = Jobs(place)
    jobs.start()
    try:
        yield
    finally:
        jobs.stop()


class Jobs:
    """The queue and its worker. `submit` works without `start`: the jobs then wait for whoever has a worker."""

    def __init__(self, place: Workplace) -> None:
        from huey import crontab

        folder = place.settings.data_dir / "jobs"
        folder.mkdir(parents=True, exist_ok=True)
        self._place = place
        self._came = threading.Event()
        self._huey = _make_queue(str(folder / "queue.db"), self._came)
        self._task = self._huey.task(name="run_job")(self._run)
        hourly = self._huey.periodic_task(crontab(minute="17"), name="tidy", priority=_LAST)
        self._tidying = hourly(self._tidy)
        self._stopping = threading.Event()
        self._consumer: Any = None  # Huey has no types

    def submit(self, kind: JobKind, shop: ShopId, payload: Mapping[str, Any]) -> Job:
        """Record a job and queue it."""
        with self._place.database.write() as connection:
            job = self.record(connection, kind, shop, payload)
        self.queue(job)
        return job

    def record(self, connection: Connection, kind: JobKind, shop: ShopId, payload: Mapping[str, Any]) -> Job:
        """Record a job in the caller's transaction, who calls `queue` once that has committed."""
        job = Job(new_id(), shop, kind.value, JobStatus.QUEUED, self._place.clock(), payload)
        store.insert_job(connection, job)
        return job

    def queue(self, job: Job) -> None:
        self._huey.enqueue(self._task.s(job.id, priority=_PRIORITY[JobKind(job.kind)]))

    def start(self) -> None:
        """Take up what was left unfinished and begin to work. Call once."""
        self._huey.storage.flush_queue()
        with self._place.database.write() as connection:
            unfinished = store.unfinished_jobs(connection)
            for job in unfinished:
                store.requeue_job(connection, job.id)
        for job in unfinished:
            self.queue(job)
        self._huey.enqueue(self._tidying.s())
        self._consumer = _make_consumer(self._huey)
        self._consumer.start()

    def stop(self) -> None:
        """Let the running job reach its next report, then leave; what is unfinished goes on at the next start."""
        self._stopping.set()
        if self._consumer is not None:
            self._consumer.stop_flag.set()
            self._came.set()  # so that a worker that waits sees it
            self._consumer.stop(graceful=True)
        self._huey.storage.close()

    def _run(self, job_id: str) -> None:
        with self._place.database.read() as connection:
            job = store.get_job(connection, job_id)
        if job.status in {JobStatus.DONE, JobStatus.FAILED} or self._stopping.is_set():
            return
        with self._place.database.write() as connection:
            store.start_job(connection, job.id, self._place.clock())
        teller = JobTeller(self._place.database, job.id, self._heed)
        try:
            outcome = perform(job, self._place, teller.progress, teller.keep)
        except _Stopping:
            return
        except GivesWay:
            with self._place.database.write() as connection:
                store.requeue_job(connection, job.id)
            self.queue(job)
        except HuashuError as error:
            self._fail(job, (error.reason, error.message))
        except Exception as error:  # the worker's edge: one job must not end the others
            _log.exception("job broke", extra={"job": job.id, "kind": job.kind})
            self._fail(job, ("internal", f"unexpected {type(error).__name__}; the log has the details"))
        else:
            if outcome.error is None:
                with self._place.database.write() as connection:
                    store.finish_job(connection, job.id, outcome.result, self._place.clock())
                _log.info("job done", extra={"job": job.id, "kind": job.kind, "shop": job.shop})
                if job.kind in _PUBLISHING:
                    self._look_for_conflicts(job.shop)
            else:
                self._fail(job, outcome.error, outcome.result)

    def _fail(self, job: Job, error: tuple[str, str], result: Mapping[str, Any] | None = None) -> None:
        with self._place.database.write() as connection:
            store.fail_job(connection, job.id, error, self._place.clock(), result)
        _log.warning("job failed", extra={"job": job.id, "kind": job.kind, "shop": job.shop, "reason": error[0]})

    def _look_for_conflicts(self, home: ShopId) -> None:
        """Queue a look at what was published since the last one, in each shop that it serves, unless one waits."""
        with self._place.database.read() as connection:
            going = {job.shop for job in store.unfinished_jobs(connection) if job.kind == JobKind.RADAR}
            shops = [
                shop for shop in shops_served_by(connection, home) if shop not in going and uncompared(connection, shop)
            ]
        for shop in shops:
            self.submit(JobKind.RADAR, shop, {})

    def _tidy(self) -> None:
        """What no user asks for: old customer text and cut-off uploads go, versions whose time has come take over, and
        the indexes apply what an earlier end left undone.
        """
        before = self._place.clock() - timedelta(days=self._place.settings.keep_suggestions_days)
        with self._place.database.write() as connection:
            forgotten = forget_before(connection, before)
            settle_handovers(connection, self._place.clock())
        drop_unused(self._place, self._place.sources.forgotten(self._place.clock() - _UPLOADING))
        if forgotten:
            _log.info("old suggestions deleted", extra={"count": forgotten})
        with suppress(_Stopping):
            self._place.index.catch_up(None, lambda done, total: self._heed())  # noqa: ARG005 - the index reports so

    def _heed(self) -> None:
        if self._stopping.is_set():
            raise _Stopping


def _make_queue(path: str, came: threading.Event) -> Any:  # Huey has no types
    from huey import SqliteHuey
    from huey.storage import SqliteStorage

    class Waking(SqliteStorage):  # type: ignore[misc] # Huey has no types
        """Its worker wakes when something comes; what another process queues it sees after `_IDLE_S`."""

        blocking = True  # it waits here, so Huey need not

        def enqueue(self, data: bytes, priority: float | None = None) -> None:
            super().enqueue(data, priority)
            came.set()

        def dequeue(self) -> bytes | None:
            came.clear()  # before the look: what comes after it ends the wait
            found: bytes | None = super().dequeue()
            if found is None:
                came.wait(_IDLE_S)
            return found

    # Results live in the job table; nothing else reads Huey's.
    return SqliteHuey("jobs", storage_class=Waking, filename=path, results=False)


def _make_consumer(huey: Any) -> Any:  # Huey has no types
    from huey.consumer import Consumer

    class ThreadConsumer(Consumer):  # type: ignore[misc] # Huey has no types
        """Leaves the process's signals to the web server, which asks us to stop when it stops."""

        def _set_signal_handlers(self) -> None:
            return

    return ThreadConsumer(huey, workers=1, shutdown_timeout=_STOP_S)
