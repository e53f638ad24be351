"""A PDF page -> lines with place and size, by pypdf's text visitor, in the order in which the page draws them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ingestion.readers.prose import clean

_SAME_LINE = 0.55  # of the font size: super- and subscripts stay on their line
_WIDE_GAP_EMS = 2.0  # white space that separates columns rather than words
_BOLD = ("bold", "black", "heavy", "-hei", "simhei", "medi", "demi", "semibold")


@dataclass(frozen=True, slots=True)
class Fragment:
    """Text drawn at once. `x`, `y` are the baseline's start in points from the lower left corner."""

    text: str
    x: float
    y: float
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Line:
    """Fragments on one baseline. `right` is estimated from the letters; `columns` are the starts of texts set apart."""

    text: str
    x: float
    y: float
    right: float
    size: float
    bold: bool
    page: int
    cells: tuple[tuple[float, str], ...] = ()

    @property
    def is_tabular(self) -> bool:
        return len(self.cells) > 1


@dataclass(frozen=True, slots=True)
class PageText:
    fragments: tuple[Fragment, ...]
    rulings: int  # straight strokes and boxes: many of them mean a ruled table


def page_text(page: Any) -> PageText:
    """What `page` (a pypdf PageObject) says. Rotated watermarks are left out, upright and sideways text stays."""
    found: list[Fragment] = []
    rulings = 0

    def on_text(text: str, cm: Sequence[float], tm: Sequence[float], font: Any, size: float) -> None:
        if not text or not text.strip():
            return
        along_x, along_y = tm[0] * cm[0] + tm[1] * cm[2], tm[0] * cm[1] + tm[1] * cm[3]
        up_x, up_y = tm[2] * cm[0] + tm[3] * cm[2], tm[2] * cm[1] + tm[3] * cm[3]
        if (along_x or along_y) and min(abs(along_x), abs(along_y)) > 0.1 * max(abs(along_x), abs(along_y)):
            return  # slanted
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        name = str((font or {}).get("/BaseFont", "")).casefold()
        found.append(Fragment(text, x, y, abs(size) * math.hypot(up_x, up_y), any(mark in name for mark in _BOLD)))

    def on_operand(operator: bytes, _operands: Any, _cm: Any, _tm: Any) -> None:
        nonlocal rulings
        rulings += operator in (b"re", b"l")

    page.extract_text(visitor_text=on_text, visitor_operand_before=on_operand)
    return PageText(tuple(found), rulings)


def lines_of(fragments: Iterable[Fragment], page: int) -> list[Line]:
    """Join fragments that continue a baseline; letters drawn twice for boldness are read once."""
    lines: list[Line] = []
    row: list[Fragment] = []
    for fragment in fragments:
        for part in _split(fragment):
            if row and _is_repeated(row[-1], part):
                continue
            if row and not _continues(row[-1], part):
                lines.append(_line(row, page))
                row = []
            row.append(part)
        if row and fragment.text.endswith("\n"):
            lines.append(_line(row, page))
            row = []
    if row:
        lines.append(_line(row, page))
    return [line for line in lines if line.text]


def _split(fragment: Fragment) -> Iterable[Fragment]:
    parts = fragment.text.rstrip("\n").split("\n")
    for index, part in enumerate(parts):
        if part.strip():
            yield replace(fragment, text=part, y=fragment.y - index * fragment.size * 1.2)


def _continues(last: Fragment, new: Fragment) -> bool:
    return abs(last.y - new.y) < _SAME_LINE * max(last.size, new.size) and new.x > last.x - last.size


def _is_repeated(last: Fragment, new: Fragment) -> bool:
    near = max(1.0, 0.15 * last.size)
    return last.text.strip() == new.text.strip() and abs(last.x - new.x) < near and abs(last.y - new.y) < near


def _line(row: Sequence[Fragment], page: int) -> Line:
    cells: list[tuple[float, str]] = []
    right = row[0].x
    for part in row:
        text = part.text.replace("\t", " ")
        gap = part.x - right
        if cells and gap > _WIDE_GAP_EMS * part.size:
            cells.append((part.x, text))
        elif cells:
            cells[-1] = (cells[-1][0], cells[-1][1] + text)
        else:
            cells.append((part.x, text))
        right = max(right, part.x + width(text, part.size))
    main = max(row, key=lambda part: len(part.text))
    cleaned = tuple((x, _undoubled(clean(text))) for x, text in cells)
    return Line(
        text=" ".join(text for _, text in cleaned if text),
        x=row[0].x,
        y=main.y,
        right=right,
        size=main.size,
        bold=sum(len(part.text) for part in row if part.bold) * 2 > sum(len(part.text) for part in row),
        page=page,
        cells=tuple(cell for cell in cleaned if cell[1]),
    )


def width(text: str, size: float) -> float:
    """Estimated width in points: Chinese letters are square, Latin ones about half as wide."""
    return size * sum(1.0 if char >= "\u2e80" else 0.5 for char in text.strip())


def _undoubled(text: str) -> str:
    """产产品品 -> 产品: every letter drawn twice for boldness."""
    if len(text) >= 4 and len(text) % 2 == 0 and text[0::2] == text[1::2] and len(set(text)) > 1:
        return text[0::2]
    return text
