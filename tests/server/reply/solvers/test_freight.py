"""What sending costs, by the tariffs of invented shops."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.types import Product, Sku
from prompts.places import load_places
from server.reply.solvers.freight import solve_freight
from server.reply.solvers.tariffs import tariff_for
from tests.support.solving import Desk, prose, rows

Make = Callable[..., Desk]
PLACES = load_places()

BY_SUM = rows(
    "运费",
    headers="地区|满多少包邮|未满运费",
    lines=["江浙沪|49元|6元", "新疆、西藏|399元|首件20元，每多一件加8元", "其他地区|79元|9元"],
)
BY_WEIGHT = rows(
    "快递费", headers="省份|首重1kg(元)|续重1kg(元)", lines=["广东、广西|7|2", "新疆、西藏|18|13", "其余省份|10|5"]
)
BANDS = rows("分省运费", headers="目的地|3kg及以内(元)|3kg以上至10kg(元)|包邮", lines=["海南|14|31|不包邮"])
SAID = prose("全国包邮（新疆、西藏、内蒙古除外）。\n新疆、西藏、内蒙古运费15元。", "包邮说明")
CUP = Product(Sku("BZ-7"), "竹节保温杯", Decimal(45))


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("寄嘉兴 买了30块 邮费多少", "寄往嘉兴（浙江）满49元包邮，您说的30元没有满，没满的运费6元。"),
        ("我在喀什 3件一共100元 运费怎么收", "首件20元、每多一件加8元，您说的3件一共36元"),
        ("发武汉 包邮不", "寄往武汉（湖北）满79元包邮，没满的运费9元。"),
        ("发成都 买了100块 包邮吗", "您说的100元已经满了"),
    ],
)
def test_a_place_is_charged_by_its_own_row_or_by_the_rest(desk: Make, asked: str, told: str) -> None:
    assert told in desk(BY_SUM).text(solve_freight, asked)


def test_a_product_that_costs_less_than_the_limit_is_charged(desk: Make) -> None:
    assert "单买这款45元没有满，没满的运费9元" in desk(BY_SUM, products=(CUP,)).text(solve_freight, "拍1件发长沙包邮么")


def test_a_weight_falls_in_its_band(desk: Make) -> None:
    said = desk(BANDS).text(solve_freight, "5公斤的东西发三亚 运费多少")
    assert "不包邮" in said
    assert "运费31元" in said


def test_weight_is_rounded_up_to_whole_steps(desk: Make) -> None:
    assert "运费一共9元" in desk(BY_WEIGHT).text(solve_freight, "1.3kg 寄深圳多少运费")
    assert "运费一共15元" in desk(BY_WEIGHT).text(solve_freight, "4.2kg 寄深圳多少运费")
    assert "运费7元" in desk(BY_WEIGHT).text(solve_freight, "0.8kg 寄深圳多少运费")


def test_a_place_excepted_in_a_sentence_pays_what_another_says(desk: Make) -> None:
    assert "寄往和田（新疆）" in (said := desk(SAID).text(solve_freight, "寄和田 邮费多少"))
    assert "运费15元" in said


def test_places_left_out_in_brackets_are_not_promised_free_sending(desk: Make) -> None:
    page = prose("满49元就包邮（新疆、西藏、甘肃另算，见加价表）。", "寄送")
    assert desk(page).text(solve_freight, "3公斤寄兰州 运费多少") == ""
    assert "满49元包邮" in desk(page).text(solve_freight, "寄武汉 运费多少")


@pytest.mark.parametrize("asked", ["退货运费谁出 我在新疆", "发顺丰到北京多少钱", "包邮吗", "从上海发到北京运费多少"])
def test_other_money_and_open_places_are_left_to_others(desk: Make, asked: str) -> None:
    assert desk(BY_SUM).ask(solve_freight, asked) is None


def test_a_place_that_may_be_remote_is_not_guessed_at(desk: Make) -> None:
    vague = prose("全国满59元包邮，偏远地区运费12元。", "运费")
    assert desk(vague).ask(solve_freight, "发西宁包邮吗") is None


def test_two_rules_for_one_place_name_no_fee() -> None:
    clash = [prose("上海运费5元。"), prose("上海运费8元。")]
    assert tariff_for("上海", clash, PLACES) is None


@given(st.sampled_from(sorted(PLACES.provinces)), st.data())
def test_every_city_is_in_its_province(province: str, data: st.DataObject) -> None:
    cities = PLACES.provinces[province].split()
    if cities:
        assert PLACES.named(f"发{data.draw(st.sampled_from(cities))}多少钱") == {province}


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("我在扬州 买60的包邮不", "寄往扬州（江苏）满59元包邮，您说的60已经满了。"),
        ("我在太原 买60的包邮不", "寄往太原（山西）满79元包邮，您说的60没有满，没满的首重8元、续重2元。"),
        ("寄和田 2公斤要多少邮费", "寄往和田（新疆），首重18元、续重12元，您说的2公斤运费一共30元。"),
    ],
)
def test_each_clause_of_one_sentence_holds_for_its_own_places(desk: Make, asked: str, told: str) -> None:
    page = prose(
        "江浙沪满59包邮，其他地区满79包邮。\n不满的按首重1公斤8元、续重每公斤2元收取（新疆、西藏首重18元、续重每公斤12元，不参与包邮）。",
        "运费",
    )
    assert desk(page).text(solve_freight, asked) == told


def test_what_is_said_of_every_order_holds_wherever_no_place_is_named(desk: Make) -> None:
    page = prose("单笔实付满158元免运费，未满158元运费12元；西藏、新疆不论金额每单运费40元。", "运费")
    assert "满158元包邮，您说的100元没有满，没满的运费12元" in desk(page).text(solve_freight, "发济宁100块的包邮吗")
    assert "运费40元" in desk(page).text(solve_freight, "200块发喀什要邮费吗")


def test_where_nothing_is_ever_free_the_rule_for_the_weight_is_told(desk: Make) -> None:
    page = prose("其他地区满79包邮。\n西藏不参与包邮，首重18元，续重每公斤12元。", "运费")
    assert (
        desk(page).text(solve_freight, "拉萨包邮吗 买了200块的")
        == "寄往拉萨（西藏）不参与包邮，运费首重18元、续重12元。"
    )


def test_what_only_some_goods_or_people_get_is_no_tariff(desk: Make) -> None:
    some = prose("单买滤芯每单收运费6元。\n金卡会员全年免运费。", "运费")
    assert desk(some).ask(solve_freight, "发长沙要运费吗") is None


def test_the_fee_is_told_where_the_customer_says_that_the_limit_is_not_reached(desk: Make) -> None:
    page = prose("二线城市等其他地区满79包邮，其余地区满99包邮。\n不满的首重1公斤8元，续重每公斤2元。", "运费")
    assert desk(page).ask(solve_freight, "3公斤发保定包邮吗") is None
    assert "您说的3公斤运费一共12元" in desk(page).text(solve_freight, "保定3公斤 不够包邮要多少运费")
