from __future__ import annotations

from typing import Any

import pytest

from knowledge.store.keys import KeyRole
from tests.server.api.conftest import POLICY
from tests.support.http import Api, finished, question, upload

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("working")]


async def edited(api: Api, change: Any) -> Any:
    """A draft about the time of dispatch, sent as `change` makes it."""
    client = api.client(KeyRole.SUPERVISOR, "rules")
    await finished(client, await upload(client, {"售后政策.md": POLICY.encode()}, publish="true"))
    made = (await client.post("/v1/suggestions", json=question("我的电话13800138000，多久发货"))).json()
    assert "48小时" in made["text"]
    body = {"action": "edited", "final_text": change(made["text"]), "override": True, "reason": "仓库改了"}
    decided = await client.post(f"/v1/suggestions/{made['id']}/decision", json=body)
    assert decided.status_code == 201, decided.text
    return client


async def proposals(client: Any, **params: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await client.get("/v1/proposals", params=params)).json()["proposals"]
    return found


async def test_an_edit_that_changes_a_figure_is_proposed_with_its_evidence(api: Api) -> None:
    client = await edited(api, lambda text: text.replace("48小时", "24小时"))
    found = (await proposals(client))[0]
    assert ("48小时" in found["before"], "24小时" in found["after"]) == (True, True)
    assert "figures" in found["evidence"]["changes"][0]["reasons"]
    assert found["evidence"]["passages"][0]["document"] == "售后政策.md"
    assert "13800138000" not in str(found)


async def test_other_words_for_the_same_are_no_proposal(api: Api) -> None:
    client = await edited(api, lambda text: f"您好，{text}")
    assert await proposals(client) == []


async def test_nothing_changes_until_a_person_accepts_and_publishes(api: Api) -> None:
    client = await edited(api, lambda text: text.replace("48小时", "24小时"))
    found = (await proposals(client))[0]
    accepted = {"kind": "faq", "question": "多久发货", "answer": "付款后24小时内发货。", "category": "logistics"}
    done = await client.post(f"/v1/proposals/{found['id']}/accept", json={"accepted": accepted})
    assert (done.json()["state"], done.json()["result"]["document"]) == ("accepted", "问答-物流.csv")
    documents = (await client.get("/v1/documents")).json()["documents"]
    assert {one["name"]: one["status"] for one in documents}["问答-物流.csv"] == "draft"
    again = await client.post(f"/v1/proposals/{found['id']}/reject", json={})
    assert (again.status_code, again.json()["error"]["code"]) == (409, "decided")


async def test_a_rejected_proposal_says_who_and_why(api: Api) -> None:
    client = await edited(api, lambda text: text.replace("48小时", "24小时"))
    found = (await proposals(client))[0]
    await client.post(f"/v1/proposals/{found['id']}/reject", json={"note": "只是这一单"})
    assert await proposals(client) == []
    kept = (await proposals(client, state="rejected"))[0]
    assert (kept["note"], kept["decided_by"] is None) == ("只是这一单", False)
