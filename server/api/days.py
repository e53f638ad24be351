"""Days as shops mean them: `from` begins at midnight in China, `to` is the last day that still counts."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

from knowledge.errors import BadInput
from knowledge.types import Validity

# China has one zone and no summer time, so a fixed offset says it exactly and needs no zone tables.
SHOP_ZONE = timezone(timedelta(hours=8), "Asia/Shanghai")


def validity_of_days(first: date | None, last: date | None) -> Validity:
    """Both days count; None is open. Raises `BadInput` when the end is before the start."""
    if first and last and last < first:
        raise BadInput(f"the validity ends on {last}, before it starts on {first}", code="bad_validity")
    starts = None if first is None else _midnight(first)
    ends = None if last is None else _midnight(last + timedelta(days=1))
    return Validity(starts, ends)


def first_day(validity: Validity) -> date | None:
    return None if validity.starts is None else validity.starts.astimezone(SHOP_ZONE).date()


def last_day(validity: Validity) -> date | None:
    """The last day on which some moment is still covered."""
    if validity.ends is None:
        return None
    return (validity.ends.astimezone(SHOP_ZONE) - timedelta(microseconds=1)).date()


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SHOP_ZONE)
