"""The application in process: clients by role, server-sent events parsed, jobs followed to their end."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import httpx
from fastapi import FastAPI

from knowledge.store.keys import KeyRole, create_key
from knowledge.types import ShopId
from server.compose import Services


@dataclass(frozen=True, slots=True)
class Received:
    event: str
    data: Any


def parse_events(text: str) -> list[Received]:
    """Every event of a stream; comments are passed over."""
    found = []
    for block in text.split("\n\n"):
        lines = [line for line in block.splitlines() if not line.startswith(":")]
        if lines:
            fields = dict(line.split(": ", 1) for line in lines)
            found.append(Received(fields["event"], json.loads(fields["data"])))
    return found


@dataclass(frozen=True, slots=True)
class Api:
    """Calls an application with keys made for the purpose."""

    app: FastAPI
    services: Services

    def key(self, role: KeyRole = KeyRole.ADMIN, shop: str | None = None) -> str:
        with self.services.database.write() as connection:
            scope = None if shop is None else ShopId(shop)
            return create_key(connection, scope, role, "test", self.services.clock()).secret

    def client(self, role: KeyRole = KeyRole.ADMIN, shop: str | None = None) -> httpx.AsyncClient:
        return self.with_key(self.key(role, shop))

    def with_key(self, key: str | None) -> httpx.AsyncClient:
        headers = {} if key is None else {"Authorization": f"Bearer {key}"}
        transport = httpx.ASGITransport(app=self.app)
        return httpx.AsyncClient(transport=transport, base_url="http://huashu.test", headers=headers)


async def finished(client: httpx.AsyncClient, accepted: httpx.Response) -> dict[str, Any]:
    """The job of a 202 answer once it is over."""
    assert accepted.status_code == 202, accepted.text
    response = await client.get(f"/v1/jobs/{accepted.json()['job']['id']}/events")
    last = parse_events(response.text)[-1]
    assert last.event == "done", last
    job: dict[str, Any] = last.data
    return job


async def upload(client: httpx.AsyncClient, files: dict[str, bytes], **fields: str) -> httpx.Response:
    parts = [("files", (name, content)) for name, content in files.items()]
    return await client.post("/v1/documents", files=parts, data=fields)


def question(text: str, conversation: str = "c-1", **more: Any) -> dict[str, Any]:
    """The body that asks for a suggestion."""
    messages = [{"role": "customer", "text": text}]
    return {"shop": "rules", "conversation_id": conversation, "messages": messages, **more}
