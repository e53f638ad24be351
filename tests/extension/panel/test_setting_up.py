"""Set up in a minute: a code or a key, tested at once, with errors that say what to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from knowledge.store.keys import KeyRole
from server.extension_package import EXTENSION_ID
from tests.extension.panel.conftest import Browser
from tests.extension.panel.serving import SHOP, Served

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    browser.settings(server="", key="")
    page = browser.context.new_page()
    page.goto(f"chrome-extension://{EXTENSION_ID}/options/options.html")
    yield page


def test_a_pairing_code_connects_without_a_key_being_typed(page: Page, browser: Browser, server: Served) -> None:
    headers = {"Authorization": f"Bearer {server.key(KeyRole.ADMIN)}"}
    made = httpx.post(f"{server.url}/v1/pairings", headers=headers, json={"shop": SHOP, "role": "agent"}, timeout=60)
    page.get_by_label("服务器地址").fill(f"127.0.0.1:{server.port}")
    page.get_by_label("配对码").fill(made.json()["code"])
    page.get_by_role("button", name="配对").click()
    expect(page.locator(".result")).to_contain_text("连接正常")
    kept = browser.worker.evaluate("chrome.storage.local.get('settings').then(({ settings }) => settings)")
    assert (kept["server"], kept["shop"]) == (server.url, SHOP)
    assert len(kept["key"]) > 20


@pytest.mark.parametrize(
    ("address", "told"),
    [("", "先填服务器地址"), ("不是网址 ://", "这不是一个网址"), ("http://127.0.0.1:9", "连不上这个地址")],
)
def test_an_address_that_cannot_work_says_what_to_do(page: Page, address: str, told: str) -> None:
    page.get_by_label("服务器地址").fill(address)
    page.get_by_role("button", name="保存并测试").click()
    expect(page.locator(".result")).to_contain_text(told)


def test_a_wrong_key_and_a_wrong_code_say_so(page: Page, server: Served) -> None:
    page.get_by_label("服务器地址").fill(server.url)
    page.get_by_label("密钥", exact=True).fill("no-key-of-ours")
    page.get_by_role("button", name="保存并测试").click()
    expect(page.locator(".result")).to_contain_text("密钥无效")
    page.get_by_label("配对码").fill("WRONG123")
    page.get_by_role("button", name="配对").click()
    expect(page.locator(".result")).to_contain_text("配对码不对或已过期")


def test_the_key_is_out_of_reach_of_the_scripts_in_pages(browser: Browser, server: Served) -> None:
    page = browser.context.new_page()
    session = browser.context.new_cdp_session(page)
    worlds: list[dict[str, Any]] = []
    session.on("Runtime.executionContextCreated", lambda event: worlds.append(event["context"]))
    session.send("Runtime.enable")
    page.goto(f"{server.url}/workbench/")
    expect(page.locator("[data-chat]").first).to_be_visible()
    ours = next(world["id"] for world in worlds if world["origin"] == f"chrome-extension://{EXTENSION_ID}")
    asked = {"expression": "chrome.storage.local.get()", "contextId": ours, "awaitPromise": True, "returnByValue": True}
    answer = session.send("Runtime.evaluate", asked)
    assert "not allowed" in answer["exceptionDetails"]["exception"]["description"]
