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
    history = (await client.get(f"/v1/documents/{done.json()['result']['document_id']}/history")).json()["changes"]
    assert [one["by"]["name"] for one in history] == ["test"]  # a book's draft is of who wrote it
    again = await client.post(f"/v1/proposals/{found['id']}/reject", json={})
    assert (again.status_code, again.json()["error"]["code"]) == (409, "decided")


async def test_accepted_as_a_correction_the_cited_passage_says_it_once_it_is_published(api: Api) -> None:
    client = await edited(api, lambda text: text.replace("48小时", "24小时"))
    found = (await proposals(client))[0]
    cited = next(one for one in found["evidence"]["passages"] if "48小时" in one["text"])
    path = f"/v1/documents/{cited['document_id']}"
    (chunk,) = (await client.get(f"{path}/chunks", params={"chunk": cited["chunk_id"], "limit": 1})).json()["chunks"]
    line = next(line for line in chunk["text"].split("\n") if "48小时" in line)
    words = [{"before": line, "after": line.replace("48小时", "24小时")}]
    passage = {"kind": "correction", "document_id": cited["document_id"], "chunk_id": cited["chunk_id"]}
    strange = await client.post(
        f"/v1/proposals/{found['id']}/accept",
        json={"accepted": passage | {"changes": [{"before": "没有这句", "after": ""}]}},
    )
    done = (
        await client.post(f"/v1/proposals/{found['id']}/accept", json={"accepted": passage | {"changes": words}})
    ).json()
    shown = (await client.get(path)).json()
    diff = (await client.get(f"{path}/diff", params={"from": 1, "to": done["result"]["version"]})).json()
    more = [{"before": line.replace("48小时", "24小时"), "after": line.replace("48小时", "12小时")}]
    second = await client.post(f"{path}/corrections", json={"chunk_id": cited["chunk_id"], "changes": words})
    draft = (await client.get(f"{path}/chunks", params={"version": 2, "q": "24小时"})).json()["chunks"][0]["id"]
    third = await client.post(f"{path}/corrections", json={"chunk_id": draft, "changes": more})
    await finished(client, await client.post(f"{path}/publish"))
    answer = (await client.post("/v1/suggestions", json=question("多久发货"))).json()
    again = await finished(client, await upload(client, {"售后政策.md": POLICY.encode()}))
    history = (await client.get(f"{path}/history")).json()["changes"]
    assert (strange.status_code, strange.json()["error"]["code"]) == (422, "not_in_file")
    assert (done["state"], done["result"]["version"], shown["current"]["number"]) == ("accepted", 2, 1)
    assert diff["changes"][0]["turn"] == "changed"
    assert (second.json()["error"]["code"], third.json()["version"]) == ("not_in_file", 3)
    assert "12小时" in answer["text"] and "48小时" not in answer["text"]
    assert again["files"][0]["status"] == "unchanged"  # the file says nothing new; the correction stands
    assert {(one["action"], one["by"]["name"]) for one in history if one["version"] == 2} == {("corrected", "test")}


async def test_a_rejected_proposal_says_who_and_why(api: Api) -> None:
    client = await edited(api, lambda text: text.replace("48小时", "24小时"))
    found = (await proposals(client))[0]
    await client.post(f"/v1/proposals/{found['id']}/reject", json={"note": "只是这一单"})
    assert await proposals(client) == []
    kept = (await proposals(client, state="rejected"))[0]
    assert (kept["note"], kept["decided_by"] is None) == ("只是这一单", False)
