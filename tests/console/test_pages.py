"""Every page of the table of pages: it loads without a fault in both languages and themes, and axe finds nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.console.conftest import Tab

pytestmark = pytest.mark.browser
_STATIC = Path(__file__).parents[2] / "server" / "console" / "static"
PAGES = re.findall(r'^    id: "(\w+)"', (_STATIC / "pages.js").read_text(encoding="utf-8"), re.MULTILINE)
# Chromium and the rules of axe that concern how the page is made; region landmarks of dialogs are the browser's.
_AXE = {"resultTypes": ["violations"], "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}


def test_every_page_of_the_table_has_its_module() -> None:
    assert len(PAGES) >= 13
    assert [name for name in PAGES if not (_STATIC / "pages" / f"{name}.js").is_file()] == []


@pytest.fixture(scope="module")
def both(open_tab: Callable[..., Tab]) -> dict[str, Tab]:
    """A tab in each language, each in another theme, kept open for all pages."""
    return {"zh": open_tab("zh", "light"), "en": open_tab("en", "dark")}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_loads_without_a_fault_and_fits_a_phone(both: dict[str, Tab], name: str, language: str) -> None:
    seen = both[language]
    seen.faults.clear()
    seen.page.set_viewport_size({"width": 1280, "height": 820})
    seen.go(name)
    expect(seen.page.locator("main .notice[role=alert]")).to_have_count(0)
    violations = Axe().run(seen.page, options=_AXE).response["violations"]
    found = [(each["id"], [node["html"][:200] for node in each["nodes"]][:3]) for each in violations]
    seen.page.set_viewport_size({"width": 390, "height": 820})
    wide = seen.page.evaluate("() => document.documentElement.scrollWidth")
    assert (found, seen.faults, max(wide, 390)) == ([], [], 390)
