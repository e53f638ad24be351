"""People and keys: who may make, see and change whom."""

from __future__ import annotations

import pytest

from knowledge.store.keys import KeyRole
from tests.server.api.signing import a_link, signed_in
from tests.support.http import Api

pytestmark = pytest.mark.anyio


async def test_an_administrator_of_one_shop_sees_and_makes_only_its_people_and_keys(people: Api) -> None:
    await a_link(people, login="elsewhere", shop="other")
    async with people.client(KeyRole.ADMIN, "rules") as admin:
        assert (await admin.get("/v1/people")).json() == {"people": []}
        for shop in (None, "other"):
            person = await admin.post("/v1/people", json={"login": "x", "name": "x", "shop": shop})
            key = await admin.post("/v1/keys", json={"name": "x", "shop": shop})
            assert (person.status_code, key.status_code) == (403, 403)
        made = await admin.post("/v1/people", json={"login": "x", "name": "x", "shop": "rules"})
        keys = (await admin.get("/v1/keys")).json()["keys"]
    assert made.status_code == 201
    assert {key["shop"] for key in keys} == {"rules"}
    async with people.client() as everybody:
        theirs = next(p for p in (await everybody.get("/v1/people")).json()["people"] if p["login"] == "elsewhere")
    async with people.client(KeyRole.ADMIN, "rules") as admin:
        assert (await admin.patch(f"/v1/people/{theirs['id']}", json={"role": "admin"})).status_code == 404
        assert (await admin.post(f"/v1/people/{theirs['id']}/link")).status_code == 404


async def test_nobody_takes_or_gives_their_own_access(people: Api) -> None:
    client = await signed_in(people, role="admin")
    me = (await client.get("/v1/me")).json()["actor"]
    for change in ({"role": "agent"}, {"disabled": True}, {"shop": "rules"}):
        assert (await client.patch(f"/v1/people/{me}", json=change)).status_code == 403
    assert (await client.patch(f"/v1/people/{me}", json={"name": "林老师"})).json()["name"] == "林老师"


async def test_a_taken_login_is_a_conflict_and_a_strange_one_is_refused(people: Api) -> None:
    await a_link(people)
    async with people.client() as admin:
        taken = await admin.post("/v1/people", json={"login": "LIN", "name": "x"})
        strange = await admin.post("/v1/people", json={"login": "a b", "name": "x"})
    assert (taken.status_code, taken.json()["error"]["code"]) == (409, "login_taken")
    assert (strange.status_code, strange.json()["error"]["code"]) == (422, "bad_login")


async def test_a_key_is_shown_once_works_and_is_revoked(people: Api) -> None:
    async with people.client() as admin:
        new = (await admin.post("/v1/keys", json={"name": "仓库的屏幕", "role": "agent", "shop": "rules"})).json()
        listed = (await admin.get("/v1/keys")).text
        async with people.with_key(new["secret"]) as client:
            assert (await client.get("/v1/me")).json()["shop"] == "rules"
            assert (await admin.delete(f"/v1/keys/{new['key']['id']}")).status_code == 204
            assert (await client.get("/v1/me")).status_code == 401
    assert new["secret"] not in listed
