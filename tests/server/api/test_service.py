"""What the extension asks and reports: its shop's rules, message times, other phrasings, and the figures of it all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from httpx import AsyncClient

from knowledge.store.keys import KeyRole
from server.records import save_suggestion
from server.reply.types import Draft, Origin, Sentence
from tests.support.http import Api
from tests.support.suggestions import NOW, make_suggestion

pytestmark = pytest.mark.anyio
ID = "0123456789abcdef0123456789abcdef"


def _kept(api: Api, **changes: Any) -> str:
    made = make_suggestion(**changes)
    save_suggestion(api.services.database, made)
    return made.id


async def _decide(client: AsyncClient, suggestion: str, **body: Any) -> Any:
    return await client.post(f"/v1/suggestions/{suggestion}/decision", json=body)


def _messages(*turns: tuple[str, int], conversation: str = "c-9") -> dict[str, Any]:
    """Roles with seconds before now."""
    written = [
        {"id": f"{at:032x}", "role": role, "at": (NOW - timedelta(seconds=at)).isoformat(), "text": "在吗"}
        for role, at in turns
    ]
    return {"shop": "rules", "conversation_id": conversation, "messages": written}


async def test_a_decision_that_is_reported_twice_counts_once(api: Api) -> None:
    suggestion = _kept(api)
    async with api.client() as client:
        first = await _decide(client, suggestion, id=ID, action="sent")
        again = await _decide(client, suggestion, id=ID, action="sent")
        detail = (await client.get(f"/v1/suggestions/{suggestion}")).json()
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert len(detail["decisions"]) == 1


async def test_the_id_of_a_decision_on_another_suggestion_is_refused(api: Api) -> None:
    one, other = _kept(api), _kept(api)
    async with api.client() as client:
        await _decide(client, one, id=ID, action="sent")
        refused = await _decide(client, other, id=ID, action="sent")
    assert refused.status_code == 409


async def test_what_was_already_sent_is_recorded_with_the_rules_it_breaks(api: Api) -> None:
    suggestion, text = _kept(api), "加我微信，给您全国最低价"
    async with api.client(KeyRole.AGENT) as client:
        stopped = await _decide(client, suggestion, action="edited", final_text=text)
        kept = await _decide(client, suggestion, action="edited", final_text=text, observed=True)
    assert stopped.status_code == 409
    assert kept.status_code == 201
    assert kept.json()["rules"] and not kept.json()["overridden"]


async def test_a_decision_made_without_a_connection_keeps_its_moment_but_never_a_future_one(api: Api) -> None:
    early, late = NOW + timedelta(minutes=-1), NOW + timedelta(days=3)
    async with api.client() as client:
        past = await _decide(
            client, _kept(api, created_at=NOW - timedelta(hours=1)), action="sent", at=early.isoformat()
        )
        future = await _decide(client, _kept(api), action="sent", at=late.isoformat())
    assert past.json()["decided_at"] == early.isoformat().replace("+00:00", "Z")
    assert future.json()["decided_at"] == NOW.isoformat().replace("+00:00", "Z")


async def test_messages_reported_twice_are_kept_once_and_without_their_texts(api: Api) -> None:
    body = _messages(("customer", 100), ("agent", 60))
    async with api.client() as client:
        counts = [(await client.post("/v1/messages", json=body)).json()["kept"] for _ in range(2)]
    assert counts == [2, 0]
    with api.services.database.read() as connection:
        texts = connection.exec_driver_sql("SELECT text FROM messages").scalars().all()
    assert texts == [None, None]


async def test_texts_are_kept_and_masking_is_demanded_where_the_shop_says_so(api: Api) -> None:
    async with api.client() as client:
        changed = await client.patch(
            "/v1/shops/rules/settings", json={"service": {"masking": True, "keeps_texts": True}}
        )
        told = (await client.get("/v1/extension", params={"shop": "rules"})).json()
        await client.post("/v1/messages", json=_messages(("customer", 5)))
    assert changed.status_code == 200, changed.text
    assert told["masking"] and told["keeps_texts"] and told["shop"]["id"] == "rules"
    with api.services.database.read() as connection:
        assert connection.exec_driver_sql("SELECT text FROM messages").scalars().all() == ["在吗"]


async def test_an_agent_cannot_change_what_the_shop_asks_of_its_service(api: Api) -> None:
    async with api.client(KeyRole.AGENT) as client:
        assert (await client.patch("/v1/shops/rules/settings", json={"service": {}})).status_code == 403


async def test_figures_count_what_became_of_drafts_and_how_long_customers_waited(api: Api) -> None:
    async with api.client() as client:
        await _decide(client, _kept(api), action="sent")
        await _decide(client, _kept(api), action="rejected", reason_code="tone")
        await client.post(
            "/v1/messages", json=_messages(("customer", 100), ("agent", 70), ("customer", 50), ("agent", 40))
        )
        await client.post("/v1/messages", json=_messages(("customer", 30), conversation="c-10"))
        found = (await client.get("/v1/figures", params={"shop": "rules", **_today()})).json()
    assert (found["adoption"]["shown"], found["adoption"]["sent"], found["adoption"]["rejected"]) == (2, 1, 1)
    assert found["adoption"]["reasons"] == {"tone": 1}
    service = found["service"]
    assert (service["chats"], service["answered"]) == (2, 1)
    assert (service["first_response_s"], service["average_response_s"]) == (30, 20)
    assert service["most_at_once"] == 2


async def test_an_agent_sees_only_their_own_figures(api: Api) -> None:
    async with api.client() as client:
        await _decide(client, _kept(api), action="sent")
    async with api.client(KeyRole.AGENT) as client:
        own = (await client.get("/v1/figures", params={"shop": "rules", **_today()})).json()
        others = await client.get("/v1/figures", params={"shop": "rules", "actor": "someone"})
    assert own["adoption"]["shown"] == 0
    assert others.status_code == 403


async def test_a_chats_suggestions_come_newest_first_with_their_decisions(api: Api) -> None:
    suggestion = _kept(api)
    async with api.client() as client:
        await _decide(client, suggestion, action="sent")
        conversation = (await client.get(f"/v1/suggestions/{suggestion}")).json()["suggestion"]["conversation_id"]
        past = (await client.get("/v1/suggestions", params={"shop": "rules", "conversation_id": conversation})).json()
    assert [one["id"] for one in past["suggestions"]] == [suggestion]
    assert past["suggestions"][0]["decisions"][0]["action"] == "sent"


def _drafted(*texts: tuple[str, Sequence[int]]) -> Draft:
    sentences = tuple(Sentence(text, tuple(cited)) for text, cited in texts)
    return Draft("".join(one.text for one in sentences), sentences, Origin.INSTANT)


async def test_shorter_leaves_the_courtesy_out_and_warmer_adds_some_but_no_facts(api: Api) -> None:
    answer = "自签收之日起七天内可以申请七天无理由退货。"
    suggestion = _kept(api, draft=_drafted(("亲，", ()), (answer, (1,))))
    async with api.client() as client:
        shorter = (await client.post(f"/v1/suggestions/{suggestion}/phrasings", json={"tone": "shorter"})).json()
        warmer = (await client.post(f"/v1/suggestions/{suggestion}/phrasings", json={"tone": "warmer"})).json()
    assert (shorter["text"], shorter["changed"]) == (answer, True)
    assert answer in warmer["text"] and len(warmer["text"]) > len(answer) + 2
    assert not any(finding["level"] == "block" for finding in warmer["findings"])


def _today() -> dict[str, str]:
    day = (NOW + timedelta(hours=8)).date().isoformat()
    return {"first": day, "last": day}
