"""The whole extension, as it is packed, in a real Chromium against the real server; the demo workbench is the page."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, Worker, expect, sync_playwright

from server.extension_package import EXTENSION_ID, pack
from tests.extension.panel.serving import Served, served

CHROMIUM = next((path for name in ("chromium", "google-chrome-for-testing") if (path := shutil.which(name))), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--lang=zh-CN", "--remote-debugging-port=0"]
TIMEOUT_MS = 60_000  # a busy machine takes longer than Playwright's five seconds


@dataclass
class Browser:
    """A browser with the extension in it, and its profile's folder."""

    playwright: Playwright
    context: BrowserContext
    profile: Path

    @property
    def worker(self) -> Worker:
        """The running service worker; Chrome ends and starts it as it likes, so it is looked up anew."""
        running = self.context.service_workers
        return running[-1] if running else self.context.wait_for_event("serviceworker")

    def settings(self, **changes: Any) -> None:
        self.worker.evaluate(
            """async (changes) => {
                const { settings = {} } = await chrome.storage.local.get("settings");
                await chrome.storage.local.set({ settings: { ...settings, ...changes } });
            }""",
            changes,
        )

    def tab_of(self, page: Page) -> int:
        page.bring_to_front()
        tab: int = self.worker.evaluate(
            "chrome.tabs.query({ active: true, lastFocusedWindow: true }).then(([tab]) => tab.id)"
        )
        return tab

    def panel_for(self, page: Page) -> Page:
        """The panel in a tab of its own, 360 px wide, showing that page's chat."""
        panel = self.context.new_page()
        panel.set_default_timeout(TIMEOUT_MS)
        panel.set_viewport_size({"width": 360, "height": 900})
        panel.goto(f"chrome-extension://{EXTENSION_ID}/panel/panel.html?tab={self.tab_of(page)}")
        page.bring_to_front()
        return panel

    def stop_worker(self) -> None:
        """As Chrome does after half a minute of silence."""
        browser = self.context.browser
        assert browser is not None
        session = browser.new_browser_cdp_session()
        workers = session.send("Target.getTargets", {"filter": [{"type": "service_worker"}]})["targetInfos"]
        for worker in workers:
            session.send("Target.closeTarget", {"targetId": worker["targetId"]})
        session.detach()

    def press_insert(self, page: Page) -> None:
        """Alt+J. Headless Chromium fires no commands for keys, so the command itself is fired, in the page's tab."""
        page.bring_to_front()
        self.worker.evaluate("chrome.commands.onCommand.dispatch('insert-suggestion')")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("served")) as server:
        yield server


@pytest.fixture(scope="session")
def agent_key(server: Served) -> str:
    return server.key()


@pytest.fixture(scope="package")  # and no longer: an open Playwright stands in the way of asyncio tests that follow
def _launched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    folder = tmp_path_factory.mktemp("extension")
    ZipFile(BytesIO(pack())).extractall(folder)
    extension, profile = folder / "huashu-extension", tmp_path_factory.mktemp("profile")
    expect.set_options(timeout=TIMEOUT_MS)  # here: other folders' tests set their own
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            str(profile),
            executable_path=CHROMIUM,
            headless=True,
            locale="zh-CN",
            args=[*FLAGS, f"--disable-extensions-except={extension}", f"--load-extension={extension}"],
        )
        yield Browser(playwright, context, profile)
        context.close()


@pytest.fixture
def browser(_launched: Browser, server: Served, agent_key: str) -> Iterator[Browser]:
    """Connected to the server, with nothing left of the test before."""
    _launched.worker.evaluate("chrome.storage.local.clear()")
    _launched.settings(server=server.url, key=agent_key, language="zh", theme="light")
    pages = set(_launched.context.pages)
    yield _launched
    server.gate.open()
    for page in _launched.context.pages:
        if page not in pages:
            page.close()


@pytest.fixture
def open_chat(browser: Browser, server: Served) -> Callable[..., Page]:
    """The demo workbench with chats of these names, the first one open; a test plays the customers."""

    def open_one(*chats: str) -> Page:
        page = browser.context.new_page()
        page.set_default_timeout(TIMEOUT_MS)
        parts = [{"id": chat, "name": f"顾客{chat}", "tags": [], "starts": 0, "script": []} for chat in chats]
        scenario = json.dumps({"shop": "测试", "products": {}, "chats": parts})
        page.route(
            "**/workbench/scenario.json", lambda route: route.fulfill(body=scenario, content_type="application/json")
        )
        page.goto(f"{server.url}/workbench/?pace=0&chat={chats[0]}")
        return page

    return open_one


def say(page: Page, text: str) -> None:
    """As the customer of the chat that is open."""
    box = page.locator("[data-acting] input")
    box.fill(text)
    box.press("Enter")


def place(chat: str) -> str:
    """What the server knows a chat of the demo workbench by."""
    return f"huashu-workbench:{chat}"


def decided(server: Served, chat: str, page: Page, count: int = 1) -> list[dict[str, Any]]:
    """Once there are that many: they come by way of the worker's queue."""
    for _ in range(2000):
        if len(found := server.decisions(place(chat))) >= count:
            return found
        page.wait_for_timeout(30)
    raise AssertionError(f"{len(found)} decisions on {chat}, not {count}")
