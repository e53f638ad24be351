"""The difference between two products."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from knowledge.types import Product, Sku
from server.reply.solvers.compare import solve_difference
from tests.support.solving import Desk

Make = Callable[..., Desk]

ALTO = Product(Sku("YQ-10"), "中音竖笛", Decimal("168.5"))
TENOR = Product(Sku("YQ-11"), "次中音竖笛", Decimal(299))


def test_both_prices_and_their_exact_difference_are_said(desk: Make) -> None:
    said = desk(products=(ALTO, TENOR)).text(solve_difference, "中音和次中音差多少钱")
    assert said == "次中音竖笛是299元，中音竖笛是168.5元，相差130.5元。"


def test_which_of_two_is_dearer_is_told_by_both_prices(desk: Make) -> None:
    assert "相差130.5元" in desk(products=(ALTO, TENOR)).text(solve_difference, "中音和次中音哪个贵")
    assert "相差130.5元" in desk(products=(ALTO, TENOR)).text(solve_difference, "这俩哪款便宜呀")


def test_equal_prices_are_said_to_be_equal(desk: Make) -> None:
    twin = Product(Sku("YQ-12"), "高音竖笛", Decimal("168.5"))
    assert "价格一样" in desk(products=(ALTO, twin)).text(solve_difference, "这俩差多少")


@pytest.mark.parametrize("said", ["买的竖笛降价了差多少补给我", "还差多少满减", "差多少厘米", "这两支的音域宽度差多少"])
def test_other_differences_are_left_to_others(desk: Make, said: str) -> None:
    assert desk(products=(ALTO, TENOR)).ask(solve_difference, said) is None


def test_two_goods_of_the_shelf_are_compared_by_the_names_that_set_them_side_by_side(desk: Make) -> None:
    said = desk(shelf=(ALTO, TENOR)).text(solve_difference, "中音竖笛跟次中音竖笛差多少钱呀")
    assert "相差130.5元" in said
    assert desk(shelf=(ALTO, TENOR)).ask(solve_difference, "中音竖笛跟长笛差多少钱") is None


def test_one_product_or_three_are_not_compared(desk: Make) -> None:
    assert desk(products=(ALTO,)).ask(solve_difference, "差多少钱") is None
    assert desk(products=(ALTO, TENOR, ALTO)).ask(solve_difference, "差多少钱") is None
