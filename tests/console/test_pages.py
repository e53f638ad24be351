"""Every page of the table of pages: it loads without a fault in both languages and themes, and axe finds nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.console.conftest import Tab
from tests.console.looks import violations

pytestmark = pytest.mark.browser
_STATIC = Path(__file__).parents[2] / "server" / "console" / "static"
PAGES = re.findall(r'^    id: "(\w+)"', (_STATIC / "pages.js").read_text(encoding="utf-8"), re.MULTILINE)


def test_every_page_of_the_table_has_its_module() -> None:
    assert len(PAGES) >= 13
    assert [name for name in PAGES if not (_STATIC / "pages" / f"{name}.js").is_file()] == []


@pytest.fixture(scope="module")
def both(open_tab: Callable[..., Tab]) -> Iterator[dict[str, Tab]]:
    """A tab in each language, each in another theme, kept open for all pages."""
    tabs = {"zh": open_tab("zh", "light"), "en": open_tab("en", "dark")}
    yield tabs
    for each in tabs.values():
        each.page.context.close()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_loads_without_a_fault_and_fits_a_phone(both: dict[str, Tab], name: str, language: str) -> None:
    seen = both[language]
    seen.faults.clear()
    seen.page.set_viewport_size({"width": 1280, "height": 820})
    seen.go(name)
    expect(seen.page.locator("main .notice[role=alert]")).to_have_count(0)
    found = violations(seen.page)
    seen.page.set_viewport_size({"width": 390, "height": 820})
    wide = seen.page.evaluate("() => document.documentElement.scrollWidth")
    assert (found, seen.faults, max(wide, 390)) == ([], [], 390)
