from __future__ import annotations

from typing import Any

import pytest

from knowledge.store.keys import KeyRole
from tests.support.http import Api, finished, question, upload

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("working")]

SCRIPT = {"scenario": "有没有赠品/送什么", "text": "亲，现在下单送收纳袋一个哦~", "stage": "询问"}


async def listed(client: Any, **params: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await client.get("/v1/scripts", params=params)).json()["scripts"]
    return found


async def test_a_script_is_written_published_changed_and_retired(api: Api) -> None:
    client = api.client(KeyRole.EDITOR, "rules")
    made = await client.post("/v1/scripts", json=SCRIPT)
    assert made.status_code == 201, made.text
    assert await listed(client) == []
    assert [(one["state"], one["scenario"]) for one in await listed(client, drafts=True)] == [
        ("draft", SCRIPT["scenario"])
    ]
    book = made.json()["document_id"]
    await finished(client, await client.post(f"/v1/documents/{book}/publish"))
    assert [one["text"] for one in await listed(client)] == [SCRIPT["text"]]
    asked = await client.post("/v1/suggestions", json=question("有没有赠品"))
    assert "收纳袋" in asked.json()["text"]

    changed = await client.patch(f"/v1/scripts/{made.json()['id']}", json={**SCRIPT, "text": "亲，送收纳袋两个~"})
    states = {one["text"]: one["state"] for one in await listed(client, drafts=True)}
    assert states == {"亲，送收纳袋两个~": "draft", SCRIPT["text"]: "retiring"}
    await finished(client, await client.post(f"/v1/documents/{book}/publish"))
    assert [one["text"] for one in await listed(client)] == ["亲，送收纳袋两个~"]
    await client.delete(f"/v1/scripts/{changed.json()['id']}")
    assert await listed(client) == []


async def test_what_breaks_a_rule_is_refused_with_its_reason(api: Api) -> None:
    client = api.client(KeyRole.EDITOR, "rules")
    refused = await client.post("/v1/scripts", json={**SCRIPT, "text": "亲，加我微信abc12345返现5元哦"})
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "blocked")
    assert refused.json()["error"]["message"]
    assert await listed(client, drafts=True) == []


async def test_slots_that_nothing_fills_are_named(api: Api) -> None:
    client = api.client(KeyRole.EDITOR, "rules")
    refused = await client.post("/v1/scripts", json={**SCRIPT, "text": "亲，您的{星座}很适合~"})
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "unknown_slot")
    kept = await client.post("/v1/scripts", json={**SCRIPT, "text": "亲，您的订单{订单号}在路上了~"})
    assert kept.status_code == 201
    assert (await listed(client, drafts=True))[0]["slots"] == ["订单号"]


async def test_two_editors_keep_both_of_their_scripts_and_a_stale_edit_is_told(api: Api) -> None:
    one, other = api.client(KeyRole.EDITOR, "rules"), api.client(KeyRole.EDITOR, "rules")
    first = (await one.post("/v1/scripts", json=SCRIPT)).json()
    await other.post("/v1/scripts", json={**SCRIPT, "scenario": "能便宜吗", "text": "亲，已经是活动价了哦~"})
    assert len(await listed(one, drafts=True)) == 2
    await one.patch(f"/v1/scripts/{first['id']}", json={**SCRIPT, "text": "亲，有的，送收纳袋~"})
    late = await other.patch(f"/v1/scripts/{first['id']}", json={**SCRIPT, "text": "亲，没有哦~"})
    assert (late.status_code, late.json()["error"]["code"]) == (409, "stale")


async def test_scripts_of_a_file_can_be_taken_into_the_book(api: Api) -> None:
    client = api.client(KeyRole.EDITOR, "rules")
    table = "场景,话术,备选话术\n能便宜吗,亲，已经是活动价了哦~,亲，价格都是统一的呢~\n".encode()
    job = await finished(client, await upload(client, {"话术.csv": table}, publish="true", category="scripts"))
    source = (await listed(client))[0]
    assert (source["editable"], job["status"]) == (False, "done")
    taken = await client.post("/v1/scripts/adopt", json={"document_id": source["document_id"]})
    assert taken.json()["added"] == 1
    drafts = [one for one in await listed(client, drafts=True) if one["state"] == "draft"]
    assert [(one["text"], one["variants"]) for one in drafts] == [("亲，已经是活动价了哦~", ["亲，价格都是统一的呢~"])]
    again = await client.post("/v1/scripts/adopt", json={"document_id": source["document_id"]})
    assert again.json()["added"] == 0


async def test_agents_read_scripts_and_write_none(api: Api) -> None:
    agent = api.client(KeyRole.AGENT, "rules")
    assert (await agent.post("/v1/scripts", json=SCRIPT)).status_code == 403
    await api.client(KeyRole.EDITOR, "rules").post("/v1/scripts", json=SCRIPT)
    assert await listed(agent, drafts=True) == []
