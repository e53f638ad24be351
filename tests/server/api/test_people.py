"""People: signing in and out, what a session may do, links, keys and pairing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest

from knowledge.store import tables
from knowledge.store.keys import KeyRole
from knowledge.store.sessions import IDLE, LINK_LIVES, LONGEST
from server.api.app import create_app
from server.api.cookies import COOKIE
from server.compose import Services
from tests.server.api.conftest import composed_in
from tests.support.http import Api
from tests.support.suggestions import NOW

pytestmark = pytest.mark.anyio
PASSWORD = "茶-oolong-2026"


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, time: timedelta) -> None:
        self.now += time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    with composed_in(tmp_path_factory.mktemp("people") / "data") as services:
        yield services


@pytest.fixture
def people(shared: Services, clock: Clock) -> Api:
    """An application where nobody has signed in yet."""
    with shared.database.write() as connection:
        for table in (tables.people, tables.attempts, tables.pairings, tables.keys):
            connection.execute(table.delete())
        connection.execute(tables.shops.delete().where(tables.shops.c.id == "third"))
    moving = replace(shared, clock=clock)
    return Api(create_app(moving), moving)


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


async def test_no_secret_is_in_the_database_as_it_was_shown(people: Api) -> None:
    token = await a_link(people, login="second")
    client = await with_password(people)
    async with people.client() as admin:
        code = (await admin.post("/v1/pairings", json={"shop": "rules"})).json()["code"]
    folder = people.services.settings.data_dir
    stored = b"".join(path.read_bytes() for path in folder.glob("huashu.db*"))
    for secret in (client.cookies[COOKIE], token, code, PASSWORD):
        assert secret.encode() not in stored
