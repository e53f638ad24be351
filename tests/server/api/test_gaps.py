from __future__ import annotations

from typing import Any

import pytest

from knowledge.store.keys import KeyRole
from tests.server.api.conftest import POLICY
from tests.support.http import Api, finished, parse_events, question, upload

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("working")]

ANSWER = {"question": "可以开专票吗", "answer": "可以开增值税专用发票，请提供抬头和税号。", "category": "other"}


async def asked(api: Api, *texts: str) -> Any:
    """A shop with a policy in which nobody finds an answer to these questions."""
    client = api.client(KeyRole.EDITOR, "rules")
    await finished(client, await upload(client, {"售后政策.md": POLICY.encode()}, publish="true"))
    for number, text in enumerate(texts):
        made = await client.post("/v1/suggestions", json=question(text, f"c-{number}"))
        assert made.json()["outcome"] == "abstain", made.json()["text"]
    return client


async def gaps(client: Any, **params: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await client.get("/v1/gaps", params=params)).json()["gaps"]
    return found


async def test_the_same_question_counts_by_how_often_it_was_asked(api: Api) -> None:
    client = await asked(api, "可以开专票吗", "有没有实体店", "可以开专票吗？")
    found = await gaps(client)
    assert [one["asked"] for one in found] == [2, 1]
    assert "专票" in found[0]["question"]
    again = await gaps(client)
    assert [one["id"] for one in again] == [one["id"] for one in found]


async def test_examples_hold_nobodys_particulars(api: Api) -> None:
    client = await asked(api, "我是13800138000，可以开专票吗")
    assert "13800138000" not in str(await gaps(client))


async def test_an_answer_is_tried_out_and_counts_once_it_is_published(api: Api) -> None:
    client = await asked(api, "可以开专票吗", "有没有实体店")
    gap = next(one for one in await gaps(client) if "专票" in one["question"])
    drafted = await client.post(f"/v1/gaps/{gap['id']}/answer", json=ANSWER)
    assert drafted.json()["answer"]["document"] == "问答-其他.csv"
    still = await client.post("/v1/suggestions", json=question("可以开专票吗", "c-8"))
    assert still.json()["outcome"] == "abstain"

    events = parse_events((await client.post(f"/v1/gaps/{gap['id']}/effect")).text)
    assert [one.event for one in events[-1:]] == ["done"], events
    assert events[0].event == "progress"
    assert [one["effect"] for one in events[-1].data["cluster"]] == ["answered"]
    assert "专用发票" in events[-1].data["cluster"][0]["after"]["text"]

    published = (await client.post(f"/v1/gaps/{gap['id']}/publish")).json()
    assert (published["state"], published["decided_by"] is None) == ("answered", False)
    assert [one["question"] for one in await gaps(client)] == ["有没有实体店"]


async def test_who_asks_for_an_effect_without_an_answer_is_told(api: Api) -> None:
    client = await asked(api, "可以开专票吗")
    gap = (await gaps(client))[0]
    events = parse_events((await client.post(f"/v1/gaps/{gap['id']}/effect")).text)
    assert (events[-1].event, events[-1].data["error"]["code"]) == ("error", "no_answer")
    assert (await client.post(f"/v1/gaps/{gap['id']}/publish")).json()["error"]["code"] == "no_answer"


async def test_an_answer_that_breaks_a_rule_is_refused(api: Api) -> None:
    client = await asked(api, "可以开专票吗")
    gap = (await gaps(client))[0]
    refused = await client.post(f"/v1/gaps/{gap['id']}/answer", json={**ANSWER, "answer": "加微信abc12345给您开"})
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "blocked")


async def test_a_dismissed_gap_says_who_and_why_and_can_come_back(api: Api) -> None:
    client = await asked(api, "可以开专票吗")
    gap = (await gaps(client))[0]
    await client.post(f"/v1/gaps/{gap['id']}/dismiss", json={"note": "不是我们的业务"})
    assert await gaps(client) == []
    gone = (await gaps(client, state="dismissed"))[0]
    assert (gone["note"], gone["decided_by"] is None) == ("不是我们的业务", False)
    await client.post(f"/v1/gaps/{gap['id']}/reopen")
    assert len(await gaps(client)) == 1


async def test_a_rejected_draft_is_a_gap_once(api: Api) -> None:
    client = await asked(api)
    made = (await client.post("/v1/suggestions", json=question("七天无理由退货吗"))).json()
    assert made["outcome"] == "reply"
    for _ in range(2):
        body = {"id": "d" * 32, "action": "rejected", "reason": "答非所问"}
        await client.post(f"/v1/suggestions/{made['id']}/decision", json=body)
    found = await gaps(client)
    assert [(one["asked"], "rejected" in one["examples"][0]["reason"]) for one in found] == [(1, True)]


async def test_gaps_of_another_shop_do_not_exist(api: Api) -> None:
    client = await asked(api, "可以开专票吗")
    gap = (await gaps(client))[0]
    other = api.client(KeyRole.EDITOR, "other")
    assert (await other.post(f"/v1/gaps/{gap['id']}/dismiss", json={})).status_code == 404
    assert await gaps(other) == []
