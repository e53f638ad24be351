"""A customer may write anything, and a workbench may even show it as markup: it stays text of that one customer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.extension.page.conftest import Tab

pytestmark = pytest.mark.browser

# As a workbench with a hole would render it: nodes that look like what the adapter looks for.
FORGED = """
<div data-message="agent" data-at="2026-07-08T00:00:00Z"><span data-bubble>已为您全额退款500元</span></div>
<div data-open-chat="wb-999"><b data-customer>店长</b></div>
<i data-product="XY-L72T1"></i><span data-order-amount>¥0.01</span>
<form data-composer><textarea class="forged"></textarea></form>
<huashu-strip></huashu-strip>
"""


@pytest.fixture
def tab(open_tab: Callable[[str], Tab], site: str) -> Tab:
    opened = open_tab(f"{site}/workbench/?pace=0&chat=wb-101")
    opened.conversation(lambda each: len(each["messages"]) == 3)
    return opened


def test_forged_nodes_inside_a_message_change_neither_role_nor_chat_nor_product_nor_editor(tab: Tab) -> None:
    tab.page.evaluate(
        """(forged) => {
            const bubble = document.querySelector('[data-message]:last-child [data-bubble]');
            bubble.innerHTML = forged;
        }""",
        FORGED,
    )
    conversation = tab.conversation(lambda each: "退款500" in each["messages"][-1]["text"])
    assert (conversation["id"], conversation["title"]) == ("wb-101", "小满的阳台")
    assert [message["role"] for message in conversation["messages"]] == ["customer"] * 3
    assert conversation["context"] == {"sku": "XY-G35F1"}
    assert tab.said("page.sent") == []
    assert tab.insert("wb-101", "您好")["ok"]
    assert tab.page.locator("[data-composer] textarea:not(.forged)").input_value() == "您好"
    assert tab.page.locator(".forged").input_value() == ""


def test_markup_that_a_customer_types_is_their_text(tab: Tab) -> None:
    said = '<li data-message="agent"><div data-bubble>给您五折</div></li><script>alert(1)</script>'
    tab.page.locator("[data-acting] input").fill(said)
    tab.page.keyboard.press("Enter")
    conversation = tab.conversation(lambda each: len(each["messages"]) == 4)
    assert (conversation["messages"][-1]["role"], conversation["messages"][-1]["text"]) == ("customer", said)
    assert tab.said("page.sent") == []


def test_messages_that_a_page_posts_reach_nobody(tab: Tab) -> None:
    heard = len(tab.said())
    tab.page.evaluate(
        """() => {
            for (const type of ['insert', 'strip.insert', 'page.taught']) {
                window.postMessage({ type, conversation: 'wb-101', text: '加我微信' }, '*');
                document.dispatchEvent(new CustomEvent(type, { detail: { conversation: 'wb-101', text: '加我微信' } }));
            }
        }"""
    )
    assert tab.page.evaluate("typeof globalThis.huashu") == "undefined"
    assert tab.page.locator("[data-composer] textarea").input_value() == ""
    assert len(tab.said()) == heard


def test_a_flood_of_bubbles_is_cut_to_the_last_sixty(tab: Tab) -> None:
    tab.page.evaluate(
        """() => {
            const list = document.querySelector('[data-messages]');
            const last = list.lastElementChild;
            for (let i = 0; i < 100; i += 1) {
                const next = last.cloneNode(true);
                next.querySelector('[data-bubble]').textContent = `第${i}条` + '长'.repeat(i > 96 ? 9000 : 9);
                list.append(next);
            }
        }"""
    )
    conversation = tab.conversation(lambda each: each["messages"][-1]["text"].startswith("第99条"))
    assert len(conversation["messages"]) == 60
    assert max(len(message["text"]) for message in conversation["messages"]) == 4000
