"""A clause's figures as they are compared: what each measures, from where to where, and whether it bounds. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from ingestion.conflicts.spoken import Spoken, spoken
from knowledge.text.axes import AXES
from knowledge.text.figures import Figure, find_figures
from knowledge.text.figures import types as kinds
from knowledge.text.view import View

FEE, NOTHING = "fee", "nothing"  # a sum that has to be paid for something, and that there is none
_REACHED = re.compile(r"(?<![不别勿充装注])(?:满|达到|超过|超出|大于|高于|够|买|拍|第|每满|累计|超)\s?$")
_SHORT_OF = re.compile(r"(?:不满|未满|不足|少于|低于|小于|不够)\s?$")
_NAMES = re.compile(r"(?:以[内上下])?的(?!$|[话时])|床|版(?!权)|款(?!项)")
_AT_LEAST = re.compile(
    r"(?:不低于|不少于|不小于|不得小于|高于|超过|大于|至少|最少|最低|最小|最窄|最细|最短|起码|低至|≥|>=?)[^\d，。]{0,2}$"
)
_AT_MOST = re.compile(
    r"(?:不超过|别超过|勿超过|不得超过|不高于|不大于|低于|小于|最多|最高|最大|最宽|最长|最粗|上限|限重|≤|<=?)[^\d，。]{0,2}$"
)
_AND_MORE = re.compile(r"^(?:及|\(含\))?(?:以上|起(?![^送购订批])|或以上)")
_AND_LESS = re.compile(r"^(?:及)?(?:以下|以内|之内|内)")
_IS_FEE = re.compile(r"费|邮|收|付|承担")
_NUMERAL = re.compile(r"[\d零一二两三四五六七八九十百千万半]")
_PAST = re.compile(r"(?<![超不])过\s?$|[买用穿等拍退换寄戴吃喝住收]了\s?$")
# 每月 is how often, 当天内 how long.
_EVERY = re.compile(r"(?:每个?|当(?=[天日](?:之)?内))(天|日|周|星期|月|季度|年)(?!卡)")
_DAY = Decimal(1440)
_DAYS = {"天": 1, "日": 1, "周": 7, "星期": 7, "月": 30, "季度": 90, "年": 360}
_FROM = "满"
_DEGREES, _BELOW_ZERO = "temperature", re.compile(r"(?:零下|[-−负])\s?$")
_MEASURE_WORD = re.compile(r"[\u4e00-\u9fff](?<![的至到和或为是在及与以内外起后前])")
_KEPT = 16_384  # clauses whose figures are remembered
AXIS_WORDS = {axis.name: axis for axis in AXES}
# What says which thing is meant rather than what is said of it, where something else is said.
NAMING = frozenset({kinds.AGE, "person", "floor", "grade", "horsepower", "inch", "bytes", "size"})
_NAMING_TOO = NAMING | {kinds.DATE, kinds.DAY}
_SPAN = frozenset({kinds.MINUTES, kinds.MONTHS, kinds.WORKDAYS})
_LAST = {kinds.MINUTES: Decimal(1), kinds.WORKDAYS: Decimal(1440), kinds.MONTHS: Decimal(43200)}


@dataclass(frozen=True, slots=True)
class Value:
    """A figure as it is compared: what it measures, from `low` to `high` in the measure's own unit; where it stands."""

    measure: str
    low: Decimal
    high: Decimal
    start: int
    end: int
    unit: str = ""
    bound: bool = False  # from where on, or up to where, something holds: 满99
    below: bool = False  # that it holds for less: 不满99
    names: bool = False  # that it says which thing is meant: 3公斤的猫
    edge: int = 0  # 1 where it may be more, -1 where it may be less: 不低于42%, 最多3次


