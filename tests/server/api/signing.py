"""People as they sign in: by a link, by a password, with a clock that a test moves."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import httpx

from tests.support.http import Api
from tests.support.suggestions import NOW

PASSWORD = "茶-oolong-2026"


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, time: timedelta) -> None:
        self.now += time


async def a_link(api: Api, login: str = "lin", role: str = "editor", shop: str | None = None) -> str:
    """A new person's one-time token."""
    async with api.client() as admin:
        made = await admin.post("/v1/people", json={"login": login, "name": "小林", "role": role, "shop": shop})
        assert made.status_code == 201, made.text
        link = (await admin.post(f"/v1/people/{made.json()['id']}/link")).json()
    return str(link["url"].partition("#/link/")[2])


async def signed_in(api: Api, **person: Any) -> httpx.AsyncClient:
    """A browser of a person who has just used a link, with the console's header."""
    client = api.with_key(None)
    used = await client.post("/v1/session/link", json={"token": await a_link(api, **person)})
    assert used.status_code == 204, used.text
    client.headers["X-CSRF-Token"] = (await client.get("/v1/me")).json()["session"]["csrf"]
    return client


async def with_password(api: Api, **person: Any) -> httpx.AsyncClient:
    client = await signed_in(api, **person)
    assert (await client.put("/v1/me/password", json={"new": PASSWORD})).status_code == 204
    return client


async def sign_in(api: Api, password: str = PASSWORD, login: str = "lin") -> httpx.Response:
    async with api.with_key(None) as client:
        return await client.post("/v1/session", json={"login": login, "password": password})
