"""Dates and spans of days as Chinese documents write them, in days of Asia/Shanghai."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from knowledge.days import CHINA, start_of

_YEAR = r"(?:20|19)\d{2}"
_CLOCK = r"(?:\s*(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?)?"
DATE = (
    rf"(?:(?:{_YEAR})\s*年\s*(?:\d{{1,2}}\s*月\s*(?:\d{{1,2}}\s*[日号]?)?)?|(?:{_YEAR})[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?!\d)"
    rf"|\d{{1,2}}\s*月\s*(?:\d{{1,2}}\s*[日号]?)?|\d{{1,2}}[日号]){_CLOCK}"
)
"""A date in normalised text with its numerals as digits; parts may be missing, a clock time may follow."""
TO = r"\s*(?:起)?\s*(?:至|到|~|-{1,2}|—{1,2}|–|to|until|till|through)\s*"
_PARTS = re.compile(
    rf"(?:(?P<year>{_YEAR})\s*(?:年|[-/.]))?\s*(?:(?P<month>\d{{1,2}})\s*(?:月|[-/.]))?\s*(?:(?P<day>\d{{1,2}})\s*[日号]?)?"
    r"(?:\s*(?P<clock>\d{1,2}:\d{2}(?::\d{2})?))?\s*"
)


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]*\.?"
_ENGLISH = (
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*{_MONTH},?\s*(?P<year>20\d{{2}})\b", re.IGNORECASE),
    re.compile(rf"\b{_MONTH}\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s*(?P<year>20\d{{2}})\b", re.IGNORECASE),
)


def plain_dates(text: str) -> str:
    """Dates in English as 2026-3-1."""
    for pattern in _ENGLISH:
        text = pattern.sub(lambda m: f"{m['year']}-{_MONTHS.index(m['month'].lower()) + 1}-{m['day']}", text)
    return text


@dataclass(frozen=True, slots=True)
class Day:
    """A date whose parts may be missing; `clock` is the time of day that was given with it, in minutes."""

    year: int | None
    month: int | None
    day: int | None
    clock: int | None = None


def day_of(text: str) -> Day | None:
    """Parse what `DATE` matched."""
    match = _PARTS.fullmatch(text.strip())
    if match is None or not text.strip():
        return None
    year, month, day = (int(match[part]) if match[part] else None for part in ("year", "month", "day"))
    clock = None
    if match["clock"]:
        hours, minutes, *_ = map(int, match["clock"].split(":"))
        clock = hours * 60 + minutes
    return Day(year, month, day, clock)


def starts(day: Day, year: int | None) -> datetime | None:
    """The first moment that `day` names, in UTC; None without a year or for a day that does not exist."""
    whole = _date(day, year, first=True)
    if whole is None:
        return None
    return start_of(whole) if not day.clock else _at(whole, day.clock)


def ends(day: Day, year: int | None) -> datetime | None:
    """The first moment after `day` (a month, a year: after its last day), in UTC. 23:59 means the end of the day."""
    whole = _date(day, year, first=False)
    if whole is None:
        return None
    if day.clock is None or day.clock >= 23 * 60 + 59:
        return start_of(whole + timedelta(days=1))
    return _at(whole, day.clock)


def within(end: Day, begin: Day | None) -> Day:
    """The end of a span with the month that its beginning has told: 11月1日至11日."""
    if begin is None or end.month or not end.day or end.year:
        return end
    return replace(end, month=begin.month)


def _at(day: date, minutes: int) -> datetime:
    return (datetime.combine(day, time(), CHINA) + timedelta(minutes=minutes)).astimezone(UTC)


def _date(day: Day, year: int | None, *, first: bool) -> date | None:
    year = day.year or year
    if year is None:
        return None
    month = day.month or (1 if first else 12)
    try:
        if day.day:
            return date(year, month, day.day)
        return date(year, month, 1) if first else date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    except ValueError:
        return None
