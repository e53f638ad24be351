"""Products, scripts, glossary and gaps in a real browser, as an editor keeps them."""

from __future__ import annotations

import io
from collections.abc import Callable

import httpx
import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.console.conftest import SHOP, Site, Tab

pytestmark = pytest.mark.browser


def ask(api: httpx.Client, text: str, conversation: str) -> dict[str, str]:
    messages = [{"role": "customer", "text": text}]
    body = {"shop": SHOP, "conversation_id": conversation, "messages": messages}
    made: dict[str, str] = api.post("/suggestions", json=body).json()
    return made


def save(page: Page, name: str) -> None:
    """Press the button of the open dialog that saves, and see it close."""
    page.get_by_role("dialog").get_by_role("button", name=name, exact=True).click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_price_is_changed_taken_back_and_imported_after_a_preview(tab: Callable[..., Tab], site: Site) -> None:
    seen = tab()
    page = seen.page
    seen.go("products/FS-2")
    page.get_by_role("button", name="编辑").click()
    page.get_by_label("售价").fill("189")
    save(page, "保存")
    expect(page.get_by_text("资料写的是 199")).to_be_visible()
    page.get_by_role("button", name="恢复为资料所写: 售价").click()
    expect(page.get_by_text("资料写的是 199")).to_have_count(0)

    with site.api() as api:
        book = load_workbook(io.BytesIO(api.get("/products/export", params={"shop": SHOP}).content))
    sheet = book.worksheets[0]
    row = next(cells for cells in sheet.iter_rows() if cells[0].value == "FS-2")
    row[[cell.value for cell in sheet[1]].index("售价")].value = 179
    out = io.BytesIO()
    book.save(out)
    seen.go("products/import")
    page.locator("input[type=file]").set_input_files(
        {"name": "商品.xlsx", "mimeType": "application/octet-stream", "buffer": out.getvalue()}
    )
    expect(page.get_by_text("199 → 179")).to_be_visible()
    page.get_by_role("button", name="执行导入").click()
    expect(page.get_by_role("row", name="晚风落地扇")).to_contain_text("¥179")
    assert seen.faults == []


def test_a_script_is_refused_then_written_and_published(tab: Callable[..., Tab], site: Site) -> None:
    seen = tab()
    page = seen.page
    seen.go("scripts")
    page.get_by_role("button", name="写一条话术").first.click()
    page.get_by_label("场景").fill("能便宜吗")
    page.get_by_label("话术", exact=True).fill("加我微信abc12345给您返现")
    page.get_by_role("button", name="存为草稿").click()
    expect(page.get_by_role("dialog").get_by_role("alert")).not_to_be_empty()
    page.get_by_label("话术", exact=True).fill("亲，已经是活动价了哦~")
    save(page, "存为草稿")
    expect(page.get_by_role("row", name="能便宜吗")).to_contain_text("待发布")
    page.get_by_role("button", name="发布话术库").click()
    save(page, "发布话术库")
    expect(page.get_by_role("row", name="能便宜吗")).to_contain_text("在用")
    with site.api() as api:
        texts = [one["text"] for one in api.get("/scripts", params={"shop": SHOP}).json()["scripts"]]
    assert "亲，已经是活动价了哦~" in texts


def test_a_nickname_is_added_tried_and_removed_with_undo(tab: Callable[..., Tab]) -> None:
    seen = tab()
    page = seen.page
    seen.go("glossary")
    page.get_by_role("button", name="加一条").first.click()
    page.get_by_label("用语", exact=True).fill("小风")
    page.get_by_label("含义").fill("晚风落地扇")
    save(page, "保存")
    page.get_by_label("试读一句").fill("小风有货吗")
    expect(page.get_by_text("晚风落地扇有货吗")).to_be_visible()
    page.get_by_role("button", name="删除: 小风").click()
    expect(page.get_by_role("row", name="小风")).to_have_count(0)
    page.get_by_role("button", name="撤销").click()
    expect(page.get_by_role("row", name="小风")).to_have_count(1)
    assert seen.faults == []


def test_a_gap_is_answered_tried_out_and_published(tab: Callable[..., Tab], site: Site) -> None:
    with site.api() as api:
        made = ask(api, "有没有实体店", "gap-1")
        assert made["outcome"] == "abstain", made["text"]
    seen = tab()
    page = seen.page
    seen.go("gaps")
    gap = page.get_by_role("article").filter(has_text="实体店")
    gap.get_by_role("button", name="写答案").click()
    page.get_by_label("答案", exact=True).fill("实体店在汐榆路八号，每天营业。")
    save(page, "存为草稿")
    gap.get_by_role("button", name="看效果").click()
    expect(gap.get_by_text("现在能答了")).to_be_visible()
    gap.get_by_role("button", name="发布", exact=True).click()
    save(page, "发布")
    expect(page.get_by_role("article").filter(has_text="实体店")).to_have_count(0)
    seen.go("gaps/gaps/answered")
    expect(page.get_by_role("article").filter(has_text="实体店")).to_contain_text("汐榆路八号")
    assert seen.faults == []
