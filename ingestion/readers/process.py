"""A parser's process as its parent sees it: a fresh interpreter, frames to and from it, and an end to all it started.

Never a fork of a server that holds threads and locks, and it inherits no settings and no keys.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
import time
from typing import Any

from ingestion.readers.wire import LENGTH
from knowledge.errors import UnreadableFile

_START_S = 60.0  # to import on a machine under load
_INHERITED = ("PATH", "LD_LIBRARY_PATH", "TMPDIR", "LANG", "LC_ALL", "TESSDATA_PREFIX")  # nothing of ours


class WorkerProcess:
    """Answers one request at a time; whoever gets an error from `ask` ends it."""

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

    def ask(self, request: bytes, name: str, timeout_s: float) -> dict[str, Any]:
        """The answer to a frame about the file `name`. Any: JSON, read by `wire`.

        Raises UnreadableFile: `timeout`, or `corrupt` when it died of the file.
        """
        self.served += 1
        deadline = time.monotonic() + timeout_s
        try:
            self._send(request)
            return self._receive(deadline)
        except TimeoutError as error:
            message = f"{name} took longer than {timeout_s:g} s to read (limit `timeout_s`); split it"
            raise UnreadableFile(message, code="timeout") from error
        except (EOFError, BrokenPipeError) as error:
            message = f"{name} ended the process that read it; it is damaged or hostile"
            raise UnreadableFile(message, code="corrupt") from error

    def end(self) -> None:
        """With all that it started: text recognition is a program of its own."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
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
    import_path = os.pathsep.join(path for path in sys.path if path)
    # One thread for text recognition too: the other processors are the server's.
    return {**passed, "PYTHONPATH": import_path, "PYTHONUTF8": "1", "OMP_THREAD_LIMIT": "1"}
