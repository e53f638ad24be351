"""What points pay of an order, by the rules of invented shops."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.reply.solvers.points import solve_points, worth_of
from tests.support.solving import Desk, prose

Make = Callable[..., Desk]
RULE = prose("200分抵1元，每单最多抵实付的20%。", "积分")


def test_the_order_sets_the_limit(desk: Make) -> None:
    assert "您说的150元的订单最多抵30元" in desk(RULE).text(solve_points, "我有9000积分，150元的单子能抵多少")


@pytest.mark.parametrize(
    "asked", ["我有400积分，150元的单子能抵多少", "积分怎么用", "9000积分能抵多少", "10分钟能发货不"]
)
def test_what_the_order_does_not_decide_is_left_to_the_rule(desk: Make, asked: str) -> None:
    assert desk(RULE).ask(solve_points, asked) is None


@given(st.integers(0, 10**6), st.integers(1, 1000), st.integers(1, 50))
def test_only_whole_lots_count(owned: int, points: int, yuan: int) -> None:
    worth = worth_of(Decimal(owned), Decimal(points), Decimal(yuan))
    assert worth % yuan == 0
    assert worth / yuan * points <= owned < (worth / yuan + 1) * points
