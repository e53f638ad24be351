"""The row that a stated measure falls in, for shops of different trades."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.types import Product, Sku
from server.reply.solvers.intervals import Ends, interval
from server.reply.solvers.quantities import stated
from server.reply.solvers.rows import solve_row
from tests.support.solving import Desk, prose, rows

Make = Callable[..., Desk]

SHIRTS = rows(
    "衬衫",
    headers="尺码|身高cm|体重（斤）|胸围cm",
    lines=["S|155～165|90～110|96", "M|165～172|110～130|100", "L|172～178|130～150|104", "XL|178～184|150～170|108"],
)
PRAMS = rows("奶粉选段", headers="段位|适合月龄", lines=["1段|0～6个月", "2段|6～12个月", "3段|12～36个月"])
COLLARS = rows(
    "犬背心", headers="号|胸围(cm)|体重(kg)", lines=["小号|30～38|2～5", "中号|38～48|5～10", "大号|48～60|10～20"]
)
JEANS = rows(
    "牛仔裤",
    headers="身高\\体重|45～50kg|50～55kg|55～60kg",
    lines=["155～160cm|26码|27码|28码", "160～168cm|27码|28码|29码"],
)
LEFT = prose("同一档里左含右不含。身高和体重不在同一档时，以体重为准。", "看表说明")


@pytest.mark.parametrize(
    ("said", "size"),
    [
        ("168 120斤穿什么码", "M"),
        ("我身高一米六八，体重60公斤，选哪个码", "M"),
        ("175cm 70kg 要多大码", "L"),
        ("一米八二 一百六 穿几码", "XL"),
        ("168 体重60 穿什么码", "M"),
    ],
)
def test_height_and_weight_lead_to_a_size_in_any_unit(desk: Make, said: str, size: str) -> None:
    assert f"对应{size}。" in desk(SHIRTS, LEFT).text(solve_row, said)


def test_an_end_shared_by_two_rows_belongs_where_the_note_says(desk: Make) -> None:
    assert "对应L。" in desk(SHIRTS, LEFT).text(solve_row, "身高172 130斤 穿什么码")
    right = prose("每档不含左边、含右边的数。", "看表说明")
    assert "对应M。" in desk(SHIRTS, right).text(solve_row, "身高172 130斤 穿什么码")


def test_both_neighbours_are_named_where_no_note_decides(desk: Make) -> None:
    said = desk(SHIRTS).text(solve_row, "身高172 130斤 穿什么码")
    assert "M和L" in said


def test_the_measure_that_the_note_names_decides_between_two_rows(desk: Make) -> None:
    said = desk(SHIRTS, LEFT).text(solve_row, "身高165 体重140斤 选几码")
    assert "以体重为准" in said
    assert "对应L。" in said
    assert "身高对应M" in desk(SHIRTS).text(solve_row, "身高168 体重140斤 选几码")


def test_a_matrix_of_two_measures_is_read(desk: Make) -> None:
    assert "对应28码" in desk(JEANS, LEFT).text(solve_row, "身高162体重52公斤穿几码")
    assert "对应28码" in desk(JEANS, LEFT).text(solve_row, "身高一米六 一百斤整 几码")


def test_a_baby_s_age_leads_to_its_stage(desk: Make) -> None:
    left = prose("左含右不含。", "奶粉选段")
    assert "3段" in desk(PRAMS, left).text(solve_row, "宝宝1岁半了，吃几段")


def test_height_alone_is_not_enough_where_the_chart_also_asks_for_weight(desk: Make) -> None:
    assert desk(SHIRTS, LEFT).ask(solve_row, "我165 穿什么码") is None


def test_what_was_told_earlier_in_the_chat_counts(desk: Make) -> None:
    assert "对应M。" in desk(SHIRTS, LEFT).text(solve_row, "我168", "体重120斤，穿什么码")


def test_two_people_in_one_bubble_are_not_mixed_up(desk: Make) -> None:
    assert desk(SHIRTS, LEFT).ask(solve_row, "我160 100斤，老公178 150斤，穿什么码") is None


def test_beyond_the_largest_row_no_size_is_recommended(desk: Make) -> None:
    assert "没有合适的码" in desk(SHIRTS, LEFT).text(solve_row, "身高180 体重190斤 穿什么码")


def test_a_note_on_the_product_moves_everybody_one_size(desk: Make) -> None:
    coat = Product(Sku("CS-20"), "格纹衬衫")
    note = prose("格纹衬衫 CS-20：先按上表选好，再拍大一码。", "衬衫")
    said = desk(SHIRTS, LEFT, note, products=(coat,)).text(solve_row, "168 120斤穿什么码")
    assert "建议选L" in said


def test_a_condition_moves_only_those_who_say_that_it_is_theirs(desk: Make) -> None:
    vest = Product(Sku("DV-1"), "保暖犬背心")
    note = prose("犬背心 DV-1 偏小：毛长、胖的拍大一号。", "犬背心")
    made = desk(COLLARS, LEFT, note, products=(vest,))
    plain = made.text(solve_row, "胸围40cm 体重7kg 选哪个号")
    assert "对应中号。" in plain
    assert "毛长、胖的拍大一号" in plain
    assert "建议选大号" in made.text(solve_row, "我家狗毛长，胸围40cm 体重7kg 选哪个号")


def test_a_size_in_which_the_product_is_not_made_is_not_recommended(desk: Make) -> None:
    shirt = Product(Sku("CS-1"), "亚麻衬衫", attributes=(("尺码", "S～M"),))
    said = desk(SHIRTS, LEFT, products=(shirt,)).text(solve_row, "175cm 140斤要什么码")
    assert "S～M" in said
    assert "没有合适的码" in said


def test_a_table_of_other_goods_is_not_read(desk: Make) -> None:
    scope = prose("适用：CS-1、CS-2", "衬衫")
    other = prose("适用：DV-1", "犬背心")
    coat = Product(Sku("ZZ-9"), "羽绒被")
    assert desk(SHIRTS, COLLARS, scope, other, LEFT, products=(coat,)).ask(solve_row, "168 120斤 什么码") is None


def test_no_measure_no_size(desk: Make) -> None:
    assert desk(SHIRTS, LEFT).ask(solve_row, "这件有什么码") is None


@given(st.integers(90, 169))
def test_every_weight_of_the_chart_has_exactly_one_row_when_ends_are_ruled(weight: int) -> None:
    cells = ["90～110", "110～130", "130～150", "150～170"]
    spans = [span for cell in cells if (span := interval(cell, "斤"))]
    value = stated([f"体重{weight}斤"])[0].values[0]
    assert sum(span.holds(value, Ends.LEFT) for span in spans) == 1


@given(st.integers(60, 400))
def test_jin_and_kilograms_state_the_same_weight(jin: int) -> None:
    assert stated([f"体重{jin}斤"]) == stated([f"体重{jin / 2}kg"])


@pytest.mark.parametrize(
    ("cell", "unit", "inside", "outside"),
    [
        ("≥20kg", "", "20", "19"),
        (">20kg", "", "21", "20"),
        ("90以下", "cm", "90", "91"),
        ("5kg以上至20kg", "", "20", "5"),
        ("1kg＜X≤5kg", "", "5", "1"),
        ("不超过3kg", "", "3", "4"),
        ("2～3", "", "2.5", "4"),
    ],
)
def test_spans_are_read_as_shops_write_them(cell: str, unit: str, inside: str, outside: str) -> None:
    span = interval(cell, unit)
    assert span is not None
    assert span.holds(Decimal(inside))
    assert not span.holds(Decimal(outside))
