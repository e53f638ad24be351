"""HTML -> Reading: the words of the page without its machinery (scripts, navigation, footers, forms, hidden parts)."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Final

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

from ingestion.readers.grid import Origin, blocks_of
from ingestion.readers.html_machinery import DROPPED, MENU_LINKS, is_link_list, is_wanted
from ingestion.readers.html_tables import grid_of, is_layout
from ingestion.readers.limits import ReadingLimits
from ingestion.readers.prose import clean, heading_text, join_lines, one_line
from ingestion.readers.text import decode_file, encoding_notes
from ingestion.reading import Block, Heading, Note, Paragraph, Reading, SourceFile

_BLOCKS: Final = frozenset((
    "p", "div", "section", "article", "main", "header", "footer", "blockquote", "pre", "ul", "ol", "li", "dl", "dt",
    "dd", "table", "tr", "td", "th", "thead", "tbody", "tfoot", "caption", "figure", "figcaption", "address", "details",
    "summary", "hr", "body", "html", "center", "fieldset", "form", "h1", "h2", "h3", "h4", "h5", "h6",
))  # fmt: skip
_LEAST_SIDE = 60  # pixels: smaller pictures are icons and rules
_PARSER = "lxml"  # the fastest that forgives broken pages


def read(source: SourceFile, limits: ReadingLimits) -> Reading:
    decoded = decode_file(source)
    soup = BeautifulSoup(decoded.text.replace("\x00", ""), _PARSER)
    content = _content(soup)
    blocks = fragment_blocks(content, limits)
    pictures = sum(map(_is_picture, content.find_all("img")))
    skipped = Note("pictures_skipped", f"{pictures} pictures in the text were not read.", count=pictures)
    headings = [block for block in blocks if isinstance(block, Heading) and block.level == 1]
    named = one_line(soup.title.get_text()) if soup.title is not None else ""
    title = headings[0].text if len(headings) == 1 else named
    return Reading(
        title=title or PurePath(source.name).stem,
        media_type="text/html",
        blocks=tuple(blocks),
        notes=(*encoding_notes(decoded), *([skipped] if pictures else [])),
    )


def parse_fragment(markup: str, limits: ReadingLimits) -> list[Block]:
    """Blocks of a piece of HTML inside another format (Markdown)."""
    return fragment_blocks(BeautifulSoup(markup, _PARSER), limits)


def _is_picture(image: Tag) -> bool:
    """Large enough to hold words, as far as the page says."""
    sizes = (str(image.get(name, "")).removesuffix("px") for name in ("width", "height"))
    return not any(size.isdecimal() and int(size) < _LEAST_SIDE for size in sizes)


def _content(soup: BeautifulSoup) -> Tag:
    """<main> or the only <article>, when it holds most of the page's words; else the whole page."""
    for name in ("main", "article"):
        found = soup.find_all(name, limit=2)
        if len(found) == 1 and 2 * len(found[0].get_text()) > len(soup.get_text()):
            return found[0]
    return soup


class _Page:
    """Collects blocks during one walk; owns the open paragraph."""

    def __init__(self, root: Tag, limits: ReadingLimits) -> None:
        self.limits = limits
        self.has_links = len(root.find_all("a", limit=MENU_LINKS)) == MENU_LINKS
        self.blocks: list[Block] = []
        self.words: list[str] = []
        self.marker = ""
        self.level = 0  # of the open heading, 0 outside
        self.preformatted = 0

    def flush(self) -> None:
        raw = "".join(self.words)
        self.words.clear()
        if self.preformatted:
            text = clean(raw)
        else:
            lines = (clean(re.sub(r"\s+", " ", line)) for line in raw.split("\x0b"))
            text = "\n".join(line for line in lines if line)
        if not text:
            return
        if self.level:
            self.blocks.append(Heading(heading_text(text), self.level))
        else:
            self.blocks.append(Paragraph(self.marker + text))
            self.marker = ""


def fragment_blocks(root: Tag, limits: ReadingLimits) -> list[Block]:
    """Walk without recursion: pages nest as deep as they like."""
    page = _Page(root, limits)
    stack: list[tuple[Tag | NavigableString, bool]] = [(root, False)]
    while stack:
        node, leaving = stack.pop()
        if isinstance(node, NavigableString):
            if not isinstance(node, PreformattedString):
                page.words.append(str(node))
            continue
        if leaving:
            _leave(page, node)
        elif is_wanted(node) and not (page.has_links and is_link_list(node)) and _enter(page, node):
            stack.append((node, True))
            children = [child for child in node.contents if isinstance(child, Tag | NavigableString)]
            stack.extend((child, False) for child in reversed(children))
    page.flush()
    return page.blocks


def _enter(page: _Page, node: Tag) -> bool:
    """Open a node; False when it was read whole and must not be walked."""
    if node.name == "br":
        page.words.append("\x0b" if not page.preformatted else "\n")
        return False
    if node.name not in _BLOCKS:
        return True
    page.flush()
    if node.name == "table" and not is_layout(node):
        caption = node.find("caption")
        origin = Origin(_cell_text(caption) if isinstance(caption, Tag) else "")
        page.blocks.extend(blocks_of(grid_of(node, _cell_text, page.limits.max_cells), origin))
        return False
    if node.name == "li":
        page.marker = _marker(node)
    elif node.name == "pre":
        page.preformatted += 1
    elif re.fullmatch(r"h[1-6]", node.name):
        page.level = int(node.name[1])
    return True


def _leave(page: _Page, node: Tag) -> None:
    if node.name not in _BLOCKS:
        return
    page.flush()
    if node.name == "pre":
        page.preformatted -= 1
    elif node.name == "li":
        page.marker = ""
    elif re.fullmatch(r"h[1-6]", node.name):
        page.level = 0


def _marker(item: Tag) -> str:
    """`1. ` or `- `, indented by nesting; a numbered list counts its own items."""
    parent = item.parent
    if parent is None or parent.name != "ol":
        return "- "
    start = str(parent.get("start", "1"))
    first = int(start) if start.isdecimal() and len(start) < 6 else 1
    return f"{first + len(item.find_previous_siblings('li'))}. "


def _cell_text(node: Tag) -> str:
    lines: list[str] = []
    for text in node.find_all(string=True):
        if isinstance(text, PreformattedString) or any(parent.name in DROPPED for parent in text.parents):
            continue
        lines.append(str(text))
    return join_lines(clean("".join(_with_breaks(node, lines))).split("\n"))


def _with_breaks(node: Tag, texts: list[str]) -> list[str]:
    """Words of neighbouring blocks in a cell must not run together."""
    if node.find(["br", "p", "li", "div"]) is None:
        return texts
    return [f"{text}\n" if text.strip() else " " for text in texts]
