"""What goods cost that are sold by a measure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from knowledge.types import Category, Passage, Product, Sku
from server.reply.evidence.own_rows import price_measure
from server.reply.solvers.measured import solve_measured
from tests.support.solving import Desk, rows

Make = Callable[..., Desk]

RIBBON = Product(Sku("SD-1"), "丝光织带", Decimal("12.8"), attributes=(("材质", "涤纶"),))
HEADERS = "货号|品名|单价（元/米）|材质"


def row(headers: str = HEADERS, line: str = "SD-1|丝光织带|12.8|涤纶") -> list[Passage]:
    (found,) = rows("价目", headers=headers, lines=[line])
    return [replace(found, chunk=replace(found.chunk, skus=(RIBBON.sku,)), category=Category.PRODUCT)]


def test_the_price_of_a_metre_times_the_metres_is_said(desk: Make) -> None:
    said = desk(row(), products=(RIBBON,)).text(solve_measured, "织带5米多少钱")
    assert said == "丝光织带每米12.8元，5米一共64元。"


@pytest.mark.parametrize(
    "asked",
    [
        "织带2.5米多少钱",
        "2米的织带多少钱",
        "织带5米加工费多少钱",
        "织带5公斤多少钱",
        "织带5米到手多少钱",
        "织带1米多少钱",
    ],
)
def test_parts_sizes_fees_and_other_measures_are_left_to_others(desk: Make, asked: str) -> None:
    assert desk(row(), products=(RIBBON,)).ask(solve_measured, asked) is None


@pytest.mark.parametrize(
    ("found", "attributes", "measure"),
    [
        (row(), (), "米"),
        (row("货号|品名|单价|材质"), (), ""),
        ([], (("规格", "每米"),), "米"),
        ([], (("备注", "单价按米，含支架"),), "米"),
        ([], (("规格", "2米"),), ""),
        ([], (("备注", "元/㎡"),), "㎡"),
        (row(), (("备注", "按个卖"),), ""),
    ],
)
def test_the_measure_of_a_price_is_read_from_its_row(
    found: Sequence[Passage], attributes: tuple[tuple[str, str], ...], measure: str
) -> None:
    assert price_measure(replace(RIBBON, attributes=attributes), found) == measure
