"""One process per data folder: the embedded vector index is not safe for several. Says who has it when it is taken."""

from __future__ import annotations

import json
import os
import sys
from datetime import datetime
from pathlib import Path
from types import TracebackType

from filelock import FileLock, Timeout

from knowledge.errors import Conflict


class DataFolderLock:
    """Held from `acquire` to `release`, or as long as this object and its process live; also a context manager."""

    def __init__(self, folder: Path, now: datetime) -> None:
        self._holder = folder / "lock.json"
        self._now = now
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = FileLock(folder / "lock")

    def acquire(self) -> None:
        """Raises `Conflict` at once, naming the process that holds the folder."""
        try:
            self._lock.acquire(timeout=0)
        except Timeout as error:
            raise Conflict(f"the data folder {self._folder} is in use by {self._held_by()}") from error
        holder = {"pid": os.getpid(), "command": _command(), "since": self._now.isoformat(timespec="seconds")}
        self._holder.write_text(json.dumps(holder, ensure_ascii=False), encoding="utf-8")

    def release(self) -> None:
        if self._lock.is_locked:
            self._holder.unlink(missing_ok=True)
            self._lock.release()

    def __enter__(self) -> DataFolderLock:
        self.acquire()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def _held_by(self) -> str:
        try:
            holder = json.loads(self._holder.read_text(encoding="utf-8"))
            return f"“{holder['command']}” (process {holder['pid']}, since {holder['since']}); stop it first"
        except (OSError, ValueError, KeyError):
            return "another process that has just taken it; try again"


def _command() -> str:
    """The program and its first word: arguments may hold a customer's question."""
    program = Path(sys.argv[0]).name if sys.argv and sys.argv[0] else "python"
    return " ".join([program, *sys.argv[1:2]]) if sys.argv[1:2] and sys.argv[1].isidentifier() else program
