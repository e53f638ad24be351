"""A PDF page -> lines with place and size, by pypdf's text visitor, in the order in which the page draws them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ingestion.readers.prose import clean

_SAME_LINE = 0.55  # of the font size: super- and subscripts stay on their line
_WIDE_GAP_EMS = 2.0  # white space that separates columns rather than words
_UPRIGHT_SHARE = 0.1  # how far a baseline may tilt; watermarks tilt by 30 to 60 degrees
_BOLD = ("bold", "black", "heavy", "simhei", "medi", "demi")
_LEFTWARD = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")  # Hebrew, Arabic: drawn in their own order
_NARROW = frozenset("iIjlrtf.,;:'|!()[]{}`-/\\ ")
_WIDE = frozenset("mwMW@%")


@dataclass(frozen=True, slots=True)
class Fragment:
    """Text drawn at once. `turn` is its direction of reading in degrees (90: bottom to top); `x` and `y` are where its
    baseline starts, in points along and across that direction."""

    text: str
    x: float
    y: float
    size: float
    bold: bool
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """Fragments on one baseline. `right` is estimated from the letters; `cells` are what wide gaps set apart."""

    text: str
    x: float
    y: float
    right: float
    size: float
    bold: bool
    page: int
    turn: int = 0
    cells: tuple[tuple[float, str], ...] = ()

    @property
    def is_tabular(self) -> bool:
        return len(self.cells) > 1


@dataclass(frozen=True, slots=True)
class PageText:
    fragments: tuple[Fragment, ...] = ()
    rulings: int = 0  # straight strokes and boxes: many of them mean a ruled table

    @property
    def turn(self) -> int:
        """The direction in which most of the page reads."""
        letters: dict[int, int] = {}
        for fragment in self.fragments:
            letters[fragment.turn] = letters.get(fragment.turn, 0) + len(fragment.text)
        return max(letters, key=lambda turn: letters[turn], default=0)


def page_text(page: Any) -> PageText:
    """What `page` (a pypdf PageObject, untyped here) says. Slanted watermarks are left out."""
    found: list[Fragment] = []
    rulings = 0

    def on_text(text: str, cm: Sequence[float], tm: Sequence[float], font: Any, size: float) -> None:
        along_x, along_y = tm[0] * cm[0] + tm[1] * cm[2], tm[0] * cm[1] + tm[1] * cm[3]
        if not text or not text.strip() or _is_slanted(along_x, along_y):
            return
        turn = round(math.degrees(math.atan2(along_y, along_x)) / 90) % 4 * 90
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        x, y = {0: (x, y), 90: (y, -x), 180: (-x, -y), 270: (-y, x)}[turn]
        up = math.hypot(tm[2] * cm[0] + tm[3] * cm[2], tm[2] * cm[1] + tm[3] * cm[3])
        name = str((font or {}).get("/BaseFont", "")).casefold()
        found.append(Fragment(text, x, y, abs(size) * up, any(mark in name for mark in _BOLD), turn))

    def on_operand(operator: bytes, _operands: Any, _cm: Any, _tm: Any) -> None:
        nonlocal rulings
        rulings += operator in (b"re", b"l")

    page.extract_text(visitor_text=on_text, visitor_operand_before=on_operand)
    return PageText(tuple(found), rulings)


def _is_slanted(along_x: float, along_y: float) -> bool:
    return min(abs(along_x), abs(along_y)) > _UPRIGHT_SHARE * max(abs(along_x), abs(along_y))


def lines_of(fragments: Iterable[Fragment], page: int) -> list[Line]:
    """Join fragments that continue a baseline; letters drawn twice for boldness are read once."""
    lines: list[Line] = []
    row: list[Fragment] = []
    for part in (part for fragment in fragments for part in _split(fragment)):
        if row and _is_repeated(row[-1], part):
            continue
        if row and not _continues(row[-1], part):
            lines.append(_line(row, page))
            row = []
        row.append(part)
    if row:
        lines.append(_line(row, page))
    return [line for line in lines if line.text]


def _split(fragment: Fragment) -> Iterator[Fragment]:
    for index, part in enumerate(fragment.text.rstrip("\n").split("\n")):
        if part.strip():
            yield replace(fragment, text=part, y=fragment.y - index * fragment.size * 1.2)


def _continues(last: Fragment, new: Fragment) -> bool:
    return last.turn == new.turn and abs(last.y - new.y) < _SAME_LINE * max(last.size, new.size)


def _is_repeated(last: Fragment, new: Fragment) -> bool:
    near = max(1.0, 0.15 * last.size)
    return last.text.strip() == new.text.strip() and abs(last.x - new.x) < near and abs(last.y - new.y) < near


def _line(row: Sequence[Fragment], page: int) -> Line:
    if not any(_LEFTWARD.search(part.text) for part in row):
        row = sorted(row, key=lambda part: part.x)  # rows of a form are often drawn value first, label second
    cells: list[tuple[float, str]] = []
    right = row[0].x
    for part in row:
        text = part.text.replace("\t", " ")
        if not cells or part.x - right > _WIDE_GAP_EMS * part.size:
            cells.append((part.x, text))
        else:
            cells[-1] = (cells[-1][0], cells[-1][1] + text)
        right = max(right, part.x + width(text, part.size))
    main = max(row, key=lambda part: len(part.text))
    cleaned = tuple((x, words) for x, text in cells if (words := _undoubled(clean(text))))
    return Line(
        text=" ".join(text for _, text in cleaned),
        x=row[0].x,
        y=main.y,
        right=right,
        size=main.size,
        bold=sum(len(part.text) for part in row if part.bold) * 2 > sum(len(part.text) for part in row),
        page=page,
        turn=main.turn,
        cells=cleaned,
    )


def width(text: str, size: float) -> float:
    """Estimated width in points: Chinese letters are square, Latin ones are sorted into three widths."""
    return size * sum(
        1.0
        if char >= "\u2e80"
        else 0.3
        if char in _NARROW
        else 0.8
        if char in _WIDE
        else 0.62
        if char.isupper()
        else 0.5
        for char in text.strip()
    )


def is_leftward(text: PageText) -> bool:
    """Whether a good part of the page is written from right to left."""
    letters = "".join(fragment.text for fragment in text.fragments)
    return 5 * len(_LEFTWARD.findall(letters)) > len(letters)


def _undoubled(text: str) -> str:
    """产产品品 -> 产品: every letter drawn twice for boldness."""
    if len(text) >= 4 and len(text) % 2 == 0 and text[0::2] == text[1::2] and len(set(text)) > 1:
        return text[0::2]
    return text
