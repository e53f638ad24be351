"""The shell: signing in and out, who sees what, keys, languages, and text that stays text."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import Page, expect

from knowledge.store.keys import KeyRole
from tests.console.conftest import SHOP, Site, Tab

pytestmark = pytest.mark.browser


def test_a_link_signs_in_a_password_is_set_and_opens_the_door_again(stranger: Callable[[], Page], site: Site) -> None:
    page = stranger()
    page.goto(site.link("newcomer", KeyRole.EDITOR))
    page.get_by_label("新密码").fill("茶水间里的第三个柜子")
    page.get_by_label("再输一次").fill("茶水间里的第三个柜子")
    page.get_by_role("button", name="设置密码").click()
    expect(page.get_by_text("密码已更新")).to_be_visible()
    assert "link" not in page.url
    page.get_by_role("button", name="退出登录").click()
    page.get_by_label("账号").fill("newcomer")
    page.get_by_label("密码").fill("wrong wrong wrong")
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("alert")).to_have_text("账号或密码不对。")
    page.get_by_label("密码").fill("茶水间里的第三个柜子")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="汐榆电器旗舰店")).to_be_visible()


def test_a_used_link_says_so_and_leads_to_signing_in(stranger: Callable[[], Page], site: Site) -> None:
    link = site.link("twice", KeyRole.AGENT)
    first = stranger()
    first.goto(link)
    expect(first.get_by_role("heading", name="我的账号")).to_be_visible()
    second = stranger()
    second.goto(link)
    expect(second.get_by_text("这个链接已经用过")).to_be_visible()
    second.get_by_role("link", name="去登录").click()
    expect(second.get_by_label("密码")).to_be_visible()


def test_an_agent_sees_no_page_that_editors_and_administrators_have(tab: Callable[..., Tab]) -> None:
    seen = tab(role=KeyRole.AGENT)
    seen.go("home")
    expect(seen.page.get_by_role("link", name="人员与密钥")).to_have_count(0)
    seen.page.goto(f"{seen.site.url}/console/#/people")
    expect(seen.page.get_by_text("没有这个页面")).to_be_visible()


def test_the_keyboard_alone_lists_the_shortcuts_and_opens_pages(tab: Callable[..., Tab]) -> None:
    seen = tab()
    seen.go("home")
    seen.page.keyboard.press("?")
    expect(seen.page.get_by_role("dialog", name="快捷键")).to_be_visible()
    seen.page.keyboard.press("Escape")
    expect(seen.page.get_by_role("dialog")).to_have_count(0)
    seen.page.keyboard.press("g")
    seen.page.keyboard.press("t")
    expect(seen.page.get_by_role("heading", name="命中测试")).to_be_visible()
    expect(seen.page.locator("main")).to_be_focused()


def test_language_and_theme_are_switched_and_remembered(stranger: Callable[[], Page], site: Site) -> None:
    page = stranger()
    page.goto(site.link("switcher", KeyRole.AGENT))
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="My account")).to_be_visible()
    page.get_by_role("button", name="Light or dark").click()
    page.reload()
    expect(page.get_by_role("heading", name="My account")).to_be_visible()
    assert page.evaluate("() => document.documentElement.dataset.theme") == "dark"


def test_the_hit_test_shows_passages_the_draft_and_the_way_to_mend_them(tab: Callable[..., Tab]) -> None:
    seen = tab()
    seen.go("search?q=付款后多久发货")
    passage = seen.page.locator(".search-passages li").first
    expect(passage).to_contain_text("付款后48小时内发货")
    expect(passage.locator("mark").first).to_be_visible()
    expect(seen.page.locator(".search-draft")).to_contain_text("48小时")
    expect(passage.get_by_text("草稿的依据")).to_be_visible()
    target = passage.get_by_role("link", name="到文件里改").get_attribute("href")
    assert target is not None
    assert target.startswith("#/documents/")
    with seen.site.api() as api:
        gaps = api.get("/gaps", params={"shop": SHOP}).json()["gaps"]
    assert gaps == [], "a question that is tried leaves no record"


def test_what_documents_are_called_and_say_is_shown_as_text(tab: Callable[..., Tab]) -> None:
    seen = tab()
    for place in ("search?q=发票什么时候开", "documents"):
        seen.go(place)
        expect(seen.page.get_by_text("<img src=x onerror=alert(1)>").first).to_be_visible()
    assert seen.page.locator("main img, main script").count() == 0
    assert seen.faults == []


def test_shop_settings_are_tried_saved_and_taken_back(tab: Callable[..., Tab]) -> None:
    seen = tab()
    seen.go("settings")
    save = seen.page.get_by_role("button", name="保存")
    expect(save).to_be_disabled()
    seen.page.get_by_label("口吻").select_option("classic")
    seen.page.get_by_label("客服 补偿（元）").fill("20")
    expect(seen.page.get_by_text("有没保存的修改")).to_contain_text("口吻、各角色能承诺什么")
    seen.page.get_by_role("button", name="试一试").click()
    expect(seen.page.locator(".settings-sample").nth(1)).to_contain_text("小主")
    save.click()
    expect(seen.page.get_by_text("已保存")).to_be_visible()
    with seen.site.api() as api:
        kept = api.get(f"/shops/{SHOP}/settings").json()["rules"]
        assert (kept["voice"], kept["authority"]["agent"]["compensation"]) == ("classic", "20")
        seen.page.get_by_role("button", name="撤销").click()
        expect(seen.page.get_by_text("已恢复原来的设置")).to_be_visible()
        assert api.get(f"/shops/{SHOP}/settings").json()["rules"]["voice"] == "default"


def test_leaving_unsaved_settings_asks_first(tab: Callable[..., Tab]) -> None:
    seen = tab()
    seen.go("settings")
    seen.page.get_by_label("口吻").select_option("warm")
    seen.page.get_by_role("link", name="首页").click()
    seen.page.get_by_role("button", name="取消").click()
    expect(seen.page.get_by_label("口吻")).to_have_value("warm")
    assert seen.page.url.endswith("#/settings")
    seen.page.get_by_role("link", name="首页").click()
    seen.page.get_by_role("button", name="离开").click()
    expect(seen.page.get_by_role("heading", name="汐榆电器旗舰店")).to_be_visible()


def test_a_person_is_added_gets_a_link_and_is_disabled_with_a_way_back(tab: Callable[..., Tab]) -> None:
    seen = tab()
    seen.go("people")
    seen.page.get_by_role("button", name="添加人员").click()
    seen.page.get_by_label("姓名").fill("小周")
    seen.page.get_by_label("账号").fill("xiaozhou")
    seen.page.get_by_role("button", name="保存").click()
    expect(seen.page.locator("dialog code")).to_contain_text("/console/#/link/")
    seen.page.get_by_role("button", name="关闭").click()
    row = seen.page.get_by_role("row", name="小周")
    row.get_by_role("button", name="停用").click()
    seen.page.get_by_role("dialog").get_by_role("button", name="停用").click()
    expect(row.get_by_text("已停用")).to_be_visible()
    seen.page.get_by_role("button", name="撤销").click()
    expect(row.get_by_role("button", name="停用")).to_be_visible()


def test_a_pairing_code_of_the_console_becomes_a_key(tab: Callable[..., Tab]) -> None:
    seen = tab()
    seen.go("extension")
    seen.page.get_by_role("button", name="要一个配对码").click()
    shown = seen.page.locator(".pairing-code")
    expect(seen.page.get_by_text("还有")).to_be_visible()
    redeemed = httpx.post(f"{seen.site.url}/v1/pairings/redeem", json={"code": shown.inner_text()}, timeout=None)
    assert (redeemed.status_code, redeemed.json()["shop"]) == (200, SHOP)


def test_the_policy_allows_nothing_inline_and_no_frame_and_files_are_revalidated(site: Site) -> None:
    with httpx.Client(base_url=f"{site.url}/console/", timeout=None) as client:
        page = client.get("")
        policy = page.headers["content-security-policy"]
        again = client.get("", headers={"If-None-Match": page.headers["etag"]})
        outside = [client.get(path).status_code for path in ("../pyproject.toml", "%2e%2e/routes.py", "pages", "x.js")]
    assert "'unsafe" not in policy
    assert {"default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"} <= set(policy.split("; "))
    assert (again.status_code, again.content) == (304, b"")
    assert outside == [404] * 4
