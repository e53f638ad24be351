"""SourceFile -> Reading in a process of its own, so that a hostile file can neither hang nor kill the server.

The process is a fresh interpreter (never a fork of a server that holds threads and locks), starts once and serves many
files, and is replaced after a crash, a timeout or many files. It inherits no settings and no keys.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import subprocess
import sys
import threading
import time
from types import TracebackType
from typing import Any, Self

from ingestion.readers.limits import ReadingLimits
from ingestion.readers.wire import LENGTH, parse_reading, request
from ingestion.reading import Reading, SourceFile
from knowledge.errors import UnreadableFile

_START_S = 60.0  # to import on a machine under load
_FILES_PER_WORKER = 200  # parsers leak; a new process costs a third of a second
_INHERITED = ("PATH", "LD_LIBRARY_PATH", "TMPDIR", "LANG", "LC_ALL")  # what an interpreter needs; nothing of ours
_DEFAULT_LIMITS = ReadingLimits()


class IsolatedReader:
    """A `Reader` that reads each file in its worker process. Safe to share between threads: they take turns."""

    def __init__(self, limits: ReadingLimits = _DEFAULT_LIMITS) -> None:
        self._limits = limits
        self._turn = threading.Lock()
        self._worker: _Worker | None = None

    def __call__(self, source: SourceFile) -> Reading:
        """Raises UnreadableFile with the reader's reason; `timeout` or `corrupt` when the worker had to be ended."""
        with self._turn:
            worker = self._ready_worker()
            try:
                message = worker.ask(source, self._limits)
            except BaseException:
                self._drop()
                raise
            if worker.served >= _FILES_PER_WORKER:
                self._drop()
        if "reason" in message:
            raise UnreadableFile(message["message"], code=message["reason"])
        return parse_reading(message)

    def close(self) -> None:
        with self._turn:
            self._drop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _ready_worker(self) -> _Worker:
        if self._worker is not None and not self._worker.is_alive():
            self._drop()
        if self._worker is None:
            self._worker = _Worker()
        return self._worker

    def _drop(self) -> None:
        if self._worker is not None:
            self._worker.end()
            self._worker = None


def read_isolated(source: SourceFile, limits: ReadingLimits = _DEFAULT_LIMITS) -> Reading:
    """Read one file in a process started for it alone. For many files keep an `IsolatedReader`."""
    with IsolatedReader(limits) as reader:
        return reader(source)


class _Worker:
    """One reader process and the frames to and from it."""

    def __init__(self) -> None:
        self.served = 0
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "ingestion.readers.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            bufsize=0,
            start_new_session=True,  # an interrupt at the keyboard is for the parent, which ends the worker itself
        )
        try:
            self._receive(time.monotonic() + _START_S)
        except (TimeoutError, EOFError) as error:
            self.end()
            raise UnreadableFile("the reader process did not start", code="timeout") from error

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, source: SourceFile, limits: ReadingLimits) -> dict[str, Any]:
        """The worker's answer. Any: JSON, read by `wire`."""
        self.served += 1
        deadline = time.monotonic() + limits.timeout_s
        try:
            self._send(request(source, limits))
            return self._receive(deadline)
        except TimeoutError as error:
            message = f"{source.name} took longer than {limits.timeout_s:g} s to read (limit `timeout_s`); split it"
            raise UnreadableFile(message, code="timeout") from error
        except (EOFError, BrokenPipeError) as error:
            message = f"{source.name} ended the process that read it; it is damaged or hostile"
            raise UnreadableFile(message, code="corrupt") from error

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()

    def _send(self, data: bytes) -> None:
        if self._process.stdin is None:
            raise EOFError
        view = memoryview(data)
        while view:
            view = view[self._process.stdin.write(view) or 0 :]

    def _receive(self, deadline: float) -> dict[str, Any]:
        size = LENGTH.unpack(self._exactly(LENGTH.size, deadline))[0]
        message: dict[str, Any] = json.loads(self._exactly(size, deadline))
        return message

    def _exactly(self, count: int, deadline: float) -> bytes:
        stream = self._process.stdout
        if stream is None:
            raise EOFError
        data = bytearray()
        with selectors.DefaultSelector() as selector:
            selector.register(stream, selectors.EVENT_READ)
            while len(data) < count:
                if not selector.select(max(0.0, deadline - time.monotonic())):
                    raise TimeoutError
                piece = os.read(stream.fileno(), min(count - len(data), 1 << 20))
                if not piece:
                    raise EOFError
                data += piece
        return bytes(data)


def _environment() -> dict[str, str]:
    """The parent's import path and little else: keys in the environment are none of a parser's business."""
    passed = {name: value for name in _INHERITED if (value := os.environ.get(name)) is not None}
    return {**passed, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "PYTHONUTF8": "1"}
