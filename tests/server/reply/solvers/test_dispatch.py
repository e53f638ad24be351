"""When an order leaves, by the cut-off times of invented shops."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.types import Product, Sku
from server.reply.solvers.calendar import CHINA, clock, weekdays
from server.reply.solvers.dispatch import solve_dispatch
from server.reply.types import Order
from tests.support.solving import Desk, prose, rows

Make = Callable[..., Desk]

TABLE = rows(
    "发货",
    headers="仓库|货品|出库日|截单时间|截单前付款|截单后付款",
    lines=[
        "北仓|书籍、文具|周一至周五|15:30|当天发出|下一个出库日发出",
        "南仓|家具|周一至周六|11:00|24小时内出库|48小时内出库",
    ],
)
TEXT = prose("每天下午4点前付款的当天发货，16:00后付款的次日发货。周日不发货。", "发货说明")
PEN = Product(Sku("WJ-11"), "旅行钢笔", Decimal(59), category="文具")
SOFA = Product(Sku("JJ-20"), "布艺沙发", Decimal(1999), category="家具")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-06-17T10:00", "今天可以安排发货"),
        ("2026-06-17T17:00", "明天（周四）"),
        ("2026-06-20T17:00", "下周一"),  # Saturday evening; nothing leaves on Sunday
        ("2026-06-21T10:00", "周日不发货"),
    ],
)
def test_a_sentence_with_a_cut_off_time_decides_the_day(desk: Make, moment: str, said: str) -> None:
    assert said in desk(TEXT, as_of=at(moment)).text(solve_dispatch, "现在拍今天能发货吗")


@pytest.mark.parametrize(
    ("moment", "said"),
    [("2026-06-17T10:00", "今天可以安排发出"), ("2026-06-19T16:00", "下周一"), ("2026-06-17T16:00", "明天（周四）")],
)
def test_the_row_of_the_product_s_own_warehouse_counts(desk: Make, moment: str, said: str) -> None:
    assert said in desk(TABLE, products=(PEN,), as_of=at(moment)).text(solve_dispatch, "今天能发吗")


def test_hours_stay_hours(desk: Make) -> None:
    said = desk(TABLE, products=(SOFA,), as_of=at("2026-06-17T10:00")).text(solve_dispatch, "今天拍今天发货吗")
    assert "24小时内出库" in said
    assert "今天可以" not in said


def test_the_moment_of_payment_counts_not_that_of_asking(desk: Make) -> None:
    order = Order(status="待发货", paid_at=at("2026-06-17T15:00"))
    late = desk(TABLE, products=(PEN,), order=order, as_of=at("2026-06-17T18:00"))
    assert "今天可以安排发出" in late.text(solve_dispatch, "今天会发货吗")


def test_without_a_rule_or_a_known_warehouse_nothing_is_said(desk: Make) -> None:
    assert desk(prose("我们会尽快发货。")).ask(solve_dispatch, "今天能发吗") is None
    assert desk(TABLE).ask(solve_dispatch, "今天能发吗") is None


def test_an_order_that_should_have_left_is_not_promised_again(desk: Make) -> None:
    order = Order(status="待发货", paid_at=at("2026-06-15T10:00"))
    assert (
        desk(TABLE, products=(PEN,), order=order, as_of=at("2026-06-17T10:00")).ask(solve_dispatch, "几号发货") is None
    )


def test_a_presale_counts_its_days_from_the_payment(desk: Make) -> None:
    table = rows("预售", headers="款号|方式|出库时间", lines=["WJ-11 旅行钢笔|全款预售|付款后 10 天内"])
    pen = Product(Sku("WJ-11"), "旅行钢笔", attributes=(("发货", "全款预售"),))
    order = Order(status="待发货", paid_at=at("2026-06-25T10:00"))
    made = desk(TEXT, table, products=(pen,), order=order, as_of=at("2026-06-26T10:00"))
    assert "最晚7月5日" in made.text(solve_dispatch, "我的钢笔最晚几号发货")


def test_a_stated_period_of_other_times_goes_before_the_cut_off(desk: Make) -> None:
    sale = prose("店庆：6月18日 10:00 到 6月20日 24:00 之间付款的订单，72小时内发货。", "发货说明")
    order = Order(status="待发货", paid_at=at("2026-06-18T20:30"))
    made = desk(TEXT, sale, order=order, as_of=at("2026-06-19T10:00"))
    assert "最晚6月21日20:30" in made.text(solve_dispatch, "我那单最晚哪天发")


@pytest.mark.parametrize("said", ["能开发票吗", "补发的什么时候寄出", "今天下单几天到", "怎么还不发货"])
def test_other_questions_are_left_to_others(desk: Make, said: str) -> None:
    assert desk(TEXT).ask(solve_dispatch, said) is None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("周一到周六", range(6)),
        ("工作日", range(5)),
        ("周六、周日", (5, 6)),
        ("每天", range(7)),
        ("周末", (5, 6)),
        ("周五至周日", (4, 5, 6)),
    ],
)
def test_weekdays_are_read(text: str, days: range) -> None:
    assert weekdays(text) == frozenset(days)


@given(st.integers(0, 23), st.integers(0, 59))
def test_every_clock_time_is_read_back(hour: int, minute: int) -> None:
    found = clock(f"截单 {hour}:{minute:02d}")
    assert found is not None
    assert found[0] == hour * 60 + minute


WAREHOUSES = prose(
    "西仓：工作日18:00前付款，当天发出；18:00后付款，次日发出。周六、周日不发。\n"
    "东仓：工作日14:00前付款，当天发出；14:00后付款的次一工作日发出。周六、周日不发。",
    "发货时效",
)
HOLDINGS = prose("我们有两个仓：西仓（文具、书籍）和东仓（家具、灯具）。", "仓库")


@pytest.mark.parametrize(
    ("product", "said"), [(PEN, "18:00前付款，当天发出"), (SOFA, "14:00后付款的次一工作日发出，要到明天（周四）")]
)
def test_a_sentence_about_another_warehouse_is_not_taken(desk: Make, product: Product, said: str) -> None:
    made = desk(WAREHOUSES, HOLDINGS, products=(product,), as_of=at("2026-06-17T16:00"))
    assert said in made.text(solve_dispatch, "这会儿付款今天走得了吗")


def test_without_knowing_the_warehouse_nothing_is_said(desk: Make) -> None:
    assert desk(WAREHOUSES, products=(PEN,)).ask(solve_dispatch, "现在拍今天能发吗") is None


def test_goods_with_a_time_of_their_own_have_no_cut_off(desk: Make) -> None:
    rule = prose(
        "大件：沙发、床垫。\n大件：付款后4天内出库。\n普通快递：每天16:00前付款当天发，16:00以后次日发。", "发货"
    )
    assert desk(rule, products=(SOFA,)).ask(solve_dispatch, "现在拍今天能发吗") is None
    assert "今天可以安排" in desk(rule, products=(PEN,)).text(solve_dispatch, "现在拍今天能发吗")


def test_looser_times_of_a_festival_end_with_their_period(desk: Make) -> None:
    festival = prose("大促（11月1日至11月8日）付款的订单放宽为付款后48小时内发出。", "大促")
    prices = prose("大促期间价保延长到月底。", "价保")
    made = desk(TEXT, festival, prices, as_of=at("2026-11-10T10:00"))
    assert "今天可以安排" in made.text(solve_dispatch, "现在拍今天能发货吗")
    during = desk(TEXT, festival, as_of=at("2026-11-05T10:00")).ask(solve_dispatch, "现在拍今天能发货吗")
    assert during is None or "今天可以" not in during.sentences[0].text


SATURDAY = prose(
    "一仓：工作日17:00前付款，当天发出；17:00后付款，次日发出。周六照常发货，截单提前到12:00；周日不发，顺延到周一。\n"
    "二仓：工作日15:00前付款，当天发出；15:00后付款的次一工作日发出。周六、周日都不发货。",
    "发货时效",
)
STOCKS = prose("一仓（文具、书籍）和二仓（家具、灯具）分开发。", "仓库")


@pytest.mark.parametrize(
    ("product", "moment", "said"),
    [
        (PEN, "2026-06-20T11:00", "周六照常发货，截单提前到12:00"),
        (PEN, "2026-06-19T18:00", "17:00后付款，次日发出"),
        (SOFA, "2026-06-20T11:00", "周六不发出，要到下周一发出"),
    ],
)
def test_a_day_with_a_time_of_its_own_is_no_closed_day(desk: Make, product: Product, moment: str, said: str) -> None:
    made = desk(SATURDAY, STOCKS, products=(product,), as_of=at(moment))
    assert said in made.text(solve_dispatch, "现在拍今天发得出来吗")


OWN = prose(
    "活饵（红虫、蚯蚓）每周二、周四发货。\n成品48小时内发货；吊扇、大吊灯由厂家直发，付款后5天内发货。", "发货说明"
)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("红虫今天能发吗", "活饵（红虫、蚯蚓）每周二、周四发货。"),
        ("大吊灯今天下单啥时候发", "吊扇、大吊灯由厂家直发，付款后5天内发货。"),
    ],
)
def test_goods_with_a_rule_of_their_own_do_not_leave_by_the_general_one(desk: Make, asked: str, said: str) -> None:
    assert desk(TEXT, OWN, as_of=at("2026-06-17T10:00")).text(solve_dispatch, asked) == said


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("下午六点拍的啥时候走", "您说的时间已经过了截单时间"),
        ("我中午12点付款今天能发不", "按您说的时间付款，当天可以安排发货"),
    ],
)
def test_the_time_that_the_customer_names_counts(desk: Make, asked: str, said: str) -> None:
    assert said in desk(TEXT, as_of=at("2026-06-17T10:00")).text(solve_dispatch, asked)
