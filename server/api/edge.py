"""The outermost layer of every request: its id, its log line, its headers, and the answer to a bug of ours.

Plain ASGI, so that streams and disconnects pass through untouched. Log lines hold no path values, no query and no
body: any of them may be customer text.
"""

from __future__ import annotations

import logging
import re
import time
import traceback
from collections.abc import Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from knowledge.identifiers import new_id
from server.api.errors import error_response
from server.api.metrics import Metrics

_log = logging.getLogger(__name__)
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    ("Cache-Control", "no-store"),
)


class Edge:
    def __init__(self, app: ASGIApp, metrics: Metrics, timer: Callable[[], float] = time.perf_counter) -> None:
        self._app = app
        self._metrics = metrics
        self._timer = timer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = self._timer()
        request_id = _request_id(Headers(scope=scope).get("x-request-id", ""))
        scope.setdefault("state", {})["request_id"] = request_id
        status = 0

        async def send_on(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                _add_headers(message, request_id)
            await send(message)

        try:
            await self._app(scope, receive, send_on)
        except Exception as error:  # the process edge: whatever went wrong, the client gets an answer and we a trace
            _log.error("request failed", extra={"request_id": request_id, **_trace(error)})
            if status == 0:
                await error_response(request_id, 500, "internal", _SORRY)(scope, receive, send_on)
        finally:
            self._record(scope, request_id, status, self._timer() - begun)

    def _record(self, scope: Scope, request_id: str, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "unmatched")
        self._metrics.request(scope["method"], route, status, seconds)
        _log.info(
            "request",
            extra={
                "request_id": request_id,
                "method": scope["method"],
                "route": route,
                "status": status,
                "ms": round(seconds * 1000, 1),
                "actor": scope["state"].get("actor", ""),
            },
        )


_SORRY = "something went wrong on our side; the log has the details under this request_id"


def _request_id(given: str) -> str:
    return given if _REQUEST_ID.fullmatch(given) else new_id()


def _add_headers(message: Message, request_id: str) -> None:
    headers = MutableHeaders(scope=message)
    headers["X-Request-ID"] = request_id
    for name, value in _HEADERS:
        headers.setdefault(name, value)


def _trace(error: Exception) -> dict[str, str]:
    """The class and where it happened. Not the message: libraries quote the values they choke on."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    return {"error": type(error).__name__, "at": " > ".join(f"{frame.name}:{frame.lineno}" for frame in frames)}
