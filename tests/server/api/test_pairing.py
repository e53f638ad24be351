"""Pairing a browser: a code that gives one key in its person's name, and no more than that person may."""

from __future__ import annotations

from datetime import timedelta

import pytest

from knowledge.store.keys import KeyRole
from tests.server.api.signing import Clock, signed_in
from tests.support.http import Api

pytestmark = pytest.mark.anyio


async def test_a_pairing_code_gives_one_key_in_the_persons_name(people: Api) -> None:
    client = await signed_in(people, role="agent", shop="rules")
    me = (await client.get("/v1/me")).json()
    code = (await client.post("/v1/pairings", json={"name": "前台的电脑"})).json()["code"]
    async with people.with_key(None) as extension:
        typed = f"{code[:4].lower()} - {code[4:].lower()}"
        redeemed = (await extension.post("/v1/pairings/redeem", json={"code": typed})).json()
        again = await extension.post("/v1/pairings/redeem", json={"code": code})
    assert (redeemed["shop"], redeemed["role"], redeemed["server"]) == ("rules", "agent", "http://huashu.test")
    assert (again.status_code, again.json()["error"]["code"]) == (404, "no_code")
    async with people.with_key(redeemed["key"]) as paired:
        assert (await paired.get("/v1/me")).json()["actor"] == me["actor"], "records name the person"
        async with people.client() as admin:
            await admin.patch(f"/v1/people/{me['actor']}", json={"disabled": True})
        assert (await paired.get("/v1/me")).status_code == 401


async def test_a_paired_browser_may_no_more_than_its_person_may_now(people: Api) -> None:
    client = await signed_in(people, role="admin")
    me = (await client.get("/v1/me")).json()["actor"]
    offered = (await client.post("/v1/pairings", json={"shop": "rules"})).json()
    assert offered["role"] == "supervisor", "a browser that writes to customers needs no administrator's key"
    async with people.with_key(None) as extension:
        key = (await extension.post("/v1/pairings/redeem", json={"code": offered["code"]})).json()["key"]
    async with people.client() as admin:
        await admin.patch(f"/v1/people/{me}", json={"role": "agent"})
    async with people.with_key(key) as paired:
        assert (await paired.get("/v1/me")).json()["role"] == "agent"


async def test_a_pairing_code_ends_after_ten_minutes_and_guesses_are_limited(people: Api, clock: Clock) -> None:
    async with people.client() as admin, people.with_key(None) as extension:
        code = (await admin.post("/v1/pairings", json={"shop": "rules"})).json()["code"]
        clock.pass_(timedelta(minutes=10))
        late = await extension.post("/v1/pairings/redeem", json={"code": code})
        codes = [(await extension.post("/v1/pairings/redeem", json={"code": "x"})).status_code for _ in range(200)]
    assert late.status_code == 404
    assert (codes[0], codes[-1]) == (404, 429)


async def test_nobody_pairs_for_a_higher_role_or_with_a_plain_key(people: Api) -> None:
    client = await signed_in(people, role="editor")
    higher = await client.post("/v1/pairings", json={"shop": "rules", "role": "admin"})
    async with people.client(KeyRole.SUPERVISOR, "rules") as key:
        plain = await key.post("/v1/pairings", json={})
    assert (higher.status_code, plain.status_code) == (403, 403)
