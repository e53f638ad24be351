"""Everything that is not a success has one shape, and every class of ours a status."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from knowledge.errors import HuashuError
from knowledge.store.keys import KeyRole
from server.api.errors import STATUS
from tests.support.http import Api, question

pytestmark = pytest.mark.anyio


def _family(cls: type[HuashuError]) -> Iterator[type[HuashuError]]:
    yield cls
    for child in cls.__subclasses__():
        yield from _family(child)


@pytest.mark.parametrize("cls", sorted(set(_family(HuashuError)), key=lambda cls: cls.__name__))
async def test_every_class_of_the_error_tree_has_a_status(cls: type[HuashuError]) -> None:
    assert cls in STATUS, f"{cls.__name__} has no HTTP status in server/api/errors.py"


def _shape(response: httpx.Response) -> tuple[int, str]:
    error = response.json()["error"]
    assert set(error) == {"code", "message", "request_id"}
    assert error["request_id"] == response.headers["x-request-id"]
    return response.status_code, error["code"]


@pytest.mark.parametrize(
    ("method", "path", "arguments", "expected"),
    [
        ("GET", "/nothing/here", {}, (404, "not_found")),
        ("PUT", "/v1/shops", {}, (405, "method_not_allowed")),
        ("POST", "/v1/suggestions", {"content": b'{"shop": '}, (400, "broken_json")),
        ("POST", "/v1/suggestions", {"content": b"\xff\xfe\x00"}, (400, "bad_request")),
        ("POST", "/v1/suggestions", {"json": [1, 2]}, (422, "bad_input")),
        ("POST", "/v1/suggestions", {"content": b""}, (422, "bad_input")),
        ("POST", "/v1/suggestions", {"json": question("在吗") | {"shop": "nowhere"}}, (404, "not_found")),
        ("POST", "/v1/suggestions", {"json": question("在吗") | {"shop": "../etc"}}, (422, "bad_input")),
        ("POST", "/v1/suggestions", {"json": question("在吗") | {"shop": None}}, (422, "shop_missing")),
        ("GET", "/v1/suggestions/nothing", {}, (404, "not_found")),
        ("GET", "/v1/jobs/nothing", {}, (404, "not_found")),
        ("GET", "/v1/jobs/nothing/events", {}, (404, "not_found")),
        ("GET", "/v1/documents/nothing", {}, (404, "not_found")),
        ("DELETE", "/v1/documents/nothing", {}, (404, "not_found")),
        ("GET", "/v1/search?shop=rules", {}, (422, "bad_input")),
        ("GET", "/v1/search?shop=rules&q=x&limit=1000", {}, (422, "bad_input")),
        ("POST", "/v1/shops", {"json": {"id": "rules"}}, (409, "conflict")),
        ("POST", "/v1/shops", {"json": {"id": "Große Läden"}}, (422, "bad_input")),
        ("POST", "/v1/suggestions", {"content": b" " * (1 << 20) + b"{}"}, (413, "too_large")),
    ],
)
async def test_what_cannot_be_answered_says_why_in_one_shape(
    idle: Api, method: str, path: str, arguments: dict[str, Any], expected: tuple[int, str]
) -> None:
    headers = {"Content-Type": "application/json"} if "content" in arguments else {}
    async with idle.client() as client:
        response = await client.request(method, path, headers=headers, **arguments)
    assert _shape(response) == expected
    async with idle.client() as client:
        assert (await client.get("/healthz")).status_code == 200


async def test_a_body_that_grows_past_the_limit_without_saying_so_is_stopped(idle: Api) -> None:
    sent = 0

    async def endless() -> Any:
        nonlocal sent
        for _ in range(1000):
            sent += 1
            yield b" " * 65_536

    async with idle.client() as client:
        headers = {"Content-Type": "application/json"}
        response = await client.post("/v1/checks", content=endless(), headers=headers)
    assert _shape(response) == (413, "too_large")
    assert "1 MB" in response.json()["error"]["message"]
    assert sent < 20


async def test_a_request_id_is_taken_over_when_it_is_harmless_and_replaced_when_not(idle: Api) -> None:
    async with idle.client() as client:
        kept = await client.get("/healthz", headers={"X-Request-ID": "panel-42"})
        replaced = await client.get("/healthz", headers={"X-Request-ID": "a b\tc"})
        long = await client.get("/healthz", headers={"X-Request-ID": "x" * 65})
    assert kept.headers["x-request-id"] == "panel-42"
    assert replaced.headers["x-request-id"] != "a b\tc"
    assert len(long.headers["x-request-id"]) == 32


async def test_messages_and_log_lines_hold_no_customer_text(api: Api, caplog: pytest.LogCaptureFixture) -> None:
    secret = "我的电话是13800001111"
    caplog.set_level("INFO")
    async with api.client(KeyRole.AGENT) as client:
        bad = await client.post("/v1/suggestions", json=question("在吗") | {"context": {"sku": {"x": secret}}})
        await client.post("/v1/suggestions", json=question(secret))
        await client.get("/v1/search", params={"shop": "rules", "q": secret})
    assert bad.status_code == 422
    assert secret not in bad.text
    logged = [str(vars(record)) for record in caplog.records if record.name.startswith(("server", "ingestion"))]
    assert any("'route': '/v1/search'" in line for line in logged)
    assert not [line for line in logged if secret in line]


async def test_answers_carry_the_headers_that_keep_browsers_careful(idle: Api) -> None:
    async with idle.client() as client:
        response = await client.get("/v1/shops")
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in response.headers["content-security-policy"]


async def test_only_the_configured_extension_may_call_from_a_browser(idle: Api) -> None:
    asks = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization,content-type"}
    async with idle.client() as client:
        ours = await client.options("/v1/suggestions", headers={"Origin": "chrome-extension://abc", **asks})
        theirs = await client.options("/v1/suggestions", headers={"Origin": "https://evil.example", **asks})
        failed = await client.get("/nothing", headers={"Origin": "chrome-extension://abc"})
    assert ours.headers["access-control-allow-origin"] == "chrome-extension://abc"
    assert "access-control-allow-origin" not in theirs.headers
    assert failed.headers["access-control-allow-origin"] == "chrome-extension://abc"
