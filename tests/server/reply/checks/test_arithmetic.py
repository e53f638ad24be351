"""Which figures follow from quoted ones."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text.figures import find_figures
from server.reply.checks.arithmetic import follows


def holds(claim: str, quoted: str) -> bool:
    return follows(find_figures(claim)[0], find_figures(quoted))


@pytest.mark.parametrize(
    ("claim", "quoted"),
    [
        ("383元", "239元加159元，减15元"),
        ("118元", "59元一份，2份"),
        ("435元", "129元的2件，59元的3件"),
        ("327元", "129元，每件减20元，3件"),
        ("100元", "每满300减50，合计637元"),
        ("11月25日", "11月10日付款，15天内"),
        ("11月12日", "11月9日付款，72小时内"),
        ("2027年1月2日", "2026年1月2日签收，保修1年"),
        ("2026年2月28日", "2026年1月31日签收，1个月"),
        ("1月4日", "12月25日签收，10天内"),
    ],
)
def test_exact_arithmetic_of_quoted_figures_follows(claim: str, quoted: str) -> None:
    assert holds(claim, quoted)


@pytest.mark.parametrize(
    ("claim", "quoted"),
    [
        ("382元", "239元加159元，减15元"),
        ("205元", "79元，40元，3件，打8折"),
        ("150元", "每满300减50，合计637元"),
        ("177元", "59元一份，2份"),  # a price is not added to its own double
        ("81元", "10元，20元，41元，7元，63元，150元，共六样"),  # three of many make any figure
        ("11月26日", "11月10日付款，15天内"),
        ("11月25日", "11月10日付款"),
        ("2028年1月2日", "2026年1月2日签收，保修1年"),
        ("3月5日", "2月25日签收，8天内"),  # without a year nobody knows whether there is a 29th
    ],
)
def test_what_is_not_exact_does_not_follow(claim: str, quoted: str) -> None:
    assert not holds(claim, quoted)


@given(st.dates(date(2024, 1, 1), date(2030, 1, 1)), st.integers(1, 400), st.integers(-3, 3))
def test_only_the_right_day_follows_from_a_dated_day_and_a_number_of_days(start: date, days: int, off: int) -> None:
    end = start + timedelta(days=days + off)
    claim = f"{end.year}年{end.month}月{end.day}日"
    quoted = f"{start.year}年{start.month}月{start.day}日签收，{days}天内"
    assert holds(claim, quoted) == (off == 0)
