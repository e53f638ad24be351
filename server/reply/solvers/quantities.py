"""Quantities that a customer states about themselves: height, weight, foot length, girths, age, area. Pure.

People leave units out ("163 105斤", "体重55") and shorten numerals ("一百七", "一米八五", "2尺5"). A quantity whose
unit is open keeps every reading; the table that it is looked up in decides, or nothing does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from knowledge.text import digits, normalise


class Measure(StrEnum):
    HEIGHT = "height"
    WEIGHT = "weight"
    FOOT = "foot"
    UNDERBUST = "underbust"
    BUST = "bust"
    WAIST = "waist"
    HIP = "hip"
    SHOULDER = "shoulder"
    AREA = "area"
    AGE = "age"


NAMES: tuple[tuple[Measure, str], ...] = (
    (Measure.HEIGHT, "身高|个头|个子|净身高|height"),
    (Measure.WEIGHT, "体重|净重|重量|毛重|weight"),
    (Measure.FOOT, "脚长|足长|脚的长度|foot"),
    (Measure.UNDERBUST, "下胸围|下围|底围"),
    (Measure.BUST, "上胸围|胸围|bust"),
    (Measure.WAIST, "腰围|waist"),
    (Measure.HIP, "臀围|hip"),
    (Measure.SHOULDER, "肩宽"),
    (Measure.AREA, "面积|适用空间|area"),
    (Measure.AGE, "月龄|年龄|适用阶段|适龄|age"),
)
"""What people and headers call each measure; the first that matches counts (下胸围 before 胸围)."""

_LENGTHS = {"cm": "1", "厘米": "1", "公分": "1", "mm": "0.1", "毫米": "0.1", "米": "100", "m": "100"}
# A 市尺 is a third of a metre (国务院 1959, 市制).
_CHI_CM = Decimal(100) / 3
_MASSES = {"kg": "1", "公斤": "1", "千克": "1", "斤": "0.5", "市斤": "0.5", "g": "0.001", "克": "0.001"}
_AREAS = {"㎡": "1", "m2": "1", "平方米": "1", "平米": "1", "平方": "1", "平": "1", "个平方": "1"}
_AGES = {"个月": "1", "月": "1", "月龄": "1", "周岁": "12", "岁": "12"}
_TABLES = (("length", _LENGTHS), ("mass", _MASSES), ("area", _AREAS), ("age", _AGES))
FACTORS = {unit: (kind, Decimal(factor)) for kind, table in _TABLES for unit, factor in table.items()}
UNIT = "|".join(sorted(map(re.escape, FACTORS), key=len, reverse=True)) + "|市尺|尺"
KINDS = {
    Measure.WEIGHT: "mass",
    Measure.AREA: "area",
    Measure.AGE: "age",
}  # every other measure is a length

_NAMED = "|".join(f"(?P<{measure}>{names})" for measure, names in NAMES)
_NUMBER = r"\d+(?:\.\d+)?"
_STATED = re.compile(
    rf"(?:(?:{_NAMED})[^\d,，。;；、]{{0,8}})?(?<![\d.a-z\-])(?P<n>{_NUMBER})(?P<u>{UNIT})?"
    rf"(?P<half>(?<=[米尺岁斤月])半)?(?:(?<=[米尺])(?P<n2>\d{{1,2}})(?!\d))?(?=(?P<after>.?))",
    re.I,
)
# 一百七 is 170, 两千五 is 2500; the digit behind a power of ten counts the next one.
_SHORT = re.compile(r"([百千])([一二三四五六七八九])(?![十百千万\d分])")
_SHORT_METRE = re.compile(r"(?<=米)([一二三四五六七八九])([一二三四五六七八九零])?")
_APART = re.compile(r"\s+(?=[\d一二两三四五六七八九十百])")  # "一米八五 二百斤" are two numbers
_DIGITS = {char: str(at) for at, char in enumerate("零一二三四五六七八九")}
_OF_SOMETHING_ELSE = re.compile(r"[件条双个元块码号天年折%期套盒包克期]")


@dataclass(frozen=True, slots=True)
class Stated:
    """A measure with its possible values in base units: cm, kg, ㎡, months. One value when the unit was said."""

    measure: Measure
    values: tuple[Decimal, ...]


def stated(texts: Iterable[str]) -> tuple[Stated, ...]:
    """What the texts say, the latest text first; an earlier text adds only what later ones lack.

    A measure that one text states twice with different values (two people) is left out.
    """
    found: dict[Measure, Stated] = {}
    for text in texts:
        here: dict[Measure, set[tuple[Decimal, ...]]] = {}
        for one in _read(plain(text)):
            here.setdefault(one.measure, set()).add(one.values)
        for measure, values in here.items():
            if measure not in found and len(values) == 1:
                found[measure] = Stated(measure, next(iter(values)))
    return tuple(found.values())


def plain(text: str) -> str:
    """Normalised, colloquial numerals in digits, no spaces between ideographs."""
    text = normalise(_APART.sub(",", text))
    text = _SHORT.sub(lambda m: f"{m[1]}{m[2]}{'十' if m[1] == '百' else '百'}", text)
    text = _SHORT_METRE.sub(lambda m: _DIGITS[m[1]] + (_DIGITS[m[2]] if m[2] else ""), text)
    return digits(text)


def measure_named(header: str) -> Measure | None:
    return next((measure for measure, names in NAMES if re.search(names, header, re.I)), None)


def in_base(number: str, unit: str, tail: str = "") -> Decimal:
    """ "1", "米", "63" is 163 (cm); "2", "尺", "5" is two and a half 尺."""
    if unit in ("尺", "市尺"):
        return (Decimal(number) + Decimal(f"0.{tail or 0}")) * _CHI_CM
    return (Decimal(number) + Decimal(f"0.{tail or 0}")) * FACTORS[unit][1]


def _read(text: str) -> Sequence[Stated]:
    out: list[Stated] = []
    height_seen = False
    for match in _STATED.finditer(text):
        named = next((measure for measure, _ in NAMES if match[measure.value]), None)
        number, unit, after = match["n"], match["u"], match["after"]
        if unit:
            tail = "5" if match["half"] else match["n2"] or ""
            one = _with_unit(named, number, unit.lower(), tail)
        elif _OF_SOMETHING_ELSE.match(after) and named is None:
            one = None
        else:
            one = _bare(named, Decimal(number), after_height=height_seen)
        if one is not None:
            height_seen = height_seen or one.measure is Measure.HEIGHT
            out.append(one)
    return out


def _with_unit(named: Measure | None, number: str, unit: str, tail: str) -> Stated | None:
    value = in_base(number, unit, tail)
    kind = FACTORS[unit][0] if unit in FACTORS else "length"
    if unit == "月" and named is None:
        return None  # a date
    if named is not None:
        return Stated(named, (value,)) if KINDS.get(named, "length") == kind else None
    if kind == "length":
        measure = _length(value, unit)
        return Stated(measure, (value,)) if measure else None
    measure = {"mass": Measure.WEIGHT, "area": Measure.AREA, "age": Measure.AGE}[kind]
    return Stated(measure, (value,))


def _length(value: Decimal, unit: str) -> Measure | None:
    """A length without a name: people say their height so, and the length of a foot in mm."""
    if 45 < value < 215 and unit not in ("尺", "市尺"):
        return Measure.HEIGHT
    if Decimal(9) < value < 32:
        return Measure.FOOT
    return Measure.WAIST if unit in ("尺", "市尺") and 50 < value < 140 else None


def _bare(named: Measure | None, number: Decimal, *, after_height: bool) -> Stated | None:
    if named is Measure.WEIGHT or (named is None and after_height and 30 <= number <= 250):
        return Stated(Measure.WEIGHT, (number, number / 2))
    if named is Measure.AREA or named is Measure.AGE:
        return Stated(named, (number,)) if named is Measure.AREA else None
    if named is Measure.FOOT and number > 100:
        return Stated(named, (number / 10,))
    if named is not None:
        return Stated(named, (number,))
    return Stated(Measure.HEIGHT, (number,)) if 140 <= number < 200 else None
