"""What of a web page is machinery rather than words: scripts, navigation, forms, hidden parts, menus."""

from __future__ import annotations

import re
from typing import Final

from bs4 import Tag

DROPPED: Final = frozenset((
    "script", "style", "noscript", "template", "head", "nav", "aside", "button", "select", "textarea", "input", "svg",
    "canvas", "iframe", "object", "dialog", "menu", "video", "audio", "map", "math",
))  # fmt: skip
MENU_LINKS = 6  # fewer links in a list may be references
_LANDMARKS = frozenset({"navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar"})
_MACHINERY = re.compile(
    r"(?:^|[-_ ])(?:nav|navbar|navigation|breadcrumbs?|sidebar|cookies?|footer|foot|menu|share|sharing|pagination|"
    r"pager|toolbar|copyright|skip-link|related|advert|ads?)(?:$|[-_ ])",
    re.IGNORECASE,
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def is_wanted(node: Tag) -> bool:
    """Whether the element belongs to what the page says."""
    if node.name in DROPPED or node.has_attr("hidden") or node.get("aria-hidden") == "true":
        return False
    if _HIDDEN_STYLE.search(str(node.get("style", ""))):
        return False
    is_frame = node.name in ("header", "footer") and node.find_parent(["article", "main", "section"]) is None
    if is_frame or node.get("role") in _LANDMARKS:
        return node.find("h1") is not None
    if node.name not in ("div", "ul", "ol", "section", "p", "span"):
        return True
    names = " ".join([str(node.get("id", "")), *_classes(node)])
    return not (_MACHINERY.search(names) and node.find("h1") is None)


def _classes(node: Tag) -> list[str]:
    value = node.get("class")
    return [str(name) for name in value] if isinstance(value, list) else [str(value or "")]


def is_link_list(node: Tag) -> bool:
    """Many short links and hardly a word between them: a menu without a name."""
    links = node.find_all("a", limit=200) if node.name in ("ul", "ol") else []
    if len(links) < MENU_LINKS:
        return False
    linked = sum(len(link.get_text(strip=True)) for link in links)
    return linked > 0.9 * len("".join(node.get_text().split())) and linked / len(links) < 12
