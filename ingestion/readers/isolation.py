"""What is done with strangers' files is done in a process of its own, so that none can hang or kill the server.

Each desk has one process, which starts with the first file, serves many, and is replaced after a crash, a timeout or
many files. Reading and looking at pages have desks of their own: a look must not wait for a long reading.
"""

from __future__ import annotations

import base64
import threading
from types import TracebackType
from typing import Any, Self

from ingestion.readers.limits import ReadingLimits
from ingestion.readers.process import WorkerProcess
from ingestion.readers.wire import page_request, parse_reading, reading_request
from ingestion.reading import Reading, SourceFile
from knowledge.errors import UnreadableFile

_FILES_PER_WORKER = 200  # parsers leak; a new process costs a third of a second
_DEFAULT_LIMITS = ReadingLimits()


class _Desk:
    """One process and those who wait for it. Safe to share between threads: they take turns."""

    def __init__(self, limits: ReadingLimits = _DEFAULT_LIMITS) -> None:
        self._limits = limits
        self._turn = threading.Lock()
        self._worker: WorkerProcess | None = None

    def close(self) -> None:
        with self._turn:
            self._drop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _ask(self, request: bytes, source: SourceFile) -> dict[str, Any]:
        with self._turn:
            worker = self._ready_worker()
            try:
                answer = worker.ask(request, source.name, self._limits.timeout_s)
            except BaseException:
                self._drop()
                raise
            if worker.served >= _FILES_PER_WORKER:
                self._drop()
        if "reason" in answer:
            raise UnreadableFile(answer["message"], code=answer["reason"])
        return answer

    def _ready_worker(self) -> WorkerProcess:
        if self._worker is not None and not self._worker.is_alive():
            self._drop()
        if self._worker is None:
            self._worker = WorkerProcess()
        return self._worker

    def _drop(self) -> None:
        if self._worker is not None:
            self._worker.end()
            self._worker = None


class IsolatedReader(_Desk):
    """A `Reader` that reads each file in its worker process."""

    def __call__(self, source: SourceFile) -> Reading:
        """Raises UnreadableFile with the reader's reason; `timeout` or `corrupt` when the worker had to be ended."""
        return parse_reading(self._ask(reading_request(source, self._limits), source))


class IsolatedPages(_Desk):
    """Draws pages of PDFs and pictures for people to look at."""

    def draw(self, source: SourceFile, number: int, width: int) -> bytes:
        """Page `number` (from 1) as a PNG of at most `width` pixels. Raises UnreadableFile, also for no such page."""
        answer = self._ask(page_request(source, self._limits, number, width), source)
        return base64.b64decode(answer["png"])


def read_isolated(source: SourceFile, limits: ReadingLimits = _DEFAULT_LIMITS) -> Reading:
    """Read one file in a process started for it alone. For many files keep an `IsolatedReader`."""
    with IsolatedReader(limits) as reader:
        return reader(source)
