"""Lines of PDF pages -> headings and paragraphs, by size, weight, indents and gaps. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from ingestion.reading import Block, Heading, Paragraph
from ingestion.readers.numbering import is_bare_label, opens_item
from ingestion.readers.pdf_lines import Line
from ingestion.readers.prose import ends_sentence, heading_text, join_lines

_LARGER = 1.12  # a heading's size over the body's
_MAX_HEADING_CHARS = 80
_MAX_HEADING_LINES = 3
_GAP = 1.45  # line distance, in usual ones, that parts paragraphs
_INDENT_EMS = 1.2
_SHORT_EMS = 2.5  # a line that ends this far before the margin ends its paragraph
_MAX_LEVELS = 4


@dataclass(frozen=True, slots=True)
class Typography:
    """What is usual in the document."""

    body: float  # font size of most letters
    pitch: float  # distance of baselines in body sizes
    sizes: tuple[float, ...]  # heading sizes, largest first


def typography(lines: Sequence[Line]) -> Typography:
    letters: Counter[float] = Counter()
    for line in lines:
        letters[round(line.size * 2) / 2] += len(line.text)
    body = max(letters, key=lambda size: letters[size]) if letters else 10.0
    steps = [
        (upper.y - lower.y) / body
        for upper, lower in zip(lines, lines[1:], strict=False)
        if upper.page == lower.page and 0.8 * body < upper.y - lower.y < 3 * body and abs(upper.size - body) < 1
    ]
    large = sorted({round(line.size * 2) / 2 for line in lines if _may_be_heading(line, body)}, reverse=True)
    return Typography(body, median(steps) if steps else 1.3, tuple(large[:_MAX_LEVELS]))


def blocks_of(lines: Sequence[Line], usual: Typography, bookmarks: Mapping[str, int]) -> list[Block]:
    """Blocks for consecutive lines (of one page or several). `bookmarks` gives levels of titles by their squeezed text."""
    groups: list[list[Line]] = []
    rights = _margins(lines)
    for line in lines:
        if groups and _same_block(groups[-1], line, usual, rights):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_block(group, usual, bookmarks) for group in groups]


def squeezed(text: str) -> str:
    return "".join(text.split()).casefold()


def _block(group: Sequence[Line], usual: Typography, bookmarks: Mapping[str, int]) -> Block:
    text = _text(group)
    page = group[0].page
    level = bookmarks.get(squeezed(text))
    if level is None and len(group) <= _MAX_HEADING_LINES and _may_be_heading(group[0], usual.body) and len(text) <= _MAX_HEADING_CHARS:
        level = _level(group[0].size, usual)
    if level is None and len(group) == 1 and _is_bold_title(group[0], usual):
        level = len(usual.sizes) + 1
    return Paragraph(text, page) if level is None else Heading(heading_text(text), level, page)


def _text(group: Sequence[Line]) -> str:
    if any(line.is_tabular for line in group):
        return "\n".join(line.text for line in group)
    first, rest = group[0].text, [line.text for line in group[1:]]
    return f"{first} {join_lines(rest)}" if rest and is_bare_label(first) else join_lines([first, *rest])


def _level(size: float, usual: Typography) -> int:
    larger = [index for index, step in enumerate(usual.sizes) if size >= step - 0.3]
    return larger[0] + 1 if larger else len(usual.sizes)


def _may_be_heading(line: Line, body: float) -> bool:
    return line.size >= body * _LARGER and len(line.text) <= _MAX_HEADING_CHARS and any(char.isalpha() for char in line.text)


def _is_bold_title(line: Line, usual: Typography) -> bool:
    if not line.bold or line.is_tabular or len(line.text) > 40 or line.size < usual.body - 0.6:
        return False
    return not ends_sentence(line.text) and any(char.isalpha() for char in line.text) and "：" not in line.text


def _same_block(group: Sequence[Line], line: Line, usual: Typography, rights: Mapping[int, float]) -> bool:
    last = group[-1]
    if abs(last.size - line.size) > 0.1 * max(last.size, line.size) or last.is_tabular != line.is_tabular:
        return False
    if opens_item(line.text) and not is_bare_label(last.text):
        return False
    heading = _may_be_heading(last, usual.body)
    if last.bold != line.bold and (heading or len(group) == 1):
        return False
    gap = last.y - line.y
    if last.page != line.page or gap < 0:  # the next column or page
        return not heading and not ends_sentence(last.text) and not last.is_tabular and last.right > rights[id(last)] - _SHORT_EMS * last.size
    if gap > _GAP * usual.pitch * max(usual.body, last.size):
        return False
    if last.is_tabular or heading:
        return True
    if line.x > min(item.x for item in group) + _INDENT_EMS * line.size and len(group) > 1:
        return False
    short = last.right < rights[id(last)] - _SHORT_EMS * last.size - 0.08 * (rights[id(last)] - last.x)
    return not (short and (ends_sentence(last.text) or line.x > last.x + 1 or _SHORT_EMS * 4 * last.size < rights[id(last)] - last.right))


def _margins(lines: Sequence[Line]) -> dict[int, float]:
    """For each line (by identity) the right edge of its column: the farthest of the lines that start near it on its page."""
    edges: dict[int, float] = {}
    for line in lines:
        near = [other.right for other in lines if other.page == line.page and abs(other.x - line.x) < 3 * line.size and not other.is_tabular]
        edges[id(line)] = max(near, default=line.right)
    return edges
