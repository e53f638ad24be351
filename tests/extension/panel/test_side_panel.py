"""The real side panel, opened as a click on the toolbar's icon opens it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from server.extension_package import EXTENSION_ID
from tests.extension.panel.conftest import Browser, say
from tests.extension.panel.serving import Served

pytestmark = pytest.mark.browser


def test_the_side_panel_shows_the_draft_of_the_active_tab(
    browser: Browser, server: Served, open_chat: Callable[..., Page]
) -> None:
    page = open_chat("side-1")
    page.bring_to_front()
    chrome = browser.context.browser
    assert chrome is not None
    session = chrome.new_browser_cdp_session()
    tabs = session.send("Target.getTargets", {"filter": [{"type": "tab"}]})["targetInfos"]
    tab = next(tab for tab in tabs if tab["url"] == page.url)
    session.send("Extensions.triggerAction", {"id": EXTENSION_ID, "targetId": tab["targetId"]})
    port = (browser.profile / "DevToolsActivePort").read_text().split()[0]
    seen = browser.playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
    panel = _panel(seen, page)
    say(page, "满多少包邮")
    expect(panel.locator(".state")).to_contain_text("已检查")
    panel.get_by_label("回复草稿", exact=True).press("Control+Enter")
    expect(page.locator("[data-composer] textarea")).to_have_value(
        panel.get_by_label("回复草稿", exact=True).input_value()
    )
    panel.evaluate("setTimeout(() => window.close(), 20)")
    seen.close()


def test_the_shortcut_is_registered(browser: Browser) -> None:
    commands = browser.worker.evaluate("chrome.commands.getAll()")
    assert {"insert-suggestion": "Alt+J", "_execute_action": "Alt+K"}.items() <= {
        command["name"]: command["shortcut"] for command in commands
    }.items()


def _panel(seen: object, page: Page) -> Page:
    for _ in range(2400):
        pages = [one for context in seen.contexts for one in context.pages]  # type: ignore[attr-defined]
        if panel := next((one for one in pages if one.url.endswith("/panel/panel.html")), None):
            return panel  # type: ignore[no-any-return]
        page.wait_for_timeout(25)
    raise AssertionError("the side panel did not open")
