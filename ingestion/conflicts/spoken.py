"""Figures as people say them, where `knowledge.text.figures` finds none: 三成, 押金3000, 补两百, 15Bar, 隔天. Pure.

A comparison can afford readings that a check of replies cannot: a wrong one costs a pair that is weighed, no promise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from knowledge.text.figures import types as kinds
from knowledge.text.figures.numerals import ARABIC, CHINESE, to_number

_NUMBER = rf"(?:{ARABIC}|{CHINESE})"
PLAIN = "plain"  # the measure of what has no unit: 糖度14
_DAY = Decimal(1440)
_EVER = Decimal(100) * 360 * _DAY
_HUNDREDS = r"[一两二三四五六七八九]百(?:[一二三四五六七八九]十?)?"
_PAID = (
    r"(?:押金|定金|订金|尾款|工费|运费|邮费|费用|手续费|报名费|券|原价|到手价?|价|另付|自付|另收|加收|只要|只需|多收|收取?|补|加|减|返|送|"
    r"赔|降|扣|抵|付|贵|便宜)(?:了|您|你|上|满|到|就|是|为|:)?"
)
_UNITS = "折成个件次天日年月周小分秒号点楼层岁码张份只支双盒包袋瓶罐箱桶克斤公千毫升米厘平瓦度人位倍万百十"
_NO_UNIT = rf"(?![\d.%％a-z℃°‰{_UNITS}])"


@dataclass(frozen=True, slots=True)
class Spoken:
    """[start, end) of the text; `value` in the measure's own unit, minutes for a time."""

    start: int
    end: int
    measure: str
    value: Decimal


def _tenths(match: re.Match[str]) -> Decimal | None:
    number = to_number(match["n"])
    return None if number is None or number > 10 else number * 10 + (5 if match["half"] else 0)


def _part(match: re.Match[str]) -> Decimal | None:
    whole, part = to_number(match["m"]), to_number(match["n"])
    return round(part * 100 / whole, 1) if whole and part else None


def _number(match: re.Match[str]) -> Decimal | None:
    return to_number(match["n"])


def _times(factor: Decimal, more: Decimal = Decimal(0)) -> Callable[[re.Match[str]], Decimal | None]:
    def read(match: re.Match[str]) -> Decimal | None:
        number = to_number(match["n"]) if "n" in match.re.groupindex else Decimal(1)
        return None if number is None else number * factor + more

    return read


def _ratio(match: re.Match[str]) -> Decimal | None:
    return to_number(match["n"] or match["m"])


_READINGS: tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str]], Decimal | None]], ...] = (
    (kinds.PERCENT, re.compile(rf"(?P<m>{_NUMBER})分之(?P<n>{_NUMBER})"), _part),
    (kinds.MONEY, re.compile(rf"(?P<n>{_HUNDREDS})(?=[一每](?:台|个|件|次|米|天|位|间))"), _number),
    (kinds.PERCENT, re.compile(rf"(?P<n>{_NUMBER})成(?P<half>[半五])?(?![色员本都为熟功效立交人片品年新])"), _tenths),
    (kinds.PERCENT, re.compile(r"一半|过半|半数|对半"), _times(Decimal(50))),
    ("time", re.compile(rf"(?P<n>{_NUMBER})个半月"), _times(30 * _DAY, 15 * _DAY)),
    ("time", re.compile(rf"(?P<n>{_NUMBER})[晚夜](?![上间])"), _times(_DAY)),
    ("time", re.compile(r"终身|永久"), _times(_EVER)),
    ("time", re.compile(r"(?:隔|次|第二)[天日](?!起|起算)"), _times(2 * _DAY)),
    ("time", re.compile(r"当[天日](?!起|起算|(?:之)?内|[就可能即\d])"), _times(_DAY)),
    ("calories", re.compile(rf"(?P<n>{ARABIC})\s?(?:大卡|千卡|kcal)"), _times(Decimal(1))),
    ("calories", re.compile(rf"(?P<n>{ARABIC})\s?kj"), _times(Decimal("0.239"))),
    ("ip", re.compile(r"ip[x\d]?(?P<n>\d)(?!\d)"), _number),
    (kinds.MONEY, re.compile(rf"(?:{_PAID})(?P<n>\d{{1,6}}|{_HUNDREDS}|[一两二三四五六七八九]千){_NO_UNIT}"), _number),
    (kinds.MONEY, re.compile(r"(?<=满)(?P<n>\d{1,6})(?=[就则]?(?:减|送|包|免|可|返))"), _number),
    ("portion", re.compile(rf"1\s?[:比]\s?(?P<n>{ARABIC})|一比(?P<m>{_NUMBER})"), _ratio),
)
_SAID = re.compile(r"[\d一二两三四五六七八九十百千半终永隔次第当过对]")  # one of these is in each
_STRONGER = 2  # of the readings: what they read, others misread (两百一台 as 210)
_OTHER_UNIT = re.compile(r"(?P<n>\d+(?:\.\d+)?)\s?(?P<u>[a-z]{1,4}|[勺转粒滴杯碗顿头匹尾册期])(?![a-z0-9])")
_PLAIN = re.compile(r"(?<=[\u4e00-\u9fff:≥≤><])(?<!第)(?<!满)(?P<n>\d+(?:\.\d+)?)(?![\d.:a-z%℃°‰\-~/×x*])")


def spoken(plain: str, taken: Sequence[tuple[int, int]]) -> Iterator[Spoken]:
    """Those of a text in the plain view, beside the figures that stand at `taken`; none lies in another one."""
    if not _SAID.search(plain):
        return
    seen: list[tuple[int, int]] = []
    for number, (measure, pattern, read) in enumerate(_READINGS):
        if number == _STRONGER:
            seen += taken
        for match in pattern.finditer(plain):
            start, end = match.span("n") if measure == kinds.MONEY else match.span()
            if not _overlaps(start, end, seen) and (value := read(match)) is not None:
                seen.append((start, end))
                yield Spoken(start, end, measure, value.normalize())
    for match in _OTHER_UNIT.finditer(plain):
        if not _overlaps(*match.span(), seen) and (value := to_number(match["n"])) is not None:
            seen.append(match.span())
            yield Spoken(*match.span(), match["u"], value)
    for match in _PLAIN.finditer(plain):
        if not _overlaps(*match.span(), seen) and (value := to_number(match["n"])) is not None:
            seen.append(match.span())
            yield Spoken(*match.span(), PLAIN, value)


def _overlaps(start: int, end: int, seen: Sequence[tuple[int, int]]) -> bool:
    return any(start < last and first < end for first, last in seen)
