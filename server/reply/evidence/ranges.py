"""Which table row a stated number falls in: "168cm" in "165-170cm", "20平" in "15～23㎡", "98元" in "99元以下"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from knowledge.text import comparable

# Units by what they measure, with the factor to the first one's unit. 斤 is half a kilogram, ages count months.
_KINDS = {
    "length": {"cm": "1", "厘米": "1", "公分": "1", "mm": "0.1", "毫米": "0.1", "m": "100", "米": "100"},
    "inch": {"寸": "1", "英寸": "1"},
    "mass": {"kg": "1", "公斤": "1", "千克": "1", "斤": "0.5", "g": "0.001", "克": "0.001"},
    "area": {"㎡": "1", "m2": "1", "平": "1", "平米": "1", "平方": "1", "平方米": "1"},
    "money": {"元": "1", "块": "1"},
    "age": {"个月": "1", "月": "1", "岁": "12"},
    "volume": {"l": "1", "升": "1", "ml": "0.001", "毫升": "0.001"},
    "count": {"件": "1"},
    "people": {"人": "1"},
}
_UNITS = {unit: (kind, factor) for kind, units in _KINDS.items() for unit, factor in units.items()}
_UNIT = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_NUMBER = r"\d+(?:\.\d+)?"
_VALUE = re.compile(rf"(?P<number>{_NUMBER})\s*(?P<unit>{_UNIT})(?![a-z])")
_SPAN = re.compile(
    rf"(?P<low>{_NUMBER})\s*(?:{_UNIT})?\s*(?:-|~|～|—|–|至|到)\s*(?P<high>{_NUMBER})\s*(?P<unit>{_UNIT})?"
)
_LIMIT = re.compile(
    rf"(?P<sign>[<≤>≥]=?|不超过|小于|低于|大于|超过|高于|满)\s*(?P<number>{_NUMBER})\s*(?P<unit>{_UNIT})?"
    rf"|(?P<number2>{_NUMBER})\s*(?P<unit2>{_UNIT})?\s*\(?(?:含)?\)?(?P<word>以上|及以上|起|以下|及以下|以内|之内)"
)
_BELOW = {"<", "≤", "<=", "≤=", "不超过", "小于", "低于", "以下", "及以下", "以内", "之内"}
# 身高 and 体重 are often said without a unit: "170 120斤", "身高168".
_BARE = re.compile(r"(?P<what>身高|体重)\D{0,3}(?P<number>\d{2,3})(?!\d)(?!\s*(?:cm|厘米|公分|kg|公斤|斤))")
_SIDE = re.compile(r"(?:直径|长度?|宽度?|高度?|深度?)(?P<number>\d{2,3})(?![\d.]|\s*[a-z厘公毫米寸元块])")
_STATURE = re.compile(r"(?<!\d)1[4-9]\d(?!\d)(?!\s*(?:斤|kg|公斤|元|块|g|克|ml|天))")
_DIGITS = "零一二三四五六七八九"
_SOME = re.compile(
    rf"(?P<tens>[二三四五六七八九]?十)?(?P<low>[一二三四五六七八])(?P<high>[二三四五六七八九])(?P<unit>{_UNIT})"
)


@dataclass(frozen=True, slots=True)
class Amount:
    kind: str
    value: Decimal


def amounts(text: str) -> tuple[Amount, ...]:
    """The quantities that a question states, in base units."""
    text = _SOME.sub(_both, comparable(text))
    found = [_amount(match["number"], match["unit"]) for match in _VALUE.finditer(text)]
    found += [_amount(match["number"], "cm" if match["what"] == "身高" else "斤") for match in _BARE.finditer(text)]
    found += [_amount(match["number"], "cm") for match in _SIDE.finditer(text)]
    if not any(amount.kind == "length" for amount in found) and (stature := _STATURE.search(text)):
        found.append(_amount(stature[0], "cm"))
    return tuple(found)


def _both(match: re.Match[str]) -> str:
    """七八斤 is 7斤 to 8斤: a row has to hold both."""
    tens = f"{_DIGITS.index(match['tens'][0]) if match['tens'][0] in _DIGITS else 1}" if match["tens"] else ""
    low, high = _DIGITS.index(match["low"]), _DIGITS.index(match["high"])
    unit = match["unit"]
    return f"{tens}{low}{unit}{tens}{high}{unit}" if high == low + 1 else match[0]


def holds(fields: Sequence[tuple[str, str]], stated: Sequence[Amount]) -> bool | None:
    """Whether a row's ranges hold the stated amounts; None when the row has no range of their kinds."""
    verdicts = [
        low <= amount.value <= high
        for header, cell in fields
        for kind, low, high in _spans(header, cell)
        for amount in stated
        if amount.kind == kind
    ]
    return all(verdicts) if verdicts else None


def _spans(header: str, cell: str) -> list[tuple[str, Decimal, Decimal]]:
    text, head = comparable(cell), comparable(header)
    named = _header_unit(head)
    out: list[tuple[str, Decimal, Decimal]] = []
    for match in _SPAN.finditer(text):
        if unit := match["unit"] or named:
            low, high = _amount(match["low"], unit), _amount(match["high"], unit)
            out.append((low.kind, low.value, high.value))
    if out:
        return out
    for match in _LIMIT.finditer(text):
        if unit := match["unit"] or match["unit2"] or named:
            limit = _amount(match["number"] or match["number2"], unit)
            below = (match["sign"] or match["word"]) in _BELOW
            out.append(
                (limit.kind, Decimal(0), limit.value) if below else (limit.kind, limit.value, Decimal("Infinity"))
            )
    return out


def _header_unit(header: str) -> str | None:
    match = re.search(rf"[(（/]\s*({_UNIT})\s*[)）]?$", header)
    if match:
        return match[1]
    return next(
        (unit for word, unit in (("身高", "cm"), ("体重", "kg"), ("面积", "㎡"), ("金额", "元")) if word in header),
        None,
    )


def _amount(number: str, unit: str) -> Amount:
    kind, factor = _UNITS[unit]
    return Amount(kind, Decimal(number) * Decimal(factor))
