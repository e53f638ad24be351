"""Whether a period of invented shops' rules still runs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.types import Product, Sku
from server.reply.solvers.calendar import CHINA
from server.reply.solvers.deadlines import solve_deadline
from server.reply.solvers.periods import Period, duration, months_later
from server.reply.types import Order
from tests.support.solving import Desk, prose, rows

Make = Callable[..., Desk]

RETURNS = prose("签收次日起 14 天内可以申请无理由退货，包装完好。", "退货")
REPAIRS = [
    prose("签收后 30 天内有质量问题可以退换。", "质量问题"),
    prose("第 31 天到第 180 天，质量问题免费维修。", "质量问题"),
    prose("超过 180 天的质量问题收费维修。", "质量问题"),
]
PRICES = rows("价保", headers="商品|价保期（付款之日起）", lines=["灯具|20 天", "灯泡、配件|不支持"])
LAMP = Product(Sku("DJ-10"), "黄铜落地灯", category="灯具")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


def order(received: str = "2026-06-01T15:00", paid: str = "2026-05-28T09:00") -> Order:
    return Order(status="已签收", paid_at=at(paid), received_at=at(received))


def test_within_the_period_both_days_are_said(desk: Make) -> None:
    said = desk(RETURNS, order=order(), as_of=at("2026-06-10T10:00")).text(solve_deadline, "还能退吗")
    assert "14 天内" in said
    assert "6月1日签收" in said
    assert "到6月15日为止，现在还在期限内" in said


def test_after_the_period_nothing_is_offered(desk: Make) -> None:
    said = desk(RETURNS, order=order(), as_of=at("2026-06-16T10:00")).text(solve_deadline, "还能退吗")
    assert "已经超过期限" in said
    assert "可以申请退货" not in said


@pytest.mark.parametrize(
    ("today", "said"), [("2026-06-20", "可以退换"), ("2026-09-01", "免费维修"), ("2027-03-01", "收费维修")]
)
def test_the_band_in_which_the_day_lies_answers(desk: Make, today: str, said: str) -> None:
    made = desk(*REPAIRS, order=order(), as_of=at(f"{today}T10:00"))
    assert said in made.text(solve_deadline, "灯不亮了坏了还管吗")


def test_price_protection_counts_from_the_payment(desk: Make) -> None:
    made = desk(PRICES, products=(LAMP,), order=order(), as_of=at("2026-06-10T10:00"))
    assert "到6月17日为止，现在还在期限内" in made.text(solve_deadline, "今天便宜了50 能补差吗")


def test_what_the_customer_says_counts_without_an_order(desk: Make) -> None:
    assert "还在期限内" in desk(RETURNS).text(solve_deadline, "收到9天了还能退吗")
    assert "已经超过期限" in desk(RETURNS).text(solve_deadline, "签收20天了还能退吗")


@pytest.mark.parametrize("said", ["标签剪了还能退吗", "用过了还能退吗", "退货运费谁出呀", "怎么退货", "能退吗这个"])
def test_what_no_date_decides_is_left_to_others(desk: Make, said: str) -> None:
    assert desk(RETURNS).ask(solve_deadline, said) is None


def test_two_running_rules_that_differ_are_not_chosen_between(desk: Make) -> None:
    other = prose("签收次日起 20 天内可以无理由退货。", "退货")
    made = desk(RETURNS, other, order=order(), as_of=at("2026-06-05T10:00"))
    assert made.ask(solve_deadline, "还能退吗") is None


def test_a_rule_that_names_the_product_as_an_exception_keeps_the_solver_silent(desk: Make) -> None:
    exception = prose("DJ-10 定制款不支持无理由退货。", "退货")
    made = desk(RETURNS, exception, products=(LAMP,), order=order(), as_of=at("2026-06-10T10:00"))
    assert made.ask(solve_deadline, "还能退吗") is None


@given(st.dates(date(2024, 1, 1), date(2030, 1, 1)), st.integers(1, 30))
def test_the_last_day_is_in_and_the_next_is_out(start: date, days: int) -> None:
    period = Period("", 1, 0, days, "天", from_payment=False, scoped=False)
    assert period.holds(start, start + timedelta(days=days))
    assert not period.holds(start, start + timedelta(days=days + 1))


@given(st.dates(date(2024, 1, 1), date(2030, 1, 1)), st.integers(1, 60))
def test_months_later_is_the_same_day_or_the_month_s_last(start: date, count: int) -> None:
    end = months_later(start, count)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == count
    assert end.day == start.day or (end.day < start.day and (end + timedelta(days=1)).day == 1)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("签收次日起10天内", (0, 10, "天")),
        ("第31天到第90天", (31, 90, "天")),
        ("1年内保修", (0, 1, "年")),
        ("7天内或30天内", None),
    ],
)
def test_durations_are_read(text: str, found: tuple[int, int, str] | None) -> None:
    assert duration(text) == found


def test_a_fault_with_a_rule_of_its_own_is_not_settled_by_the_date(desk: Make) -> None:
    general = prose("签收 30 天内出现质量问题可以换新。", "质量问题")
    own = prose("杯身气泡 2 个及以下属于正常现象，划痕长于 1 厘米的可以换。", "质量问题")
    made = desk(general, own, order=order(), as_of=at("2026-06-10T10:00"))
    assert made.ask(solve_deadline, "有道划痕，质量不行，能换吗") is None
    assert "现在还在期限内" in made.text(solve_deadline, "坏了还能换吗")
