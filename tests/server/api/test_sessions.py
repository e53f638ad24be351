"""Signing in and out: links, passwords, cookies, and how long each of them lasts."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest

from knowledge.store.sessions import IDLE, LINK_LIVES, LONGEST
from server.api.app import create_app
from server.api.cookies import COOKIE
from tests.server.api.signing import PASSWORD, Clock, a_link, sign_in, signed_in, with_password
from tests.support.http import Api

pytestmark = pytest.mark.anyio


async def test_a_link_signs_in_once_and_the_session_is_the_person(people: Api) -> None:
    token = await a_link(people)
    async with people.with_key(None) as client, people.with_key(None) as second:
        first = await client.post("/v1/session/link", json={"token": token})
        again = await second.post("/v1/session/link", json={"token": token})
        me = (await client.get("/v1/me")).json()
    assert (first.status_code, again.status_code) == (204, 401)
    assert again.json()["error"]["code"] == "no_link"
    assert (me["name"], me["role"], me["session"]["login"]) == ("小林", "editor", "lin")


async def test_a_link_ends_after_a_day_and_when_a_newer_one_is_made(people: Api, clock: Clock) -> None:
    token = await a_link(people)
    clock.pass_(LINK_LIVES)
    async with people.with_key(None) as client:
        assert (await client.post("/v1/session/link", json={"token": token})).status_code == 401


async def test_the_cookie_is_hidden_from_scripts_and_kept_to_this_site(people: Api) -> None:
    token = await a_link(people)
    transport = httpx.ASGITransport(app=people.app)
    for scheme, secure in (("http", False), ("https", True)):
        async with httpx.AsyncClient(transport=transport, base_url=f"{scheme}://huashu.test") as client:
            cookie = (await client.post("/v1/session/link", json={"token": token})).headers["set-cookie"].lower()
            assert ("secure" in cookie) == secure
        assert {"httponly", "samesite=lax", "path=/"} <= {part.strip() for part in cookie.split(";")}
        token = await a_link(people, login=f"after-{scheme}")


async def test_a_password_signs_in_whatever_the_case_of_the_login(people: Api) -> None:
    await with_password(people)
    assert (await sign_in(people, login=" LIN ")).status_code == 204


async def test_a_wrong_password_an_unknown_login_and_a_disabled_person_get_the_same_answer(people: Api) -> None:
    client = await with_password(people)
    me = (await client.get("/v1/me")).json()["actor"]
    wrong = await sign_in(people, "something else")
    unknown = await sign_in(people, login="nobody")
    async with people.client() as admin:
        await admin.patch(f"/v1/people/{me}", json={"disabled": True})
    disabled = await sign_in(people)
    answers = {
        (r.status_code, r.json()["error"]["code"], r.json()["error"]["message"]) for r in (wrong, unknown, disabled)
    }
    assert answers == {(401, "wrong_password", "login or password is wrong")}
    assert (await client.get("/v1/me")).status_code == 401, "the session ends with the account"


async def test_guessing_ends_after_five_tries_also_on_another_replica_and_starts_again_later(
    people: Api, clock: Clock
) -> None:
    await with_password(people)
    replica = Api(create_app(people.services), people.services)
    codes = [(await sign_in(api, "wrong wrong")).status_code for api in (people, replica) * 3]
    assert codes == [401] * 5 + [429]
    assert (await sign_in(people)).status_code == 429, "the right password does not open it either"
    clock.pass_(timedelta(minutes=16))
    assert (await sign_in(people)).status_code == 204


async def test_a_change_by_cookie_needs_the_token_and_our_own_origin(people: Api) -> None:
    client = await signed_in(people, role="admin")
    token = client.headers.pop("X-CSRF-Token")
    body = {"id": "third"}
    own = {"X-CSRF-Token": token, "Origin": "http://huashu.test", "Sec-Fetch-Site": "same-origin"}
    refused = [
        await client.post("/v1/shops", json=body),
        await client.post("/v1/shops", json=body, headers={"X-CSRF-Token": "0" * 64}),
        await client.post("/v1/shops", json=body, headers=own | {"Origin": "https://evil.test"}),
        await client.post("/v1/shops", json=body, headers=own | {"Sec-Fetch-Site": "cross-site"}),
    ]
    assert [(answer.status_code, answer.json()["error"]["code"]) for answer in refused] == [(403, "csrf")] * 4
    assert (await client.post("/v1/shops", json=body, headers=own)).status_code == 201


async def test_signing_in_from_another_sites_page_is_refused(people: Api) -> None:
    token = await a_link(people)
    async with people.with_key(None) as client:
        answer = await client.post("/v1/session/link", json={"token": token}, headers={"Origin": "https://evil.test"})
    assert answer.status_code == 403


async def test_a_session_ends_when_idle_and_after_its_longest_time(people: Api, clock: Clock) -> None:
    idle = await signed_in(people)
    clock.pass_(IDLE)
    assert (await idle.get("/v1/me")).status_code == 401
    used = await signed_in(people, login="wang")
    for _ in range(int(LONGEST / timedelta(hours=8))):
        assert (await used.get("/v1/me")).status_code == 200
        clock.pass_(timedelta(hours=8))
    assert (await used.get("/v1/me")).status_code == 401


async def test_signing_out_ends_this_session_and_elsewhere_the_others(people: Api) -> None:
    here = await with_password(people)
    there = people.with_key(None)
    await there.post("/v1/session", json={"login": "lin", "password": PASSWORD})
    assert (await here.delete("/v1/sessions")).json() == {"ended": 1}
    assert (await there.get("/v1/me")).status_code == 401
    kept = here.cookies[COOKIE]
    assert (await here.delete("/v1/session")).status_code == 204
    here.cookies.set(COOKIE, kept)
    assert (await here.get("/v1/me")).status_code == 401, "the cookie is of no use to whoever kept it"


async def test_a_new_password_needs_the_old_one_and_ends_the_other_sessions(people: Api) -> None:
    await with_password(people)
    async with people.with_key(None) as client, people.with_key(None) as other:
        for each in (client, other):
            await each.post("/v1/session", json={"login": "lin", "password": PASSWORD})
        client.headers["X-CSRF-Token"] = (await client.get("/v1/me")).json()["session"]["csrf"]
        wrong = await client.put("/v1/me/password", json={"current": "guess", "new": "another-long-one"})
        weak = await client.put("/v1/me/password", json={"current": PASSWORD, "new": "aaaaaaaaaaaaaa"})
        right = await client.put("/v1/me/password", json={"current": PASSWORD, "new": "another-long-one"})
        assert [answer.status_code for answer in (wrong, weak, right)] == [422, 422, 204]
        assert (await client.get("/v1/me")).status_code == 200
        assert (await other.get("/v1/me")).status_code == 401


async def test_no_secret_is_in_the_database_as_it_was_shown(people: Api) -> None:
    token = await a_link(people, login="second")
    client = await with_password(people)
    async with people.client() as admin:
        code = (await admin.post("/v1/pairings", json={"shop": "rules"})).json()["code"]
    folder = people.services.settings.data_dir
    stored = b"".join(path.read_bytes() for path in folder.glob("huashu.db*"))
    for secret in (client.cookies[COOKIE], token, code, PASSWORD):
        assert secret.encode() not in stored
