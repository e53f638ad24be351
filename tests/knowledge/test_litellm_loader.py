from __future__ import annotations

import json
import subprocess
import sys

import pytest

from knowledge.errors import (
    BadInput,
    HuashuError,
    Upstream,
    UpstreamBadOutput,
    UpstreamRateLimited,
    UpstreamTimeout,
    UpstreamUnavailable,
)
from knowledge.litellm_loader import load_litellm, translate


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Timeout", UpstreamTimeout),
        ("RateLimitError", UpstreamRateLimited),
        ("InternalServerError", UpstreamUnavailable),
        ("BadGatewayError", UpstreamUnavailable),
        ("ServiceUnavailableError", UpstreamUnavailable),
        ("APIConnectionError", UpstreamUnavailable),
        ("AuthenticationError", Upstream),
        ("NotFoundError", Upstream),
        ("BadRequestError", Upstream),
        ("ContextWindowExceededError", Upstream),
        ("ContentPolicyViolationError", Upstream),
        ("UnprocessableEntityError", Upstream),
    ],
)
def test_litellms_own_exceptions_become_ours(name: str, kind: type[Upstream]) -> None:
    import httpx

    response = httpx.Response(422, request=httpx.Request("POST", "http://localhost"))
    raised = getattr(load_litellm(), name)
    named = {"message": "客户的话", "model": "m", "llm_provider": "p"}
    error = raised(**named, response=response) if name == "UnprocessableEntityError" else raised(**named)
    ours = translate(error, "openai/m")
    assert type(ours) is kind
    assert "客户" not in ours.message
    assert "openai/m" in ours.message


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (TimeoutError(), UpstreamTimeout),
        (ConnectionResetError(), UpstreamUnavailable),
        (json.JSONDecodeError("no", "客户", 0), UpstreamBadOutput),
        (KeyError("客户"), Upstream),
        (BadInput("ours"), BadInput),
    ],
)
def test_other_exceptions_are_sorted_too_and_ours_pass_through(error: Exception, kind: type[HuashuError]) -> None:
    ours = translate(error, "openai/m")
    assert type(ours) is kind
    assert "客户" not in ours.message


def test_only_failures_that_can_pass_are_retryable() -> None:
    assert translate(TimeoutError(), "m").retryable
    assert not translate(ValueError(), "m").retryable


def test_litellm_loads_without_the_network_and_says_nothing() -> None:
    code = """
import socket
def refuse(*arguments, **named):
    raise OSError("no network in this test")
socket.socket.connect = refuse
socket.getaddrinfo = refuse
from knowledge.litellm_loader import load_litellm
litellm = load_litellm()
assert len(litellm.model_cost) > 100
assert litellm.telemetry is False
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""


def test_the_doors_load_nothing_heavy_until_they_are_used() -> None:
    code = """
import sys
import knowledge.encoders, knowledge.encoders.bundled, knowledge.encoders.hosted, knowledge.tokens, server.model
import knowledge.encoders.sentence_transformers
from server.model import ModelConfig, open_model
open_model(ModelConfig("openai/x"))
heavy = {"torch", "chromadb", "litellm", "llama_index", "onnxruntime", "onnx", "sentence_transformers", "tiktoken"}
found = heavy & set(sys.modules)
assert not found, found
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
