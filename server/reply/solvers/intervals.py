"""The span of values that a cell stands for ("98～112斤", "≥20kg", "2尺5"), and who owns an end shared by two. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from server.reply.solvers.quantities import FACTORS, UNIT, in_base, plain

_NUMBER = r"\d+(?:\.\d+)?"
_DASH = r"(?:-|~|—+|–|至|到)"
_SPAN = re.compile(rf"^\D{{0,4}}?(?P<low>{_NUMBER})(?P<u1>{UNIT})?{_DASH}(?P<high>{_NUMBER})(?P<u2>{UNIT})?", re.I)
_BETWEEN = re.compile(
    rf"(?P<low>{_NUMBER})(?P<u1>{UNIT})?(?P<lw>[<≤]=?|以上(?:至|到|-|~)|\(不含\)(?:至|到|-|~))\D{{0,4}}?(?P<hw>[<≤]=?)?(?P<high>{_NUMBER})(?P<u2>{UNIT})?",
    re.I,
)
_ABOVE = re.compile(
    rf"^\D{{0,4}}?(?P<word>[>≥]=?|大于等于|不少于|不低于|至少|大于|超过|高于|满)(?P<n>{_NUMBER})(?P<u>{UNIT})?", re.I
)
_BELOW = re.compile(
    rf"^\D{{0,4}}?(?P<word>[<≤]=?|小于等于|不超过|不高于|不大于|小于|低于|不满|不足)(?P<n>{_NUMBER})(?P<u>{UNIT})?",
    re.I,
)
_AFTER = re.compile(rf"(?P<n>{_NUMBER})(?P<u>{UNIT})?(?:\((?:不?含)\))?(?P<word>及?以上|起|及?以下|及?以内|之内)", re.I)
_POINT = re.compile(rf"^(?P<n>{_NUMBER})(?P<u>{UNIT})?(?P<t>\d{{1,2}})?$", re.I)
_OPEN_WORDS = ("<", ">", "大于", "超过", "高于", "小于", "低于", "不满", "不足")


class Ends(StrEnum):
    """Who owns a value at which one row ends and the next begins."""

    LEFT = "left"  # 含左不含右
    RIGHT = "right"  # 含右不含左
    OPEN = "open"  # the sources do not say


_LEFT_RULE = re.compile(
    r"左含右不含|含左不含右|左闭右开|(?:包?含|算)左边?.{0,6}不(?:包?含|算)右|含下限不?不含上限|含(?:起点|下限|前).{0,6}不含(?:终点|上限|后)|上限不含|不含上限|上不含下含"
)
_RIGHT_RULE = re.compile(
    r"左不含右含|含右不含左|左开右闭|不(?:包?含|算)左边?.{0,6}(?:包?含|算)右|不含(?:起点|下限|前).{0,6}含(?:终点|上限|后)|下限不含|不含下限|下不含上含"
)


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high` in base units; an end that the cell itself leaves out (>20) is open whatever the rule."""

    low: Decimal
    high: Decimal
    low_open: bool = False
    high_open: bool = False

    def holds(self, value: Decimal, ends: Ends = Ends.OPEN) -> bool:
        low_open = self.low_open or (ends is Ends.RIGHT and self.low < self.high)
        high_open = self.high_open or (ends is Ends.LEFT and self.low < self.high)
        above = self.low < value if low_open else self.low <= value
        below = value < self.high if high_open else value <= self.high
        return above and below


INFINITE = Decimal("Infinity")


def ends_rule(text: str) -> Ends:
    """What a note says of shared ends."""
    flat = plain(text)
    if _RIGHT_RULE.search(flat):
        return Ends.RIGHT
    return Ends.LEFT if _LEFT_RULE.search(flat) else Ends.OPEN


def header_unit(header: str) -> str:
    """The unit that a header gives its column: 体重（斤）, 身高cm, 脚长/mm."""
    match = re.search(rf"(?:[(（/]\s*)?(?<![a-z])({UNIT})\s*[)）]?$", plain(header), re.I)
    return match[1].lower() if match else ""


def interval(cell: str, unit: str = "") -> Interval | None:  # noqa: PLR0911 one way of writing a return
    """None for a cell that is no quantity. `unit` is the header's; without any unit the number is taken as it is."""
    text = plain(cell)
    if match := _BETWEEN.search(text):
        own = match["u2"] or match["u1"] or unit
        low_open = not match["lw"].startswith(("≤", "<="))
        high_open = (match["hw"] or "") == "<"
        return Interval(_base(match["low"], match["u1"] or own), _base(match["high"], own), low_open, high_open)
    if match := _SPAN.search(text):
        own = match["u2"] or match["u1"] or unit
        return Interval(_base(match["low"], match["u1"] or own), _base(match["high"], own))
    if match := _BELOW.search(text):
        return Interval(Decimal(0), _base(match["n"], match["u"] or unit), high_open=match["word"] in _OPEN_WORDS)
    if match := _ABOVE.search(text):
        return Interval(_base(match["n"], match["u"] or unit), INFINITE, low_open=match["word"] in _OPEN_WORDS)
    if match := _AFTER.search(text):
        value = _base(match["n"], match["u"] or unit)
        if match["word"].endswith(("以上", "起")):
            return Interval(value, INFINITE)
        return Interval(Decimal(0), value)
    if match := _POINT.search(text):
        value = _base(match["n"], match["u"] or unit, match["t"] or "")
        return Interval(value, value)
    return None


def _base(number: str, unit: str, tail: str = "") -> Decimal:
    unit = unit.lower()
    return in_base(number, unit, tail) if unit in FACTORS or unit in ("尺", "市尺") else Decimal(number)
