"""When each version of a document is in force."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from knowledge.in_force import Publication, covers, in_force, open_versions
from knowledge.types import Validity, VersionId

DAY = datetime(2026, 1, 1, tzinfo=UTC)


def at(day: int) -> datetime:
    return DAY + timedelta(days=day)


def published(version: str, since: int, *, until: int | None = None, starts: int | None = None) -> Publication:
    validity = Validity(None if starts is None else at(starts))
    return Publication(VersionId(version), at(since), None if until is None else at(until), validity)


def text_on(publications: Sequence[Publication], day: int) -> list[str]:
    return [version for version, times in in_force(publications).items() if covers(times, at(day))]


def test_a_version_replaced_today_was_the_text_yesterday() -> None:
    history = [published("1", 10), published("2", 20)]
    assert [text_on(history, day) for day in (5, 19, 20, 99)] == [["1"], ["1"], ["2"], ["2"]]


def test_a_version_that_begins_later_leaves_the_one_before_until_then() -> None:
    history = [published("1", 10), published("2", 20, starts=30)]
    assert [text_on(history, day) for day in (29, 30)] == [["1"], ["2"]]
    assert open_versions(history, at(25)) == {"1", "2"}
    assert open_versions(history, at(30)) == {"2"}


def test_going_back_ends_what_was_planned() -> None:
    history = [published("1", 10), published("2", 20, starts=30), published("1", 25)]
    assert [text_on(history, day) for day in (24, 26, 31)] == [["1"], ["1"], ["1"]]
    assert open_versions(history, at(26)) == {"1"}


def test_a_retired_text_answers_for_the_time_before_and_not_after() -> None:
    history = [published("1", 10, until=20), published("1", 30)]
    assert [text_on(history, day) for day in (15, 20, 29, 30)] == [["1"], [], [], ["1"]]


days = st.integers(0, 12)
histories = st.lists(
    st.tuples(st.sampled_from("abc"), days, st.none() | days, st.none() | days, st.none() | days), max_size=6
)


@given(histories, days)
def test_at_most_one_version_is_in_force_and_only_within_its_own_days(
    rows: list[tuple[str, int, int | None, int | None, int | None]], day: int
) -> None:
    # A version's dates are the same in all of its publications.
    dates = {version: (starts, ends) for version, _, _, starts, ends in rows}
    history = []
    for version, since, until, _, _ in sorted(rows, key=lambda row: row[1]):
        starts, ends = dates[version]
        validity = Validity(None if starts is None else at(starts), None if ends is None else at(ends))
        retired = None if until is None else at(max(until, since))
        history.append(Publication(VersionId(version), at(since), retired, validity))
    found = text_on(history, day)
    assert len(found) <= 1
    assert all(one.validity.covers(at(day)) for one in history if one.version in found)
