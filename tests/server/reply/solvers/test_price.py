"""What is to be paid, under the promotions of invented shops."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.types import Product, Sku
from server.reply.solvers.basket import Total, best_tier, next_tier, priced, taken_off, with_coupon
from server.reply.solvers.calendar import CHINA
from server.reply.solvers.price import solve_price
from server.reply.solvers.promotions import Kind, Promotion, promotions_of
from tests.support.solving import NOW, Desk, prose, rows

Make = Callable[..., Desk]

POT = Product(Sku("CJ-30"), "珐琅汤锅", Decimal(329), category="厨具")
PAN = Product(Sku("CJ-31"), "不粘煎锅", Decimal(169), category="厨具")
CAKE = Product(Sku("SP-02"), "核桃酥", Decimal("29.9"), category="糕点")
TIERS = prose("全店满199减15\n满399减40\n满699减90\n一单取最高一档。", "满减")
COUPON = prose("新客券20元，满299可用，首次下单的顾客领。先满减、后用券。", "店铺券")
EACH = prose("全店每满300减50，上不封顶。和日常满减不同享。", "店庆：6月16日 0:00 ～ 6月18日 23:59")


def test_two_goods_are_summed_and_the_highest_tier_taken(desk: Make) -> None:
    said = desk(TIERS, products=(POT, PAN)).text(solve_price, "汤锅和煎锅一共多少钱")
    assert "合计498元" in said
    assert "满399减40，减40元，实付458元" in said


def test_quantity_times_price(desk: Make) -> None:
    said = desk(TIERS, products=(POT,)).text(solve_price, "汤锅要2个 一共多少钱")
    assert "您要2个，满399减40，减40元，实付618元" in said


def test_two_pieces_in_words_are_two_whatever_their_measure_word(desk: Make) -> None:
    rod = Product(Sku("YG-2"), "青波手竿 4.5米", Decimal(168))
    said = desk(prose("全店每满200减25，上不封顶。", "活动"), products=(rod,)).text(
        solve_price, "两根青波手竿一共多少钱"
    )
    assert "您要2根" in said
    assert "实付311元" in said


def test_a_length_in_the_name_is_no_number_of_pieces(desk: Make) -> None:
    rod = Product(Sku("YG-3"), "青波手竿 5.4米", Decimal(208))
    sale = prose("全店每满200减25，上不封顶。", "活动")
    assert "实付183元" in desk(sale, products=(rod,)).text(solve_price, "买青波手竿5.4米那根到手多少")


def test_a_coupon_comes_off_after_the_tier_where_the_shop_says_so(desk: Make) -> None:
    said = desk(TIERS, COUPON, products=(POT,)).text(solve_price, "第一次买，汤锅用满减和券到手多少")
    assert "减15元" in said
    assert "再用新客券，减20元，实付294元" in said


def test_without_a_rule_of_order_no_sum_is_named(desk: Make) -> None:
    coupon = prose("新客券20元，满299可用，首次下单的顾客领。", "店铺券")
    assert desk(TIERS, coupon, products=(POT,)).ask(solve_price, "第一次买，汤锅用满减和券到手多少") is None


def test_a_sale_of_the_day_takes_the_place_of_the_daily_one_it_excludes(desk: Make) -> None:
    made = desk(TIERS, EACH, products=(POT, PAN))
    assert "每满300减50，减50元，实付448元" in made.text(solve_price, "汤锅和煎锅一共多少钱")
    later = desk(TIERS, EACH, products=(POT, PAN), as_of=datetime(2026, 6, 20, 10, tzinfo=CHINA))
    assert "实付458元" in later.text(solve_price, "汤锅和煎锅一共多少钱")


def test_goods_that_were_not_recognised_leave_the_sum_open(desk: Make) -> None:
    assert desk(TIERS, products=(POT, PAN)).ask(solve_price, "汤锅+煎锅+砧板一共多少钱") is None


def test_excluded_goods_do_not_count(desk: Make) -> None:
    tiers = prose("满199减15\n糕点类不参加。", "满减")
    assert "实付299元" in desk(tiers, products=(CAKE,)).text(solve_price, "核桃酥买10盒一共多少钱")


def test_a_discount_by_pieces(desk: Make) -> None:
    three = prose("糕点：3件8折。", "多件优惠")
    assert "实付71.76元" in desk(three, products=(CAKE,)).text(solve_price, "核桃酥拍3件一共多少钱")


def test_a_deposit_that_grows(desk: Make) -> None:
    table = rows("预售", headers="商品|定金|抵多少", lines=["CJ-30 珐琅汤锅|50|120"])
    said = desk(table, products=(POT,)).text(solve_price, "汤锅付了定金，尾款是多少")
    assert "尾款是209元" in said
    assert "一共付259元" in said


@pytest.mark.parametrize("said", ["汤锅多少钱", "汤锅有多少种颜色", "18号到手多少", "汤锅容量一共多少升，有多大"])
def test_what_asks_for_no_sum_of_today_is_left_to_others(desk: Make, said: str) -> None:
    assert desk(prose("欢迎光临。"), products=(POT,)).ask(solve_price, said) is None


def test_a_statement_that_denies_grants_nothing() -> None:
    assert not promotions_of([prose("定金款不参加每满300减50。")], NOW)


AMOUNTS = st.decimals(Decimal(0), Decimal(100_000), places=2)
TIER_LISTS = st.lists(st.tuples(st.integers(2, 2000), st.integers(1, 500)), min_size=1, max_size=5).map(
    lambda pairs: [_promotion(Kind.TIER, need, min(off, need)) for need, off in pairs]
)


def _promotion(kind: Kind, need: int, off: int) -> Promotion:
    return Promotion(kind, Decimal(need), Decimal(off), Decimal(1), "", 1)


@given(AMOUNTS, st.integers(1, 1000), st.integers(1, 2000), st.sampled_from([Kind.TIER, Kind.EACH, Kind.COUPON]))
def test_a_promotion_never_takes_more_than_there_is(amount: Decimal, need: int, off: int, kind: Kind) -> None:
    assert 0 <= taken_off(_promotion(kind, need, off), amount) <= amount


@given(AMOUNTS, TIER_LISTS)
def test_the_highest_tier_reached_is_taken(amount: Decimal, tiers: list[Promotion]) -> None:
    best = best_tier(tiers, amount)
    reached = [tier.need for tier in tiers if tier.need <= amount]
    assert (best.need if best else None) == (max(reached) if reached else None)


@given(AMOUNTS, AMOUNTS, st.integers(1, 1000), st.integers(1, 1000))
def test_every_full_step_counts_and_more_never_costs_less_by_more_than_a_step(
    amount: Decimal, more: Decimal, need: int, off: int
) -> None:
    each = _promotion(Kind.EACH, need, min(off, need))
    assert taken_off(each, amount + more) >= taken_off(each, amount)


@given(AMOUNTS, TIER_LISTS, st.integers(1, 500))
def test_a_total_is_never_negative_and_is_what_its_steps_leave(
    amount: Decimal, tiers: list[Promotion], off: int
) -> None:
    total = priced(amount, (), best_tier(tiers, amount), amount)
    reduced = with_coupon(total, _promotion(Kind.COUPON, 1, off), on_full_price=False) or total
    assert isinstance(reduced, Total)
    assert reduced.total >= 0
    assert reduced.total == reduced.before - sum(step.less for step in reduced.steps)


KETTLE = Product(Sku("SH-9"), "玻璃烧水壶", Decimal(159), category="小家电")
FAN = Product(Sku("FS-1"), "静音落地扇", Decimal(239), category="风扇")
SMALL_FAN = Product(Sku("FS-2"), "桌面小风扇", Decimal(99), category="风扇")
BOARD = Product(Sku("CJ-40"), "竹木砧板", Decimal(59), category="厨具")


def test_goods_that_are_not_in_view_are_found_on_the_shelf(desk: Make) -> None:
    made = desk(TIERS, products=(), shelf=(POT, PAN, BOARD))
    assert "合计557元，满399减40，减40元，实付517元" in made.text(solve_price, "汤锅+煎锅+砧板 一块拍多少米")


def test_a_piece_of_the_list_that_names_no_product_leaves_the_sum_open(desk: Make) -> None:
    assert desk(TIERS, shelf=(POT, PAN)).ask(solve_price, "汤锅 煎锅 蒸笼 加起来多少钱") is None


def test_each_of_a_list_may_have_its_own_count(desk: Make) -> None:
    said = desk(TIERS, shelf=(POT, BOARD)).text(solve_price, "汤锅一个加砧板2个一共多少")
    assert "竹木砧板价格59元，您要2个" in said
    assert "合计447元" in said


def test_the_second_piece_at_half_price_takes_it_off_the_cheaper_one(desk: Make) -> None:
    half = prose("风扇类：第2件半价（按价格低的那件），每单限1次。", "多件优惠")
    made = desk(half, shelf=(FAN, SMALL_FAN))
    assert "减49.5元，实付288.5元" in made.text(solve_price, "落地扇和桌面小风扇一共多少钱")


def test_a_reduction_for_several_pieces_before_the_sale_where_the_shop_says_so(desk: Make) -> None:
    rule = prose("风扇类：第2件8折，打折后的金额再算满减。", "多件优惠")
    said = desk(TIERS, rule, products=(FAN,)).text(solve_price, "落地扇拍2台到手多少")
    assert "合计478元，第2件8折，减47.8元，满399减40，减40元，实付390.2元" in said


def test_two_reductions_without_an_order_name_no_sum(desk: Make) -> None:
    rule = prose("风扇类：第2件8折。", "多件优惠")
    assert desk(TIERS, rule, products=(FAN,)).ask(solve_price, "落地扇拍2台到手多少") is None


def test_money_off_for_any_two_is_not_for_goods_that_it_denies(desk: Make) -> None:
    rule = prose("厨具任意2件立减30元，砧板不参加。", "搭配")
    assert "立减30元，减30元，实付468元" in desk(rule, shelf=(POT, PAN)).text(solve_price, "汤锅加煎锅一起多少")
    denied = desk(rule, shelf=(POT, BOARD)).ask(solve_price, "汤锅加砧板一起多少")
    assert denied is None or "立减" not in denied.sentences[0].text


def test_what_is_missing_to_the_next_step_is_said(desk: Make) -> None:
    made = desk(TIERS, products=(POT,))
    assert "到满399减40还差70元" in made.text(solve_price, "汤锅买一个，还差多少能减40")


@given(AMOUNTS, TIER_LISTS)
def test_the_gap_to_the_next_step_just_reaches_it(amount: Decimal, tiers: list[Promotion]) -> None:
    ahead = next_tier(tiers, amount)
    if ahead is None:
        assert all(tier.need <= amount for tier in tiers)
    else:
        assert amount + ahead[1] == ahead[0].need
        assert not any(amount < tier.need < ahead[0].need for tier in tiers)
