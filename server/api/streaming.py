"""Server-sent events. The work runs beside the connection: it ends when the client leaves, and silence is filled with
comments so that no proxy mistakes a thinking model for a dead connection.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import TypeVar

import anyio
from anyio.streams.memory import MemoryObjectSendStream
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from knowledge.errors import HuashuError
from server.api.errors import error_body

_log = logging.getLogger(__name__)
_HEARTBEAT = b": still here\n\n"
_HEARTBEAT_S = 10.0  # the shortest idle limit of common proxies is 30 s
CLIENT_GONE = 499  # nginx's number for a client that left; HTTP has none

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ServerEvent:
    name: str
    data: BaseModel

    def encode(self) -> bytes:
        return f"event: {self.name}\ndata: {self.data.model_dump_json(by_alias=True)}\n\n".encode()


Write = Callable[[ServerEvent], Awaitable[None]]
Produce = Callable[[Write], Awaitable[None]]


class EventStream(Response):
    """Sends what `produce` writes. An error after the first byte can only be told as a last event, so it is."""

    media_type = "text/event-stream"

    def __init__(self, produce: Produce, request_id: str, heartbeat_s: float = _HEARTBEAT_S) -> None:
        self.status_code = HTTPStatus.OK
        self.background = None
        self.init_headers({"X-Accel-Buffering": "no"})  # no `body`: a length is not known
        self._produce = produce
        self._request_id = request_id
        self._heartbeat_s = heartbeat_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI's signature
        start = {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers}
        await send(start)
        outgoing, incoming = anyio.create_memory_object_stream[bytes](0)
        async with anyio.create_task_group() as group, incoming:
            group.start_soon(_cancel_when_gone, receive, group.cancel_scope)
            group.start_soon(self._work, outgoing)
            while True:
                frame = _HEARTBEAT
                with anyio.move_on_after(self._heartbeat_s):
                    try:
                        frame = await incoming.receive()
                    except anyio.EndOfStream:
                        break
                await send({"type": "http.response.body", "body": frame, "more_body": True})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
            group.cancel_scope.cancel()

    async def _work(self, outgoing: MemoryObjectSendStream[bytes]) -> None:
        async def write(event: ServerEvent) -> None:
            await outgoing.send(event.encode())

        async with outgoing:
            try:
                await self._produce(write)
            except HuashuError as error:
                await write(ServerEvent("error", error_body(self._request_id, error.reason, error.message)))
            except Exception as error:  # the stream's edge: the client learns that nothing more will come
                _log.error("stream failed", extra={"request_id": self._request_id, "error": type(error).__name__})
                message = "something went wrong on our side; the log has the details under this request_id"
                await write(ServerEvent("error", error_body(self._request_id, "internal", message)))


async def unless_gone(request: Request, work: Callable[[], Awaitable[T]]) -> T | None:
    """The result of `work`, or None when the client left first; then the work was cancelled."""
    result: T | None = None
    failure: Exception | None = None
    async with anyio.create_task_group() as group:
        group.start_soon(_cancel_when_gone, request.receive, group.cancel_scope)
        try:
            result = await work()
        except Exception as error:  # carried over the task group, which would wrap it into a group
            failure = error
        group.cancel_scope.cancel()
    if failure is not None:
        raise failure
    return result


async def _cancel_when_gone(receive: Receive, scope: anyio.CancelScope) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    scope.cancel()
