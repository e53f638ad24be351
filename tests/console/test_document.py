"""One document's page: versions compared, two editors at once, the second person."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from knowledge.store.keys import KeyRole
from tests.console.conftest import SHOP, Site, Tab, wait_for_job
from tests.console.looks import violations

pytestmark = pytest.mark.browser
TEXT = "# 赔付规则\n\n本规则自2026年1月1日起施行。\n\n## 破损\n\n破损包赔，签收后48小时内联系客服，赔付上限50元。\n"
PICTURES = os.environ.get("TEST_PICTURES")


@pytest.fixture
def document(site: Site, request: pytest.FixtureRequest) -> Iterator[str]:
    """A published document with a newer draft, gone again afterwards."""
    with site.api() as api:
        name = f"{request.node.name[:40]}.md"
        for text, publish in ((TEXT, "true"), (TEXT.replace("48小时", "72小时"), "false")):
            body = {"shop": SHOP, "publish": publish, "category": "aftersale"}
            job = wait_for_job(api, api.post("/documents", files=[("files", (name, text.encode()))], data=body))
        identity: str = job["files"][0]["document_id"]
        yield identity
        wait_for_job(api, api.delete(f"/documents/{identity}"))


def picture(tab: Tab, name: str) -> None:
    if PICTURES:
        tab.page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


@pytest.mark.parametrize(("language", "theme"), [("zh", "light"), ("en", "dark")])
def test_versions_and_history_show_without_a_fault(
    tab: Callable[..., Tab], document: str, language: str, theme: str
) -> None:
    seen = tab(language, theme)
    compare, history = ("与第 1 版对比", "上传") if language == "zh" else ("Compare with version 1", "uploaded")
    seen.go(f"documents/{document}/versions")
    seen.page.get_by_role("button", name=compare).click()
    expect(seen.page.locator("ins")).to_have_text("72")
    expect(seen.page.locator("del")).to_have_text("48")
    picture(seen, f"versions-{language}-{theme}")
    found = violations(seen.page)
    seen.go(f"documents/{document}/history")
    expect(seen.page.get_by_role("table")).to_contain_text(history)
    picture(seen, f"history-{language}-{theme}")
    found += violations(seen.page)
    assert (found, seen.faults) == ([], [])


def test_what_was_typed_is_kept_when_somebody_else_was_faster(
    tab: Callable[..., Tab], document: str, site: Site
) -> None:
    seen = tab()
    seen.go(f"documents/{document}/report")
    seen.page.get_by_role("button", name="改标题").click()
    dialog = seen.page.get_by_role("dialog")
    dialog.get_by_label("标题", exact=True).fill("我写的标题")
    with site.api() as api:
        assert api.patch(f"/documents/{document}", json={"category": "rules"}).status_code == 200
    dialog.get_by_role("button", name="保存").click()
    expect(dialog).to_contain_text("别人刚改过这份文件")
    expect(dialog).to_contain_text("售后 → 规则")
    expect(dialog.get_by_label("标题", exact=True)).to_have_value("我写的标题")
    picture(seen, "stale")
    dialog.get_by_role("button", name="保存").click()
    expect(seen.page.locator("main h1")).to_have_text("我写的标题")
    with site.api() as api:
        shown = api.get(f"/documents/{document}").json()
    assert (shown["title"], shown["category"]) == ("我写的标题", "rules")


def test_a_draft_is_published_dates_are_confirmed_and_the_way_back_is_offered(
    tab: Callable[..., Tab], document: str, site: Site
) -> None:
    seen = tab()
    seen.go(f"documents/{document}/versions")
    seen.page.get_by_role("button", name="确认", exact=True).click()
    expect(seen.page.get_by_role("button", name="确认", exact=True)).to_have_count(0)
    seen.page.get_by_role("button", name="发布第 2 版").click()
    seen.page.get_by_role("button", name="退回这一版").click()
    seen.page.get_by_role("dialog").get_by_role("button", name="退回这一版").click()
    expect(seen.page.get_by_text("已退回第 1 版")).to_be_visible()
    with site.api() as api:
        assert api.get(f"/documents/{document}").json()["current"]["number"] == 1
    assert seen.faults == []


def test_the_second_person_publishes(tab: Callable[..., Tab], document: str, site: Site) -> None:
    with site.api() as api:
        rules: dict[str, object] = {"second_person": ["aftersale"], "review_days": 180, "brand": None}
        assert api.patch(f"/shops/{SHOP}/settings", json={"publishing": rules}).status_code == 200
        try:
            one, two = tab(role=KeyRole.EDITOR), tab(role=KeyRole.SUPERVISOR)
            one.go(f"documents/{document}/versions")
            one.page.get_by_role("button", name="提交复核").click()
            dialog = one.page.get_by_role("dialog")
            dialog.get_by_label("给复核人的话").fill("按新规则改成72小时")
            dialog.get_by_role("button", name="提交复核").click()
            expect(one.page.get_by_text("等另一位同事复核。")).to_be_visible()
            two.go(f"documents/{document}/versions")
            expect(two.page.get_by_text("按新规则改成72小时")).to_be_visible()
            picture(two, "second-person")
            two.page.get_by_role("button", name="通过并发布").click()
            expect(two.page.get_by_text("已通过并发布")).to_be_visible()
            assert api.get(f"/documents/{document}").json()["current"]["number"] == 2
        finally:
            api.patch(f"/shops/{SHOP}/settings", json={"publishing": rules | {"second_person": []}})
