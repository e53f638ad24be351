"""Figures as people say them, beside those that every text is read for."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingestion.conflicts.spoken import PLAIN, spoken
from ingestion.conflicts.values import figures_of, values_of
from knowledge.text.view import make_view

_DAY = 1440


@pytest.mark.parametrize(
    ("said", "measure", "value"),
    [
        ("碎了三成以上", "percent", "30"),
        ("坏三分之一", "percent", "33.3"),
        ("收一半定金", "percent", "50"),
        ("一个半月做好", "time", 45 * _DAY),
        ("享30晚试睡", "time", 30 * _DAY),
        ("下单隔天发", "time", 2 * _DAY),
        ("机身押金3000", "money", "3000"),
        ("高空费两百一台", "money", "200"),
        ("满159就减一百", "money", "100"),
        ("泵压15bar", "bar", "15"),
        ("每包89大卡", "calories", "89"),
        ("防水ip68", "ip", "8"),
        ("糖度14", PLAIN, "14"),
    ],
)
def test_a_figure_is_read_as_people_say_it(said: str, measure: str, value: str | int) -> None:
    found = {(value.measure, value.low) for value in values_of(said, make_view(said, "plain", {}), 0)}
    assert (measure, Decimal(value)) in found


@pytest.mark.parametrize("said", ["九成新", "第3步", "签收次日起算", "早上8:30开门", "保修3年", "长1.2米"])
def test_what_only_looks_like_one_is_left_alone(said: str) -> None:
    figures = [(figure.start, figure.end) for figure in figures_of(said)]
    assert list(spoken(said, figures)) == []


@given(st.text(alphabet="三成半分之一二百年天晚隔次日押金满减就收补1234567.:比％barip糖度 ", max_size=40))
def test_no_two_lie_in_one_another(text: str) -> None:
    found = sorted((one.start, one.end) for one in spoken(text, []))
    assert all(first[1] <= second[0] for first, second in pairwise(found))
    assert all(0 <= start < end <= len(text) for start, end in found)
