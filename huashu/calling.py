"""How commands reach the application: over HTTP when a server holds the data folder, else in this process."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from knowledge.errors import HuashuError, NotFound, UpstreamUnavailable

if TYPE_CHECKING:
    from server.compose import Services
    from server.presence import RunningServer
    from server.settings import Settings

_CALL_TIMEOUT_S = 120.0


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
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
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
    from server.presence import find_server

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
