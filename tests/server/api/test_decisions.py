"""Checks before a text is used, and what agents decided."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge.store.keys import KeyRole
from knowledge.store.shops import change_shop
from knowledge.types import ShopId
from server.records import save_suggestion
from server.reply.types import Draft, Finding, Level, Origin, Sentence
from tests.support.http import Api
from tests.support.suggestions import make_suggestion

pytestmark = pytest.mark.anyio
FORBIDDEN = "加我微信，给您全国最低价"


async def _decide(api: Api, identity: str, **body: Any) -> Any:
    async with api.client() as client:
        return await client.post(f"/v1/suggestions/{identity}/decision", json=body)


def _kept(api: Api, **changes: Any) -> str:
    made = make_suggestion(**changes)
    save_suggestion(api.services.database, made)
    return made.id


async def test_a_text_that_must_not_be_sent_is_blocked_where_it_offends(idle: Api) -> None:
    async with idle.client() as client:
        response = await client.post("/v1/checks", json={"shop": "rules", "text": FORBIDDEN})
    checked = response.json()
    assert response.status_code == 200, checked
    assert checked["blocked"] is True
    offending = [FORBIDDEN[finding["start"] : finding["end"]] for finding in checked["findings"]]
    assert any("微信" in words for words in offending)
    assert all(finding["reason"] for finding in checked["findings"])


async def test_a_harmless_text_passes(idle: Api) -> None:
    async with idle.client() as client:
        response = await client.post("/v1/checks", json={"shop": "rules", "text": "亲，在的呢，请问有什么可以帮您？"})
    assert response.json() == {"blocked": False, "findings": []}


async def test_an_edit_is_checked_against_the_passages_of_its_suggestion(idle: Api) -> None:
    identity = _kept(idle)
    async with idle.client() as client:
        fine = {"text": "亲，七天内可以退货哦", "suggestion_id": identity}
        wrong = {"text": "亲，三十天内都可以退货哦", "suggestion_id": identity}
        passed = (await client.post("/v1/checks", json=fine)).json()
        stopped = (await client.post("/v1/checks", json=wrong)).json()
    assert passed["blocked"] is False, passed
    assert stopped["blocked"] is True, stopped


async def test_what_the_customer_said_may_be_repeated_when_the_conversation_is_sent(idle: Api) -> None:
    messages = [{"role": "customer", "text": "我买了3件，一共598元"}]
    text = "亲，您说的3件共598元，这边帮您核实一下"
    async with idle.client() as client:
        with_it = (await client.post("/v1/checks", json={"shop": "rules", "text": text, "messages": messages})).json()
        without = (await client.post("/v1/checks", json={"shop": "rules", "text": text})).json()
    assert with_it["blocked"] is False, with_it
    assert without["blocked"] is True, without


async def test_a_decision_is_kept_with_who_took_it(idle: Api) -> None:
    identity = _kept(idle)
    sent = await _decide(idle, identity, action="sent", elapsed_ms=2100)
    edited = await _decide(idle, identity, action="edited", final_text="亲，七天内可以退货哦", elapsed_ms=9000)
    async with idle.client() as client:
        detail = (await client.get(f"/v1/suggestions/{identity}")).json()
    assert (sent.status_code, edited.status_code) == (201, 201), edited.text
    assert [decision["action"] for decision in detail["decisions"]] == ["sent", "edited"]
    assert all(decision["actor"] for decision in detail["decisions"])
    assert not any(decision["overridden"] for decision in detail["decisions"])


async def test_a_blocked_text_is_used_only_with_an_override_and_its_reason(idle: Api) -> None:
    identity = _kept(idle)
    refused = await _decide(idle, identity, action="edited", final_text=FORBIDDEN)
    reasonless = await _decide(idle, identity, action="edited", final_text=FORBIDDEN, override=True, reason=" ")
    taken = await _decide(idle, identity, action="edited", final_text=FORBIDDEN, override=True, reason="主管同意")
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "blocked")
    assert FORBIDDEN not in refused.text
    assert reasonless.status_code == 422
    assert (taken.status_code, taken.json()["overridden"], taken.json()["reason"]) == (201, True, "主管同意")


async def _as(api: Api, role: KeyRole, identity: str, text: str) -> Any:
    body = {"action": "edited", "final_text": text, "override": True, "reason": "客户同意"}
    async with api.client(role) as client:
        return await client.post(f"/v1/suggestions/{identity}/decision", json=body)


@pytest.mark.parametrize("text", [FORBIDDEN, "亲，给您补偿20元"])
async def test_only_a_supervisor_overrides_what_breaks_rules_or_exceeds_authority(idle: Api, text: str) -> None:
    refused = await _as(idle, KeyRole.AGENT, _kept(idle), text)
    taken = await _as(idle, KeyRole.SUPERVISOR, _kept(idle), text)
    assert (refused.status_code, taken.status_code) == (403, 201), (refused.text, taken.text)
    assert text not in refused.text


async def test_an_agent_overrides_a_figure_with_a_reason(idle: Api) -> None:
    taken = await _as(idle, KeyRole.AGENT, _kept(idle), "亲，三十天内都可以退货哦")
    assert (taken.status_code, taken.json()["overridden"]) == (201, True), taken.text


async def test_a_shop_grants_each_role_its_own_limit(api: Api) -> None:
    settings = {"authority.agent.compensation": "20", "authority.supervisor.compensation": "100"}
    with api.services.database.write() as connection:
        change_shop(connection, ShopId("rules"), {"settings": settings})

    async def blocked(role: KeyRole, text: str) -> list[str]:
        async with api.client(role) as client:
            checked = (await client.post("/v1/checks", json={"shop": "rules", "text": text})).json()
        return [one["rule"] for one in checked["findings"] if one["rule"].startswith("authority")]

    assert await blocked(KeyRole.AGENT, "亲，给您补偿20元") == []
    assert await blocked(KeyRole.AGENT, "亲，给您补偿50元") == ["authority.compensation"]
    assert await blocked(KeyRole.SUPERVISOR, "亲，给您补偿50元") == []
    assert await blocked(KeyRole.ADMIN, "亲，给您补偿200元") == ["authority.compensation"]


async def test_a_draft_with_a_block_cannot_be_sent_as_it_is(idle: Api) -> None:
    finding = Finding("compliance", "compliance.x", Level.BLOCK, 0, 1, "不可以")
    draft = Draft("全网最低", (Sentence("全网最低"),), Origin.INSTANT, (finding,))
    identity = _kept(idle, draft=draft, instant=draft)
    refused = await _decide(idle, identity, action="sent")
    rejected = await _decide(idle, identity, action="rejected", reason="不准")
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "blocked")
    assert rejected.status_code == 201


@pytest.mark.parametrize(
    "body",
    [
        {"action": "forwarded"},
        {"action": "edited"},
        {"action": "sent", "elapsed_ms": -1},
        {"action": "sent", "final_text": ""},
        {"action": "sent", "override": True},
        {},
    ],
)
async def test_a_decision_that_does_not_hang_together_is_refused(idle: Api, body: dict[str, Any]) -> None:
    response = await _decide(idle, _kept(idle), **body)
    assert response.status_code == 422


async def test_a_decision_on_nothing_is_refused(idle: Api) -> None:
    assert (await _decide(idle, "nothing", action="sent")).status_code == 404
