"""What goes wrong all day: workers that are ended, servers that go away, chats that change, customers who write on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.extension.panel.conftest import Browser, decided, place, say
from tests.extension.panel.serving import Served

pytestmark = pytest.mark.browser
EDITOR = "[data-composer] textarea"
FREE_POSTAGE, DISPATCH = "满多少包邮", "付款后多久发货"


def test_a_draft_survives_the_end_of_the_worker_in_the_middle_of_its_stream(
    browser: Browser, server: Served, open_chat: Callable[..., Page]
) -> None:
    page = open_chat("stop-1")
    panel = browser.panel_for(page)
    server.gate.end.clear()
    say(page, FREE_POSTAGE)
    expect(panel.locator(".state")).to_contain_text("即时草稿")
    browser.stop_worker()
    server.gate.open()
    expect(panel.locator(".state")).to_contain_text("已检查")
    browser.press_insert(page)
    expect(page.locator(EDITOR)).to_have_value(panel.get_by_label("回复草稿", exact=True).input_value())
    page.locator(EDITOR).press("Enter")
    assert [one["action"] for one in decided(server, "stop-1", panel)] == ["sent"]


def test_what_was_decided_without_a_connection_is_delivered_once_when_it_is_back(
    browser: Browser, server: Served, open_chat: Callable[..., Page]
) -> None:
    page = open_chat("away-1")
    panel = browser.panel_for(page)
    say(page, FREE_POSTAGE)
    expect(panel.locator(".state")).to_contain_text("已检查")
    server.stop()
    browser.press_insert(page)
    expect(page.locator(EDITOR)).not_to_have_value("")
    page.locator(EDITOR).press("Enter")
    expect(panel.locator(".connection")).to_contain_text("连不上服务器")
    assert server.decisions(place("away-1")) == []
    server.start()
    assert [one["action"] for one in decided(server, "away-1", panel)] == ["sent"]
    expect(panel.locator(".connection")).to_have_attribute("data-state", "ok")
    say(page, DISPATCH)
    expect(panel.locator(".question")).to_contain_text("发货")
    expect(panel.locator(".state")).to_contain_text("已检查")
    assert len(server.decisions(place("away-1"))) == 1


def test_a_question_that_came_without_a_connection_is_answered_when_it_is_back(
    browser: Browser, server: Served, open_chat: Callable[..., Page]
) -> None:
    page = open_chat("away-2")
    panel = browser.panel_for(page)
    expect(panel.locator(".connection")).to_have_attribute("data-state", "ok")
    server.stop()
    say(page, FREE_POSTAGE)
    expect(panel.locator(".why")).to_contain_text("没能起草")
    server.start()
    expect(panel.locator(".state")).to_contain_text("已检查")


def test_each_chat_shows_its_own_draft_at_once_when_the_agent_switches(
    browser: Browser, server: Served, open_chat: Callable[..., Page]
) -> None:
    page = open_chat("two-1", "two-2")
    panel = browser.panel_for(page)
    box = panel.get_by_label("回复草稿", exact=True)
    drafts = {}
    for chat, question in (("two-1", FREE_POSTAGE), ("two-2", DISPATCH)):
        page.click(f"[data-chat={chat}]")
        say(page, question)
        expect(panel.locator(".question")).to_contain_text(question[-2:])
        expect(panel.locator(".state")).to_contain_text("已检查")
        drafts[chat] = box.input_value()
    assert drafts["two-1"] != drafts["two-2"]
    server.gate.begin.clear()  # nothing new can be made: what is shown comes from what is kept
    for chat in ("two-1", "two-2", "two-1"):
        page.click(f"[data-chat={chat}]")
        expect(box).to_have_value(drafts[chat])
        browser.press_insert(page)
        expect(page.locator(EDITOR)).to_have_value(drafts[chat])


def test_a_draft_is_prepared_for_a_chat_that_waits(
    browser: Browser, server: Served, open_chat: Callable[..., Page]
) -> None:
    page = open_chat("wait-1", "wait-2")
    panel = browser.panel_for(page)
    page.click("[data-chat=wait-2]")
    say(page, DISPATCH)
    page.click("[data-chat=wait-1]")
    expect(panel.locator(".waiting")).to_contain_text("顾客wait-2")
    expect(panel.get_by_label("草稿已备好")).to_be_visible()


def test_a_draft_is_out_of_date_as_soon_as_the_customer_writes_on(
    browser: Browser, server: Served, open_chat: Callable[..., Page]
) -> None:
    page = open_chat("stale-1")
    panel = browser.panel_for(page)
    say(page, FREE_POSTAGE)
    expect(panel.locator(".state")).to_contain_text("已检查")
    server.gate.begin.clear()
    say(page, DISPATCH)
    expect(panel.get_by_role("button", name="填入聊天框")).to_be_disabled()
    browser.press_insert(page)
    expect(panel.locator("#said")).to_contain_text("没有")
    assert page.locator(EDITOR).input_value() == ""
    server.gate.open()
    expect(panel.get_by_role("button", name="填入聊天框")).to_be_enabled()
    expect(panel.locator(".question")).to_contain_text("发货")
