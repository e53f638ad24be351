from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from ingestion.work import JobKind
from knowledge.errors import IndexMismatch, UpstreamUnavailable
from knowledge.store.outbox import Action, enqueue
from knowledge.types import ShopId, VersionId
from server.api.app import create_app
from server.records import save_suggestion
from tests.support.http import Api, question
from tests.support.suggestions import NOW, make_suggestion

pytestmark = pytest.mark.anyio


async def _reasons(api: Api) -> list[str]:
    async with api.with_key(None) as client:
        response = await client.get("/readyz")
    body = response.json()
    assert response.status_code == 200
    assert body["status"] == ("degraded" if body["reasons"] else "ok")
    return [reason["code"] for reason in body["reasons"]]


async def test_a_server_without_a_model_is_ready(idle: Api) -> None:
    assert idle.services.settings.model == ""
    assert await _reasons(idle) == []


async def test_index_writes_that_wait_too_long_are_a_reason(api: Api) -> None:
    with api.services.database.write() as connection:
        enqueue(connection, ShopId("rules"), Action.DROP, VersionId("v"), [], NOW)
    assert await _reasons(api) == []
    later = replace(api.services, clock=lambda: NOW + timedelta(minutes=5))
    assert await _reasons(Api(create_app(later), later)) == ["outbox_backlog"]


async def test_jobs_that_nobody_works_on_are_a_reason(api: Api) -> None:
    api.app.state.running.jobs.submit(JobKind.INDEX, ShopId("rules"), {})
    later = replace(api.services, clock=lambda: NOW + timedelta(minutes=5))
    assert await _reasons(Api(create_app(later), later)) == ["no_worker"]


async def test_an_index_of_another_encoder_and_an_encoder_that_is_gone_are_reasons(api: Api) -> None:
    class Mismatched:
        def check(self) -> None:
            raise IndexMismatch("run `huashu reindex`")

    class Gone:
        def encode_query(self, text: str) -> Any:
            raise UpstreamUnavailable("the encoder does not answer")

    broken: Any = replace(api.services, index=Mismatched(), encoder=Gone())  # type: ignore[arg-type] # only these calls
    assert await _reasons(Api(create_app(broken), broken)) == ["index_mismatch", "encoder_missing"]


async def test_the_counters_count_and_name_no_shop_and_no_text(api: Api) -> None:
    save_suggestion(api.services.database, make_suggestion())
    async with api.client() as client:
        await client.post("/v1/suggestions", json=question("你们家秘密商品多少钱"))
        await client.request("BREW", "/v1/shops")
        text = (await client.get("/metrics")).text
    assert 'huashu_requests_total{method="POST",route="/v1/suggestions",status="200"} 1.0' in text
    assert 'method="other"' in text
    assert "huashu_suggestions_total{" in text
    assert "huashu_outbox_entries" in text
    assert "rules" not in text
    assert "秘密" not in text
