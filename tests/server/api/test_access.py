"""Keys, roles and shops: what a key may not see does not exist for it."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge.store.keys import KeyRole, list_keys, revoke_key
from tests.server.api.conftest import POLICY
from tests.support.http import Api, finished, question, upload
from tests.support.suggestions import NOW

pytestmark = pytest.mark.anyio
_PROTECTED = [
    ("GET", "/v1/me"),
    ("GET", "/v1/shops"),
    ("POST", "/v1/shops"),
    ("POST", "/v1/documents"),
    ("GET", "/v1/documents"),
    ("GET", "/v1/documents/x"),
    ("PATCH", "/v1/documents/x"),
    ("DELETE", "/v1/documents/x"),
    ("GET", "/v1/jobs"),
    ("GET", "/v1/jobs/x/events"),
    ("GET", "/v1/search?q=x"),
    ("GET", "/v1/scripts"),
    ("GET", "/v1/products"),
    ("GET", "/v1/gaps"),
    ("GET", "/v1/suggestions/x"),
]


@pytest.mark.parametrize(("method", "path"), _PROTECTED)
async def test_a_missing_an_unknown_and_a_revoked_key_get_the_same_answer(idle: Api, method: str, path: str) -> None:
    revoked = idle.key()
    with idle.services.database.write() as connection:
        revoke_key(connection, list_keys(connection)[-1].id, NOW)
    answers = []
    body: dict[str, Any] = {"json": {"id": "x"}} if method in {"PATCH"} or path == "/v1/shops" else {}
    for key in (None, "hs_wrong", revoked):
        async with idle.with_key(key) as client:
            response = await client.request(method, path, headers={"X-Request-ID": "r"}, **body)
        answers.append((response.status_code, response.headers.get("www-authenticate"), response.text))
    assert answers[0][:2] == (401, "Bearer")
    assert answers[0] == answers[1] == answers[2]


async def test_another_scheme_than_bearer_is_no_key(idle: Api) -> None:
    async with idle.with_key(None) as client:
        response = await client.get("/v1/me", headers={"Authorization": "Basic aHM6aHM="})
    assert response.status_code == 401


@pytest.mark.parametrize(
    ("role", "method", "path", "allowed"),
    [
        (KeyRole.AGENT, "GET", "/v1/documents?shop=rules", True),
        (KeyRole.AGENT, "GET", "/v1/jobs?shop=rules", False),
        (KeyRole.AGENT, "DELETE", "/v1/documents/x", False),
        (KeyRole.EDITOR, "GET", "/v1/jobs?shop=rules", True),
        (KeyRole.EDITOR, "POST", "/v1/shops", False),
        (KeyRole.SUPERVISOR, "GET", "/v1/gaps?shop=rules", True),
        (KeyRole.SUPERVISOR, "POST", "/v1/shops", False),
        (KeyRole.ADMIN, "POST", "/v1/shops", True),
    ],
)
async def test_each_role_may_do_what_those_below_it_may(
    idle: Api, role: KeyRole, method: str, path: str, allowed: bool
) -> None:
    body: dict[str, Any] = {"json": {"id": "fresh"}} if method == "POST" else {}
    async with idle.client(role) as client:
        response = await client.request(method, path, **body)
    assert (response.status_code != 403) is allowed
    if not allowed:
        assert role.value in response.json()["error"]["message"]


async def test_another_shop_and_one_that_is_not_there_look_alike(idle: Api) -> None:
    async with idle.client(KeyRole.ADMIN, "rules") as client:
        other = await client.get("/v1/documents", params={"shop": "other"}, headers={"X-Request-ID": "r"})
        missing = await client.get("/v1/documents", params={"shop": "missing"}, headers={"X-Request-ID": "r"})
    assert other.status_code == missing.status_code == 404
    assert other.text.replace("other", "missing") == missing.text


async def test_what_another_shop_owns_looks_like_what_is_not_there(api: Api, working: None) -> None:
    async with api.client() as client:
        accepted = await upload(client, {"售后.md": POLICY.encode()}, shop="other", publish="true")
        job = await finished(client, accepted)
        made = (await client.post("/v1/suggestions", json=question("多久发货") | {"shop": "other"})).json()
    document = job["files"][0]["document_id"]
    async with api.client(KeyRole.ADMIN, "rules") as client:
        for path in (
            f"/v1/documents/{document}",
            f"/v1/documents/{document}/chunks",
            f"/v1/jobs/{job['id']}",
            f"/v1/suggestions/{made['id']}",
        ):
            theirs = await client.get(path, headers={"X-Request-ID": "r"})
            identity = path.split("/")[3]
            nobody = await client.get(path.replace(identity, "0" * len(identity)), headers={"X-Request-ID": "r"})
            assert (theirs.status_code, nobody.status_code) == (404, 404)
            assert theirs.text.replace(identity, "0" * len(identity)) == nobody.text
        shops = (await client.get("/v1/shops")).json()["shops"]
        found = (await client.get("/v1/search", params={"q": "多久发货"})).json()["passages"]
        refused = await client.post("/v1/suggestions", json=question("在吗") | {"shop": "other"})
    assert [shop["id"] for shop in shops] == ["rules"]
    assert found == []
    assert refused.status_code == 404


async def test_a_key_of_one_shop_need_not_name_it_and_makes_no_other(idle: Api) -> None:
    async with idle.client(KeyRole.ADMIN, "rules") as client:
        me = (await client.get("/v1/me")).json()
        listed = await client.get("/v1/documents")
        made = await client.post("/v1/shops", json={"id": "fresh"})
    assert (me["role"], me["shop"]) == ("admin", "rules")
    assert listed.json() == {"documents": []}
    assert made.status_code == 403


async def test_a_key_for_all_shops_is_told_which_shops_there_are(idle: Api) -> None:
    async with idle.client() as client:
        response = await client.get("/v1/documents", params={"shop": "rulez"})
    assert "rules" in response.json()["error"]["message"]
