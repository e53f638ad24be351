"""From the customer's message in the page to the decision in the database."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.extension.panel.conftest import Browser, decided, say
from tests.extension.panel.serving import Served

pytestmark = pytest.mark.browser
ASKED = "满多少包邮"
EDITOR = "[data-composer] textarea"


def test_a_question_becomes_a_checked_draft_is_edited_inserted_sent_and_decided_on(
    browser: Browser, server: Served, open_chat: Callable[..., Page]
) -> None:
    page = open_chat("way-101")
    panel = browser.panel_for(page)
    say(page, ASKED)
    expect(panel.locator(".question")).to_contain_text("包邮")
    expect(panel.locator(".state")).to_contain_text("已检查")
    box = panel.get_by_label("回复草稿", exact=True)
    draft = box.input_value()
    assert "包邮" in draft
    edited = f"{draft}有需要随时说哦"
    box.fill(edited)
    expect(panel.locator(".state")).to_contain_text("你改过")
    browser.press_insert(page)
    expect(page.locator(EDITOR)).to_have_value(edited)
    expect(panel.locator("#said")).to_contain_text("已填入")
    expect(page.locator("huashu-strip [role=status]")).to_contain_text("已填入")
    page.locator(EDITOR).press("Enter")
    expect(panel.locator("#said")).to_be_empty()  # it is done
    (decision,) = decided(server, "way-101", panel)
    assert (decision["action"], decision["edit"], decision["final_text"]) == ("edited", "light", edited)
    assert decision["observed"] and decision["elapsed_ms"] > 0


def test_a_draft_that_is_sent_as_it_was_is_decided_on_as_sent(
    browser: Browser, server: Served, open_chat: Callable[..., Page]
) -> None:
    page = open_chat("way-102")
    panel = browser.panel_for(page)
    say(page, "付款后多久发货")
    expect(panel.locator(".state")).to_contain_text("已检查")
    browser.press_insert(page)
    expect(page.locator(EDITOR)).to_have_value(panel.get_by_label("回复草稿", exact=True).input_value())
    page.locator(EDITOR).press("Enter")
    (decision,) = decided(server, "way-102", panel)
    assert (decision["action"], decision["edit"]) == ("sent", "none")


def test_an_answer_of_the_agents_own_leaves_the_draft_ignored(
    browser: Browser, server: Served, open_chat: Callable[..., Page]
) -> None:
    page = open_chat("way-103")
    panel = browser.panel_for(page)
    say(page, ASKED)
    expect(panel.locator(".state")).to_contain_text("已检查")
    page.locator(EDITOR).fill("这就帮您看一下")
    page.locator(EDITOR).press("Enter")
    (decision,) = decided(server, "way-103", panel)
    assert (decision["action"], decision["final_text"]) == ("ignored", "这就帮您看一下")


def test_a_rejection_carries_its_reason(browser: Browser, server: Served, open_chat: Callable[..., Page]) -> None:
    page = open_chat("way-104")
    panel = browser.panel_for(page)
    say(page, ASKED)
    expect(panel.locator(".state")).to_contain_text("已检查")
    panel.get_by_text("不用", exact=True).click()
    panel.get_by_role("button", name="答非所问").click()
    (decision,) = decided(server, "way-104", panel)
    assert (decision["action"], decision["reason_code"]) == ("rejected", "beside_the_point")
