"""The demo workbench is served whole, runs nothing inline, and shows the sample shop's own products."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from openpyxl import load_workbook

from server.api.edge import Edge
from server.api.errors import install_handlers
from server.api.metrics import Metrics
from server.workbench.routes import router

pytestmark = pytest.mark.anyio
ROOT = Path(__file__).resolve().parents[3]
STATIC = ROOT / "server" / "workbench" / "static"
SHOP = ROOT / "samples" / "shop"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def client() -> httpx.AsyncClient:
    app = FastAPI()
    app.include_router(router)
    install_handlers(app)
    app.add_middleware(Edge, metrics=Metrics())
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://huashu.test")


async def test_the_page_and_every_module_that_it_loads_are_served(client: httpx.AsyncClient) -> None:
    moved = await client.get("/workbench")
    assert (moved.status_code, moved.headers["location"]) == (307, "workbench/")
    for name in ("", "main.js", "scenario.json", "workbench.css", "icon.svg", "shared/dom.js", "shared/theme.css"):
        answer = await client.get(f"/workbench/{name}")
        assert answer.status_code == 200, name
        policy = answer.headers["content-security-policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
    assert (await client.get("/workbench/")).headers["content-type"].startswith("text/html")
    assert (await client.get("/workbench/main.js")).headers["content-type"].startswith("text/javascript")


@pytest.mark.parametrize(
    "name", ["nothing.js", "../routes.py", "%2e%2e/routes.py", "shared/../manifest.json", "tsconfig"]
)
async def test_nothing_else_is_served(client: httpx.AsyncClient, name: str) -> None:
    assert (await client.get(f"/workbench/{name}")).status_code == 404


async def test_no_script_or_style_stands_inline(client: httpx.AsyncClient) -> None:
    page = (await client.get("/workbench/")).text
    assert "<style" not in page
    assert " style=" not in page
    assert page.count("<script") == page.count('<script type="module" src=')


def prices() -> dict[str, tuple[str, str]]:
    """Name and campaign price of every product of the sample shop."""
    found: dict[str, tuple[str, str]] = {}
    book = load_workbook(SHOP / "空调商品总表_202607.xlsx", read_only=True)
    for sheet in book.worksheets[:2]:
        for row in sheet.iter_rows(values_only=True):
            if str(row[1]).startswith("XY-"):
                found[str(row[1])] = (str(row[2]), str(row[3]))
    with (SHOP / "小家电及配件商品表.csv").open(encoding="utf-8-sig", newline="") as file:
        for line in csv.DictReader(file):
            found[line["商品编码"]] = (line["商品名称"], line["活动价(元)"])
    return found


def test_its_products_are_the_sample_shops_with_the_same_prices() -> None:
    scenario = json.loads((STATIC / "scenario.json").read_text(encoding="utf-8"))
    known = prices()
    for sku, product in scenario["products"].items():
        assert (product["name"], product["price"]) == known[sku]
    assert {chat["sku"] for chat in scenario["chats"]} <= set(scenario["products"])
