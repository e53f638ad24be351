"""The real server with the sample shop on a free loopback port, which a test may stop and start again."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

import uvicorn
from anyio import to_thread
from sqlalchemy import select

from ingestion.folder import collect_sources, ensure_shop, load_profile
from ingestion.ingest import IngestOptions
from knowledge.store.keys import KeyRole, create_key
from knowledge.store.shops import change_shop, get_shop
from knowledge.store.tables import decisions, messages, suggestions
from knowledge.types import ShopId
from server.api.app import create_app
from server.compose import Services, composed
from server.reply.events import Done, Event
from server.reply.suggest import Suggester
from server.settings import Settings
from tests.support.database import prepared
from tests.support.hashing_encoder import HashingEncoder

SAMPLES = Path(__file__).resolve().parents[3] / "samples" / "shop"
SHOP = ShopId("demo")
# Enough of the sample shop to answer what is asked here; the manual's many pages would only take time.
_TAKEN = ("物流政策.md", "优惠与促销规则.md", "小家电及配件商品表.csv", "空调商品总表_202607.xlsx", "客服话术库.xlsx")


class Gated:
    """The real suggester, which waits where a test tells it to: before it begins, or before it is done."""

    def __init__(self, suggester: Suggester) -> None:
        self.suggester = suggester
        self.begin, self.end = threading.Event(), threading.Event()
        self.open()

    def open(self) -> None:
        self.begin.set()
        self.end.set()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.suggester, name)

    async def suggest(self, *given: Any, **more: Any) -> AsyncGenerator[Event, None]:
        await to_thread.run_sync(self.begin.wait, abandon_on_cancel=True)
        async with aclosing(self.suggester.suggest(*given, **more)) as events:
            async for event in events:
                if isinstance(event, Done):
                    await to_thread.run_sync(self.end.wait, abandon_on_cancel=True)
                yield event


@dataclass
class Served:
    services: Services
    port: int
    gate: Gated
    _server: uvicorn.Server | None = field(default=None, init=False)
    _thread: threading.Thread | None = field(default=None, init=False)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        config = uvicorn.Config(
            create_app(self.services), host="127.0.0.1", port=self.port, log_config=None, timeout_graceful_shutdown=1
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run)
        self._thread.start()
        while not self._server.started:
            self._thread.join(0.01)

    def stop(self) -> None:
        assert self._server is not None and self._thread is not None
        self._server.should_exit = True
        self._thread.join()

    def key(self, role: KeyRole = KeyRole.AGENT) -> str:
        with self.services.database.write() as connection:
            return create_key(connection, SHOP, role, "测试", self.services.clock()).secret

    def decisions(self, conversation: str) -> list[dict[str, Any]]:
        """Those on the suggestions of a conversation, oldest first."""
        query = (
            select(decisions)
            .join(suggestions, suggestions.c.id == decisions.c.suggestion_id)
            .where(suggestions.c.conversation_id == conversation)
            .order_by(decisions.c.decided_at)
        )
        with self.services.database.read() as connection:
            return [dict(row._mapping) for row in connection.execute(query)]

    def messages(self, conversation: str) -> list[dict[str, Any]]:
        query = select(messages).where(messages.c.conversation_id == conversation).order_by(messages.c.at)
        with self.services.database.read() as connection:
            return [dict(row._mapping) for row in connection.execute(query)]

    def record(self, conversation: str) -> str:
        """All that was kept of the conversation's suggestions."""
        query = select(suggestions.c.record).where(suggestions.c.conversation_id == conversation)
        with self.services.database.read() as connection:
            return json.dumps([row.record for row in connection.execute(query)], ensure_ascii=False)

    def set_rules(self, **rules: str) -> None:
        with self.services.database.write() as connection:
            settings = {
                key: value for key, value in get_shop(connection, SHOP).settings.items() if "service." not in key
            }
            settings |= {f"service.{name}": value for name, value in rules.items()}
            change_shop(connection, SHOP, {"settings": settings})


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    with composed(Settings(data_dir=prepared(folder)), encoder=HashingEncoder()) as services:
        ensure_shop(services.database, SHOP, load_profile(SAMPLES), services.clock())
        files = [file for file in collect_sources([SAMPLES]) if file.name in _TAKEN]
        results = services.ingestor.ingest_all(files, SHOP, IngestOptions(publish=True))
        assert all(result.error is None for result in results), results
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        gate = Gated(services.suggester)
        server = Served(replace(services, suggester=cast(Any, gate)), port, gate)
        server.start()
        yield server
        server.stop()
