"""The model door through real litellm against a scripted server on loopback."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from knowledge.errors import Upstream, UpstreamBadOutput, UpstreamRateLimited, UpstreamTimeout, UpstreamUnavailable
from server.model import Deployment, LiteLLMModel, ModelConfig, open_model
from server.reply.ports import Piece, Prompt
from tests.support.scripted_model import Answer, Fail, Raw, Say, ScriptedModel

pytestmark = pytest.mark.anyio
PROMPT = Prompt((("system", "你是客服。"), ("user", "有货吗")), max_tokens=60, temperature=0.1)
Opening = Callable[..., LiteLLMModel]


@pytest.fixture
def opened(scripted_model: ScriptedModel) -> Opening:
    def opening(**changes: object) -> LiteLLMModel:
        config = ModelConfig(
            "openai/scripted", scripted_model.base_url, "sk-test", timeout_s=20, first_token_timeout_s=10, max_retries=0
        )
        return open_model(replace(config, **changes))  # type: ignore[arg-type] # by name

    return opening


async def answer(model: LiteLLMModel, prompt: Prompt = PROMPT) -> list[Piece]:
    return [piece async for piece in model.stream(prompt, operation="draft")]


def text(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


async def test_pieces_arrive_one_by_one_while_the_model_still_writes(
    scripted_model: ScriptedModel, opened: Opening
) -> None:
    rest = threading.Event()
    scripted_model.script(Say(("亲，", "有货", "的"), hold=rest, hold_at=1))
    stream = opened().stream(PROMPT, operation="draft")
    assert (await anext(stream)).text == "亲，"  # the server sends no more before `rest`
    rest.set()
    assert text([piece async for piece in stream]) == "有货的"


async def test_the_request_carries_the_prompt_and_its_limits(scripted_model: ScriptedModel, opened: Opening) -> None:
    await answer(opened())
    body = scripted_model.requests[0].body
    assert body["messages"] == [{"role": "system", "content": "你是客服。"}, {"role": "user", "content": "有货吗"}]
    assert (body["max_tokens"], body["temperature"], body["stream"]) == (60, 0.1, True)
    assert scripted_model.requests[0].authorization == "Bearer sk-test"


async def test_configured_parameters_stand_above_the_prompts_own(
    scripted_model: ScriptedModel, opened: Opening
) -> None:
    model = opened(temperature=0.7, max_tokens=20, extra=(("top_p", 0.5),))
    await answer(model)
    body = scripted_model.requests[0].body
    assert (body["max_tokens"], body["temperature"], body["top_p"]) == (20, 0.7, 0.5)
    assert dict(model.parameters) == {"temperature": "0.7", "max_tokens": "20", "top_p": "0.5"}


async def test_the_last_piece_carries_what_the_provider_counted(scripted_model: ScriptedModel, opened: Opening) -> None:
    scripted_model.script(Say(("有货",), usage=(21, 3)))
    *words, last = await answer(opened())
    assert all(piece.usage is None for piece in words)
    assert last.usage is not None
    assert (last.usage.prompt_tokens, last.usage.completion_tokens, last.usage.calls) == (21, 3, 1)
    assert last.usage.cost == 0  # nobody has a price for a model of this name


async def test_usage_is_counted_when_the_provider_sends_none(scripted_model: ScriptedModel, opened: Opening) -> None:
    scripted_model.script(Say(("有货的，今天就能发出",), usage=None))
    last = (await answer(opened()))[-1]
    assert last.usage is not None
    assert 5 <= last.usage.prompt_tokens <= 40
    assert 5 <= last.usage.completion_tokens <= 20


async def test_a_model_with_a_known_price_costs_it_exactly(scripted_model: ScriptedModel, opened: Opening) -> None:
    scripted_model.script(Say(("ok",), usage=(1_000_000, 1_000_000)))
    last = (await answer(opened(model="openai/gpt-4o-mini")))[-1]
    assert last.usage is not None
    assert last.usage.cost == Decimal("0.75")  # 0.15 in, 0.60 out, a million each
    assert last.usage.currency == "USD"


@pytest.mark.parametrize(
    ("answers", "error", "requests"),
    [
        ([Fail(500)] * 3, UpstreamUnavailable, 2),
        ([Fail(503)] * 3, UpstreamUnavailable, 2),
        ([Fail(429)] * 3, UpstreamRateLimited, 2),
        ([Fail(401)] * 3, Upstream, 1),
        ([Fail(404)] * 3, Upstream, 1),
        ([Fail(400)] * 3, Upstream, 1),
        ([Say(())] * 3, UpstreamBadOutput, 1),
        ([Say(("  ", "\n"))] * 3, UpstreamBadOutput, 1),
        ([Raw(b"<html>gateway</html>")] * 3, UpstreamBadOutput, 1),
        ([Raw(b"data: {broken\n\n", "text/event-stream")] * 3, Upstream, None),
    ],
)
async def test_failures_are_upstream_errors_tried_again_only_where_that_can_help(
    scripted_model: ScriptedModel,
    opened: Opening,
    answers: list[Answer],
    error: type[Upstream],
    requests: int | None,
) -> None:
    scripted_model.script(*answers)
    with pytest.raises(error) as raised:
        await answer(opened(max_retries=1))
    if requests is not None:
        assert type(raised.value) is error
        assert len(scripted_model.requests) == requests


async def test_a_busy_model_is_asked_again(scripted_model: ScriptedModel, opened: Opening) -> None:
    scripted_model.script(Fail(429), Say(("有货",)))
    assert text(await answer(opened(max_retries=1))) == "有货"
    assert len(scripted_model.requests) == 2


async def test_a_model_that_never_starts_is_a_timeout(scripted_model: ScriptedModel, opened: Opening) -> None:
    scripted_model.default = lambda _body: Say(("迟",), hold=threading.Event(), hold_at=0)
    with pytest.raises(UpstreamTimeout):
        await answer(opened(first_token_timeout_s=0.2))


async def test_a_model_that_falls_silent_in_the_middle_is_a_timeout(
    scripted_model: ScriptedModel, opened: Opening
) -> None:
    scripted_model.script(Say(("亲，", "有货"), hold=threading.Event(), hold_at=1))
    model = opened(first_token_timeout_s=2.0)
    await asyncio.to_thread(model.prepare)
    heard = ""
    with pytest.raises(UpstreamTimeout):
        async for piece in model.stream(PROMPT, operation="draft"):
            heard += piece.text
    assert heard == "亲，"


async def test_the_whole_call_has_a_limit_of_its_own(scripted_model: ScriptedModel, opened: Opening) -> None:
    scripted_model.script(Say(("亲，", "有货"), hold=threading.Event(), hold_at=1))
    model = opened(timeout_s=0.5)
    await asyncio.to_thread(model.prepare)
    with pytest.raises(UpstreamTimeout):
        await answer(model)


async def test_a_connection_that_breaks_off_is_unavailable_and_nobody_else_continues_it(
    scripted_model: ScriptedModel, opened: Opening
) -> None:
    scripted_model.script(Say(("亲，", "有货", "的"), drop_at=2))
    heard = ""
    model = opened(max_retries=1, fallbacks=("openai/other",))
    with pytest.raises(UpstreamUnavailable):
        async for piece in model.stream(PROMPT, operation="draft"):
            heard += piece.text
    assert heard == "亲，有货"
    assert len(scripted_model.requests) == 1


async def test_a_fallback_answers_for_a_model_that_is_down(scripted_model: ScriptedModel, opened: Opening) -> None:
    scripted_model.script(Fail(500), Say(("我来答",), usage=(1_000_000, 1_000_000)))
    pieces = await answer(opened(fallbacks=("openai/gpt-4o-mini",)))
    assert text(pieces) == "我来答"
    assert [request.body["model"] for request in scripted_model.requests] == ["scripted", "gpt-4o-mini"]
    assert pieces[-1].usage is not None
    assert pieces[-1].usage.cost == Decimal("0.75")  # the fallback's price


async def test_fallbacks_are_tried_in_their_order_and_may_live_elsewhere(
    scripted_model: ScriptedModel, opened: Opening
) -> None:
    with ScriptedModel() as elsewhere:
        scripted_model.script(Fail(500), Fail(503))
        elsewhere.script(Say(("第三个",)))
        third = Deployment("openai/third", elsewhere.base_url, "sk-elsewhere")
        assert text(await answer(opened(fallbacks=("openai/second", third)))) == "第三个"
        assert [request.body["model"] for request in scripted_model.requests] == ["scripted", "second"]
        assert elsewhere.requests[0].authorization == "Bearer sk-elsewhere"


async def test_when_all_are_down_the_error_says_so(scripted_model: ScriptedModel, opened: Opening) -> None:
    scripted_model.script(Fail(500), Fail(500))
    with pytest.raises(UpstreamUnavailable):
        await answer(opened(fallbacks=("openai/second",)))
    assert len(scripted_model.requests) == 2


async def test_a_model_that_is_not_there_is_unavailable(opened: Opening) -> None:
    with pytest.raises(UpstreamUnavailable):
        await answer(opened(api_base="http://127.0.0.1:1/v1"))


@pytest.mark.parametrize("way", ["close", "cancel"])
async def test_a_consumer_that_leaves_closes_the_connection(
    scripted_model: ScriptedModel, opened: Opening, way: str
) -> None:
    scripted_model.script(Say(("亲，", "有货"), hold=threading.Event(), hold_at=1))
    stream = opened().stream(PROMPT, operation="draft")
    assert (await anext(stream)).text == "亲，"
    if way == "close":
        await stream.aclose()  # type: ignore[attr-defined] # the Protocol promises an iterator; ours is a generator
    else:
        waiting = asyncio.ensure_future(anext(stream))
        await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
    assert await asyncio.to_thread(scripted_model.disconnected.wait, 10)


async def test_neither_errors_nor_logs_quote_the_customer_or_the_key(
    scripted_model: ScriptedModel, opened: Opening, caplog: pytest.LogCaptureFixture
) -> None:
    scripted_model.default = lambda _body: Fail(400, "cannot answer: 我的暗号是芝麻")
    prompt = Prompt((("user", "我的暗号是芝麻"),))
    with caplog.at_level(logging.DEBUG), pytest.raises(Upstream) as raised:
        await answer(opened(), prompt)
    said = f"{raised.value!r} {raised.value.__cause__!r} {caplog.text}"
    assert "芝麻" not in said.replace("\\n", "")
    assert "sk-test" not in said
    assert "model call draft" in caplog.text


def test_opening_is_free_and_the_configuration_hides_its_key() -> None:
    config = ModelConfig("openai/x", api_key="sk-secret", fallbacks=(Deployment("openai/y", api_key="sk-other"),))
    assert open_model(config).name == "openai/x"
    assert "sk-secret" not in repr(config)
    assert "sk-other" not in repr(config)
