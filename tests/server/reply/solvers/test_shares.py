"""Shares of a stated sum, by the rules of invented shops."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.reply.solvers.shares import Share, solve_share, stated_amount
from tests.support.solving import Desk, prose

Make = Callable[..., Desk]

DEPOSIT = prose("定制家具下单前付定金：订单额的40%，最低100元；尾款发货前付清。", "定做")
LATE = prose("超时未发货按订单金额的5%赔付，最低1元、最高30元。", "赔付")


@pytest.mark.parametrize(
    ("said", "total"),
    [
        ("做柜子总价八百 订金付多少", "定金是320元"),
        ("一共1500元 定金要多少", "定金是600元"),
        ("定金付多少 就150块的", "定金是100元"),
    ],
)
def test_a_deposit_is_its_share_and_never_under_its_least(desk: Make, said: str, total: str) -> None:
    assert total in desk(DEPOSIT).text(solve_share, said)


@pytest.mark.parametrize(
    ("said", "total"), [("200块的单子没发 赔多少", "赔付是10元"), ("订单2000元 一直不发货 能赔多少", "赔付是30元")]
)
def test_a_compensation_keeps_within_its_bounds(desk: Make, said: str, total: str) -> None:
    assert total in desk(LATE).text(solve_share, said)


@pytest.mark.parametrize("said", ["定金付多少", "定金100抵多少 800的柜子", "定金多少 两个柜子"])
def test_without_one_sum_there_is_no_share(desk: Make, said: str) -> None:
    assert desk(DEPOSIT).ask(solve_share, said) is None


def test_a_compensation_for_another_fault_is_left_open(desk: Make) -> None:
    assert desk(LATE).ask(solve_share, "200块的碗摔碎了 赔多少") is None


def test_two_shares_leave_the_sum_open(desk: Make) -> None:
    other = prose("大单定金为订单额的20%。", "大单")
    assert desk(DEPOSIT, other).ask(solve_share, "总价800元 定金多少") is None


@pytest.mark.parametrize(
    ("text", "amount"),
    [("总价600元", "600"), ("买600的东西", "600"), ("3个一共450块", "450"), ("2件", None), ("第3天 80元和90元", None)],
)
def test_one_sum_is_read_beside_other_numbers(text: str, amount: str | None) -> None:
    assert stated_amount(text.replace(" ", "")) == (None if amount is None else Decimal(amount))


@given(
    st.decimals(Decimal(0), Decimal(100_000), places=2), st.integers(0, 100), st.integers(0, 50), st.integers(51, 500)
)
def test_a_share_lies_between_its_bounds(amount: Decimal, percent: int, least: int, most: int) -> None:
    share = Share(Decimal(percent) / 100, Decimal(least), Decimal(most), "", 1).of(amount)
    assert least <= share <= most
    exact = amount * percent / 100
    assert abs(share - min(max(exact, Decimal(least)), Decimal(most))) <= Decimal("0.005")
