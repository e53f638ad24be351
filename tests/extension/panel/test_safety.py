"""Nothing that a check blocks reaches the chat box without a reason, and nothing leaves that the shop wants masked."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from knowledge.store.keys import KeyRole
from tests.extension.panel.conftest import Browser, decided, place, say
from tests.extension.panel.serving import Served

pytestmark = pytest.mark.browser
EDITOR = "[data-composer] textarea"
ASKED = "满多少包邮"


@pytest.fixture
def masking(server: Served) -> Iterator[None]:
    server.set_rules(masking="true", keeps_texts="true")
    yield
    server.set_rules()


def test_an_agent_cannot_insert_what_leads_customers_away(
    browser: Browser, server: Served, open_chat: Callable[..., Page]
) -> None:
    page = open_chat("safe-1")
    panel = _with_text(browser, page, "加我微信，给您全国最低价")
    expect(panel.get_by_role("button", name="填入聊天框")).to_be_disabled()
    browser.press_insert(page)
    expect(panel.locator("#said")).to_contain_text("有不能发的内容")
    assert page.locator(EDITOR).input_value() == ""
    panel.get_by_text("坚持使用", exact=True).click()
    expect(panel.locator(".blocked")).to_contain_text("只有主管")


def test_a_wording_that_passes_replaces_the_one_that_does_not(
    browser: Browser, server: Served, open_chat: Callable[..., Page]
) -> None:
    page = open_chat("safe-2")
    panel = _with_text(browser, page, "有问题加我微信说")
    panel.locator(".findings").get_by_role("button", name="改成").first.click()
    expect(panel.get_by_role("button", name="填入聊天框")).to_be_enabled()
    assert "微信" not in panel.get_by_label("回复草稿", exact=True).input_value()


def test_a_figure_without_a_source_needs_a_reason_which_is_recorded(
    browser: Browser, server: Served, open_chat: Callable[..., Page]
) -> None:
    page = open_chat("safe-3")
    text = "满17元就包邮"
    panel = _with_text(browser, page, text)
    panel.get_by_text("坚持使用", exact=True).click()
    panel.get_by_label("写明理由").fill("主管电话确认过")
    panel.get_by_role("button", name="按这个理由填入").click()
    expect(page.locator(EDITOR)).to_have_value(text)
    page.locator(EDITOR).press("Enter")
    (decision,) = decided(server, "safe-3", panel)
    assert decision["overridden"] and decision["reason"] == "主管电话确认过"
    assert (decision["action"], decision["edit"]) == ("edited", "heavy")


def test_a_supervisor_may_insist_where_an_agent_may_not(
    browser: Browser, server: Served, open_chat: Callable[..., Page]
) -> None:
    browser.settings(key=server.key(KeyRole.SUPERVISOR))
    page = open_chat("safe-4")
    panel = _with_text(browser, page, "加我微信说")
    panel.get_by_text("坚持使用", exact=True).click()
    expect(panel.get_by_label("写明理由")).to_be_visible()


def test_what_an_agent_wrote_past_the_checks_is_recorded_with_the_rules_it_breaks(
    browser: Browser, server: Served, open_chat: Callable[..., Page]
) -> None:
    page = open_chat("safe-5")
    panel = browser.panel_for(page)
    say(page, ASKED)
    expect(panel.locator(".state")).to_contain_text("已检查")
    page.locator(EDITOR).fill("加我微信说")
    page.locator(EDITOR).press("Enter")
    (decision,) = decided(server, "safe-5", panel)
    assert not decision["overridden"]
    assert any(rule.startswith("compliance.") for rule in decision["rules"])


def test_phone_numbers_do_not_leave_the_browser_where_the_shop_demands_it(
    browser: Browser, server: Served, open_chat: Callable[..., Page], masking: None
) -> None:
    browser.settings(platform="")  # any change: the worker asks anew what the shop demands
    page = open_chat("mask-1")
    panel = browser.panel_for(page)
    say(page, f"我的手机号是13812345678，{ASKED}")
    expect(panel.locator(".state")).to_contain_text("已检查")
    expect(panel.locator(".question")).to_contain_text("13812345678")
    kept = server.messages(place("mask-1"))
    assert all("13812345678" not in (message["text"] or "") for message in kept)
    assert "13812345678" not in server.record(place("mask-1"))


def _with_text(browser: Browser, page: Page, text: str) -> Page:
    """The panel of a chat with a draft, the agent having written this in its place."""
    panel = browser.panel_for(page)
    say(page, ASKED)
    expect(panel.locator(".state")).to_contain_text("已检查")
    panel.get_by_label("回复草稿", exact=True).fill(text)
    expect(panel.locator(".findings li").first).to_be_visible()
    return panel
