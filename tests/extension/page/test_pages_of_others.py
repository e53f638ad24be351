"""Chat pages that nobody here wrote, gradio's and chainlit's, taught with the picker.

`make chat-pages` installs the two into environments of their own and runs this; without them it is skipped.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, Worker, expect

from tests.extension.page.conftest import Tab
from tests.extension.page.test_picker import bar
from tests.extension.page.test_reading import said

pytestmark = [pytest.mark.browser, pytest.mark.timeout(280)]
FOREIGN = Path(__file__).resolve().parents[1] / "foreign"
ENVIRONMENTS = Path(__file__).resolve().parents[3] / ".venv" / ".chat-pages"
STARTS_WITHIN_S = 150


def installed(name: str) -> Path:
    python = ENVIRONMENTS / name / "bin" / "python"
    if not python.exists():
        pytest.skip(f"{name} is not installed: run `make chat-pages`")
    return python


@contextmanager
def serving(command: list[str], port: int, folder: Path) -> Iterator[str]:
    """The command, once it answers on the port."""
    quiet = {"GRADIO_ANALYTICS_ENABLED": "False", "HF_HUB_OFFLINE": "1", "CHAINLIT_APP_ROOT": str(folder)}
    address = f"http://127.0.0.1:{port}/"
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, cwd=folder, env=os.environ | quiet, stdout=log, stderr=log)
        try:
            wait_until_up(address, process, folder)
            yield address
        finally:
            process.terminate()
            process.wait()


def wait_until_up(address: str, process: subprocess.Popen[bytes], folder: Path) -> None:
    for _ in range(STARTS_WITHIN_S * 2):
        if process.poll() is not None:
            break
        try:
            urllib.request.urlopen(address, timeout=2).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
        else:
            return
    raise AssertionError((folder / "log").read_text()[-2000:])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(autouse=True)
def forgotten(worker: Worker) -> Iterator[None]:
    yield
    worker.evaluate("chrome.storage.local.clear()")


def teach(tab: Tab, *, theirs: str, ours: str, editor: str) -> None:
    page = tab.page
    tab.tell({"type": "teach.start"})
    bar(page, "点一条顾客说的话")
    page.get_by_text(theirs).last.click()
    bar(page, "点一条自己说的话")
    page.get_by_text(ours).last.click()
    bar(page, "框住的是全部消息吗")
    page.get_by_role("button", name="就是这里").click()
    bar(page, "点打字的输入框")
    page.locator(editor).click()
    bar(page, "点顾客的名字")
    page.get_by_role("button", name="没有名字").click()
    page.get_by_role("button", name="打开了").click()  # there is no second chat, so nothing changes
    bar(page, "读到了")
    page.get_by_role("button", name="保存").click()
    bar(page, "已保存")


def exchange(page: Page, editor: str, text: str, answer: str) -> None:
    """Write as the page's user does, and wait for the page's own answer."""
    page.locator(editor).click()
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile(answer)).last).to_be_visible(timeout=20_000)


def test_gradios_chat_is_taught_read_written_into_and_what_is_sent_is_recognised(
    open_tab: Callable[[str], Tab], tmp_path: Path
) -> None:
    port = free_port()
    with serving([str(installed("gradio")), str(FOREIGN / "gradio_app.py"), str(port)], port, tmp_path) as address:
        tab = open_tab(address)
        expect(tab.page.get_by_text("那80平的房子够用吗")).to_be_visible(timeout=30_000)
        teach(tab, theirs="20升的水箱多大", ours="水箱是4升的", editor="textarea")
        conversation = tab.conversation()
        assert said(conversation) == [
            ("customer", "在吗，想问下除湿机"),
            ("agent", "在的，您请说"),
            ("customer", "20升的水箱多大"),
            ("agent", "水箱是4升的"),
            ("customer", "那80平的房子够用吗"),
        ]
        sends_what_was_inserted(tab, conversation["id"], "textarea", "收到：20升适合20到50平。")


def test_chainlits_chat_is_taught_read_written_into_and_what_is_sent_is_recognised(
    open_tab: Callable[[str], Tab], tmp_path: Path
) -> None:
    port = free_port()
    command = [str(installed("chainlit").with_name("chainlit")), "run", str(FOREIGN / "chainlit_app.py")]
    options = ["--headless", "--host", "127.0.0.1", "--port", str(port)]
    with serving([*command, *options], port, tmp_path) as address:
        tab = open_tab(address)
        editor = "#chat-input"
        expect(tab.page.get_by_text("在吗，想问下除湿机")).to_be_visible(timeout=30_000)
        exchange(tab.page, editor, "在的您请说", "还想问：5升够用吗")
        teach(tab, theirs="还想问：5升够用吗", ours="在的您请说", editor=editor)
        conversation = tab.conversation()
        assert said(conversation) == [
            ("customer", "在吗，想问下除湿机"),
            ("agent", "在的您请说"),
            ("customer", "还想问：5升够用吗"),
        ]
        sends_what_was_inserted(tab, conversation["id"], editor, "还想问：12升够用吗")


def sends_what_was_inserted(tab: Tab, conversation: str, editor: str, answer: str) -> None:
    draft = "20升适合20到50平。"
    inserted = tab.insert(conversation, draft)
    assert inserted["ok"], inserted
    assert tab.said("page.sent") == []
    tab.page.locator(editor).press("Enter")
    sent = tab.wait_for(lambda each: each["type"] == "page.sent")
    assert sent["text"] == draft
    expect(tab.page.get_by_text(answer).last).to_be_visible(timeout=20_000)
