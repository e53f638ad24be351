"""Versions, second persons, stale edits, scope and due dates over HTTP."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from knowledge.store.keys import KeyRole
from knowledge.store.shops import create_shop
from knowledge.types import Shop, ShopId
from tests.server.api.conftest import POLICY
from tests.server.api.test_documents import found, stored
from tests.support.http import Api, finished, upload
from tests.support.suggestions import NOW

pytestmark = pytest.mark.anyio


async def read(client: httpx.AsyncClient, document: str) -> dict[str, Any]:
    shown: dict[str, Any] = (await client.get(f"/v1/documents/{document}")).json()
    return shown


def code(response: httpx.Response) -> tuple[int, str]:
    return response.status_code, response.json()["error"]["code"]


async def test_an_upload_again_is_a_version_and_the_diff_says_which_words(api: Api, working: None) -> None:
    async with api.client(KeyRole.EDITOR, "rules") as client:
        document = await stored(client, publish="true")
        await stored(client, text=POLICY.replace("48小时", "24小时"))
        path = f"/v1/documents/{document}"
        diff = (await client.get(f"{path}/diff", params={"from": 1, "to": 2})).json()
        none = await client.get(f"{path}/diff", params={"from": 1, "to": 3})
        zero = await client.get(f"{path}/diff", params={"from": 0, "to": 1})
        changes = (await client.get(f"{path}/history")).json()["changes"]
    assert (diff["changed"], diff["added"], diff["removed"]) == (1, 0, 0)
    words = [(one["edit"], one["text"]) for one in diff["changes"][0]["words"] if one["edit"] != "same"]
    assert words == [("removed", "48"), ("added", "24")]
    assert (none.status_code, zero.status_code) == (404, 422)
    assert [(one["action"], one["version"], one["by"]["name"]) for one in changes] == [
        ("uploaded", 2, "test"),
        ("published", 1, "test"),
        ("uploaded", 1, "test"),
    ]


async def test_two_editors_at_once_and_the_second_is_told(api: Api, working: None) -> None:
    async with api.client(KeyRole.EDITOR, "rules") as client:
        document = await stored(client)
        path = f"/v1/documents/{document}"
        etag = (await client.get(path)).headers["etag"]
        first = await client.patch(path, json={"title": "甲"}, headers={"If-Match": etag})
        second = await client.patch(path, json={"title": "乙"}, headers={"If-Match": etag})
        publishing = await client.post(f"{path}/publish", headers={"If-Match": etag})
        nonsense = await client.patch(path, json={"title": "乙"}, headers={"If-Match": "yesterday"})
        since = (await client.get(f"{path}/history", params={"after": etag.strip('"')})).json()["changes"]
        shown = await read(client, document)
    assert first.status_code == 200
    assert code(second) == code(publishing) == (409, "stale")
    assert "test" in second.json()["error"]["message"]
    assert code(nonsense) == (422, "bad_input")
    assert [one["detail"] for one in since] == [{"title": ["售后政策", "甲"]}]
    assert shown["title"] == "甲"


async def test_a_risky_document_is_published_by_a_second_person(api: Api, working: None) -> None:
    async with api.client() as admin, api.client(KeyRole.EDITOR, "rules") as one:
        rules = {"second_person": ["aftersale"], "review_days": 30, "brand": None}
        kept = await admin.patch("/v1/shops/rules/settings", json={"publishing": rules})
        assert kept.json()["publishing"] == rules
        job = await finished(one, await upload(one, {"a.md": POLICY.encode()}, category="aftersale", publish="true"))
        document = job["files"][0]["document_id"]
        path = f"/v1/documents/{document}"
        assert [note["code"] for note in job["files"][0]["notes"]][-1] == "needs_review"
        alone = await one.post(f"{path}/publish")
        waiting = (await one.get("/v1/reviews", params={"state": "pending"})).json()["reviews"]
        review = f"{path}/reviews/{waiting[0]['id']}"
        himself = await one.post(f"{review}/approve")
        again = await one.post(f"{path}/reviews", json={})
        escaping = await one.patch(path, json={"category": "other"})
        async with api.client(KeyRole.EDITOR, "rules") as two:
            unfounded = await two.post(f"{review}/reject", json={"reason": ""})
            rejected = (await two.post(f"{review}/reject", json={"reason": "缺少运费说明"})).json()
            asked = (await one.post(f"{path}/reviews", json={"version": 1, "note": "补好了"})).json()
            await finished(two, await two.post(f"{path}/reviews/{asked['id']}/approve"))
            closed = await two.post(f"{path}/reviews/{asked['id']}/approve")
        shown = await read(one, document)
        dates = await one.patch(path, json={"to": "2030-01-01"})
    assert code(alone) == code(escaping) == code(dates) == (403, "second_person")
    assert code(himself) == (403, "same_person")
    assert code(again) == (409, "review_pending")
    assert unfounded.status_code == 422
    assert (rejected["state"], rejected["reason"]) == ("rejected", "缺少运费说明")
    assert code(closed) == (409, "review_closed")
    assert (shown["status"], shown["second_person"], shown["pending"]) == ("published", True, None)


async def test_a_text_that_begins_later_leaves_the_one_before_in_force(api: Api, working: None) -> None:
    async with api.client() as client:
        document = await stored(client, publish="true")
        later = POLICY.replace("48小时", "24小时")
        await stored(client, text=later, publish="true", **{"from": "2026-07-01"})
        hits = []
        for moment in ("2026-06-30T23:59:59", "2026-07-01T00:00:00"):
            query = {"shop": "rules", "q": "多久发货", "as_of": moment}
            passages = (await client.get("/v1/search", params=query)).json()["passages"]
            hits.append([each["version"] for each in passages])
        shown = await read(client, document)
    assert [set(each) for each in hits] == [{1}, {2}]
    assert [(one["version"], one["since"], one["until"]) for one in shown["in_force"]] == [
        (1, None, "2026-06-30T16:00:00Z"),
        (2, "2026-06-30T16:00:00Z", None),
    ]


async def test_dates_found_in_the_text_wait_for_an_editor(api: Api, working: None) -> None:
    text = POLICY + "\n本政策自2026年1月1日起施行。\n"
    async with api.client() as client:
        document = await stored(client, text=text)
        before = (await read(client, document))["current"]
        await client.patch(f"/v1/documents/{document}", json={"dates_confirmed": True})
        after = (await read(client, document))["current"]
    assert before["validity"] == after["validity"] == {"from": "2026-01-01", "to": None}
    assert (before["validity_source"], after["validity_source"]) == ("found", "confirmed")


async def test_what_is_for_staff_never_becomes_a_script_and_says_so(api: Api, working: None) -> None:
    async with api.client() as client:
        document = await stored(client, publish="true")
        await client.patch(f"/v1/documents/{document}", json={"audience": "staff"})
        passages = (await client.get("/v1/search", params={"shop": "rules", "q": "多久发货"})).json()["passages"]
        chunks = (await client.get(f"/v1/documents/{document}/chunks")).json()["chunks"]
    assert {each["audience"] for each in (*passages, *chunks)} == {"staff"}


async def test_a_brands_documents_serve_its_shops_and_theirs_override_them(api: Api, working: None) -> None:
    async with api.client() as client:
        with api.services.database.write() as connection:
            create_shop(connection, Shop(ShopId("brand"), "品牌"), NOW)
            create_shop(connection, Shop(ShopId("rival"), "别家"), NOW)
        general = await stored(client, shop="brand", publish="true")
        joining = {"second_person": [], "review_days": 180, "brand": "brand"}
        assert (await client.patch("/v1/shops/rules/settings", json={"publishing": joining})).status_code == 200
        jobs = (await client.get("/v1/jobs", params={"shop": "rules"})).json()["jobs"]
        await client.get(f"/v1/jobs/{jobs[0]['id']}/events")
        query = {"shop": "rules", "q": "多久发货"}
        inherited = (await client.get("/v1/search", params=query)).json()["passages"]
        async with api.client(KeyRole.EDITOR, "rules") as member, api.client(KeyRole.EDITOR, "rival") as rival:
            readable = await member.get(f"/v1/documents/{general}")
            writing = await member.patch(f"/v1/documents/{general}", json={"title": "改"})
            hidden = await rival.get(f"/v1/documents/{general}")
        await stored(client, text=POLICY.replace("48小时", "12小时"), publish="true")
        own = (await client.get("/v1/search", params=query)).json()["passages"]
        listed = (await client.get("/v1/documents", params={"shop": "rules"})).json()["documents"]
        circle = await client.patch("/v1/shops/brand/settings", json={"publishing": joining | {"brand": "rules"}})
        nowhere = await client.patch("/v1/shops/rules/settings", json={"publishing": joining | {"brand": "nowhere"}})
        assert await found(client, "多久发货")
    assert {(each["level"], each["home"]) for each in inherited} == {("brand", "brand")}
    assert {(each["level"], each["home"]) for each in own} == {("shop", "rules")}
    assert (readable.status_code, writing.status_code, hidden.status_code) == (200, 404, 404)
    assert [(each["inherited"], each["overridden_by"]) for each in listed] == [(True, "售后.md"), (False, None)] or [
        (each["inherited"], each["overridden_by"]) for each in listed
    ] == [(False, None), (True, "售后.md")]
    assert (circle.status_code, nowhere.status_code) == (409, 404)


async def test_what_ends_soon_and_what_nobody_has_read_again_is_listed(api: Api, working: None) -> None:
    async with api.client() as client:
        ending = await stored(client, "活动.md", publish="true", **{"to": "2026-06-25"})
        due = await stored(client, "旧.md", publish="true")
        await client.patch(f"/v1/documents/{due}", json={"review_on": "2026-06-01"})
        expiring = (await client.get("/v1/documents/expiring", params={"shop": "rules"})).json()["documents"]
        overdue = (await client.get("/v1/documents/overdue", params={"shop": "rules"})).json()["documents"]
        await client.patch(f"/v1/documents/{due}", json={"reviewed": True})
        after = (await client.get("/v1/documents/overdue", params={"shop": "rules"})).json()["documents"]
        bad = await client.get("/v1/documents/expiring", params={"shop": "rules", "days": 0})
    assert [(one["on"], one["document"]["id"]) for one in expiring] == [("2026-06-25", ending)]
    assert [(one["on"], one["document"]["id"]) for one in overdue] == [("2026-06-01", due)]
    assert after == []
    assert bad.status_code == 422


async def test_another_shops_document_is_not_there_for_any_route(api: Api, working: None) -> None:
    async with api.client() as admin, api.client(KeyRole.EDITOR, "other") as stranger:
        path = f"/v1/documents/{await stored(admin)}"
        asked = (await admin.post(f"{path}/reviews", json={})).json()
        answers = [
            await stranger.get(path),
            await stranger.get(f"{path}/history"),
            await stranger.get(f"{path}/diff", params={"from": 1, "to": 1}),
            await stranger.post(f"{path}/publish"),
            await stranger.post(f"{path}/reviews", json={}),
            await stranger.post(f"{path}/reviews/{asked['id']}/approve"),
            await stranger.post(f"{path}/reviews/{asked['id']}/reject", json={"reason": "不"}),
            await stranger.delete(f"{path}/reviews/{asked['id']}"),
            await stranger.delete(path),
        ]
    assert {answer.status_code for answer in answers} == {404}


async def test_the_dates_of_a_draft_are_set_before_it_is_published(api: Api, working: None) -> None:
    async with api.client(KeyRole.EDITOR, "rules") as client:
        document = await stored(client, publish="true")
        await stored(client, text=POLICY.replace("48小时", "24小时"))
        path = f"/v1/documents/{document}"
        await client.patch(path, json={"version": 2, "from": "2026-07-01"})
        backwards = await client.patch(path, json={"version": 2, "to": "2026-06-30"})
        unknown = await client.patch(path, json={"version": 3, "from": "2026-07-01"})
        versions = (await client.get(f"{path}/versions")).json()["versions"]
    assert code(backwards) == (422, "bad_validity")
    assert code(unknown) == (404, "not_found")
    assert [each["validity"]["from"] for each in versions] == ["2026-07-01", None]
    assert [each["validity_source"] for each in versions] == ["confirmed", "open"]
