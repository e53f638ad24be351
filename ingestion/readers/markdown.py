"""Markdown -> Reading by markdown-it: headings, lists, pipe tables; comments dropped, front matter becomes notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from ingestion.readers.grid import Grid, Origin, blocks_of, rectangular
from ingestion.readers.html import parse_fragment
from ingestion.readers.limits import ReadingLimits, refuse_above
from ingestion.readers.numbering import opens_item
from ingestion.readers.prose import clean, ends_sentence, heading_text, is_chinese, join_lines
from ingestion.readers.text import decode_file, encoding_notes
from ingestion.reading import Block, Heading, Note, Paragraph, Reading, SourceFile

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"([^\s:：#][^:：]{0,40})[:：]\s*(.+)")
_TAG = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
_WRAPPED_CHARS = 36
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def read(source: SourceFile, limits: ReadingLimits) -> Reading:
    from markdown_it import MarkdownIt

    decoded = decode_file(source)
    refuse_above(len(decoded.text), limits.max_chars, "characters", "max_chars")
    text = decoded.text.replace("\r\n", "\n").replace("\x00", "")
    fields, body = _front_matter(text)
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(body)
    blocks = _blocks(tokens, limits)
    titles = [block.text for block in blocks if isinstance(block, Heading) and block.level == 1]
    named = next((value for key, value in fields if key.strip().casefold() in ("title", "标题")), "")
    return Reading(
        title=named or (titles[0] if titles else PurePath(source.name).stem),
        media_type="text/markdown",
        blocks=tuple(blocks),
        notes=(*encoding_notes(decoded), *(Note("metadata", f"{key}: {value}") for key, value in fields)),
    )


def _front_matter(text: str) -> tuple[list[tuple[str, str]], str]:
    match = _FRONT_MATTER.match(text)
    if match is None:
        return [], text
    fields = [
        (found[1].strip(), found[2].strip().strip("\"'")) for found in map(_FIELD.match, match[1].split("\n")) if found
    ]
    return (fields, text[match.end() :]) if fields else ([], text)


def _blocks(tokens: Sequence[Token], limits: ReadingLimits) -> list[Block]:  # noqa: PLR0912  one branch a token type
    blocks: list[Block] = []
    markers: list[_List] = []
    table: list[list[str]] | None = None
    level, header_rows = 0, 0
    for token in tokens:
        match token.type:
            case "heading_open":
                level = int(token.tag[1])
            case "heading_close":
                level = 0
            case "bullet_list_open" | "ordered_list_open":
                markers.append(_List(token))
            case "bullet_list_close" | "ordered_list_close":
                markers.pop()
            case "list_item_open":
                markers[-1].next_item()
            case "table_open":
                table, header_rows = [], 0
            case "tr_open" if table is not None:
                table.append([])
            case "thead_close" if table is not None:
                header_rows = len(table)
            case "table_close" if table is not None:
                blocks.extend(blocks_of(Grid(rectangular(table), header_rows=_told(table, header_rows)), Origin()))
                table = None
            case "inline":
                text = _inline(token)
                if table is not None:
                    table[-1].append(text.replace("\n", " "))
                elif text and level:
                    blocks.append(Heading(heading_text(text), level))
                elif text:
                    blocks.append(Paragraph((markers[-1].take() if markers else "") + text))
            case "fence" | "code_block":
                if text := clean(token.content):
                    blocks.append(Paragraph((markers[-1].take() if markers else "") + text))
            case "html_block":
                blocks.extend(parse_fragment(token.content, limits))
    return blocks


def _is_wrapped(above: str, line: str) -> bool:
    """Whether a line end is only where the margin was. Western writers wrap; Chinese ones mean their line ends, unless
    the line is as long as an editor's window or stops at a pause."""
    if opens_item(line):
        return False
    if not is_chinese(above) or above.endswith(("，", "、")):
        return True
    return len(above) >= _WRAPPED_CHARS and not ends_sentence(above)


def _told(table: list[list[str]], header_rows: int) -> int | None:
    """Pipe tables must have a header row; writers without one leave it empty."""
    return header_rows if table and any(table[0]) else 0


class _List:
    """The marker that the next paragraph of a list gets: only an item's first one."""

    def __init__(self, token: Token) -> None:
        self._number = int(token.attrs.get("start", 1)) - 1 if token.type == "ordered_list_open" else None
        self._fresh = False

    def next_item(self) -> None:
        self._fresh = True
        if self._number is not None:
            self._number += 1

    def take(self) -> str:
        if not self._fresh:
            return ""
        self._fresh = False
        return "- " if self._number is None else f"{self._number}. "


def _inline(token: Token) -> str:
    """Text as rendered: link targets and images dropped, soft line breaks mended, hard ones kept."""
    lines: list[str] = [""]
    mended: list[list[str]] = []
    for child in token.children or ():
        match child.type:
            case "text" | "code_inline":
                lines[-1] += child.content
            case "softbreak":
                lines.append("")
            case "hardbreak":
                lines.append("\n")
            case "html_inline" if _BREAK.fullmatch(child.content):
                lines.append("\n")
            case "html_inline" if not _TAG.fullmatch(child.content):
                lines[-1] += child.content
    for line in lines:
        if mended and not line.startswith("\n") and _is_wrapped(mended[-1][-1].strip(), line.strip()):
            mended[-1].append(line)
        else:
            mended.append([line])
    return "\n".join(text for parts in mended if (text := clean(join_lines(parts))))
