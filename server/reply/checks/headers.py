"""Table rows written as text: cells under their headers, and what a header says of the numbers below it.

A header may carry the unit of its column in brackets ("噪音(dB(A))", "时效(天，出库后)"), behind a stroke ("价格/元"),
at its end ("体重斤"), or a caption may carry it for the whole table ("单位：cm").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.text.figures.units import UNIT_PATTERN

_DASHES = r"~～\-–—－−至到"
_VALUE = re.compile(
    rf"(?P<value>约?\d[\d.,，/、\s{_DASHES}xX×*＊]*)(?:起|左右|以上|以内|以下)?(?:[(（][^()（）]*[)）])?\s*$"
)
_LONGEST_HEADER = 24
_CELL = re.compile(r"(?P<header>[^：:；;。！？!?|\n]{1,24}?)\s*[：:](?P<value>[^；;\n]*)")
_BRACKET = re.compile(rf"[(（\[［/]\s*(?:单位\s*[:：]?\s*)?(?P<unit>{UNIT_PATTERN})", re.IGNORECASE)
_ENDING = re.compile(rf"(?P<unit>{UNIT_PATTERN})$", re.IGNORECASE)
_CAPTION = re.compile(rf"单位\s*[:：]?\s*(?P<unit>{UNIT_PATTERN})", re.IGNORECASE)
_UNIT_COLUMN = re.compile(r"(?:计量|计价|销售)?单位$")
_MONEY = re.compile(r"价|费用?$|费[(（]|金额|面额|补贴|押金|定金|尾款|优惠|立减|减免|减$|抵|金$|price", re.IGNORECASE)
_APART = re.compile(r"[/、，\s]+")
_BRACKETED = re.compile(r"\s*[(（\[［].*$")


@dataclass(frozen=True, slots=True)
class Cell:
    """`start` and `end` are those of the whole "header：value" in the text. `row` counts the text's rows, and `subject`
    is the row's first value."""

    start: int
    end: int
    header: str
    value: str
    row: int
    subject: str

    @property
    def name(self) -> str:
        """The header without its unit."""
        return _BRACKETED.sub("", self.header).strip()


def cells_of(text: str) -> tuple[Cell, ...]:
    """The cells of every line that is a row: two cells or more, "；" between them."""
    found: list[Cell] = []
    at = row = 0
    for line in text.split("\n"):
        if "；" in line or ";" in line:
            matches = list(_CELL.finditer(line))
            if len(matches) > 1:
                subject = matches[0]["value"].strip()
                found += (
                    Cell(at + one.start(), at + one.end(), one["header"].strip(), one["value"].strip(), row, subject)
                    for one in matches
                )
                row += 1
        at += len(line) + 1
    return tuple(found)


def values_with_units(text: str, cells: tuple[Cell, ...]) -> Iterator[tuple[Cell, str]]:
    """Every bare number of a cell written out with each unit that its header or table may give it."""
    caption = _CAPTION.search(text)
    by_row = {cell.row: cell.value for cell in cells if _UNIT_COLUMN.search(cell.name)}
    for cell in cells:
        inner, colon, value = re.sub("[:：]", "：", cell.value).rpartition("：")  # "女内裤：体重(斤)：85～110"
        match = _VALUE.match(value)
        if match is None or len(inner) > _LONGEST_HEADER:
            continue
        header = unicodedata.normalize("NFKC", inner if colon else cell.header)  # ℃, ㎡ and full-width letters
        own = [found["unit"] for pattern in (_BRACKET, _ENDING) if (found := pattern.search(header))]
        if not own and _MONEY.search(header):
            own = ["元"]
        if not own and caption:
            own = [caption["unit"]]
        if cell.row in by_row:
            own.append(by_row[cell.row])
        for unit in own:
            written = match["value"].strip().rstrip(",，、/")
            apart = [one for one in _APART.split(written) if one]
            for value in dict.fromkeys((written, *apart)):
                yield cell, f"{value}{unit}"
