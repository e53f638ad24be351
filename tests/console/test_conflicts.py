"""Conflicts in the browser: found after publishing, decided with a key, taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.console.conftest import SHOP, Site, Tab, wait_for_job

pytestmark = pytest.mark.browser

_FILES = {
    "补发规则甲.md": "# 补发规则\n\n漏发商品核实后24小时内补发。\n",
    "补发规则乙.md": "# 仓库补发\n\n漏发商品核实后3天内补发。\n",
}


@pytest.fixture(scope="module", autouse=True)
def contradiction(site: Site) -> Iterator[None]:
    """Two documents that disagree, for the tests of this module."""
    with site.api() as api:
        files = [("files", (name, text.encode())) for name, text in _FILES.items()]
        job = wait_for_job(api, api.post("/documents", files=files, data={"shop": SHOP, "publish": "true"}))
        wait_for_job(api, api.post("/conflicts/scan", json={"shop": SHOP}))
        yield
        for file in job["files"]:
            wait_for_job(api, api.delete(f"/documents/{file['document_id']}"))


def test_a_contradiction_is_decided_with_a_key_and_taken_back(tab: Callable[..., Tab]) -> None:
    seen = tab()
    seen.go("conflicts")
    cards = seen.page.locator(".conflict")
    expect(cards).to_have_count(1)
    assert sorted(cards.locator("mark").all_inner_texts()) == ["24小时", "3天"]
    assert Axe().run(seen.page).response["violations"] == []
    cards.focus()
    seen.page.keyboard.press("ArrowLeft")
    expect(cards).to_have_count(0)
    seen.page.get_by_role("status").get_by_role("button", name="撤销").click()
    expect(cards).to_have_count(1)
    assert seen.faults == []


def test_a_decision_shows_who_made_it_and_why(tab: Callable[..., Tab]) -> None:
    seen = tab("en", "dark")
    seen.go("conflicts")
    seen.page.get_by_label("Note").fill("the warehouse is right")
    seen.page.get_by_role("button", name="Both are true").click()
    expect(seen.page.locator(".conflict")).to_have_count(0)
    seen.page.get_by_role("button", name="Decided").click()
    card = seen.page.locator(".conflict")
    expect(card).to_contain_text("the warehouse is right")
    expect(card).to_contain_text("admin")
    card.get_by_role("button", name="Take back").click()
    expect(card).to_have_count(0)
    assert seen.faults == []
