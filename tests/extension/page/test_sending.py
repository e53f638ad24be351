"""What was really sent is recognised by reading, whoever typed it and however it was edited."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.extension.page.conftest import Tab

pytestmark = pytest.mark.browser


@pytest.fixture
def tab(open_tab: Callable[[str], Tab], site: str) -> Tab:
    opened = open_tab(f"{site}/workbench/?pace=0&chat=wb-101")
    opened.conversation(lambda each: len(each["messages"]) == 3)
    return opened


def test_an_inserted_draft_that_the_agent_edits_is_reported_as_it_was_sent(tab: Tab) -> None:
    assert tab.insert("wb-101", "晚上最低18分贝。")["ok"]
    tab.page.keyboard.type("很安静的")
    tab.page.keyboard.press("Enter")
    sent = tab.wait_for(lambda each: each["type"] == "page.sent")
    assert (sent["conversation"], sent["text"]) == ("wb-101", "晚上最低18分贝。很安静的")
    assert sent["at"].endswith("Z")


def test_insertion_itself_sends_nothing(tab: Tab) -> None:
    assert tab.insert("wb-101", "第一句\n第二句")["ok"]
    assert tab.page.locator("[data-composer] textarea").input_value() == "第一句\n第二句"
    assert tab.page.locator("[data-message=agent]").count() == 0
    assert tab.said("page.sent") == []


def test_the_same_words_sent_twice_are_two_messages(tab: Tab) -> None:
    for _ in range(2):
        tab.page.locator("[data-composer] textarea").fill("好的")
        tab.page.keyboard.press("Enter")
        tab.page.locator("[data-composer] textarea").fill("")
        tab.page.wait_for_timeout(120)
    tab.wait_for(lambda each: each["type"] == "page.conversation" and len(each["conversation"]["messages"]) >= 5)
    assert [each["text"] for each in tab.said("page.sent")] == ["好的", "好的"]


def test_switching_chats_reports_no_old_message_as_sent(tab: Tab) -> None:
    tab.page.locator("[data-chat=wb-104] button").click()  # holds an old reply
    tab.conversation(lambda each: each["id"] == "wb-104")
    tab.page.locator("[data-chat=wb-101] button").click()
    tab.wait_for(lambda each: each["type"] == "page.conversation" and each["conversation"]["id"] == "wb-101")
    tab.tell({"type": "page.report"})
    assert tab.said("page.sent") == []


def test_a_customer_who_goes_on_writing_is_news_at_once(tab: Tab) -> None:
    tab.page.locator("[data-acting] input").fill("对了，能送到新疆吗")
    tab.page.keyboard.press("Enter")
    conversation = tab.conversation(lambda each: len(each["messages"]) == 4)
    assert conversation["messages"][-1]["text"] == "对了，能送到新疆吗"
