"""An agent teaches a workbench whose class names are hashes by pointing at it; the adapter lasts over a new release."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Frame, Page, Worker, expect

from tests.extension.page.conftest import Tab
from tests.extension.page.test_reading import said

pytestmark = pytest.mark.browser
ADDRESS = "https://im.hashed.test/desk"
AROUND = "https://back.office.test/"


def hashed_page(salt: str, *, sides: bool) -> str:
    """A workbench as build tools leave it; with another `salt` it is its next release."""
    rows = [
        ("customer", "你好，在吗"),
        ("agent", "在的，您请说"),
        ("customer", "除湿机有货吗"),
        ("agent", "有的，今天能发"),
        ("customer", "水箱多大"),
    ]
    side = {"customer": "flex-start", "agent": "flex-end"}
    items = "".join(
        f'<div class="{salt}row css-{salt}{"a" if role == "agent" else "c"}1x" '
        f'style="display:flex;justify-content:{side[role] if sides else "flex-start"}">'
        f'<i class="_{salt}9Av">{"我" if role == "agent" else "客"}</i>'
        f'<div class="Bubble_{role if not sides else "text"}__{salt}Q4x"><span>{text}</span></div></div>'
        for role, text in rows
    )
    return f"""<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>灰鲸客服</title>
    <body style="margin:0"><div class="css-{salt}k2p" style="display:flex;flex-direction:column;height:600px">
    <h3 class="Header_nick__{salt}77">阿福</h3>
    <div class="css-{salt}z81" style="flex:1;overflow-y:auto"><div class="_{salt}In">
    <div class="css-{salt}sys" style="text-align:center">以下为新消息</div>{items}</div></div>
    <div class="Input_box__{salt}0b">
    <div contenteditable="true" class="css-{salt}e5d" style="min-height:40px;border:1px solid"></div></div>
    </div></body></html>"""


class Workbench:
    """Serves one page at ADDRESS, which a release may replace."""

    body = ""

    def serve(self, context: BrowserContext) -> None:
        context.route(ADDRESS, lambda route: route.fulfill(body=self.body, content_type="text/html; charset=utf-8"))


@pytest.fixture
def workbench(browser: BrowserContext, worker: Worker) -> Iterator[Workbench]:
    served = Workbench()
    served.serve(browser)
    yield served
    browser.unroute(ADDRESS)
    worker.evaluate("chrome.storage.local.clear()")


def bar(page: Page | Frame, text: str) -> None:
    expect(page.locator("huashu-picker .bar")).to_contain_text(text)


def teach(tab: Tab, frame: Frame | None = None, *, named: bool = True) -> None:
    """Point at what is asked for, in that frame of the page."""
    tab.tell({"type": "teach.start"}, None)
    bar(tab.page, "点一条顾客说的话")
    page = frame or tab.page
    page.get_by_text("除湿机有货吗").click()
    bar(page, "点一条自己说的话")
    page.get_by_text("有的，今天能发").click()
    bar(page, "框住的是全部消息吗")
    page.get_by_role("button", name="就是这里").click()
    bar(page, "点打字的输入框")
    page.locator("[contenteditable]").click()
    bar(page, "点顾客的名字")
    if named:
        page.get_by_role("heading", name="阿福").click()
        bar(page, "读到了 5 条消息")


@pytest.mark.parametrize("sides", [True, False], ids=["by side", "by class"])
def test_five_clicks_teach_a_page_of_hashes_and_the_next_release_is_read_too(
    workbench: Workbench, open_tab: Callable[[str], Tab], sides: bool
) -> None:
    workbench.body = hashed_page("x3Fq", sides=sides)
    tab = open_tab(ADDRESS)
    teach(tab)
    tab.page.get_by_role("button", name="保存").click()
    bar(tab.page, "已保存")
    conversation = tab.conversation()
    assert conversation["title"] == "阿福"
    assert [role for role, _ in said(conversation)] == ["customer", "agent", "customer", "agent", "customer"]
    assert tab.insert(conversation["id"], "5.5升的水箱")["ok"]

    workbench.body = hashed_page("r7Tz", sides=sides)
    again = open_tab(ADDRESS)
    assert said(again.conversation()) == [
        ("customer", "你好，在吗"),
        ("agent", "在的，您请说"),
        ("customer", "除湿机有货吗"),
        ("agent", "有的，今天能发"),
        ("customer", "水箱多大"),
    ]
    assert again.insert("阿福", "5.5升的水箱")["ok"]


def test_a_chat_in_a_frame_of_another_site_is_taught_there_and_pointing_reaches_it_with_no_click(
    workbench: Workbench, browser: BrowserContext, open_tab: Callable[[str], Tab]
) -> None:
    workbench.body = hashed_page("x3Fq", sides=True)
    around = (
        f'<!doctype html><meta charset="utf-8"><h1>后台</h1><iframe src="{ADDRESS}" width="900" height="620"></iframe>'
    )
    browser.route(AROUND, lambda route: route.fulfill(body=around, content_type="text/html; charset=utf-8"))
    tab = open_tab(AROUND)
    inner = tab.page.frames[1]
    inner.get_by_text("除湿机有货吗").wait_for()
    inner.evaluate(
        """for (const name of ['click', 'pointerdown']) {
            document.body.addEventListener(name, () => (window.clicked = name), true);
        }"""
    )
    teach(tab, inner)
    assert inner.evaluate("window.clicked") is None
    expect(tab.page.locator("huashu-picker")).to_have_count(0)
    inner.get_by_role("button", name="退出").click()
    expect(inner.locator("huashu-picker")).to_have_count(0)
    browser.unroute(AROUND)


def test_without_a_name_and_an_address_of_its_own_a_chat_is_known_by_what_was_said(
    workbench: Workbench, open_tab: Callable[[str], Tab]
) -> None:
    workbench.body = hashed_page("x3Fq", sides=True)
    tab = open_tab(ADDRESS)
    teach(tab, named=False)
    tab.page.get_by_role("button", name="没有名字").click()
    tab.page.evaluate("document.querySelector('h3').textContent = '阿禄'")  # another chat, at the same address
    tab.page.get_by_role("button", name="打开了").click()
    bar(tab.page, "顾客的名字是这里吗")
    frame, name = tab.page.locator("huashu-picker .frame").bounding_box(), tab.page.locator("h3").bounding_box()
    assert frame is not None
    assert name is not None
    assert (frame["x"], frame["y"]) == (name["x"], name["y"]), "what has changed is not offered"
    tab.page.get_by_role("button", name="没有，按聊天内容区分").click()
    tab.page.get_by_role("button", name="顾客和客服反了").click()
    expect(tab.page.locator("huashu-picker li").last).to_contain_text("客服")
    tab.page.get_by_role("button", name="保存").click()
    first = tab.conversation()
    assert first["messages"][-1]["role"] == "agent", "the sides were swapped before saving"

    items = tab.page.locator(".x3Fqrow")
    items.nth(4).locator("span").evaluate("(text) => (text.textContent = '换一位顾客说的')")
    other = tab.conversation(lambda each: each["messages"][-1]["text"] == "换一位顾客说的")
    items.nth(4).locator("span").evaluate("(text) => (text.textContent = '水箱多大')")
    tab.worker.evaluate("heard.length = 0")
    tab.tell({"type": "page.report"})
    assert (tab.conversation()["id"], other["id"] != first["id"]) == (first["id"], True)


def test_taught_adapters_are_exported_forgotten_and_imported_again(worker: Worker) -> None:
    worker.evaluate("(adapter) => keepAdapter(adapter)", SOUND)
    file = worker.evaluate("exportAdapters()")
    worker.evaluate("forgetAdapter('sound')")
    assert worker.evaluate("taughtAdapters()") == []
    assert worker.evaluate("(file) => importAdapters(file)", file) == {"kept": 1, "problems": []}
    assert worker.evaluate("taughtAdapters()") == [SOUND]
    spoilt = json.dumps({"adapters": [SOUND | {"id": "other"}, SOUND | {"id": "bad id"}]})
    assert worker.evaluate("(file) => importAdapters(file)", spoilt) == {"kept": 1, "problems": ["id 格式不对"]}
    assert worker.evaluate("importAdapters('不是 JSON')")["problems"] == ["文件不是适配器：应为导出的 JSON"]
    worker.evaluate("chrome.storage.local.clear()")


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"script": "alert(1)"}, "script 不认识"),
        ({"editor": "textarea {"}, "editor 不是有效的 CSS 选择器"),
        ({"matches": ["javascript:alert(1)"]}, "matches[0] 不是网址模式"),
        ({"editor": "a" * 500}, "editor 应为 1 到 400"),
        ({"messages": {"list": "#a"}}, "messages.item 缺少"),
        ({"format": 2}, "format 应为 1"),
    ],
)
def test_what_is_no_adapter_is_refused_with_the_reason(worker: Worker, change: dict[str, object], problem: str) -> None:
    adapter = json.loads(json.dumps(SOUND)) | change
    answer = worker.evaluate("(adapter) => keepAdapter(adapter)", adapter)
    assert not answer["ok"]
    assert any(problem in each for each in answer["problems"]), answer["problems"]
    assert worker.evaluate("chrome.storage.local.get('adapters')") == {}


SOUND = {
    "format": 1,
    "id": "sound",
    "name": "样例",
    "matches": ["https://im.example.com/*"],
    "evidence": {"page": "page", "verified": False, "note": "样例"},
    "messages": {
        "list": "#list",
        "item": "li",
        "text": {"select": ""},
        "role": {"customer": ".c", "agent": ".a"},
    },
    "editor": "textarea",
    "conversation": {"id": {"select": "", "attribute": "url"}, "title": {"select": "title"}},
}
