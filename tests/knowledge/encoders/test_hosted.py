"""Hosted embeddings through real litellm against an OpenAI-shaped server on loopback."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from knowledge.encoders import EncoderConfig
from knowledge.encoders.hosted import HostedEncoder
from knowledge.errors import Upstream, UpstreamBadOutput, UpstreamRateLimited, UpstreamTimeout, UpstreamUnavailable
from tests.support.scripted_model import Fail, Raw, ScriptedModel, embedding

Opening = Callable[..., HostedEncoder]


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
def opened(scripted_model: ScriptedModel, pauses: list[float]) -> Opening:
    def opening(**changes: object) -> HostedEncoder:
        settings = {
            "provider": "litellm",
            "model": "openai/some-embedding",
            "api_base": scripted_model.base_url,
            "api_key": "sk-test",
            "timeout_s": 5.0,
            "dimension": 8,
        }
        return HostedEncoder(EncoderConfig(**(settings | changes)), pauses.append)  # type: ignore[arg-type] # by name

    return opening


def test_texts_come_back_in_order_as_unit_vectors_over_several_batches(
    scripted_model: ScriptedModel, opened: Opening
) -> None:
    texts = [f"第{number}条" for number in range(7)]
    vectors = opened(batch_size=3).encode_passages(texts)
    expected = np.array([embedding(text, 8) for text in texts])
    np.testing.assert_allclose(vectors, expected / np.linalg.norm(expected, axis=1, keepdims=True), rtol=1e-5)
    assert [len(request.body["input"]) for request in scripted_model.requests] == [3, 3, 1]
    assert scripted_model.requests[0].authorization == "Bearer sk-test"


def test_the_dimension_is_asked_once_when_it_is_not_configured(scripted_model: ScriptedModel, opened: Opening) -> None:
    scripted_model.dimension = 12
    assert opened(dimension=None).dimension == 12
    assert len(scripted_model.requests) == 1


def test_a_configured_dimension_costs_no_request_at_opening(scripted_model: ScriptedModel, opened: Opening) -> None:
    assert opened(dimension=8).dimension == 8
    assert scripted_model.requests == []


def test_another_dimension_than_configured_is_bad_output(scripted_model: ScriptedModel, opened: Opening) -> None:
    scripted_model.dimension = 4
    with pytest.raises(UpstreamBadOutput, match="4 dimensions instead of 8"):
        opened().encode_query("有货吗")


def test_queries_and_passages_get_the_prefixes_of_the_model_family(
    scripted_model: ScriptedModel, opened: Opening
) -> None:
    encoder = opened(model="openai/multilingual-e5-large")
    encoder.encode_query("有货吗")
    encoder.encode_passages(["有货"])
    assert [request.body["input"] for request in scripted_model.requests] == [["query: 有货吗"], ["passage: 有货"]]


def test_an_empty_text_is_sent_as_a_blank_because_providers_refuse_it(
    scripted_model: ScriptedModel, opened: Opening
) -> None:
    opened().encode_query("")
    assert scripted_model.requests[0].body["input"] == [" "]


def test_no_texts_need_no_request(scripted_model: ScriptedModel, opened: Opening) -> None:
    assert opened().encode_passages([]).shape == (0, 8)
    assert scripted_model.requests == []


def test_a_busy_provider_is_asked_again_after_growing_pauses(
    scripted_model: ScriptedModel, opened: Opening, pauses: list[float]
) -> None:
    scripted_model.script(Fail(429), Fail(503))
    assert len(opened(max_retries=2).encode_query("有货吗")) == 8
    assert pauses == [0.5, 1.0]


@pytest.mark.parametrize(
    ("answer", "error", "requests"),
    [
        (Fail(429), UpstreamRateLimited, 3),
        (Fail(500), UpstreamUnavailable, 3),
        (Fail(504), UpstreamTimeout, 3),
        (Fail(401), Upstream, 1),
        (Fail(404), Upstream, 1),
        (Raw(b"<html>gateway</html>"), UpstreamUnavailable, 3),
        (Raw(b'{"data": []}', "application/json"), UpstreamBadOutput, 1),
        (Raw(b'{"data": [{"index": 0, "embedding": [0, 0]}]}', "application/json"), UpstreamBadOutput, 1),
    ],
)
def test_only_what_can_pass_is_tried_again(
    scripted_model: ScriptedModel,
    opened: Opening,
    answer: Fail | Raw,
    error: type[Upstream],
    requests: int,
) -> None:
    scripted_model.script(*[answer] * requests)
    with pytest.raises(Upstream) as raised:
        opened(max_retries=2).encode_query("我的手机号是一个秘密")
    assert type(raised.value) is error
    assert "秘密" not in str(raised.value)
    assert len(scripted_model.requests) == requests


def test_a_server_that_is_not_there_is_unavailable(opened: Opening) -> None:
    with pytest.raises(UpstreamUnavailable):
        opened(api_base="http://127.0.0.1:1/v1", max_retries=0).encode_query("有货吗")


def test_the_fingerprint_tells_models_and_preparations_apart_and_holds_no_key(opened: Opening) -> None:
    fingerprints = {
        opened().fingerprint,
        opened(model="openai/other").fingerprint,
        opened(query_prefix="q: ").fingerprint,
        opened(dimension=16).fingerprint,
    }
    assert len(fingerprints) == 4
    assert not any("sk-test" in fingerprint for fingerprint in fingerprints)
