"""The page's scripts in a real Chromium, with a worker that records what they say; pages from a server on loopback."""

from __future__ import annotations

import fcntl
import json
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import BrowserContext, Page, Worker, expect, sync_playwright

from server.api.edge import Edge
from server.api.errors import install_handlers
from server.api.metrics import Metrics
from server.workbench.routes import router as workbench

EXTENSION = Path(__file__).resolve().parents[3] / "extension"
PAGES = Path(__file__).resolve().parents[1] / "pages"
CHROMIUM = next((path for name in ("chromium", "google-chrome-for-testing") if (path := shutil.which(name))), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--lang=zh-CN"]
TIMEOUT_MS = 60_000  # a busy machine takes longer than Playwright's five seconds


@dataclass
class Tab:
    """A page with the extension in it, seen from the extension's worker."""

    page: Page
    worker: Worker
    id: int = field(init=False)

    def __post_init__(self) -> None:
        hello = self.wait_for(lambda said: said["type"] == "page.hello", tab=None)
        self.id = hello["tab"]

    def said(self, kind: str | None = None) -> list[dict[str, Any]]:
        heard = self.worker.evaluate("heard")
        return [said for said in heard if said["tab"] == self.id and kind in (None, said["type"])]

    def wait_for(self, wanted: Callable[[dict[str, Any]], bool], tab: int | None = 0) -> dict[str, Any]:
        """The first message that is `wanted`; a failure lists what was said instead."""
        heard: list[dict[str, Any]] = []
        for _ in range(3000):
            heard = self.worker.evaluate("heard")
            mine = [said for said in heard if tab is None or said["tab"] == self.id]
            if found := next(filter(wanted, mine), None):
                return found
            self.page.evaluate("new Promise((done) => setTimeout(done, 20))")
        raise AssertionError(f"not said; heard {json.dumps(heard[-6:], ensure_ascii=False)}")

    def conversation(self, wanted: Callable[[dict[str, Any]], bool] = lambda _: True) -> dict[str, Any]:
        """The first reported conversation that is `wanted`."""
        said = self.wait_for(
            lambda each: (
                each["type"] == "page.conversation" and bool(each["conversation"]) and wanted(each["conversation"])
            )
        )
        found: dict[str, Any] = said["conversation"]
        return found

    def tell(self, message: dict[str, Any], frame: int | None = 0) -> Any:
        """To one frame of the tab, or to all where `frame` is None."""
        return self.worker.evaluate(
            "([tab, message, to]) => chrome.tabs.sendMessage(tab, message, to)",
            [self.id, message, {} if frame is None else {"frameId": frame}],
        )

    def insert(self, conversation: str, text: str) -> dict[str, Any]:
        inserted: dict[str, Any] = self.tell({"type": "insert", "conversation": conversation, "text": text})
        return inserted

    def show(self, conversation: str, line: str, state: str = "ready") -> None:
        self.tell(
            {"type": "strip.show", "conversation": conversation, "state": state, "line": line, "shortcut": "Alt+J"}
        )


def unpacked(folder: Path) -> Path:
    """The extension's page scripts with the recording worker, ready to load."""
    for name in ("content", "adapters", "picker"):
        if (EXTENSION / name).exists():
            shutil.copytree(EXTENSION / name, folder / name)
    shutil.copy(Path(__file__).with_name("harness.js"), folder / "harness.js")
    manifest = {
        "manifest_version": 3,
        "name": "page scripts",
        "version": "1",
        "background": {"service_worker": "harness.js", "type": "module"},
        "permissions": ["storage", "clipboardWrite"],
        "host_permissions": ["<all_urls>"],
        "content_scripts": [
            {
                "matches": ["<all_urls>"],
                "js": [*listed("CONTENT_FILES"), *listed("PICKER_FILES")],
                "all_frames": True,
                "run_at": "document_idle",
            },
        ],
    }
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def listed(name: str) -> list[str]:
    """The entries of a list in content/files.js."""
    source = (EXTENSION / "content" / "files.js").read_text(encoding="utf-8")
    inside = source.split(f"{name} = [", 1)[1].split("]", 1)[0]
    return [entry for entry in (part.strip().strip('"') for part in inside.split(",")) if entry]


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The demo workbench on a free port."""
    app = FastAPI()
    app.include_router(workbench)
    install_handlers(app)
    app.add_middleware(Edge, metrics=Metrics())
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        thread.join(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="package")  # and no longer: an open Playwright stands in the way of asyncio tests that follow
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    folder = unpacked(tmp_path_factory.mktemp("extension"))
    profile = tmp_path_factory.mktemp("profile")
    expect.set_options(timeout=TIMEOUT_MS)  # here: other folders' tests set their own
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            str(profile),
            executable_path=CHROMIUM,
            headless=True,
            locale="zh-CN",
            args=[*FLAGS, f"--disable-extensions-except={folder}", f"--load-extension={folder}"],
        )
        yield context
        context.close()


@pytest.fixture(scope="package")
def worker(browser: BrowserContext) -> Worker:
    return browser.service_workers[0] if browser.service_workers else browser.wait_for_event("serviceworker")


@pytest.fixture
def open_tab(browser: BrowserContext, worker: Worker) -> Iterator[Callable[[str], Tab]]:
    pages: list[Page] = []

    def open_one(address: str) -> Tab:
        worker.evaluate("heard.length = 0")
        page = browser.new_page()
        page.set_default_timeout(TIMEOUT_MS)
        pages.append(page)
        page.goto(address)
        return Tab(page, worker)

    yield open_one
    for page in pages:
        page.close()


EDITORS = Path(__file__).resolve().parents[1] / "editors"


@pytest.fixture(scope="session")
def editors(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The editor pages, built once; their packages are installed once per checkout."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.skip("Node and npm are not installed: the editors cannot be built")
    with (EDITORS / ".installing").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two test processes share one checkout
        if not (EDITORS / "node_modules" / "esbuild").exists():
            installed = subprocess.run(
                [npm, "ci", "--silent"], cwd=EDITORS, capture_output=True, text=True, check=False
            )
            if installed.returncode:
                pytest.skip(f"the editors' packages cannot be installed: {installed.stderr[-300:]}")
    out = tmp_path_factory.mktemp("editors")
    subprocess.run([node, "build.js", str(out)], cwd=EDITORS, check=True)
    return out
