"""Contradictions through HTTP: found after publishing, shown with spans, decided, taken back, tried on a draft."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from knowledge.store.keys import KeyRole
from tests.support.http import Api, finished, question, upload

pytestmark = pytest.mark.anyio

SHIPPING = "# 发货说明\n\n## 时效\n\n现货商品付款后48小时内发货。\n"
WAREHOUSE = "# 仓库规范\n\n## 出库\n\n现货商品付款后72小时内发货。\n"
AGREEING = "# 物流答疑\n\n## 出库\n\n现货商品付款后两天内发货。\n"


async def published(client: httpx.AsyncClient, **texts: str) -> dict[str, Any]:
    files = {f"{name}.md": text.encode() for name, text in texts.items()}
    job = await finished(client, await upload(client, files, shop="rules", publish="true"))
    assert job["status"] == "done", job
    await scanned(client)
    return {file["path"].removesuffix(".md"): file["document_id"] for file in job["files"]}


async def scanned(client: httpx.AsyncClient, **body: Any) -> dict[str, Any]:
    return await finished(client, await client.post("/v1/conflicts/scan", json={"shop": "rules", **body}))


async def listed(client: httpx.AsyncClient, state: str = "open") -> dict[str, Any]:
    answer = await client.get("/v1/conflicts", params={"shop": "rules", "state": state})
    assert answer.status_code == 200, answer.text
    shown: dict[str, Any] = answer.json()
    return shown


def marked(side: dict[str, Any]) -> list[str]:
    return [side["text"][mark["start"] : mark["end"]] for mark in side["marks"]]


def side_of(conflict: dict[str, Any], document: str) -> str:
    return next(name for name in ("left", "right") if conflict[name]["document"] == document)


async def drafted(client: httpx.AsyncClient, conversation: str) -> dict[str, Any]:
    answer = await client.post("/v1/suggestions", json=question("现货付款后多久发货", conversation))
    assert answer.status_code == 200, answer.text
    shown: dict[str, Any] = answer.json()
    return shown


async def test_publishing_a_contradiction_lists_it_with_the_differing_figures(api: Api, working: None) -> None:
    async with api.client(KeyRole.EDITOR, "rules") as client:
        await published(client, 发货=SHIPPING, 仓库=WAREHOUSE, 手册=AGREEING)
        shown = await listed(client)
    figures = {frozenset(marked(pair["left"]) + marked(pair["right"])) for pair in shown["conflicts"]}
    assert {pair["kind"] for pair in shown["conflicts"]} == {"figure"}
    assert figures == {frozenset({"48小时", "72小时"}), frozenset({"72小时", "两天"})}
    assert (shown["open"], shown["uncompared"], shown["scan"]) == (2, 0, None)


async def test_the_winner_is_quoted_and_the_loser_no_more(api: Api, working: None) -> None:
    async with api.client(KeyRole.EDITOR, "rules") as client:
        await published(client, 发货=SHIPPING, 仓库=WAREHOUSE)
        before = await drafted(client, "c-1")
        conflict = (await listed(client))["conflicts"][0]
        chosen = {"verdict": side_of(conflict, "发货.md"), "note": "以发货说明为准"}
        decided = await client.post(f"/v1/conflicts/{conflict['id']}/decision", json=chosen)
        after = await drafted(client, "c-2")
        settled, waiting = await listed(client, "decided"), await listed(client)
    assert before["outcome"] == "abstain", before["text"]
    assert decided.status_code == 200, decided.text
    assert after["outcome"] == "reply"
    assert "48小时" in after["text"]
    assert "72小时" not in after["text"]
    assert (waiting["conflicts"], waiting["open"]) == ([], 0)
    assert [(pair["note"], pair["decided_name"]) for pair in settled["conflicts"]] == [("以发货说明为准", "test")]


async def test_a_decision_can_be_taken_back_and_does_not_overwrite_another_persons(api: Api, working: None) -> None:
    async with api.client(KeyRole.EDITOR, "rules") as client:
        await published(client, 发货=SHIPPING, 仓库=WAREHOUSE)
        path = f"/v1/conflicts/{(await listed(client))['conflicts'][0]['id']}/decision"
        await client.post(path, json={"verdict": "neither", "was": "open"})
        late = await client.post(path, json={"verdict": "left", "was": "open"})
        undone = await client.post(path, json={"verdict": "open", "was": "neither"})
        again = await drafted(client, "c-1")
    assert late.status_code == 409
    assert (undone.json()["verdict"], undone.json()["decided_at"]) == ("open", None)
    assert again["outcome"] == "abstain"


async def test_what_was_dismissed_stays_dismissed_until_a_text_changes(api: Api, working: None) -> None:
    async with api.client(KeyRole.EDITOR, "rules") as client:
        await published(client, 发货=SHIPPING, 仓库=WAREHOUSE)
        dismissed = (await listed(client))["conflicts"][0]["id"]
        await client.post(f"/v1/conflicts/{dismissed}/decision", json={"verdict": "both"})
        await published(client, 仓库=WAREHOUSE + "\n打包后贴面单。\n")
        await scanned(client, anew=True)
        untouched = await listed(client)
        await published(client, 仓库=WAREHOUSE.replace("72小时", "96小时"))
        reopened = await listed(client)
    assert [pair["id"] for pair in untouched["conflicts"] if pair["follows"] is None] == []
    assert [
        (pair["follows"], "96小时" in pair["left"]["text"] + pair["right"]["text"]) for pair in reopened["conflicts"]
    ] == [(dismissed, True)]


async def test_a_draft_shows_what_it_would_contradict_before_it_is_published(api: Api, working: None) -> None:
    async with api.client(KeyRole.EDITOR, "rules") as client:
        await published(client, 发货=SHIPPING)
        job = await finished(client, await upload(client, {"仓库.md": WAREHOUSE.encode()}, shop="rules"))
        draft = job["files"][0]["document_id"]
        seen = (await client.get(f"/v1/documents/{draft}/conflicts")).json()["conflicts"]
        none = await client.get(f"/v1/documents/{draft}/conflicts", params={"version": 9})
        waiting = await listed(client)
    assert [(marked(pair["left"]), marked(pair["right"])) for pair in seen] == [(["72小时"], ["48小时"])]
    assert none.status_code == 404
    assert waiting["conflicts"] == []


async def test_a_repeated_paragraph_is_reported_with_the_one_that_is_kept(api: Api, working: None) -> None:
    paragraph = "签收后七天内商品完好可以申请退货，退货运费由买家自行承担，收到后三个工作日内退款。"
    async with api.client(KeyRole.EDITOR, "rules") as client:
        await published(client, 甲=f"# 甲\n\n{paragraph}\n", 乙=f"# 乙\n\n{paragraph}谢谢。\n")
        pair = (await listed(client))["conflicts"][0]
        found = await client.get("/v1/search", params={"shop": "rules", "q": "七天内退货运费"})
    assert (pair["kind"], pair["keeps"]) == ("same", side_of(pair, "乙.md"))
    passages = found.json()["passages"]
    assert [sorted([passage["document"], *passage["also_in"]]) for passage in passages] == [["乙.md", "甲.md"]]


async def test_a_search_can_be_stopped_and_the_next_one_goes_on(api: Api) -> None:
    async with api.client(KeyRole.EDITOR, "rules") as client:
        begun = (await client.post("/v1/conflicts/scan", json={"shop": "rules"})).json()["job"]["id"]
        same = (await client.post("/v1/conflicts/scan", json={"shop": "rules"})).json()["job"]["id"]
        stopped = await client.delete(f"/v1/conflicts/scan/{begun}")
        job = (await client.get(f"/v1/jobs/{begun}")).json()
        shown = await listed(client)
    assert (same, stopped.status_code) == (begun, 204)
    assert (job["status"], job["error"]["code"], shown["scan"]) == ("failed", "cancelled", None)


async def test_conflicts_are_for_editors_of_the_shop(api: Api, working: None) -> None:
    async with api.client(KeyRole.EDITOR, "rules") as client:
        await published(client, 发货=SHIPPING, 仓库=WAREHOUSE)
        identity = (await listed(client))["conflicts"][0]["id"]
    async with api.client(KeyRole.EDITOR, "other") as stranger, api.client(KeyRole.AGENT, "rules") as agent:
        answers = [
            (await stranger.get(f"/v1/conflicts/{identity}")).status_code,
            (await stranger.post(f"/v1/conflicts/{identity}/decision", json={"verdict": "left"})).status_code,
            (await agent.get("/v1/conflicts")).status_code,
        ]
    assert answers == [404, 404, 403]
