"""Automatic numbers of Word paragraphs: 第一章, （二）, 1.1 and bullets are drawn by Word and stand in no text run.

Follows the numbering part: w:num -> w:abstractNum -> level (format, text, start), ECMA-376 part 1, 17.9.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

_DIGITS = "〇一二三四五六七八九"
_MAX_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    style: str  # w:numFmt
    pattern: str  # w:lvlText, with %1 … %9
    start: int
    decimal: bool = False  # w:isLgl: outer numbers in digits, whatever their own format


class Numbering:
    """Counts list paragraphs in document order and spells each one's label."""

    def __init__(self, levels: Mapping[str, Mapping[int, Level]]) -> None:
        self._levels = levels
        self._counts: dict[str, list[int]] = {}

    def label(self, num_id: str, depth: int) -> str:
        """The next label of the list at `depth` (0 is outermost); a bullet is "- ", an unknown list gives ""."""
        levels = self._levels.get(num_id)
        if levels is None or depth not in levels:
            return ""
        counts = self._counts.setdefault(
            num_id, [levels[i].start - 1 if i in levels else 0 for i in range(_MAX_LEVELS)]
        )
        counts[depth] += 1
        for deeper in range(depth + 1, _MAX_LEVELS):
            counts[deeper] = levels[deeper].start - 1 if deeper in levels else 0
        level = levels[depth]
        if level.style == "bullet":
            return "- "
        if level.style == "none" or not level.pattern.strip():
            return ""
        text = level.pattern
        for index in range(depth + 1):
            style = levels[index].style if index in levels and not level.decimal else "decimal"
            text = text.replace(f"%{index + 1}", spell(max(counts[index], 1), style))
        return text if text.endswith(("、", "）", ")")) else f"{text} "


def spell(number: int, style: str) -> str:
    """`number` in one of Word's number formats; unknown ones are written in digits."""
    speller = _SPELLERS.get(style)
    return speller(number) if speller else str(number)


def read_levels(part: Any, tag: Callable[[str], str]) -> dict[str, dict[int, Level]]:
    """Levels per w:num from the numbering part's root (an lxml element, untyped); `tag` expands w: names."""
    abstract: dict[str, dict[int, Level]] = {}
    for node in part.iterchildren(tag("abstractNum")):
        abstract[node.get(tag("abstractNumId"), "")] = {
            depth: level for child in node.iterchildren(tag("lvl")) for depth, level in _level(child, tag)
        }
    found: dict[str, dict[int, Level]] = {}
    for node in part.iterchildren(tag("num")):
        base = node.find(tag("abstractNumId"))
        if base is not None:
            found[node.get(tag("numId"), "")] = abstract.get(base.get(tag("val"), ""), {})
    return found


def _level(node: Any, tag: Callable[[str], str]) -> list[tuple[int, Level]]:
    def value(name: str, default: str) -> str:
        child = node.find(tag(name))
        return default if child is None else str(child.get(tag("val"), default))

    depth, start = node.get(tag("ilvl"), ""), value("start", "1")
    if not depth.isdecimal():
        return []
    first = int(start) if start.isdecimal() else 1
    legal = node.find(tag("isLgl")) is not None
    return [(int(depth), Level(value("numFmt", "decimal"), value("lvlText", ""), first, legal))]


def _chinese(number: int) -> str:
    if number >= 100:
        return str(number)
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    text = ""
    for value, sign in ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        while number >= value:
            text, number = text + sign, number - value
    return text


def _circled(number: int) -> str:
    return chr(ord("①") + number - 1) if number <= 20 else str(number)


_SPELLERS: dict[str, Callable[[int], str]] = {
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "ideographDigital": _chinese,
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalZero": lambda number: f"{number:02d}",
}
