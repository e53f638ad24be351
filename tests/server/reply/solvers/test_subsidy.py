"""The state's subsidy under the rules of invented shops."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.types import Product, Sku
from server.reply.solvers.price import solve_price
from server.reply.solvers.subsidy import Subsidy
from tests.support.solving import Desk, prose

Make = Callable[..., Desk]

WASHER = Product(Sku("TB-W8"), "桐柏W8 滚筒洗衣机", Decimal(2599), category="洗衣机")
WASHER_PRO = Product(Sku("TB-W8P"), "桐柏W8 Pro 滚筒洗衣机", Decimal(3999), category="洗衣机")
FRIDGE = Product(Sku("TB-B20"), "桐柏B20 冰箱", Decimal(1299), category="冰箱")
RULE = prose(
    "本店参加国补的：W8、B20。其他商品不参加。\n补贴为成交价的15%，单件最高300元。\n先减店铺优惠，再按优惠后的金额算补贴。",
    "国补",
)
SALE = prose("全店每满1000减60，上不封顶。", "满减")


def test_the_share_is_taken_of_what_the_sale_leaves(desk: Make) -> None:
    said = desk(RULE, SALE, products=(FRIDGE,)).text(solve_price, "B20用国补 满减以后到手多少")
    assert "减60元，优惠后是1239元，国家补贴15%，减185.85元，实付1053.15元" in said


def test_the_limit_of_the_subsidy_holds(desk: Make) -> None:
    assert "减300元，实付2299元" in desk(RULE, products=(WASHER,)).text(solve_price, "这台洗衣机用上国家补贴到手多少")


@pytest.mark.parametrize("said", ["W8 Pro国补下来到手多少钱", "这个国补后实付多少"])
def test_goods_that_are_not_listed_get_no_sum_with_subsidy(desk: Make, said: str) -> None:
    assert desk(RULE, SALE, products=(WASHER_PRO,)).ask(solve_price, said) is None


def test_no_sum_without_a_rule_of_the_subsidy(desk: Make) -> None:
    assert desk(SALE, products=(FRIDGE,)).ask(solve_price, "冰箱国补满减算完实付多少") is None


def test_no_sum_where_nobody_says_what_comes_first(desk: Make) -> None:
    rule = prose("参加国补的：B20。补贴15%，最高500元。", "国补")
    assert desk(rule, SALE, products=(FRIDGE,)).ask(solve_price, "B20国补加满减到手多少") is None


@given(st.decimals(Decimal(1), Decimal(50_000), places=2), st.integers(1, 50), st.integers(1, 2000))
def test_a_subsidy_never_exceeds_its_share_nor_its_limit(price: Decimal, percent: int, cap: int) -> None:
    subsidy = Subsidy(Decimal(percent) / 100, Decimal(cap), True, 1)
    less = subsidy.less(price, reduced=True)
    assert less is not None
    assert 0 <= less <= min(Decimal(cap), price)
    assert abs(less - min(price * percent / 100, Decimal(cap))) <= Decimal("0.005")
