"""Panel and settings page for everybody: no finding of axe in either theme, narrow and zoomed, focus left alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from server.extension_package import EXTENSION_ID
from tests.extension.panel.conftest import Browser, say
from tests.extension.panel.serving import Served

pytestmark = pytest.mark.browser
THEMES = ["light", "dark"]
ZOOMED = {"width": 180, "height": 700}  # what 360 px are at 200 %


def assert_accessible(page: Page) -> None:
    found = Axe().run(page, options={"resultTypes": ["violations"]})  # of what passes, one element is enough
    assert found.violations_count == 0, found.generate_report()


def assert_nothing_is_cut_off(page: Page) -> None:
    wide = page.evaluate("() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth")
    assert wide <= 0


@pytest.mark.parametrize("theme", THEMES)
def test_the_panel_is_accessible_with_a_draft_that_is_blocked(
    browser: Browser, server: Served, open_chat: Callable[..., Page], theme: str
) -> None:
    browser.settings(theme=theme)
    page = open_chat(f"axe-{theme}")
    panel = browser.panel_for(page)
    say(page, "满多少包邮")
    expect(panel.locator(".state")).to_contain_text("已检查")
    assert_accessible(panel)
    panel.get_by_label("回复草稿", exact=True).fill("加我微信，给您全国最低价")
    expect(panel.locator(".findings li").first).to_be_visible()
    for name in ("不用", "坚持使用", "这个会话里的建议", "粘贴顾客的话"):
        panel.locator("summary").get_by_text(name, exact=True).or_(
            panel.locator("summary", has_text=name)
        ).first.click()
    expect(panel.locator(".history li").first).to_be_visible()
    assert_accessible(panel)
    panel.set_viewport_size(ZOOMED)
    assert_nothing_is_cut_off(panel)


def test_the_panel_is_accessible_before_anything_is_set_up(browser: Browser, open_chat: Callable[..., Page]) -> None:
    browser.settings(server="", key="")
    panel = browser.panel_for(open_chat("axe-unset"))
    expect(panel.get_by_role("button", name="打开设置")).to_be_visible()
    assert_accessible(panel)


@pytest.mark.parametrize("theme", THEMES)
def test_the_settings_page_is_accessible(browser: Browser, server: Served, theme: str) -> None:
    browser.settings(theme=theme)
    page = browser.context.new_page()
    page.goto(f"chrome-extension://{EXTENSION_ID}/options/options.html")
    expect(page.locator(".result")).to_contain_text("连接正常")
    assert_accessible(page)
    page.set_viewport_size({"width": 320, "height": 700})
    assert_nothing_is_cut_off(page)


def test_a_draft_that_arrives_takes_no_focus_and_moves_nothing_under_the_agents_hands(
    browser: Browser, server: Served, open_chat: Callable[..., Page]
) -> None:
    page = open_chat("axe-focus")
    panel = browser.panel_for(page)
    server.gate.end.clear()
    page.locator("[data-composer] textarea").focus()
    say(page, "满多少包邮")
    page.locator("[data-composer] textarea").focus()
    box = panel.get_by_label("回复草稿", exact=True)
    expect(panel.locator(".state")).to_contain_text("即时草稿")
    assert page.evaluate("() => document.activeElement.tagName") == "TEXTAREA"
    assert panel.evaluate("() => document.activeElement === document.body")
    box.fill("我自己来写")
    server.gate.open()
    expect(panel.get_by_role("button", name="更短")).to_be_visible()
    expect(box).to_have_value("我自己来写")


def test_a_panel_in_english_says_so_and_speaks_it(browser: Browser, open_chat: Callable[..., Page]) -> None:
    browser.settings(language="en")
    page = open_chat("axe-english")
    panel = browser.panel_for(page)
    say(page, "满多少包邮")
    expect(panel.locator(".state")).to_contain_text("Checked")
    assert panel.evaluate("() => document.documentElement.lang") == "en"
    expect(panel.get_by_role("button", name="Insert")).to_be_visible()
