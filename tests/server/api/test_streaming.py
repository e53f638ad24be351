from __future__ import annotations

from collections.abc import Callable
from typing import Any

import anyio
import pytest

from knowledge.errors import Conflict, UpstreamTimeout
from knowledge.types import ShopId
from server.api.schemas.events import DeltaEvent
from server.api.streaming import EventStream, ServerEvent, Write
from server.api.turns import Turns

pytestmark = pytest.mark.anyio


class Connection:
    """Both ends of an ASGI call: collects the bytes, and hangs up when told to."""

    def __init__(self, on_bytes: Callable[[bytes], None] = lambda sent: None) -> None:
        self.messages: list[Any] = []
        self.hung_up = anyio.Event()
        self._on_bytes = on_bytes

    async def receive(self) -> dict[str, Any]:
        await self.hung_up.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        self.messages.append(message)
        self._on_bytes(message.get("body", b""))

    @property
    def body(self) -> bytes:
        return b"".join(message.get("body", b"") for message in self.messages)


async def test_silence_is_filled_with_comments_until_the_work_speaks() -> None:
    heard = anyio.Event()

    async def produce(write: Write) -> None:
        await heard.wait()
        await write(ServerEvent("delta", DeltaEvent(text="好\n的")))

    connection = Connection(lambda sent: heard.set() if sent.startswith(b":") else None)
    await EventStream(produce, "r", heartbeat_s=0.001)({"type": "http"}, connection.receive, connection.send)
    assert connection.body.startswith(b": ")
    assert connection.body.endswith('event: delta\ndata: {"text":"好\\n的"}\n\n'.encode())
    assert connection.messages[-1]["more_body"] is False


async def test_an_error_is_the_last_event_with_the_request_id() -> None:
    async def produce(write: Write) -> None:
        raise UpstreamTimeout("too late")

    connection = Connection()
    await EventStream(produce, "r-1")({"type": "http"}, connection.receive, connection.send)
    assert b'"code":"upstream_timeout","message":"too late","request_id":"r-1"' in connection.body


async def test_the_work_ends_when_the_client_hangs_up() -> None:
    ended: list[str] = []
    connection = Connection()

    async def produce(write: Write) -> None:
        connection.hung_up.set()
        try:
            await anyio.sleep_forever()
        finally:
            ended.append("work")

    await EventStream(produce, "r")({"type": "http"}, connection.receive, connection.send)
    assert ended == ["work"]


async def test_turns_of_different_shops_with_equal_conversation_names_do_not_meet() -> None:
    turns = Turns()
    begun, go = [anyio.Event(), anyio.Event()], anyio.Event()
    results: list[str] = []

    async def take(shop: str, number: int) -> None:
        async def work() -> str:
            begun[number].set()
            await go.wait()
            return shop

        results.append(await turns.take(ShopId(shop), "c-1", work))

    async with anyio.create_task_group() as group:
        group.start_soon(take, "a", 0)
        group.start_soon(take, "b", 1)
        await begun[0].wait()
        await begun[1].wait()
        go.set()
    assert sorted(results) == ["a", "b"]


async def test_a_turn_whose_work_failed_does_not_block_the_next() -> None:
    turns = Turns()

    async def fail() -> None:
        raise Conflict("no")

    async def answer() -> str:
        return "done"

    with pytest.raises(Conflict, match="no"):
        await turns.take(ShopId("a"), "c", fail)
    assert await turns.take(ShopId("a"), "c", answer) == "done"