def values_of(plain: str, view: View, offset: int) -> Iterator[Value]:
    """Of a clause; a range is one value."""
    seen: set[tuple[int, int]] = set()
    fee = _IS_FEE.search(plain) is not None
    figures = [figure for figure in figures_of(plain) if figure.kind not in {kinds.CODE, kinds.BARE}]
    said = tuple(spoken(plain, [(figure.start, figure.end) for figure in figures]))
    figures = [
        figure for figure in figures if not any(one.start < figure.end and figure.start < one.end for one in said)
    ]
    for one in said:
        yield _spoken_value(plain, one, view.span(offset + one.start, offset + one.end))
    for figure in figures:
        if (figure.start, figure.end) in seen:
            continue
        ranged = figure.low != figure.high and figure.kind != kinds.DATE
        if ranged:
            seen.add((figure.start, figure.end))
        before, after = plain[max(0, figure.start - 4) : figure.start], plain[figure.end : figure.end + 4]
        if _PAST.search(before):
            continue  # somebody's story, no rule
        span = view.span(offset + figure.start, offset + figure.end)
        if ranged and plain[figure.start] == _FROM:  # 满300减40
            yield Value(figure.kind, figure.high, figure.high, *span, bound=True)
            yield Value(figure.kind, figure.low, figure.low, *span)
        else:
            yield _value(figure, (before, after), span, fee=fee)
    for match in _EVERY.finditer(plain):
        lasts = _DAYS[match[1]] * _DAY
        yield Value("time", lasts, lasts, *view.span(offset + match.start(), offset + match.end()))


def nothing_to_pay(view: View, start: int, plain: str, gratis: Sequence[re.Pattern[str]]) -> Value:
    """What 免费 and 包邮 and `gratis` come to; one of them is in `plain`, which stands in the view from `start` on."""
    saying = (AXIS_WORDS["shipping"].yes, AXIS_WORDS["free"].yes, *gratis)
    found = next(match for pattern in saying if (match := pattern.search(plain)))
    return Value(kinds.MONEY, Decimal(0), Decimal(0), *view.span(start + found.start(), start + found.end()), NOTHING)


def is_naming(value: Value) -> bool:
    """Whether it says which thing, or which day, is meant."""
    return value.measure in _NAMING_TOO


@lru_cache(maxsize=_KEPT)
def figures_of(plain: str) -> tuple[Figure, ...]:
    """Those of a text in the plain view."""
    return find_figures(plain) if _NUMERAL.search(plain) else ()


def _value(figure: Figure, beside: tuple[str, str], span: tuple[int, int], *, fee: bool) -> Value:
    before, after = beside
    cold = _BELOW_ZERO.search(before) if figure.kind == _DEGREES else None
    before = before[: cold.start()] if cold else before
    lasts = figure.kind in _SPAN
    factor = _LAST[figure.kind] if lasts else Decimal(1)
    below = _SHORT_OF.search(before) is not None
    bound = below or _REACHED.search(before) is not None
    bound = bound or (not lasts and bool(_AND_MORE.match(after) or _AND_LESS.match(after)))
    measure = "time" if lasts else figure.kind
    if measure == kinds.BARE and _MEASURE_WORD.match(after):
        measure += after[0]  # 100晚, 12册
    unit = figure.kind if lasts else FEE if figure.kind == kinds.MONEY and fee else ""
    low, high = (-figure.high, -figure.low) if cold else (figure.low * factor, figure.high * factor)
    return Value(measure, low, high, *span, unit, bound, below, _NAMES.match(after) is not None, _edge(before, after))


def _edge(before: str, after: str) -> int:
    if _AT_LEAST.search(before) or _AND_MORE.match(after):
        return 1
    return -1 if _AT_MOST.search(before) or _AND_LESS.match(after) else 0


def _spoken_value(plain: str, said: Spoken, span: tuple[int, int]) -> Value:
    before, after = plain[max(0, said.start - 4) : said.start], plain[said.end : said.end + 4]
    below = _SHORT_OF.search(before) is not None
    bound = below or _REACHED.search(before) is not None
    unit = kinds.MINUTES if said.measure == "time" else ""
    return Value(said.measure, said.value, said.value, *span, unit, bound, below, edge=_edge(before, after))
