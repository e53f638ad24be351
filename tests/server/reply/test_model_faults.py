"""The whole way of a suggestion with a real client of a model that misbehaves: there is always a checked draft."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from server.model import LiteLLMModel, ModelConfig, open_model
from server.reply.checks import run_checks
from server.reply.events import Delta, Drafted
from server.reply.kit import Options
from server.reply.types import Origin, Suggestion
from tests.support.scripted_model import Answer, Fail, Raw, Say, ScriptedModel
from tests.support.words import packs

pytestmark = pytest.mark.anyio

ASKED = "现货多久发货"
GOOD = ("亲，现货订单", "付款后48小时", "内发货哦[", "1]。")
NEVER = threading.Event()
Opening = Callable[..., LiteLLMModel]
ROOT = Path(__file__).parents[3]


@pytest.fixture
def opened(scripted_model: ScriptedModel) -> Opening:
    def opening(**changes: object) -> LiteLLMModel:
        config = ModelConfig("openai/scripted", scripted_model.base_url, "sk-test", max_retries=0)
        model = open_model(replace(config, **changes))  # type: ignore[arg-type] # by name
        model.prepare()  # so that a time limit of a test counts from the call
        return model

    return opening


@pytest.fixture
def checked(desk: Any) -> Any:
    """The desk with the real checks."""
    desk.checker = partial(run_checks, packs=packs())
    return desk


def fell_back(suggestion: Suggestion, error: str) -> bool:
    """Whether the instant draft stands, with the verdict and the reason."""
    return (
        suggestion.draft == suggestion.instant
        and not suggestion.draft.blocked
        and "48小时" in suggestion.draft.text
        and (suggestion.trace.verdict, suggestion.trace.error) == ("failed", error)
    )


async def test_a_good_draft_streams_and_replaces_the_instant_one(
    checked: Any, talk: Any, scripted_model: ScriptedModel, opened: Opening
) -> None:
    scripted_model.script(Say(("<thi", "nk>想想", "</think>", *GOOD)))
    events = await checked.events(talk(ASKED), opened())
    assert "".join(event.text for event in events if isinstance(event, Delta)) == "亲，现货订单付款后48小时内发货哦。"
    first, second = (event for event in events if isinstance(event, Drafted))
    assert (first.draft.origin, second.draft.origin) == (Origin.INSTANT, Origin.MODEL)
    suggestion = events[-1].suggestion
    assert suggestion.trace.verdict == "kept"
    assert suggestion.trace.usage.prompt_tokens == 11


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (Say(GOOD, drop_at=0), "upstream_unavailable"),
        (Say(GOOD, drop_at=2), "upstream_unavailable"),
        (Say(()), "upstream_bad_output"),
        (Say((" ", "\n")), "upstream_bad_output"),
        (Fail(500), "upstream_unavailable"),
        (Fail(503), "upstream_unavailable"),
        (Fail(429), "upstream_rate_limited"),
        (Fail(401), "upstream"),
        (Raw(b"<html>gateway</html>"), "upstream_bad_output"),
        (Raw(b'{"choices": "none"}', "application/json"), "upstream_bad_output"),
    ],
)
async def test_a_model_that_breaks_costs_quality_never_service(
    checked: Any, scripted_model: ScriptedModel, opened: Opening, answer: Answer, error: str
) -> None:
    scripted_model.script(answer)
    assert fell_back(await checked.ask(ASKED, model=opened()), error)


@pytest.mark.parametrize("silent_from", [0, 2])
@pytest.mark.parametrize("limit", ["silence", "call", "suggestion"])
async def test_a_model_that_falls_silent_is_left_after_the_first_limit_that_passes(
    checked: Any, scripted_model: ScriptedModel, opened: Opening, silent_from: int, limit: str
) -> None:
    limit_s = 0.3
    if silent_from:  # what is said before the silence arrives in time, however busy the machine is
        scripted_model.script(Say(GOOD))
        started = time.monotonic()
        await checked.ask(ASKED, model=opened())
        limit_s += 5 * (time.monotonic() - started)
    scripted_model.script(Say(GOOD, hold=NEVER, hold_at=silent_from))
    short = {"silence": {"first_token_timeout_s": limit_s}, "call": {"timeout_s": limit_s}, "suggestion": {}}[limit]
    if limit == "suggestion":
        checked.options = Options(model_budget_s=limit_s)
    suggestion = await checked.ask(ASKED, model=opened(**short))
    assert fell_back(suggestion, "upstream_timeout")
    assert suggestion.trace.first_draft == "".join(GOOD[:silent_from])


async def test_a_model_that_is_not_there_leaves_the_instant_draft(checked: Any, opened: Opening) -> None:
    assert fell_back(await checked.ask(ASKED, model=opened(api_base="http://127.0.0.1:1/v1")), "upstream_unavailable")


async def test_a_fallback_answers_in_its_place(checked: Any, scripted_model: ScriptedModel, opened: Opening) -> None:
    scripted_model.script(Fail(500), Say(GOOD))
    suggestion = await checked.ask(ASKED, model=opened(fallbacks=("openai/second",)))
    assert suggestion.trace.verdict == "kept"


async def test_an_invented_figure_is_repaired_once(
    checked: Any, scripted_model: ScriptedModel, opened: Opening
) -> None:
    scripted_model.script(Say(("现货订单付款后24小时内发货[1]。",)), Say(GOOD))
    suggestion = await checked.ask(ASKED, model=opened())
    assert (suggestion.trace.verdict, suggestion.draft.origin) == ("repaired", Origin.MODEL)
    assert "24" not in suggestion.draft.text
    assert "24小时" in scripted_model.requests[1].body["messages"][-1]["content"]


async def test_a_repair_that_breaks_off_leaves_the_instant_draft(
    checked: Any, scripted_model: ScriptedModel, opened: Opening
) -> None:
    scripted_model.script(Say(("现货订单付款后24小时内发货[1]。",)), Say(GOOD, drop_at=1))
    suggestion = await checked.ask(ASKED, model=opened())
    assert fell_back(suggestion, "upstream_unavailable")
    assert suggestion.trace.usage.calls == 1


@pytest.mark.parametrize(
    "written",
    [
        "我们是全国第一的茶叶店，现货订单付款后48小时内发货[1]。",
        "现货订单付款后48小时内发货[1]，加微信tea888可以便宜[1]。",
        "现货订单付款后48小时内发货[1]，五星好评返现5元[1]。",
        "现货订单付款后48小时内发货[1]，给您80%的优惠码TEA80[1]。",
    ],
)
async def test_what_must_not_be_said_never_reaches_the_final_draft(
    checked: Any, scripted_model: ScriptedModel, opened: Opening, written: str
) -> None:
    scripted_model.default = lambda _body: Say((written,))
    suggestion = await checked.ask(ASKED, model=opened())
    assert not any(word in suggestion.draft.text for word in ("第一", "微信", "返现", "80%", "TEA80"))
    assert "48小时" in suggestion.draft.text


async def test_what_a_passage_tells_the_team_is_not_said_to_customers(
    checked: Any, memory: Any, make_passage: Any, scripted_model: ScriptedModel, opened: Opening
) -> None:
    rule = "现货订单付款后48小时内发货。48小时内几点发不要跟客户承诺。"
    checked.knowledge = memory(passages=(make_passage(rule, title="发货说明"),))
    scripted_model.script(Say(("现货订单付款后48小时内发货[1]。48小时内几点发不要跟客户承诺[1]。",)))
    suggestion = await checked.ask(ASKED, model=opened())
    assert (suggestion.trace.verdict, "承诺" in suggestion.draft.text) == ("kept", False)


async def test_personal_data_never_goes_over_the_wire(
    checked: Any, scripted_model: ScriptedModel, opened: Opening
) -> None:
    scripted_model.script(Say(GOOD))
    await checked.ask(f"我电话13812345678，{ASKED}", model=opened())
    assert scripted_model.requests
    assert "13812345678" not in scripted_model.wire


async def test_a_listener_that_leaves_closes_the_connection_to_the_model(
    checked: Any, talk: Any, scripted_model: ScriptedModel, opened: Opening
) -> None:
    scripted_model.script(Say(GOOD, hold=NEVER, hold_at=1))
    events = checked.suggester(opened()).suggest(talk(ASKED), checked.shop)
    async for event in events:
        if isinstance(event, Delta):
            break
    await events.aclose()
    assert scripted_model.disconnected.wait(60)


_FIRST_DRAFT = """
import asyncio, sys
from tests.server.reply.conftest import Desk, conversation
from tests.support.words import words
from server.model import ModelConfig, open_model
from server.reply.events import Drafted

async def main():
    desk = Desk(words())
    suggester = desk.suggester(open_model(ModelConfig("openai/x", "http://127.0.0.1:1/v1")))
    async for event in suggester.suggest(conversation("现货多久发货"), desk.shop):
        if isinstance(event, Drafted):
            print("litellm" in sys.modules)
            return

asyncio.run(main())
"""


def test_the_first_instant_draft_does_not_wait_for_the_model_library() -> None:
    run = subprocess.run([sys.executable, "-c", _FIRST_DRAFT], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.stdout.split() == ["False"], run.stderr
