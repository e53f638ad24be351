"""Lines of PDF pages -> headings, paragraphs and aligned columns, by size, weight, indents and gaps. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingestion.readers.grid import Grid, Origin
from ingestion.readers.grid import blocks_of as table_blocks
from ingestion.readers.numbering import is_bare_label, opens_item
from ingestion.readers.pdf_lines import Line, width
from ingestion.readers.prose import ends_sentence, heading_text, join_lines
from ingestion.reading import Block, Heading, Paragraph

_LARGER = 1.12  # a heading's size over the body's
_MAX_HEADING_CHARS = 80
_MAX_HEADING_LINES = 3
_GAP = 1.45  # line distance, in usual ones, that parts paragraphs
_INDENT_EMS = 1.2
_COLUMN_SIZES = 25  # font sizes up and down within which lines belong to one column
_SHORT_EMS = 2.5  # a line that ends this far before the margin ends its paragraph
_LOOSE = 0.08  # share of the line's width by which its estimated right edge may be wrong
_MAX_LEVELS = 4
_MIN_ROWS = 3  # of columns without rulings; two lines may be aligned by chance
_ALIGNED_EMS = 1.5


@dataclass(frozen=True, slots=True)
class Typography:
    """What is usual in the document."""

    body: float  # font size of most letters, in points
    pitch: float  # distance of baselines, in body sizes
    sizes: tuple[float, ...]  # heading sizes, largest first
    turn: int  # direction of reading, in degrees


def typography(lines: Sequence[Line]) -> Typography:
    letters: Counter[float] = Counter()
    turns: Counter[int] = Counter()
    for line in lines:
        letters[_rounded(line.size)] += len(line.text)
        turns[line.turn] += len(line.text)
    body = letters.most_common(1)[0][0] if letters else 10.0
    turn = turns.most_common(1)[0][0] if turns else 0
    steps = [
        (upper.y - lower.y) / body
        for upper, lower in pairwise(lines)
        if upper.page == lower.page and 0.8 * body < upper.y - lower.y < 3 * body and abs(upper.size - body) < 1
    ]
    plain = Typography(body, median(steps) if steps else 1.3, (), turn)
    large = sorted({_rounded(line.size) for line in lines if _may_head(line, plain)}, reverse=True)
    return Typography(plain.body, plain.pitch, tuple(large[:_MAX_LEVELS]), turn)


def blocks_of(lines: Sequence[Line], usual: Typography, bookmarks: Mapping[str, int]) -> list[Block]:
    """Blocks for consecutive lines of one or several pages. `bookmarks` has levels of titles by their squeezed text."""
    groups: list[list[Line]] = []
    short = _short_lines(lines)
    for line in lines:
        if groups and _same_block(groups[-1], line, usual, short):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [block for group in groups for block in _blocks(group, usual, bookmarks)]


def squeezed(text: str) -> str:
    return "".join(text.split()).casefold()


def _rounded(size: float) -> float:
    return round(size * 2) / 2


def _blocks(group: Sequence[Line], usual: Typography, bookmarks: Mapping[str, int]) -> list[Block]:
    page = group[0].page
    if group[0].is_tabular:
        rows = _aligned(group)
        return (
            table_blocks(Grid(rows), Origin(page=page))
            if rows
            else [Paragraph("\n".join(line.text for line in group), page)]
        )
    first, rest = group[0].text, [line.text for line in group[1:]]
    text = f"{first} {join_lines(rest)}" if rest and is_bare_label(first) else join_lines([first, *rest])
    level = bookmarks.get(squeezed(text))
    if level is None and len(group) <= _MAX_HEADING_LINES and len(text) <= _MAX_HEADING_CHARS:
        if _may_head(group[0], usual):
            level = _level(group[0].size, usual)
        elif len(group) == 1 and _is_bold_title(group[0], usual):
            level = len(usual.sizes) + 1
    return [Paragraph(text, page) if level is None else Heading(heading_text(text), level, page)]


def _level(size: float, usual: Typography) -> int:
    return next((index for index, step in enumerate(usual.sizes, start=1) if size >= step - 0.3), len(usual.sizes))


def _may_head(line: Line, usual: Typography) -> bool:
    """Whether the line is set larger than the body, and is neither a sentence nor a figure nor a row."""
    return line.size >= usual.body * _LARGER and _reads_as_title(line, usual) and len(line.text) <= _MAX_HEADING_CHARS


def _is_bold_title(line: Line, usual: Typography) -> bool:
    return line.bold and len(line.text) <= 40 and line.size >= usual.body - 0.6 and _reads_as_title(line, usual)


def _reads_as_title(line: Line, usual: Typography) -> bool:
    text = line.text
    if line.is_tabular or line.turn != usual.turn or not any(char.isalpha() for char in text):
        return False
    ends = text.endswith(("。", "；", "，", "、", ";", ",")) or (text.endswith(".") and not text[:-1].isdigit())
    return not ends and not text[0].islower() and ("：" not in text[:-1] and ": " not in text)


def _same_block(group: Sequence[Line], line: Line, usual: Typography, short: frozenset[Line]) -> bool:
    last = group[-1]
    gap = last.y - line.y
    if abs(last.size - line.size) > 0.1 * max(last.size, line.size) or last.is_tabular != line.is_tabular:
        return False
    if last.is_tabular:
        return last.page == line.page and 0 < gap <= 2 * _GAP * usual.pitch * max(usual.body, last.size)
    if (opens_item(line.text) and not is_bare_label(last.text)) or last.turn != line.turn:
        return False
    if last.page != line.page or gap < 0:  # the next column or page
        return not _heads(group, line, usual) and not ends_sentence(last.text) and last not in short
    return gap <= _GAP * usual.pitch * max(usual.body, last.size) and _runs_on(group, line, usual, short)


def _runs_on(group: Sequence[Line], line: Line, usual: Typography, short: frozenset[Line]) -> bool:
    """Whether a line close below goes on with the group's sentence (or its heading of several lines)."""
    last = group[-1]
    if _may_head(last, usual) or last.bold != line.bold:
        return last.bold == line.bold or not _heads(group, line, usual)
    if line.x > last.x + _INDENT_EMS * line.size and len(group) > 1:
        return False
    return last not in short or (not ends_sentence(last.text) and line.text[0].islower())


