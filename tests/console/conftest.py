"""The console in a real Chromium against a real server with a shop, signed in by a link as people do.

The server lives as long as the session; the browser only as long as this folder's tests, because Playwright's loop
would stand in the way of the asyncio tests that follow in the same process.
"""

from __future__ import annotations

import json
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from ingestion.jobs import running_worker
from knowledge.store.keys import KeyRole, create_key
from knowledge.store.people import create_person, find_login
from knowledge.store.sessions import make_link
from knowledge.store.shops import create_shop
from knowledge.types import Shop, ShopId
from server.api.app import create_app
from server.compose import Services, composed, utc_now
from server.settings import Settings
from tests.support.database import prepared
from tests.support.hashing_encoder import HashingEncoder

SHOP = "demo"
CHROMIUM = next((path for name in ("chromium", "google-chrome-for-testing") if (path := shutil.which(name))), None)
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--lang=zh-CN"]
_PATIENCE_MS = 60_000  # a busy machine takes longer than Playwright's five seconds; nothing waits without a reason
_FILES = {
    "售后政策.md": "# 售后政策\n\n## 七天无理由退货\n\n"
    "自签收之日起七天内，商品完好的可以申请七天无理由退货，运费由买家承担。\n\n"
    "## 发货时间\n\n付款后48小时内发货，偏远地区72小时内发货。\n",
    "商品表.csv": "商品编码,商品名称,价格,库存,品牌\nKT-1,拂晓壁挂空调,2999,12,拂晓\nFS-2,晚风落地扇,199,80,晚风\n",
    # A name and a text that would be markup if anything took them for it.
    "<img src=x onerror=alert(1)>.txt": "<script>alert(1)</script> 发票在确认收货后三天内开具。\n",
}


@dataclass(frozen=True, slots=True)
class Site:
    """A running server and its services."""

    url: str
    services: Services

    def link(self, login: str = "admin", role: KeyRole = KeyRole.ADMIN) -> str:
        """An address that signs this person in once."""
        with self.services.database.write() as connection:
            person = find_login(connection, login) or create_person(connection, login, login, role, None, utc_now())
            return f"{self.url}/console/#/link/{make_link(connection, person.id, utc_now())}"

    def api(self) -> httpx.Client:
        with self.services.database.write() as connection:
            key = create_key(connection, None, KeyRole.ADMIN, "test", utc_now()).secret
        return httpx.Client(base_url=f"{self.url}/v1", headers={"Authorization": f"Bearer {key}"}, timeout=None)


def wait_for_job(api: httpx.Client, accepted: httpx.Response) -> dict[str, Any]:
    assert accepted.status_code == 202, accepted.text
    events = api.get(f"/jobs/{accepted.json()['job']['id']}/events").text
    job: dict[str, Any] = json.loads(events.strip().rpartition("data: ")[2])
    return job


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server on a free port with a small shop whose documents are published."""
    settings = Settings(data_dir=prepared(tmp_path_factory.mktemp("console") / "data"))
    with composed(settings, encoder=HashingEncoder()) as services, running_worker(services), _served(services) as url:
        with services.database.write() as connection:
            create_shop(connection, Shop(ShopId(SHOP), "汐榆电器旗舰店", "tmall"), utc_now())
        running = Site(url, services)
        with running.api() as api:
            files = [("files", (name, text.encode())) for name, text in _FILES.items()]
            wait_for_job(api, api.post("/documents", files=files, data={"shop": SHOP, "publish": "true"}))
        yield running


@contextmanager
def _served(services: Services) -> Iterator[str]:
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(services), log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        thread.join(0.02)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    expect.set_options(timeout=_PATIENCE_MS)  # here: other folders' tests set their own
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=_FLAGS)
        yield opened
        opened.close()


@dataclass
class Tab:
    """A signed-in page. `faults` are errors of scripts, the browser's console and the content security policy."""

    page: Page
    site: Site
    faults: list[str] = field(default_factory=list)

    def go(self, place: str) -> None:
        """Open a page of the console and wait until it is drawn."""
        self.page.goto(f"{self.site.url}/console/#/{place}")
        self.settled()

    def settled(self) -> None:
        self.page.wait_for_function("() => document.querySelector('main h1') && !document.querySelector('.loading')")


@pytest.fixture(scope="package")
def signed_in(browser: Browser, site: Site) -> Callable[..., BrowserContext]:
    """A browser profile of a person; the cookie is got once per role."""
    states: dict[KeyRole, Any] = {}

    def profile(role: KeyRole = KeyRole.ADMIN, **options: Any) -> BrowserContext:
        if role not in states:
            context = browser.new_context(locale="zh-CN")
            page = context.new_page()
            page.goto(site.link(role.value, role))
            page.wait_for_selector("main h1")
            states[role] = context.storage_state()
            context.close()
        return browser.new_context(locale="zh-CN", storage_state=states[role], **options)

    return profile


@pytest.fixture(scope="package")
def open_tab(site: Site, signed_in: Callable[..., BrowserContext]) -> Callable[..., Tab]:
    """A function that opens a tab: `open_tab("en", "dark", KeyRole.EDITOR, width=390)`; whoever opens it closes it."""

    def opened(language: str = "zh", theme: str = "light", role: KeyRole = KeyRole.ADMIN, width: int = 1280) -> Tab:
        context = signed_in(role, viewport={"width": width, "height": 820}, color_scheme=theme)
        chosen = json.dumps({"language": language, "theme": theme})
        context.add_init_script(f"localStorage.setItem('huashu', JSON.stringify({chosen}))")
        context.add_init_script(
            "addEventListener('securitypolicyviolation', (event) =>"
            " console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`))"
        )
        context.set_default_timeout(_PATIENCE_MS)
        made = Tab(context.new_page(), site)
        made.page.on("pageerror", lambda error: made.faults.append(str(error)))
        made.page.on("console", lambda said: made.faults.append(said.text) if said.type == "error" else None)
        return made

    return opened


@pytest.fixture
def tab(open_tab: Callable[..., Tab]) -> Iterator[Callable[..., Tab]]:
    """The same function; what it opens is closed after the test."""
    opened: list[Tab] = []

    def remembered(*arguments: Any, **options: Any) -> Tab:
        opened.append(open_tab(*arguments, **options))
        return opened[-1]

    yield remembered
    for each in opened:
        each.page.context.close()


@pytest.fixture
def stranger(browser: Browser) -> Iterator[Callable[[], Page]]:
    """A function that opens a page of somebody who has not signed in; closed after the test."""
    opened: list[BrowserContext] = []

    def page() -> Page:
        opened.append(browser.new_context(locale="zh-CN"))
        opened[-1].set_default_timeout(_PATIENCE_MS)
        return opened[-1].new_page()

    yield page
    for each in opened:
        each.close()
