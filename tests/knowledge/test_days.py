from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.days import day_range, first_day, last_day
from knowledge.errors import BadInput

_DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1))


@given(st.none() | _DAYS, st.none() | _DAYS)
def test_days_come_back_as_they_were_given(first: date | None, last: date | None) -> None:
    if first and last and last < first:
        with pytest.raises(BadInput):
            day_range(first, last)
        return
    validity = day_range(first, last)
    assert (first_day(validity), last_day(validity)) == (first, last)


def test_a_day_begins_and_ends_at_midnight_in_china() -> None:
    validity = day_range(date(2026, 6, 18), date(2026, 6, 18))
    assert validity.starts == datetime(2026, 6, 17, 16, tzinfo=UTC)
    assert validity.ends == datetime(2026, 6, 18, 16, tzinfo=UTC)
