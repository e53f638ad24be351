"""Fees by the unit beyond what is free, as shops write them -> typed values: "3楼起每层20元", "免费放7天，超过10元/天",
"超过3米的部分每米95元，不足1米按1米算". Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum

from knowledge.text import comparable, sentences
from knowledge.text.rowlines import without_row_lines
from knowledge.types import ChunkKind, Passage
from server.reply.evidence.units import quotable
from server.reply.solvers.tables import unmarked

_N = r"(\d+(?:\.\d+)?)"
_FLOORS = (
    re.compile(
        r"(?P<first>\d+)(?:楼|层)(?:及以上|起|开始|\(含\)以上)[^。；;\d]{0,8}?每(?:上|多|增加?|高)?[1一]?(?:层|楼)[^。；;\d]{0,6}?(?P<fee>\d+(?:\.\d+)?)元"
    ),
    re.compile(
        r"每(?:上|多|增加?|高)?[1一]?(?:层|楼)[^。；;\d]{0,6}?(?P<fee>\d+(?:\.\d+)?)元[^。；;\d]{0,6}?从(?P<first>\d+)(?:楼|层)(?:起|开始)"
    ),
)
_FLOOR_OF = re.compile(rf"(?:^|[；;])(?P<goods>[^，,。；;\d]{{2,24}}?)每(?:上)?[1一]?层{_N}元")
_FLOOR_FREE = re.compile(
    r"(?:\d+[、,，~-])*(?P<last>\d+)(?:楼|层)(?:及以下|以内|以下)?(?:都|均)?(?:免费|不收|免收|不加)"
)
_FLOOR_EXAMPLE = re.compile(rf"(?P<floor>\d+)(?:楼|层)(?:收|是|为|共)?(?P<fee>{_N})元?(?=[，,;；。)]|$)")
_EACH_PIECE = re.compile(r"每[件箱台包个][，,]?每层|每层每[件箱台包个]|/[件箱台]")
_DAYS = re.compile(
    rf"免费[^，,。；;\d]{{0,8}}?{_N}(?:天|日)[^，,。；;\d]{{0,6}}[，,;；]?(?:超过|超出|超期|逾期|之后|以后|后续|第\d+天起|超时)[^。；;\d]{{0,12}}?{_N}元?(?P<unit>/天|每天|[1一]天|/日|每日)?"
)
_PER_DAY = re.compile(r"每天|每日|按天|/天|/日|[1一]天")
_MOST_DAYS = re.compile(r"最(?:多|长|久)[^，,。；;\d]{0,6}(\d+)(?:天|日)")
_BEYOND = re.compile(
    rf"(?:超过|超出|多出|大于){_N}米(?:的部分|部分|以外|后|的)?[^。；;\d]{{0,10}}?(?:每(?:增加|加|多)?(?:1)?米[^，,。；;\d]{{0,6}}?(?P<a>\d+(?:\.\d+)?)元|(?P<b>\d+(?:\.\d+)?)元/米)"
)
_WHOLE = re.compile(r"不(?:足|到|满)1米[^，,。；;]{0,4}按1|向上取整|按整米")


class Unit(StrEnum):
    FLOOR = "floor"
    DAY = "day"
    METRE = "metre"


@dataclass(frozen=True, slots=True)
class Charge:
    """`fee` yuan for every unit beyond `free`; `whole`: a begun one counts. `goods` narrows it, "" is all, and
    `most` is the highest number that is taken at all. `said` is the source's clause, `line` its sentence, comparable.
    """

    unit: Unit
    free: Decimal
    fee: Decimal
    said: str
    line: str
    number: int
    goods: str = ""
    whole: bool = False
    most: Decimal | None = None

    def cost(self, count: Decimal) -> Decimal | None:
        """None for a part of a unit where nobody says how it counts, and beyond `most`."""
        over = max(Decimal(0), count - self.free)
        if self.whole:
            over = over.to_integral_value(ROUND_CEILING)
        if over != over.to_integral_value() or (self.most is not None and count > self.most):
            return None
        return over * self.fee


def charges_of(passages: Sequence[Passage]) -> list[Charge]:
    """Every such fee that the passages state in sentences, each once."""
    found: dict[tuple[object, ...], Charge] = {}
    for number, passage in enumerate(passages, start=1):
        chunk = passage.chunk
        if not quotable(passage) or chunk.kind in (ChunkKind.SCRIPT, ChunkKind.TABLE_ROW):
            continue
        text = dict(chunk.fields).get("answer", "") or without_row_lines(chunk.text)
        section = "".join(chunk.place.section[-1:])
        for line in text.split("\n"):
            for one in _of_line(unmarked(line), section, number):
                found.setdefault((one.unit, one.free, one.fee, one.goods, one.line), one)
    return list(found.values())


def _of_line(line: str, section: str, number: int) -> Iterator[Charge]:
    whole = comparable(line)
    yield from _floors(line, whole, number)
    for sentence in sentences(line):
        flat = comparable(sentence)
        about = comparable(section) + flat
        days = _DAYS.search(flat)
        if days and (days["unit"] or _PER_DAY.search(days[0])):
            most = _MOST_DAYS.search(flat[days.end() :])
            limit = Decimal(most[1]) if most else None
            yield Charge(Unit.DAY, Decimal(days[1]), Decimal(days[2]), _clean(sentence), about, number, most=limit)
        beyond = _BEYOND.search(flat)
        if beyond:
            fee = Decimal(beyond["a"] or beyond["b"])
            counted = _WHOLE.search(whole) is not None
            yield Charge(Unit.METRE, Decimal(beyond[1]), fee, _clean(sentence), about, number, whole=counted)


def _floors(line: str, flat: str, number: int) -> Iterator[Charge]:
    """The general fee and those of named goods; none where a worked example or what is free says otherwise."""
    match = next((found for pattern in _FLOORS if (found := pattern.search(flat))), None)
    if match is None or _EACH_PIECE.search(flat):
        return
    free, fee = Decimal(match["first"]) - 1, Decimal(match["fee"])
    if any(Decimal(one["last"]) != free for one in _FLOOR_FREE.finditer(flat)):
        return
    examples = ((Decimal(one["floor"]), Decimal(one["fee"])) for one in _FLOOR_EXAMPLE.finditer(flat))
    if any((floor - free) * fee != cost for floor, cost in examples if floor > free):
        return
    said = _clean(re.split(r"[；;]", line)[0])
    yield Charge(Unit.FLOOR, free, fee, said, flat, number)
    for own in _FLOOR_OF.finditer(flat):
        yield Charge(Unit.FLOOR, free, Decimal(own[2]), f"{said}；{_clean(own[0])}", flat, number, goods=own["goods"])


def _clean(text: str) -> str:
    return text.strip().strip("。；;").strip()
