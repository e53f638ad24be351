"""Promotions that are over or not yet begun, of invented shops."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from server.reply.solvers.calendar import CHINA
from server.reply.solvers.ended import solve_ended
from tests.support.solving import Desk, prose, rows

Make = Callable[..., Desk]
SPRING = prose("蒸锅、炖锅任意2件同单立减40元，可以混着买。", "春季厨房节（2026-03-01 00:00 至 2026-03-20 23:59）")
VOUCHERS = rows("券", headers="券|条件|时间", lines=["焙烤券|满150减15|4-1～5-31", "茶具券|满99减8|6-1～6-30"])
ALWAYS = prose("围裙2件9折，全年都有。", "多件")


def test_an_offer_that_is_over_is_said_to_be_over(desk: Make) -> None:
    said = desk(SPRING, ALWAYS).text(solve_ended, "蒸锅两件减40的还有吗")
    assert "2026-03-01至2026-03-20" in said
    assert "已经结束" in said


def test_a_voucher_of_a_table_is_over_by_its_own_row(desk: Make) -> None:
    assert "4-1～5-31，现在已经结束" in desk(VOUCHERS).text(solve_ended, "焙烤券满150减15还能领吗")


def test_an_offer_that_has_not_begun_is_said_to_be_ahead(desk: Make) -> None:
    early = desk(SPRING, as_of=datetime(2026, 2, 20, 9, tzinfo=CHINA))
    assert "还没有开始" in early.text(solve_ended, "蒸锅两件减40现在能享受吗")


@pytest.mark.parametrize(
    "asked", ["茶具券满99减8还能领吗", "围裙两件9折还有吗", "蒸锅还有货吗", "蒸锅三件减60的还有吗"]
)
def test_what_runs_or_is_not_known_is_left_to_others(desk: Make, asked: str) -> None:
    assert desk(SPRING, VOUCHERS, ALWAYS).ask(solve_ended, asked) is None
