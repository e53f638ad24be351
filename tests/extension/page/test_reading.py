"""What the page's scripts read: the demo workbench as it plays, and each adapter's saved page."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext

from tests.extension.page.conftest import EXTENSION, PAGES, Tab

pytestmark = pytest.mark.browser

# For each saved page: an address of its workbench, and what an attentive reader finds there.
SAVED: dict[str, tuple[str, dict[str, Any]]] = {
    "pinduoduo": (
        "https://mms.pinduoduo.com/chat-merchant/index.html",
        {
            "id": "u-1001",
            "title": "小雨",
            "said": [("customer", "在吗"), ("agent", "在的，您请说"), ("customer", "栖木小1.5匹还有货吗")],
            "context": {
                "platform": "pdd",
                "sku": "XY-G32Q3",
                "order": {"number": "260708-102233445566778", "status": "待发货"},
            },
            "waiting": ["u-1002"],
        },
    ),
    "jd-dongdong": (
        "https://dongdong.jd.com/",
        {
            "id": "jd-77",
            "title": "jd_阿岚",
            "said": [
                ("customer", "立汀3匹家里220V能装吗"),
                ("agent", "可以的，您的房间多大？"),
                ("customer", "[图片]"),
            ],
            "context": {"platform": "jd", "sku": "XY-L72T3"},
            "waiting": ["jd-78"],
        },
    ),
    "feige": (
        "https://im.jinritemai.com/pc_seller_v2/main/workspace",
        {
            "id": "dy-1",
            "title": "清风",
            "said": [
                ("customer", "除湿机水箱多大\n带轮子吗"),
                ("agent", "您问的是哪一款呢"),
                ("customer", "20升那款"),
            ],
            "context": {"platform": "douyin", "sku": "XY-C20"},
            "waiting": ["dy-2"],
        },
    ),
    "kuaishou": (
        "https://im.kwaixiaodian.com/pc",
        {
            "id": "ks-5",
            "title": "丽丽",
            "said": [("customer", "循环扇能摇头吗"), ("agent", "三维摇头的"), ("customer", "有优惠吗")],
            "context": {"platform": "kuaishou"},
            "waiting": [],
        },
    ),
    "zendesk-like": (
        "https://shop.zendesk.com/agent/tickets/4711",
        {
            "id": "4711",
            "title": "Chris Lane",
            "said": [
                ("customer", "Does the 2 HP model ship to Tibet?\nAnd how much is it?"),
                ("agent", "Let me check that for you."),
                ("customer", "thanks"),
            ],
            "context": {"order": {"number": "A-20260708-77"}},
            "waiting": [],
        },
    ),
}


def said(conversation: dict[str, Any]) -> list[tuple[str, str]]:
    return [(message["role"], message["text"]) for message in conversation["messages"]]


@pytest.mark.parametrize("name", SAVED)
def test_each_adapter_reads_its_saved_page(browser: BrowserContext, open_tab: Callable[[str], Tab], name: str) -> None:
    address, expected = SAVED[name]
    browser.route(address, lambda route: route.fulfill(path=PAGES / f"{name}.html"))
    tab = open_tab(address)
    conversation = tab.conversation()
    browser.unroute(address)
    assert {"id": conversation["id"], "title": conversation["title"]} == {
        "id": expected["id"],
        "title": expected["title"],
    }
    assert said(conversation) == expected["said"]
    assert conversation["context"] == expected["context"]
    state = tab.said("page.conversation")[-1]["adapter"]
    assert (state["id"], state["verified"], state["ok"], state["problems"]) == (name, False, True, [])
    waiting = tab.said("page.waiting")
    assert [chat["id"] for chat in (waiting[-1]["chats"] if waiting else [])] == expected["waiting"]


def test_every_shipped_adapter_has_its_page_and_only_ours_is_called_verified() -> None:
    adapters = [json.loads(path.read_text(encoding="utf-8")) for path in (EXTENSION / "adapters").glob("*.json")]
    assert {adapter["id"] for adapter in adapters} == {*SAVED, "huashu-workbench"}
    for adapter in adapters:
        assert (Path(__file__).resolve().parents[3] / adapter["evidence"]["page"]).exists()
        assert adapter["evidence"]["verified"] == (adapter["id"] == "huashu-workbench")


def test_the_demo_workbench_is_read_with_product_order_times_and_who_waits(
    open_tab: Callable[[str], Tab], site: str
) -> None:
    tab = open_tab(f"{site}/workbench/?pace=0&chat=wb-103")
    conversation = tab.conversation(lambda each: len(each["messages"]) == 3)
    assert (conversation["id"], conversation["title"]) == ("wb-103", "海风_2016")
    assert said(conversation)[0] == ("customer", "我的空调怎么还没到！！")
    assert all(message["at"].endswith("Z") for message in conversation["messages"])
    assert conversation["context"]["sku"] == "XY-G32Q3"
    assert conversation["context"]["order"] == {
        "number": "260705-330218847716095",
        "status": "已发货",
        "amount": "1799.00",
        "paid_at": "2026-07-05T12:14:09.000Z",
        "carrier": "德邦大件",
        "tracking_number": "DPK3302188477",
    }
    waiting = tab.wait_for(lambda each: each["type"] == "page.waiting" and len(each["chats"]) == 6)["chats"]
    assert all(chat["since"] and chat["preview"] for chat in waiting)
    state = tab.said("page.conversation")[-1]["adapter"]
    assert state["verified"] and state["ok"] and state["limits"]["reply_seconds"] == 180


def test_a_picture_is_named_and_older_messages_come_first(open_tab: Callable[[str], Tab], site: str) -> None:
    tab = open_tab(f"{site}/workbench/?pace=0&chat=wb-104")
    conversation = tab.conversation(lambda each: len(each["messages"]) == 5)
    assert [role for role, _ in said(conversation)] == ["customer", "agent", "customer", "customer", "customer"]
    assert said(conversation)[3] == ("customer", "[图片：底座裂缝]")


def test_another_chat_is_reported_as_soon_as_it_is_opened(open_tab: Callable[[str], Tab], site: str) -> None:
    tab = open_tab(f"{site}/workbench/?pace=0&chat=wb-101")
    tab.conversation(lambda each: each["id"] == "wb-101")
    tab.page.locator("[data-chat=wb-102] button").click()
    conversation = tab.conversation(lambda each: each["id"] == "wb-102")
    assert said(conversation)[0] == ("customer", "20升这个除湿机水箱多大啊")


def test_with_no_chat_open_nothing_is_broken(open_tab: Callable[[str], Tab], site: str) -> None:
    tab = open_tab(f"{site}/workbench/?pace=0")
    tab.wait_for(lambda each: each["type"] == "page.waiting" and len(each["chats"]) == 6)
    tab.tell({"type": "page.report"})
    state = tab.said("page.conversation")[-1]
    assert (state["conversation"], state["adapter"]["ok"]) == (None, True)


def test_a_page_that_changed_says_what_is_missing_and_recovers(open_tab: Callable[[str], Tab], site: str) -> None:
    tab = open_tab(f"{site}/workbench/?pace=0&chat=wb-101")
    tab.conversation()
    tab.page.evaluate("document.querySelector('[data-messages]').removeAttribute('data-messages')")
    broken = tab.wait_for(lambda each: each["type"] == "page.conversation" and not each["adapter"]["ok"])
    assert broken["adapter"]["problems"] == ["messages"]
    assert broken["conversation"] is None
    tab.page.evaluate("document.querySelector('.messages').setAttribute('data-messages', '')")
    tab.page.locator("[data-chat=wb-102] button").click()
    tab.wait_for(
        lambda each: (
            each["type"] == "page.conversation"
            and each["adapter"]["ok"]
            and (each["conversation"] or {}).get("id") == "wb-102"
        )
    )
