"""Which row a stated number falls in."""

from __future__ import annotations

import pytest

from server.reply.evidence.ranges import amounts, holds


@pytest.mark.parametrize(
    ("said", "header", "cell", "inside"),
    [
        ("身高168穿什么", "身高(cm)", "165-170", True),
        ("身高172穿什么", "身高(cm)", "165-170", False),
        ("120斤穿什么", "体重", "55-65kg", True),
        ("140斤穿什么", "体重", "55-65kg", False),
        ("18平的卧室", "适用面积(㎡)", "15～23", True),
        ("30平的客厅", "适用面积(㎡)", "15～23", False),
        ("买了98元", "订单金额", "99元以下", True),
        ("买了120元", "订单金额", "满99元", True),
        ("买了50元", "订单金额", "满99元", False),
        ("宝宝8个月", "月龄", "6-12个月", True),
        ("2岁能用吗", "年龄", "1-3岁", True),
        ("1.2升够吗", "容量", "≤1000ml", False),
    ],
)
def test_the_range_in_a_cell_holds_the_stated_amount_or_not(said: str, header: str, cell: str, inside: bool) -> None:
    assert holds([(header, cell)], amounts(said)) is inside


@pytest.mark.parametrize(
    ("said", "header", "cell"), [("120斤", "身高(cm)", "165-170"), ("多少钱", "体重", "50-60kg"), ("3件", "颜色", "红")]
)
def test_a_row_without_a_range_of_that_kind_says_nothing(said: str, header: str, cell: str) -> None:
    assert holds([(header, cell)], amounts(said)) is None


def test_all_stated_amounts_must_lie_in_the_row() -> None:
    fields = [("身高(cm)", "165-175"), ("体重(kg)", "55-65")]
    assert holds(fields, amounts("身高170，120斤")) is True
    assert holds(fields, amounts("身高170，160斤")) is False


@pytest.mark.parametrize(("said", "inside"), [("七八斤的鱼", True), ("四五斤的鱼", None), ("两三斤的鱼", None)])
def test_about_so_many_must_lie_in_the_row_from_end_to_end(said: str, inside: bool | None) -> None:
    assert (holds([("鱼重", "5斤以上")], amounts(said)) or None) is inside


def test_a_side_without_a_unit_is_in_centimetres() -> None:
    assert holds([("直径", "50cm-80cm")], amounts("直径60的灯")) is True
    assert holds([("直径", "50cm以下")], amounts("直径60的灯")) is False
