"""Uploads in the console: many files at once, each with its own fate; reports; passages beside their page."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect
from reportlab.pdfgen.canvas import Canvas

from knowledge.store.keys import KeyRole
from tests.console.conftest import Site, Tab
from tests.console.looks import violations
from tests.ingestion.awkward import workbooks

pytestmark = pytest.mark.browser


def two_pages() -> bytes:
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(400, 500))
    for text in ("Returns are free of charge within 7 days.", "Orders paid before noon leave the same day."):
        canvas.drawString(40, 400, text)
        canvas.showPage()
    canvas.save()
    return data.getvalue()


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    made = {
        "空文件 😀.txt": b"",
        "手册.pdf": two_pages(),
        "隐藏.xlsx": workbooks.hidden_parts(),
        **{
            f"规则{number}.md": f"# 规则{number}\n\n第{number}条，{number}天内答复。\n".encode() for number in range(24)
        },
    }
    for name, content in made.items():
        (tmp_path / name).write_bytes(content)
    return [tmp_path / name for name in made]


@pytest.fixture
def gone_afterwards(site: Site) -> Iterator[None]:
    yield
    with site.api() as api:
        for document in api.get("/documents", params={"shop": "demo"}).json()["documents"]:
            if re.match(r"规则|手册|隐藏|空文件", document["name"]):
                api.delete(f"/documents/{document['id']}")


@pytest.mark.usefixtures("gone_afterwards")
def test_many_files_are_sent_at_once_and_each_says_what_became_of_it(
    tab: Callable[..., Tab], files: list[Path]
) -> None:
    seen = tab()
    seen.go("documents")
    page = seen.page
    page.locator(".drop input[type=file]").set_input_files(files)
    expect(page.get_by_text("27 个文件全部处理完")).to_be_visible(timeout=120_000)
    expect(page.get_by_text("1 个没有成功")).to_be_visible()
    refused = page.locator(".documents-sent li").first
    expect(refused).to_contain_text("空文件 😀.txt")
    expect(refused).to_contain_text("文件里没有文字")
    expect(refused.get_by_role("button", name="重试")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("手册.pdf"))).to_be_visible()

    page.reload()  # what failed is still told, what is over is not shown as under way
    expect(page.locator(".documents-sent li")).to_have_count(1)
    page.get_by_role("button", name="清除已完成").click()
    expect(page.locator(".documents-sent li")).to_have_count(0)

    page.get_by_role("link", name="隐藏.xlsx").click()
    expect(page.get_by_text("工作表“手动”有 1 个隐藏的列，没有读取。")).to_be_visible()
    expect(page.get_by_role("cell", name="筛选")).to_be_visible()

    page.goto(page.url.partition("#")[0] + "#/documents")
    page.get_by_role("link", name="手册.pdf").click()
    page.get_by_role("link", name="段落对照").click()
    expect(page.get_by_role("img", name="原文件第 1 页")).to_be_visible()
    expect(page.get_by_role("article")).to_contain_text("Returns are free of charge")
    page.get_by_role("button", name="下一页").click()
    expect(page.get_by_role("img", name="原文件第 2 页")).to_be_visible()
    expect(page.get_by_role("article")).to_contain_text("Orders paid before noon")
    with page.expect_download() as download:
        page.get_by_role("button", name="下载原文件").click()
    assert download.value.suggested_filename == "手册.pdf"
    assert (violations(page), seen.faults) == ([], [])


def test_dates_that_end_before_they_begin_stop_the_upload_where_they_stand(
    tab: Callable[..., Tab], files: list[Path]
) -> None:
    seen = tab()
    seen.go("documents")
    seen.page.get_by_label("生效日期").fill("2026-11-11")
    seen.page.get_by_label("截止日期").fill("2026-11-01")
    seen.page.locator(".drop input[type=file]").set_input_files(files[1:2])
    expect(seen.page.get_by_text("截止日期早于生效日期")).to_be_visible()
    expect(seen.page.locator(".documents-sent li", has_text="手册.pdf")).to_have_count(0)


@pytest.mark.usefixtures("gone_afterwards")
def test_a_broken_connection_is_waited_for_and_a_file_that_was_moved_meanwhile_is_named(
    tab: Callable[..., Tab], files: list[Path]
) -> None:
    seen = tab()
    seen.go("documents")
    page = seen.page
    moved, kept = files[-2:]
    page.context.set_offline(True)
    page.locator(".drop input[type=file]").set_input_files([moved, kept])
    expect(page.get_by_text("恢复后自动接着上传")).to_be_visible()
    moved.unlink()
    page.context.set_offline(False)
    rows = page.locator(".documents-sent li")
    expect(rows.filter(has_text=moved.name)).to_contain_text("被移走")
    expect(rows.filter(has_text=kept.name)).to_contain_text("已存为新文件")


def test_an_agent_reads_documents_and_is_offered_no_upload(tab: Callable[..., Tab]) -> None:
    seen = tab(role=KeyRole.AGENT)
    seen.go("documents")
    expect(seen.page.get_by_role("link", name="售后政策.md")).to_be_visible()
    expect(seen.page.locator(".drop")).to_have_count(0)
    seen.page.get_by_role("link", name="售后政策.md").click()
    expect(seen.page.get_by_role("heading", name="读出了什么")).to_be_visible()
    expect(seen.page.get_by_role("button", name="下载原文件")).to_have_count(0)
