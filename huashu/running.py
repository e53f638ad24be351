"""The server that holds the data folder, if one does: where it listens and the key that it left for this user.

`huashu serve` writes `server.json` (readable by its user alone) once it listens, and removes it when it ends. One
left behind by a killed server answers no health check and counts as none.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.errors import HuashuError, NotFound, UpstreamUnavailable

if TYPE_CHECKING:
    from server.compose import Services
    from server.settings import Settings

_FILE = "server.json"
_HEALTH_TIMEOUT_S = 2.0
_CALL_TIMEOUT_S = 120.0


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


def call_server(server: RunningServer, method: str, path: str, **arguments: Any) -> dict[str, Any]:
    """One request; the server's own error becomes ours again. Raises `HuashuError`."""
    import httpx

    headers = {"Authorization": f"Bearer {server.key}"}
    try:
        response = httpx.request(method, f"{server.url}{path}", headers=headers, timeout=_CALL_TIMEOUT_S, **arguments)
    except httpx.HTTPError as error:
        raise UpstreamUnavailable(f"the server at {server.url} does not answer: {error}") from error
    return _body(response.status_code, response.json())


def call_app(services: Services, method: str, path: str, **arguments: Any) -> dict[str, Any]:
    """The same request without a server: the application runs in this process, with a key that dies with it."""
    import asyncio

    import httpx

    from knowledge.store.keys import KeyRole, create_key, revoke_key
    from server.api.app import create_app

    async def send() -> httpx.Response:
        transport = httpx.ASGITransport(app=create_app(services))
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost", timeout=None) as client:
            return await client.request(method, path, headers={"Authorization": f"Bearer {new.secret}"}, **arguments)

    with services.database.write() as connection:
        new = create_key(connection, None, KeyRole.ADMIN, "command line", services.clock())
    try:
        response = asyncio.run(send())
    finally:
        with services.database.write() as connection:
            revoke_key(connection, new.key.id, services.clock())
    return _body(response.status_code, response.json())


def call(settings: Settings, method: str, path: str, **arguments: Any) -> dict[str, Any]:
    """Through the running server when there is one, else in this process."""
    from server.compose import composed

    server = find_server(settings.data_dir)
    if server is not None:
        return call_server(server, method, path, **arguments)
    with composed(settings) as services:
        return call_app(services, method, path, **arguments)


def _body(status: int, body: Mapping[str, Any]) -> dict[str, Any]:
    if status < 400:
        return dict(body)
    error = body.get("error", {})
    family = NotFound if status == 404 else HuashuError
    raise family(str(error.get("message", f"status {status}")), code=str(error.get("code", "internal")))
