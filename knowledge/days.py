"""Days as shops count them: in China's one time zone, first and last day inclusive."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

from knowledge.errors import BadInput
from knowledge.types import Validity

# A fixed offset: no daylight saving since 1991, and no dependence on the machine's zone tables.
CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")


def start_of(day: date) -> datetime:
    """The first moment of a day in China, in UTC."""
    return datetime.combine(day, time(), CHINA).astimezone(UTC)


def day_range(first: date | None, last: date | None) -> Validity:
    """From the start of `first` to the end of `last`. Raises `BadInput` when it ends before it begins."""
    if first is not None and last is not None and last < first:
        raise BadInput(f"the dates end ({last}) before they begin ({first})", code="bad_validity")
    return Validity(
        starts=None if first is None else start_of(first),
        ends=None if last is None else start_of(last + timedelta(days=1)),
    )


def first_day(validity: Validity) -> date | None:
    return None if validity.starts is None else validity.starts.astimezone(CHINA).date()


def last_day(validity: Validity) -> date | None:
    """The last day on which some moment is still covered."""
    if validity.ends is None:
        return None
    return (validity.ends.astimezone(CHINA) - timedelta(microseconds=1)).date()
