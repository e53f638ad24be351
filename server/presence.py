"""The server that holds the data folder, if one does: where it listens and the key that it left for this user.

`huashu serve` writes `server.json` (readable by its user alone) once it listens, and removes it when it ends. One
left behind by a killed server answers no health check and counts as none.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

_FILE = "server.json"
_HEALTH_TIMEOUT_S = 15.0  # a busy machine's server takes seconds; the address of a dead one refuses at once


@dataclass(frozen=True, slots=True)
class RunningServer:
    url: str
    key: str
    pid: int


def announce(data_dir: Path, server: RunningServer) -> None:
    """Write `server.json`, never readable by others even for a moment."""
    path = data_dir / _FILE
    temporary = path.with_suffix(".tmp")
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(asdict(server), file)
    temporary.replace(path)


def withdraw(data_dir: Path) -> None:
    (data_dir / _FILE).unlink(missing_ok=True)


def find_server(data_dir: Path) -> RunningServer | None:
    """The server that answers for this data folder, or None."""
    import httpx

    try:
        server = RunningServer(**json.loads((data_dir / _FILE).read_text()))
        httpx.get(f"{server.url}/healthz", timeout=_HEALTH_TIMEOUT_S).raise_for_status()
    except (OSError, ValueError, TypeError, httpx.HTTPError):
        return None
    return server
