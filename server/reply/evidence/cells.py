"""A table row's cells as words: headings spoken by what they say, values with the unit that stands in the heading."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.text import comparable
from prompts.wording import Wording
from server.reply.speaking import clause

_HEADER_UNIT = re.compile(r"^(?P<name>.*?)\s*[(（](?P<unit>[^()（）]{1,12}(?:\([^()]{1,4}\))?)[)）]$")
# Of a heading in levels; what stands in brackets otherwise tells columns apart ("单次（开降噪）").
_LEVEL_UNIT = re.compile(
    r"[(（](?P<unit>[a-z0-9%㎡³²°℃/·]{1,8}(?:\([^()]{1,4}\))?(?:[/／][a-z])?|[元克斤升米片只件条天年月台个]|元[/／每][\u4e00-\u9fff㎡a-z]{1,3}|厘米|毫米|公斤|千克|毫升|小时|分钟)[)）]",
    re.I,
)
_BARE_NUMBER = re.compile(r"^[\d.,\-~～—×x*/]+$")
# A cell that is a sentence of its own needs no "is".
_SENTENCE = re.compile(r"[，。；]|.{16,}")
_GROUP = re.compile(r"[与和及]")  # an upper level of several matters only groups columns
_LOOSE = re.compile(r"(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff])")
_TAIL_UNIT = re.compile(r"(?<=[\u4e00-\u9fff])(?:mm|cm|kg|g|ml|l|w|db|v|hz|mah)$", re.I)  # 颗粒直径mm
_PRICE = re.compile(r"价$")
_ONE_NUMBER = re.compile(r"\d+(?:\.\d+)?$")
_NOT = frozenset("不无没非")
_SIDES = re.compile(r"^[长宽高深厚径直×x*/／\s]+$")


def said(subject: str, columns: Sequence[tuple[str, str]], wording: Wording) -> str:
    """The row as a sentence, values as they stand in the cells; a unit in the header goes behind a bare number."""
    columns = [(header, _LOOSE.sub("，", value)) for header, value in columns]
    if len(columns) == 1:
        header, value = columns[0]
        if _denies(header, value):
            return wording.row_told.format(subject=subject, value=value)
        if wording.speech.replies.match(header):
            return value
        if (told := clause(header, value, wording.speech)) is not None:
            return wording.row_told.format(subject=subject, value=told)
        if _SENTENCE.search(value):
            return wording.row_told.format(subject=subject, value=value)
        return wording.row_one.format(subject=subject, header=name_of(header, wording), value=value_of(header, value))
    cells = wording.row_joint.join(
        clause(header, value, wording.speech) or _cell(name_of(header, wording), value_of(header, value), wording)
        for header, value in columns
    )
    return wording.row_many.format(subject=subject, cells=cells)


def _denies(header: str, value: str) -> bool:
    """A cell that denies its heading in words ("不遮光" under 遮光率) needs no "is"."""
    return value[:1] in _NOT and any(header[at : at + 2] in value for at in range(len(header) - 1))


def _cell(header: str, value: str, wording: Wording) -> str:
    """ "5kg" and "45元" must not run together."""
    runs_on = re.search(r"[a-z0-9%㎡]$", header, re.I) and re.match(r"[\d.]", value)
    return (wording.row_cell_apart if runs_on else wording.row_cell).format(header=header, value=value)


def name_of(header: str, wording: Wording) -> str:
    """A heading as it is spoken: without its unit and the upper levels that say nothing ("性能参数 适用面积(㎡)");
    where the lowest level only names a part, the part first ("尺寸 宽×高×深(mm) 内机": 内机尺寸).
    """
    levels = [_LEVEL_UNIT.sub("", level).strip() for level in header.split()]
    levels[-1:] = [_TAIL_UNIT.sub("", last) for last in levels[-1:]]
    header = _TAIL_UNIT.sub("", header)
    generic = wording.attributes.generic_levels
    telling = [level for level in levels if level and not _SIDES.match(level) and not generic.match(comparable(level))]
    if len(levels) < 2 or not telling or header.isascii():
        match = _HEADER_UNIT.match(header)
        return match["name"] if match else header
    *upper, last = telling
    return "".join([last, *(one for one in reversed(upper) if one not in last and not _GROUP.search(one))])


def value_of(header: str, value: str) -> str:
    """The cell with its header's unit: "6～10" under "时效(天，出库后)" is "6～10天（出库后）"."""
    units = _LEVEL_UNIT.findall(header)
    match = _HEADER_UNIT.match(header)
    if (tail := _TAIL_UNIT.search(header)) and _BARE_NUMBER.match(value):
        return f"{value}{tail[0]}"
    if not units or not _BARE_NUMBER.match(value):
        return f"{value}元" if _PRICE.search(header) and _ONE_NUMBER.match(value) else value
    unit, *limits = re.split(r"[，,]\s*", match["unit"] if match else units[-1])
    return f"{value}{unit}" + (f"（{'，'.join(limits)}）" if limits else "")
