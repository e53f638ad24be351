"""How long parcels of invented shops are on their way."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from knowledge.types import Product, Sku
from server.reply.solvers.arrival import solve_arrival
from tests.support.solving import Desk, prose, rows

Make = Callable[..., Desk]

CLAUSES = prose("江浙沪发出后次日到；其他省份2～4天；新疆、西藏、青海5～8天。", "快递与时效")
COMMAS = prose("时效：广东省内1-2天，华南其他地区以外的各省3-5天，偏远地区（新疆、西藏、内蒙古）7-10天。", "物流")
TABLE = rows(
    "时效表",
    headers="区域|省份|配送时效",
    lines=["一区|河南、山东|1～2天", "二区|四川、重庆、云南|3天", "三区|新疆、西藏|6～9天"],
)
CREAM = Product(Sku("DC-1"), "移动电源 10000", Decimal(99), category="电源")


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("寄苏州几天到", "江浙沪发出后次日到"),
        ("我在成都 几天能到呀", "其他省份2～4天"),
        ("都发走了 人在乌鲁木齐 啥时候能收到", "新疆、西藏、青海5～8天"),
        ("到湖北多久", "其他省份2～4天"),
    ],
)
def test_the_clause_of_the_place_is_told_alone(desk: Make, said: str, answer: str) -> None:
    told = desk(CLAUSES).text(solve_arrival, said)
    assert answer in told
    assert sum(one in told for one in ("次日到", "2～4天", "5～8天")) == 1


@pytest.mark.parametrize(
    ("said", "answer"), [("到郑州要几天", "1～2天"), ("发云南多久能到", "3天"), ("拉萨的 几天收到", "6～9天")]
)
def test_the_row_of_the_place_is_told(desk: Make, said: str, answer: str) -> None:
    assert f"配送时效{answer}" in desk(TABLE).text(solve_arrival, said)


def test_a_place_that_no_row_names_is_left_open(desk: Make) -> None:
    assert desk(TABLE).ask(solve_arrival, "到福州要几天") is None


def test_commas_part_the_places_too(desk: Make) -> None:
    assert "7-10天" in desk(COMMAS).text(solve_arrival, "呼和浩特几天到")


@pytest.mark.parametrize("said", ["寄苏州运费多少 几天到账", "退到苏州的钱几天到", "几天到", "苏州和成都几天到"])
def test_what_names_no_single_place_or_asks_otherwise_is_left_to_others(desk: Make, said: str) -> None:
    assert desk(CLAUSES).ask(solve_arrival, said) is None


def test_goods_that_take_longer_are_left_to_others(desk: Make) -> None:
    slower = prose("电源类走陆运，比平常慢1～2天。", "快递与时效")
    assert desk(CLAUSES, slower, products=(CREAM,)).ask(solve_arrival, "寄苏州几天到") is None


def test_two_statements_that_differ_are_not_chosen_between(desk: Make) -> None:
    large = prose("大件：江浙沪3～5天送达。", "大件")
    assert desk(CLAUSES, large).ask(solve_arrival, "寄苏州几天到") is None


def test_a_time_of_dispatch_is_no_time_on_the_way(desk: Make) -> None:
    sent = prose("浙江的订单付款后48小时内发货，快递配送。", "发货")
    assert desk(sent).ask(solve_arrival, "到杭州几天") is None
