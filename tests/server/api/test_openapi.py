"""The contract: docs/openapi.json is what the routes say, and /docs needs no network."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from server.api.openapi import render_document
from tests.support.http import Api

COMMITTED = Path(__file__).parents[3] / "docs" / "openapi.json"
_OPEN = {"/healthz", "/readyz", "/metrics", "/v1/session", "/v1/session/link", "/v1/pairings/redeem"}


@pytest.fixture(scope="module")
def rendered() -> str:
    return render_document()


@pytest.fixture(scope="module")
def document(rendered: str) -> Any:
    return json.loads(rendered)


def test_the_committed_document_is_the_one_the_routes_make(rendered: str) -> None:
    assert COMMITTED.read_text(encoding="utf-8") == rendered, "run `make openapi`"


def test_every_operation_says_what_it_does_and_who_may(document: Any) -> None:
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            place = f"{method} {path}"
            assert re.search(r"[一-鿿]", operation["summary"]), place
            assert operation["tags"], place
            if path not in _OPEN:
                (need,) = operation["security"]
                assert need["key"][0] in {"agent", "editor", "supervisor", "admin"}, place
                assert {"401", "403", "422"} <= set(operation["responses"]), place


def test_every_reference_leads_somewhere(document: Any) -> None:
    wanted = set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(document)))
    assert wanted <= set(document["components"]["schemas"])
    assert "SuggestionEvents" in wanted


def test_the_events_of_the_stream_are_described(document: Any) -> None:
    events = document["components"]["schemas"]["SuggestionEvents"]["oneOf"]
    names = [event["properties"]["event"]["const"] for event in events]
    assert names == ["understanding", "passages", "draft", "delta", "done", "error"]


@pytest.mark.anyio
async def test_the_page_of_the_documentation_and_all_it_loads_come_from_this_server(idle: Api) -> None:
    async with idle.with_key(None) as client:
        page = await client.get("/docs")
        loaded = re.findall(r'(?:src|href)="([^"]+)"', page.text)
        answers = {name: await client.get(f"/{name}") for name in [*loaded, "openapi.json"]}
    assert page.status_code == 200
    assert len(loaded) == 4
    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(answers, 200)
    assert "https://" not in page.text
    assert "script-src 'self';" in page.headers["content-security-policy"]
    assert "<script>" not in page.text
