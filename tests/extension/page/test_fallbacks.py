"""Where no adapter reads the page: the agent selects the question, and the draft goes into the box used last."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.extension.page.conftest import PAGES, Tab

pytestmark = pytest.mark.browser
UNKNOWN = "https://chat.unknown.test/"
PAGE = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>没见过的工作台</title>
<body style="margin:40px"><p id="said">除湿机的水箱多大</p><input id="search" type="search">
<textarea id="box" rows="3" cols="60"></textarea></body></html>"""
FRAMED = "https://mms.pinduoduo.com/chat-merchant/outer.html"
INNER = "https://mms.pinduoduo.com/chat-merchant/inner.html"


@pytest.fixture
def unknown(browser: BrowserContext, open_tab: Callable[[str], Tab]) -> Iterator[Tab]:
    browser.route(UNKNOWN, lambda route: route.fulfill(body=PAGE, content_type="text/html"))
    yield open_tab(UNKNOWN)
    browser.unroute(UNKNOWN)


def test_selected_words_are_asked_and_the_answer_goes_into_the_box_used_last(unknown: Tab) -> None:
    said = unknown.wait_for(lambda each: each["type"] == "page.conversation")
    assert (said["conversation"], said["adapter"]["id"]) == (None, "generic")
    unknown.page.locator("#box").click()
    unknown.page.locator("#said").click(click_count=3)
    unknown.page.get_by_role("button", name="用话术回答选中的文字").click()
    assert unknown.wait_for(lambda each: each["type"] == "page.ask")["text"] == "除湿机的水箱多大"
    assert unknown.insert("", "水箱4升")["ok"]
    assert unknown.page.locator("#box").input_value() == "水箱4升"


def test_selecting_what_one_writes_asks_nothing(unknown: Tab) -> None:
    unknown.wait_for(lambda each: each["type"] == "page.conversation")
    unknown.page.locator("#box").fill("水箱4升")
    unknown.page.locator("#box").click(click_count=3)
    expect(unknown.page.get_by_role("button", name="用话术回答选中的文字")).to_have_count(0)


def test_without_a_box_the_draft_is_copied_and_that_is_said(unknown: Tab) -> None:
    unknown.wait_for(lambda each: each["type"] == "page.conversation")
    unknown.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    answer = unknown.insert("", "水箱4升")
    assert (answer["ok"], answer["copied"], answer["reason"]) == (False, True, "no_editor")
    assert unknown.page.evaluate("navigator.clipboard.readText()") == "水箱4升"


def test_a_workbench_that_changed_says_so_beside_the_box_and_lets_the_agent_select(
    open_tab: Callable[[str], Tab], site: str
) -> None:
    tab = open_tab(f"{site}/workbench/?pace=0&chat=wb-101")
    tab.conversation(lambda each: len(each["messages"]) == 3)
    tab.page.evaluate("document.querySelector('[data-messages]').removeAttribute('data-messages')")
    expect(tab.page.locator("huashu-strip [role=status]")).to_contain_text("读不全：消息")
    tab.page.get_by_text("卧室18平 朝西").click(click_count=3)
    tab.page.get_by_role("button", name="用话术回答选中的文字").click()
    assert tab.wait_for(lambda each: each["type"] == "page.ask")["text"] == "卧室18平 朝西"
    tab.page.evaluate("document.querySelector('.messages').setAttribute('data-messages', '')")
    tab.page.locator("[data-chat=wb-102] button").click()
    expect(tab.page.locator("huashu-strip .strip")).to_be_hidden()


def test_a_chat_in_a_frame_reports_and_is_written_into_by_its_own_frame(
    browser: BrowserContext, open_tab: Callable[[str], Tab]
) -> None:
    outer = (
        f'<!doctype html><meta charset="utf-8"><h1>后台</h1><iframe src="{INNER}" width="900" height="620"></iframe>'
    )
    browser.route(FRAMED, lambda route: route.fulfill(body=outer, content_type="text/html"))
    browser.route(INNER, lambda route: route.fulfill(path=PAGES / "pinduoduo.html"))
    tab = open_tab(FRAMED)
    said = tab.wait_for(lambda each: each["type"] == "page.conversation" and bool(each["conversation"]))
    assert said["frame"] != 0
    answer = tab.tell({"type": "insert", "conversation": "u-1001", "text": "有货的"}, frame=said["frame"])
    assert answer["ok"]
    assert tab.page.frames[1].locator("#replyTextarea").input_value() == "有货的"
    browser.unroute(FRAMED)
    browser.unroute(INNER)
