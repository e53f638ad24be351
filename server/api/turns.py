"""One suggestion at a time per conversation: a newer message overtakes the older one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

import anyio

from knowledge.errors import Conflict
from knowledge.types import ShopId

T = TypeVar("T")
Place = tuple[ShopId, str]


class Turns:
    """Which conversations are being worked on in this process. Used from the event loop only."""

    def __init__(self) -> None:
        self._running: dict[Place, anyio.CancelScope] = {}

    async def take(self, shop: ShopId, conversation: str, work: Callable[[], Awaitable[T]]) -> T:
        """Run `work` and cancel what runs for the same conversation. Raises `Conflict` when overtaken in turn."""
        place = (shop, conversation)
        older = self._running.get(place)
        if older is not None:
            older.cancel()
        scope = anyio.CancelScope()
        self._running[place] = scope
        try:
            with scope:
                return await work()
        finally:
            if self._running.get(place) is scope:
                del self._running[place]
        raise Conflict("a newer message of this conversation replaced this suggestion", code="superseded")
