"""A shop's settings: read, changed by whoever may, tried before they are saved; what needs attention; the download."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from knowledge.store.keys import KeyRole
from tests.server.api.conftest import POLICY
from tests.support.http import Api, finished, upload

pytestmark = pytest.mark.anyio
PATH = "/v1/shops/rules/settings"


async def read(api: Api) -> dict[str, Any]:
    async with api.client() as client:
        found: dict[str, Any] = (await client.get(PATH)).json()
    return found


async def test_what_is_saved_is_what_is_read_and_what_it_says_nothing_of_stays(idle: Api) -> None:
    before = await read(idle)
    rules = before["rules"] | {"voice": "classic", "offers": False}
    rules["authority"]["supervisor"] |= {"compensation": "50", "gifts": True}
    async with idle.client() as client:
        await client.patch(PATH, json={"service": {"masking": True}})
        kept = await client.patch(PATH, json={"rules": rules, "version": (await read(idle))["version"]})
        again = await client.patch(PATH, json={"rules": before["rules"], "version": kept.json()["version"]})
    assert kept.json()["rules"] == rules
    assert kept.json()["service"]["masking"] is True
    assert again.json()["rules"] == before["rules"]


async def test_another_platform_lets_other_documents_of_the_brand_serve_the_shop(api: Api, working: None) -> None:
    text = "# 运费险\n\n本店赠送运费险，退货运费最高赔付十二元。\n".encode()
    brand: dict[str, Any] = {"second_person": [], "review_days": 180, "brand": "other"}
    async with api.client() as client:
        job = await finished(client, await upload(client, {"运费险.md": text}, shop="other", publish="true"))
        document = job["files"][0]["document_id"]
        scoped = await client.patch(f"/v1/documents/{document}", json={"platform": "jd"})
        assert scoped.status_code == 200, scoped.text
        await client.patch(PATH, json={"publishing": brand})
        found = {"params": {"shop": "rules", "q": "有运费险吗"}}
        before = (await client.get("/v1/search", **found)).json()["passages"]
        seen = (await client.get(PATH)).json()
        assert (await client.patch(PATH, json=seen_with(seen, platform="jd"))).status_code == 200
        newest = (await client.get("/v1/jobs", params={"shop": "rules"})).json()["jobs"][0]
        await client.get(f"/v1/jobs/{newest['id']}/events")
        after = (await client.get("/v1/search", **found)).json()["passages"]
    assert (before, [passage["document"] for passage in after]) == ([], ["运费险.md"])


async def test_of_two_who_edit_at_once_the_second_is_told(idle: Api) -> None:
    seen = await read(idle)
    async with idle.client() as client:
        first = await client.patch(PATH, json=seen_with(seen, voice="warm"))
        second = await client.patch(PATH, json=seen_with(seen, voice="concise"))
        await client.patch(PATH, json=seen_with(first.json(), voice="default"))
    assert (first.status_code, second.status_code) == (200, 409)
    assert second.json()["error"]["code"] == "stale"


async def test_a_supervisor_changes_the_voice_and_not_what_roles_may_commit_to(idle: Api) -> None:
    seen = await read(idle)
    raised = seen["rules"]["authority"] | {"agent": {"compensation": "500"}}
    async with idle.client(KeyRole.SUPERVISOR) as client:
        voice = await client.patch(PATH, json=seen_with(seen, voice="warm"))
        authority = await client.patch(PATH, json=seen_with(voice.json(), authority=raised))
        await client.patch(PATH, json=seen_with(voice.json(), voice="default"))
    async with idle.client(KeyRole.EDITOR) as client:
        editor = await client.patch(PATH, json=seen_with(seen, voice="warm"))
    assert (voice.status_code, authority.status_code, editor.status_code) == (200, 403, 403)


async def test_of_a_form_with_one_part_that_cannot_be_nothing_is_saved(idle: Api) -> None:
    seen = await read(idle)
    service = seen["service"] | {"slow_after_s": 45}
    publishing = seen["publishing"] | {"second_person": ["rules"], "brand": "nowhere"}
    form = seen_with(seen, voice="warm") | {"service": service, "publishing": publishing}
    async with idle.client() as client:
        refused = await client.patch(PATH, json=form)
        between = await read(idle)
        kept = await client.patch(PATH, json=form | {"publishing": publishing | {"brand": None}})
        parts = {name: seen[name] for name in ("rules", "service", "publishing")}
        await client.patch(PATH, json=parts)
    assert refused.status_code == 404
    assert between == seen
    assert (kept.json()["rules"]["voice"], kept.json()["service"]) == ("warm", service)
    assert kept.json()["publishing"]["second_person"] == ["rules"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"voice": "shouting"},
        {"authority": {"agent": {"compensation": "-1"}}},
        {"authority": {"agent": {"discount_percent": "120"}}},
        {"authority": {"boss": {}}},
        {"name": ""},
        {"colour": "blue"},
    ],
)
async def test_settings_that_make_no_sense_are_refused_and_change_nothing(idle: Api, wrong: dict[str, Any]) -> None:
    seen = await read(idle)
    async with idle.client() as client:
        answer = await client.patch(PATH, json=seen_with(seen, **wrong))
    assert answer.status_code == 422
    assert await read(idle) == seen


def seen_with(seen: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {"rules": seen["rules"] | changes, "version": seen["version"]}


async def test_a_question_is_tried_with_settings_that_are_not_saved_and_leaves_no_record(
    api: Api, working: None
) -> None:
    async with api.client() as client:
        await finished(client, await upload(client, {"售后.md": POLICY.encode()}, shop="rules", publish="true"))
        rules = (await client.get(PATH)).json()["rules"] | {"voice": "classic"}
        now = (await client.post("/v1/trials", json={"shop": "rules", "text": "付款后多久发货"})).json()
        then = (
            await client.post("/v1/trials", json={"shop": "rules", "text": "付款后多久发货", "rules": rules})
        ).json()
        unknown = (await client.post("/v1/trials", json={"shop": "rules", "text": "有没有月球专线"})).json()
        assert (await client.get(f"/v1/suggestions/{now['id']}")).status_code == 404
        gaps = (await client.get("/v1/attention", params={"shop": "rules"})).json()["items"]
    assert "48小时" in now["text"]
    assert then["text"].startswith("小主")
    assert unknown["outcome"] == "abstain"
    assert [item["matter"] for item in gaps] == []


async def test_attention_counts_what_there_is_to_do(api: Api, working: None) -> None:
    async with api.client() as client:
        empty = (await client.get("/v1/attention", params={"shop": "rules"})).json()
        await finished(client, await upload(client, {"售后.md": POLICY.encode()}, shop="rules"))
        days = {"from": "2026-05-01", "to": "2026-06-20"}  # two days from the tests' now
        text = "# 活动\n\n活动期间下单立减二十元。\n".encode()
        await finished(client, await upload(client, {"活动.md": text}, shop="rules", publish="true", **days))
        await finished(client, await upload(client, {"坏.pdf": b"%PDF-1.7 broken"}, shop="rules"))
        seen = (await client.get("/v1/attention", params={"shop": "rules"})).json()
        other = (await client.get("/v1/attention", params={"shop": "other"})).json()
    assert [item["matter"] for item in empty["items"]] == ["no_documents"]
    counted = {item["matter"]: item["count"] for item in seen["items"]}
    assert {"expiring": 1, "drafts": 1}.items() <= counted.items()
    assert (seen["documents"], seen["published"], seen["model"]) == (2, 1, "")
    assert other["documents"] == 0


async def test_the_extension_is_downloaded_without_anything_that_browsers_do_not_load(idle: Api) -> None:
    async with idle.client(KeyRole.AGENT) as client:
        answer = await client.get("/v1/extension.zip")
    names = ZipFile(BytesIO(answer.content)).namelist()
    assert answer.headers["content-type"] == "application/zip"
    assert "huashu-extension/manifest.json" in names
    assert not any(name.endswith((".py", ".ts")) or "node_modules" in name for name in names)
