"""Days as Chinese shops count them: weekdays by name, clock times, days of dispatch, dates in words. Pure.

All in China's time zone: shops, carriers and cut-off times live in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone

from knowledge.text import normalise
from knowledge.text.figures import find_figures
from knowledge.text.figures.types import CLOCK

CHINA = timezone(timedelta(hours=8))
_DAYS = "一二三四五六日"
_DAY = r"(?:周|星期|礼拜)(?P<{0}>[一二三四五六日天末])"
_SPAN = re.compile(_DAY.format("first") + r"(?:到|至|-|~|—)+" + r"(?:周|星期|礼拜)?(?P<last>[一二三四五六日天])")
_ONE = re.compile(_DAY.format("day"))
_EVERY = re.compile(r"每天|每日|天天|全周|全年无休|365天|7天")
_WORKDAYS = re.compile(r"工作日")
_CLOCK = re.compile(
    r"(?P<part>凌晨|早上|上午|中午|下午|傍晚|晚上|晚)?(?P<hour>[012]?\d)(?::(?P<minute>[0-5]\d)|点(?:整|钟)?(?P<half>半)?)"
)
_PAYING = re.compile(r"拍|下单|付|买")
_OTHER_DAY = re.compile(r"明|后天|昨|前天|周|星期|礼拜|[号日]")
# Days on which nothing is sent wherever statutory holidays are none; lunar ones are not known here.
_FIXED_HOLIDAYS = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})
_MOMENT = re.compile(
    r"(?:(?P<year>20\d{2})[年./-])?(?P<month>\d{1,2})[月./-](?P<day>\d{1,2})[日号]?\s?(?:(?P<hour>\d{1,2}):(?P<minute>\d{2}))?"
)


def local(moment: datetime) -> datetime:
    return moment.astimezone(CHINA)


def weekdays(text: str) -> frozenset[int]:
    """The weekdays (Monday is 0) that a text names; empty when it names none."""
    flat = normalise(text)
    if _EVERY.search(flat):
        return frozenset(range(7))
    days: set[int] = set(range(5)) if _WORKDAYS.search(flat) else set()
    for match in _SPAN.finditer(flat):
        first, last = _index(match["first"]), _index(match["last"])
        days.update(day % 7 for day in range(first, last + 1 if last >= first else last + 8))
    for match in _ONE.finditer(_SPAN.sub("", flat)):
        days.update({5, 6} if match["day"] == "末" else {_index(match["day"])})
    return frozenset(days)


def clock(text: str) -> tuple[int, str] | None:
    """The first time of day in minutes, and as it is written."""
    match = _CLOCK.search(normalise(text))
    if match is None:
        return None
    hour = int(match["hour"])
    if match["part"] in ("下午", "傍晚", "晚上", "晚") and hour < 12:
        hour += 12
    minute = int(match["minute"] or 0) + (30 if match["half"] else 0)
    return (hour * 60 + minute, match[0]) if hour <= 24 else None


def paying_time(question: str) -> int | None:
    """The time of day, in minutes, at which a customer says to pay; None for another day than today."""
    if not _PAYING.search(question) or _OTHER_DAY.search(question):
        return None
    return next((int(figure.value) for figure in find_figures(question) if figure.kind == CLOCK), None)


def moments(text: str, near: datetime) -> Iterator[datetime]:
    """Dates with their times in a text; without a year, the one nearest to `near`."""
    for match in _MOMENT.finditer(normalise(text)):
        month, day = int(match["month"]), int(match["day"])
        years = [int(match["year"])] if match["year"] else [near.year - 1, near.year, near.year + 1]
        try:
            dated = [datetime(year, month, day, tzinfo=CHINA) for year in years]
        except ValueError:
            continue
        start = min(dated, key=lambda one: abs(one - near))
        yield start + timedelta(hours=int(match["hour"] or 0), minutes=int(match["minute"] or 0))


def is_fixed_holiday(day: date) -> bool:
    return (day.month, day.day) in _FIXED_HOLIDAYS


def weekday_name(day: date) -> str:
    return f"周{_DAYS[day.weekday()]}"


def day_name(day: date, today: date) -> str:
    """今天 · 明天（周四） · 周六 · 下周一."""
    distance = (day - today).days
    name = weekday_name(day)
    if distance in (0, 1):
        return f"{'今明'[distance]}天（{name}）"
    return name if day.isocalendar()[:2] == today.isocalendar()[:2] else f"下{name}"


def date_name(day: date, today: date) -> str:
    """11月6日, with the year where it is another one."""
    year = f"{day.year}年" if day.year != today.year else ""
    return f"{year}{day.month}月{day.day}日"


def _index(char: str) -> int:
    return 6 if char == "天" else _DAYS.index(char)
