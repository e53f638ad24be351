"""A configured model over HTTP: its words stream, and whatever becomes of it the stream ends with a checked draft."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from ingestion.jobs import running_worker
from ingestion.readers.isolation import IsolatedReader
from knowledge.store.shops import create_shop
from knowledge.types import Shop, ShopId
from server.api.app import create_app
from server.compose import composed
from server.model import prepare_model
from server.settings import Settings
from tests.server.api.conftest import POLICY
from tests.support.database import prepared
from tests.support.hashing_encoder import HashingEncoder
from tests.support.http import Api, Received, finished, parse_events, question, upload
from tests.support.reading import read_by
from tests.support.scripted_model import Answer, Fail, Raw, Say, ScriptedModel
from tests.support.suggestions import NOW

pytestmark = pytest.mark.anyio

ASKED = question("付款后多久发货")
GOOD = ("亲，付款后", "48小时内发货", "，偏远地区72小时内", "发货[1]。")
Opening = Callable[..., Api]


@pytest.fixture
def opened(tmp_path: Path, scripted_model: ScriptedModel, file_reader: IsolatedReader) -> Iterator[Opening]:
    with ExitStack() as closing:

        def opening(**limits: float) -> Api:
            settings = Settings(
                data_dir=prepared(tmp_path / "data"),
                model="openai/scripted",
                model_api_base=scripted_model.base_url,
                model_api_key="sk-test",
                model_max_retries=0,
                **limits,
            )
            alone = closing.enter_context(composed(settings, encoder=HashingEncoder(), clock=lambda: NOW))
            services = read_by(file_reader, alone)
            prepare_model(services.suggester.model).join()  # so that its time limit counts from the call
            with services.database.write() as connection:
                create_shop(connection, Shop(ShopId("rules"), "rules"), NOW)
            closing.enter_context(running_worker(services))
            return Api(create_app(services), services)

        yield opening


async def streamed(api: Api) -> list[Received]:
    async with api.client() as client:
        await finished(client, await upload(client, {"售后.md": POLICY.encode()}, shop="rules", publish="true"))
        response = await client.post("/v1/suggestions", json=ASKED, headers={"Accept": "text/event-stream"})
    return parse_events(response.text)


async def test_the_models_words_stream_between_the_instant_and_the_checked_draft(
    opened: Opening, scripted_model: ScriptedModel
) -> None:
    scripted_model.script(Say(GOOD))
    events = await streamed(opened())
    names = [event.event for event in events]
    assert names[:3] == ["understanding", "passages", "draft"]
    assert set(names[3:-2]) == {"delta"}
    assert names[-2:] == ["draft", "done"]
    assert events[-1].data["origin"] == "model"
    assert events[-1].data["model"]["verdict"] == "kept"
    assert events[-1].data["text"] == events[-2].data["draft"]["text"]


@pytest.mark.parametrize(
    ("answer", "error", "limits"),
    [
        (Say(GOOD, drop_at=2), "upstream_unavailable", {}),
        (Say(GOOD, hold=threading.Event(), hold_at=2), "upstream_timeout", {"model_first_token_timeout_s": 0.5}),
        (Fail(500), "upstream_unavailable", {}),
        (Raw(b"<html>gateway</html>"), "upstream_bad_output", {}),
    ],
)
async def test_a_model_that_ends_in_the_middle_leaves_the_checked_instant_draft_and_its_reason(
    opened: Opening, scripted_model: ScriptedModel, answer: Answer, error: str, limits: dict[str, float]
) -> None:
    scripted_model.script(answer)
    events = await streamed(opened(**limits))
    assert [event.event for event in events if event.event in ("draft", "done", "error")] == ["draft", "done"]
    done = events[-1].data
    assert (done["origin"], done["outcome"]) == ("instant", "reply")
    assert "48小时" in done["text"]
    assert (done["model"]["verdict"], done["model"]["error"]) == ("failed", error)
