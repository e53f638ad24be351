"""Text reaches every kind of editor as if its user had put it there, and the page's own state knows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Worker, expect

from tests.extension.page.conftest import Tab

pytestmark = pytest.mark.browser

KINDS = ("react", "vue", "draft", "slate", "lexical", "tiptap", "quill", "ckeditor", "plain")
SITE = "http://editors.test/"
ADAPTER: dict[str, Any] = {
    "format": 1,
    "id": "editors",
    "name": "编辑器",
    "matches": [f"{SITE}*"],
    "evidence": {"page": "tests/extension/editors", "verified": True, "note": "测试"},
    "messages": {
        "list": "#list",
        "item": "li",
        "text": {"select": ""},
        "role": {"customer": ".customer", "agent": ".agent"},
    },
    "editor": "#editor, #app [contenteditable=true]",
    "conversation": {"id": {"select": "#chat", "attribute": "data-chat"}, "title": {"select": "#title"}},
}
ONE = "亲，这款有货的，48小时内发出。"
TWO = "您好！\n一级能效，噪音18分贝。"


@pytest.fixture(scope="module", autouse=True)
def editor_pages(browser: BrowserContext, worker: Worker, editors: Path) -> Iterator[None]:
    kept = worker.evaluate("(adapter) => keepAdapter(adapter)", ADAPTER)
    assert kept == {"ok": True, "problems": []}
    browser.route(f"{SITE}**", lambda route: route.fulfill(path=editors / route.request.url.removeprefix(SITE)))
    yield
    browser.unroute(f"{SITE}**")
    worker.evaluate("chrome.storage.local.clear()")


@pytest.fixture
def composer(open_tab: Callable[[str], Tab]) -> Callable[[str], Tab]:
    def open_one(kind: str) -> Tab:
        tab = open_tab(f"{SITE}{kind}.html")
        tab.page.locator("#editor, #app [contenteditable=true]").first.wait_for()
        tab.conversation()
        return tab

    return open_one


def model(tab: Tab) -> str:
    """What the page's own state holds, not what its elements show."""
    text: str = tab.page.locator("#model").inner_text()
    return text.replace("\u200b", "").replace("\n\n", "\n").strip()


@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_joins_what_the_agent_wrote_gives_way_to_the_next_and_typing_goes_on(
    composer: Callable[[str], Tab], kind: str
) -> None:
    tab = composer(kind)
    shown = tab.page.locator("#model")
    tab.page.locator("#editor, #app [contenteditable=true]").first.click()
    tab.page.keyboard.type("在的，")
    expect(shown).to_contain_text("在的，")
    assert tab.insert("c1", TWO)["ok"]
    expect(shown).to_contain_text("18分贝")
    assert tab.insert("c1", ONE)["ok"]
    expect(shown).not_to_contain_text("18分贝")
    tab.page.keyboard.type("请问")
    expect(shown).to_contain_text("请问")
    assert model(tab) == "在的，" + ONE + "请问"


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_editor_takes_a_draft_of_two_lines_and_another_one_instead_of_it(
    composer: Callable[[str], Tab], kind: str
) -> None:
    tab = composer(kind)
    shown = tab.page.locator("#model")
    assert tab.insert("c1", ONE)["ok"]
    expect(shown).to_contain_text(ONE)
    assert tab.insert("c1", TWO)["ok"]
    expect(shown).not_to_contain_text(ONE)
    assert model(tab) == TWO
