"""The strip: above the composer, in the agent's hands, and no door for the page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.extension.page.conftest import Tab

pytestmark = pytest.mark.browser
LINE = "晚上最低18分贝，睡得着。"


@pytest.fixture
def tab(open_tab: Callable[[str], Tab], site: str) -> Tab:
    opened = open_tab(f"{site}/workbench/?pace=0&chat=wb-101")
    opened.conversation(lambda each: len(each["messages"]) == 3)
    return opened


def test_it_stands_above_the_composer_with_line_key_and_state_and_leaves_the_focus(tab: Tab) -> None:
    editor = tab.page.locator("[data-composer] textarea")
    editor.focus()
    tab.show("wb-101", LINE)
    strip = tab.page.locator("huashu-strip .strip")
    expect(strip).to_be_visible()
    expect(strip).to_contain_text(LINE)
    expect(strip).to_contain_text("Alt+J")
    expect(strip.locator("[role=status]")).to_have_text("已核对")
    expect(editor).to_be_focused()
    above, below = strip.bounding_box(), tab.page.locator("[data-composer]").bounding_box()
    assert above is not None
    assert below is not None
    assert above["y"] + above["height"] <= below["y"]
    strip.get_by_role("button", name="填入").click()
    tab.wait_for(lambda each: each["type"] == "strip.insert" and each["conversation"] == "wb-101")
    expect(editor).to_be_focused()


def test_escape_dismisses_it_but_not_while_an_input_method_composes(tab: Tab) -> None:
    tab.show("wb-101", LINE)
    strip = tab.page.locator("huashu-strip .strip")
    expect(strip).to_be_visible()
    session = tab.page.context.new_cdp_session(tab.page)
    session.send("Input.imeSetComposition", {"text": "ni", "selectionStart": 2, "selectionEnd": 2})
    composing = {"key": "Process", "code": "Escape", "windowsVirtualKeyCode": 229}
    session.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **composing})
    refused = tab.insert("wb-101", LINE)
    assert (refused["ok"], refused["reason"]) == (False, "composing")
    assert tab.said("strip.dismiss") == []
    session.send("Input.imeSetComposition", {"text": "", "selectionStart": 0, "selectionEnd": 0})
    tab.page.keyboard.press("Escape")
    tab.wait_for(lambda each: each["type"] == "strip.dismiss")
    expect(strip).to_be_hidden()


def test_a_suggestion_for_another_chat_is_neither_shown_nor_inserted(tab: Tab) -> None:
    tab.show("wb-102", LINE)
    assert tab.page.locator("huashu-strip").count() == 0
    answer = tab.insert("wb-102", LINE)
    assert (answer["ok"], answer["copied"], answer["reason"]) == (False, False, "other_conversation")
    assert tab.page.locator("[data-composer] textarea").input_value() == ""
    expect(tab.page.locator("huashu-strip [role=status]")).to_contain_text("另一位顾客")


def test_it_covers_no_message_and_goes_away_with_its_chat(tab: Tab) -> None:
    tab.page.evaluate(
        """() => {
            const list = document.querySelector('[data-messages]');
            list.style.flex = '0 0 160px';
            list.scrollTop = list.scrollHeight;
        }"""
    )
    before = tab.page.locator("[data-messages]").bounding_box()
    tab.show("wb-101", LINE)
    strip, last = tab.page.locator("huashu-strip .strip"), tab.page.locator("[data-messages] > li").last
    expect(strip).to_be_visible()
    covering, newest = strip.bounding_box(), last.bounding_box()
    assert covering is not None
    assert newest is not None
    assert newest["y"] + newest["height"] <= covering["y"], "the strip covers the newest message"
    assert tab.page.locator("[data-messages]").bounding_box() == before
    tab.page.locator("[data-chat=wb-102] button").click()
    expect(strip).to_be_hidden()
    assert tab.page.evaluate("document.querySelector('[data-messages]').style.paddingBottom") == ""


def test_text_that_the_page_does_not_keep_is_on_the_clipboard_and_the_strip_says_so(tab: Tab) -> None:
    tab.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab.page.evaluate(
        "document.querySelector('[data-composer] textarea').addEventListener('input', (e) => e.target.value = '')"
    )
    answer = tab.insert("wb-101", LINE)
    assert (answer["ok"], answer["copied"], answer["reason"]) == (False, True, "not_taken")
    assert tab.page.evaluate("navigator.clipboard.readText()") == LINE
    expect(tab.page.locator("huashu-strip [role=status]")).to_contain_text("已复制")


def test_scripts_of_the_page_cannot_press_its_buttons(tab: Tab) -> None:
    tab.show("wb-101", LINE)
    expect(tab.page.locator("huashu-strip .strip")).to_be_visible()
    tab.page.evaluate(
        """() => {
            const root = document.querySelector('huashu-strip').shadowRoot;
            for (const button of root.querySelectorAll('button')) {
                button.click();
                button.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }));
            }
            document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
        }"""
    )
    tab.tell({"type": "page.report"})
    assert [each["type"] for each in tab.said() if each["type"].startswith("strip.")] == []
    expect(tab.page.locator("huashu-strip .strip")).to_be_visible()


def test_a_line_with_markup_is_shown_as_text(tab: Tab) -> None:
    tab.show("wb-101", "<img src=x onerror=alert(1)><b>粗</b>")
    line = tab.page.locator("huashu-strip .line")
    expect(line).to_have_text("<img src=x onerror=alert(1)><b>粗</b>")
    assert line.locator("img, b").count() == 0


def test_when_the_extension_ends_nothing_of_it_stays(tab: Tab) -> None:
    tab.show("wb-101", LINE)
    expect(tab.page.locator("huashu-strip .strip")).to_be_visible()
    run_in_extension(tab, "huashu.running.abort()")
    assert tab.page.locator("huashu-strip").count() == 0
    tab.page.wait_for_timeout(300)  # what it said before may still be on its way
    heard = len(tab.said())
    tab.page.locator("[data-chat=wb-102] button").click()
    expect(tab.page.locator("[data-open-chat=wb-102]")).to_be_visible()
    tab.page.wait_for_timeout(300)
    assert len(tab.said()) == heard


def run_in_extension(tab: Tab, code: str) -> None:
    """Run code in the extension's own world of the page, as its scripts do."""
    session = tab.page.context.new_cdp_session(tab.page)
    worlds: list[int] = []
    session.on(
        "Runtime.executionContextCreated",
        lambda event: worlds.append(event["context"]["id"]) if event["context"]["name"] == "page scripts" else None,
    )
    session.send("Runtime.enable")
    session.send("Runtime.evaluate", {"expression": code, "contextId": worlds[0]})