def _heads(group: Sequence[Line], line: Line, usual: Typography) -> bool:
    """Whether the group is a heading over `line`."""
    return _may_head(group[-1], usual) or (len(group) == 1 and group[0].bold and not line.bold)


def _short_lines(lines: Sequence[Line]) -> frozenset[Line]:
    """Lines that end well before the right edge of their column: of the equally large lines that start near them."""
    pages: dict[int, list[Line]] = {}
    for line in lines:
        if not line.is_tabular:
            pages.setdefault(line.page, []).append(line)
    short: set[Line] = set()
    for on_page in pages.values():
        for line in on_page:
            edge = max(
                other.right
                for other in on_page
                if abs(other.x - line.x) < 3 * line.size
                and abs(other.y - line.y) < _COLUMN_SIZES * line.size
                and abs(other.size - line.size) < 0.05 * line.size
            )
            if line.right < edge - _SHORT_EMS * line.size - _LOOSE * (edge - line.x):
                short.add(line)
    return frozenset(short)


def _aligned(group: Sequence[Line]) -> tuple[tuple[str, ...], ...]:
    """The lines' cells as rows, when all have as many and they stand under each other. The first line, which may be a
    header set otherwise than its figures, only has to keep clear of the neighbouring columns."""
    count = len(group[0].cells)
    if len(group) < _MIN_ROWS or any(len(line.cells) != count for line in group):
        return ()
    slack = _ALIGNED_EMS * group[0].size
    left, right = 0.0, 0.0  # where the column before ends: its body, its header
    for column in range(count):
        spans = [_extent(line, column) for line in group]
        starts, ends = [start for start, _ in spans[1:]], [end for _, end in spans[1:]]
        if min(max(starts) - min(starts), max(ends) - min(ends)) > slack:
            return ()
        if column and (spans[0][0] < left - slack or right > min(starts) + slack):
            return ()
        left, right = max(ends), spans[0][1]
    return tuple(tuple(text for _, text in line.cells) for line in group)


def _extent(line: Line, column: int) -> tuple[float, float]:
    start, text = line.cells[column]
    return start, start + width(text, line.size)
