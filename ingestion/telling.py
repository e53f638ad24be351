"""What a running job says of itself, written to its row: often enough for a reader, and never for every step.

Whoever reports is told here that the process wants to stop: `heed` raises, after what was kept has been written.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from knowledge.store import jobs
from knowledge.store.database import Database

_EVERY_S = 0.2  # a write transaction each: more often is noise to a reader


class JobTeller:
    """`progress` and `keep` of one job, for one thread."""

    def __init__(self, database: Database, job: str, heed: Callable[[], None]) -> None:
        self._database = database
        self._job = job
        self._heed = heed
        self._told: tuple[str, float] = ("", 0.0)
        self._unkept: Mapping[str, Any] | None = None

    def progress(self, stage: str, done: int, total: int) -> None:
        """A new stage and the end of one are always written."""
        try:
            self._heed()
        except BaseException:
            self._write(None)
            raise
        now = time.monotonic()
        if stage != self._told[0] or done >= total or now - self._told[1] >= _EVERY_S:
            self._told = (stage, now)
            self._write((stage, done, total))

    def keep(self, result: Mapping[str, Any]) -> None:
        """Written with the next progress that is."""
        self._unkept = result

    def _write(self, progress: tuple[str, int, int] | None) -> None:
        if progress is None and self._unkept is None:
            return
        with self._database.write() as connection:
            if progress is not None:
                jobs.report_progress(connection, self._job, *progress)
            if self._unkept is not None:
                jobs.keep_result(connection, self._job, self._unkept)
        self._unkept = None
