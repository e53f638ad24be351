"""What an accessibility check finds in a page."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# Chromium and the rules of axe that concern how the page is made; region landmarks of dialogs are the browser's.
_RULES = {"resultTypes": ["violations"], "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """The rules that the page breaks, each with the first elements that do."""
    found = Axe().run(page, options=_RULES).response["violations"]
    return [(each["id"], [node["html"][:200] for node in each["nodes"]][:3]) for each in found]
