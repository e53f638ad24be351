"""Fees beyond what is free, by the rules of invented shops."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.types import Product, Sku
from server.reply.solvers.charges import Charge, Unit, charges_of
from server.reply.solvers.extra import solve_extra
from tests.support.solving import Desk, prose

Make = Callable[..., Desk]

STAIRS = prose("有电梯：上楼免费。\n没电梯：1、2、3楼免费，4楼起每层15元；钢琴和跑步机每层40元。", "上楼")
KEEPING = prose("到站后免费存放5天，超过按8元/天收保管费，最多放20天。", "存放")
HOSE = prose("安装含2米排水软管，超过2米的部分每米30元，不足1米按1米算。", "软管收费")
BIKE = Product(Sku("YD-3"), "折叠跑步机", Decimal(1299), category="健身器材")
DESK_ = Product(Sku("JJ-8"), "实木书桌", Decimal(899), category="家具")


@pytest.mark.parametrize(
    ("said", "total"),
    [
        ("没电梯7楼 搬上去多少钱", "60元"),
        ("步梯4楼 上楼费怎么收", "15元"),
        ("沒電梯 六樓 抬上去多少錢", "45元"),
        ("家里没有电梯 五楼 抬上来加多少钱", "30元"),
        ("无电梯，3楼，上楼收费吗 多少", "免费的范围"),
    ],
)
def test_floors_count_from_the_first_that_is_charged(desk: Make, said: str, total: str) -> None:
    assert total in desk(STAIRS, products=(DESK_,)).text(solve_extra, said)


def test_goods_with_a_fee_of_their_own_pay_that(desk: Make) -> None:
    assert "一共80元" in desk(STAIRS, products=(BIKE,)).text(solve_extra, "没电梯 5楼 跑步机搬上去多少钱")


def test_without_knowing_of_the_lift_no_sum_is_named(desk: Make) -> None:
    assert desk(STAIRS, products=(DESK_,)).ask(solve_extra, "6楼搬上去多少钱") is None


def test_a_sum_with_other_money_is_not_named(desk: Make) -> None:
    assert desk(STAIRS, products=(DESK_,)).ask(solve_extra, "没电梯7楼 运费带上楼一共多少钱") is None


@pytest.mark.parametrize(
    ("said", "total"), [("放了9天才去拿 保管费要多少", "一共32元"), ("存放5天要收费吗 几块", "免费的范围")]
)
def test_days_beyond_the_free_ones_are_charged(desk: Make, said: str, total: str) -> None:
    assert total in desk(KEEPING).text(solve_extra, said)


def test_longer_than_anything_is_kept_names_no_fee(desk: Make) -> None:
    assert desk(KEEPING).ask(solve_extra, "放了40天 保管费多少") is None


@pytest.mark.parametrize(
    ("said", "total"), [("软管要用6米 多出来的怎么算钱", "一共120元"), ("排水软管3.5米 超出的收多少", "一共60元")]
)
def test_begun_metres_count_where_the_shop_says_so(desk: Make, said: str, total: str) -> None:
    assert total in desk(HOSE).text(solve_extra, said)


def test_a_part_of_a_metre_without_a_rule_names_no_fee(desk: Make) -> None:
    rule = prose("超过2米的部分软管每米30元。", "软管收费")
    assert desk(rule).ask(solve_extra, "软管3.5米 超出的收多少") is None


def test_another_thing_s_metres_are_not_charged(desk: Make) -> None:
    assert desk(HOSE).ask(solve_extra, "窗帘轨道5米 收费多少") is None


@pytest.mark.parametrize(
    "text",
    [
        "没电梯3楼起每层20元（3楼收60元）。",
        "1、2、3、4楼免费，3楼起每层20元。",
        "没电梯3楼起每件每层20元。",
        "每层20元。",
    ],
)
def test_rules_that_contradict_themselves_or_leave_readings_are_not_read(text: str) -> None:
    assert not [one for one in charges_of([prose(text)]) if one.unit is Unit.FLOOR]


@given(
    st.decimals(Decimal(0), Decimal(50), places=1),
    st.decimals(Decimal(0), Decimal(50), places=1),
    st.integers(0, 9),
    st.integers(1, 99),
)
def test_more_never_costs_less_and_what_is_free_costs_nothing(
    count: Decimal, more: Decimal, free: int, fee: int
) -> None:
    charge = Charge(Unit.METRE, Decimal(free), Decimal(fee), "", "", 1, whole=True)
    first, second = charge.cost(count), charge.cost(count + more)
    assert first is not None
    assert second is not None
    assert first <= second
    assert (first == 0) == (count <= free)
