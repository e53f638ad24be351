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


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("1000积分能抵多少", "您说的1000积分可以抵5元"),
        ("我攒了3000分 能抵多少", "您说的3000积分一单最多抵10元"),
    ],
)
def test_points_are_worth_what_the_rule_says_up_to_its_limit(desk: Make, asked: str, told: str) -> None:
    assert told in desk(prose("每消费1元得1分，200分抵1元，单笔最多抵10元。", "积分")).text(solve_points, asked)


@given(st.integers(0, 10**6), st.integers(1, 1000), st.integers(1, 50))
def test_only_whole_lots_count(owned: int, points: int, yuan: int) -> None:
    worth = worth_of(Decimal(owned), Decimal(points), Decimal(yuan))
    assert worth % yuan == 0
    assert worth / yuan * points <= owned < (worth / yuan + 1) * points
