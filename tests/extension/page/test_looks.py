"""Strip, picker and demo workbench pass an accessibility check, in both themes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.extension.page.conftest import Tab

pytestmark = pytest.mark.browser


def violations(tab: Tab) -> list[str]:
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
    found = Axe().run(tab.page, options={"resultTypes": ["violations"], "runOnly": rules})
    return [f"{each['id']}: {[node['target'] for node in each['nodes']]}" for each in found.response["violations"]]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_violation_in_the_workbench_with_strip_and_picker(
    open_tab: Callable[[str], Tab], site: str, theme: str
) -> None:
    tab = open_tab(f"{site}/workbench/?pace=0&chat=wb-103&theme={theme}")
    tab.page.emulate_media(color_scheme="light")  # the page's own switch decides, whatever the system prefers
    tab.conversation(lambda each: len(each["messages"]) == 3)
    tab.show("wb-103", "非常抱歉让您久等了，这边马上联系德邦核实外机的位置。", "draft")
    expect(tab.page.locator("huashu-strip .strip")).to_have_css("color-scheme", theme)
    assert violations(tab) == []
    tab.tell({"type": "teach.start"})
    expect(tab.page.locator("huashu-picker .bar")).to_be_visible()
    assert violations(tab) == []
