import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.metrics.intervals import mean, percentile, share
from eval.metrics.matching import facts_present, forbidden_present
from eval.metrics.ranking import hit, ndcg, recall, reciprocal_rank

relevances = st.lists(st.sampled_from([0.0, 1.0, 2.0]), max_size=20)


def test_spaces_width_and_case_do_not_matter_for_a_fact() -> None:
    assert facts_present("我们会在 ４８ 小时内发出", [["48小时"], ["24小时"]]) == [True, False]
    assert facts_present("支持ＰＯＳ机", [["pos机"]]) == [True]


def test_every_group_needs_one_of_its_alternatives() -> None:
    assert facts_present("付款后两天内发货", [["48小时", "两天内"], ["顺丰"]]) == [True, False]


def test_forbidden_phrases_are_named() -> None:
    assert forbidden_present("加 微 信 便宜", ["加微信", "全国第一"]) == ["加微信"]


def test_ranking_metrics_by_hand() -> None:
    found = [0.0, 1.0, 0.0, 1.0]
    assert hit(found, 1) == 0
    assert hit(found, 5) == 1
    assert reciprocal_rank(found, 10) == 0.5
    assert recall(found, 10, 4) == 0.5
    expected = (1 / math.log2(3) + 1 / math.log2(5)) / (1 + 1 / math.log2(3))
    assert ndcg(found, 10, [1.0, 1.0]) == pytest.approx(expected)


@given(relevances)
def test_a_perfect_order_has_ndcg_one_and_no_order_has_more(found: list[float]) -> None:
    if not any(found):
        return
    assert ndcg(sorted(found, reverse=True), 10, found) == pytest.approx(1)
    assert ndcg(found, 10, found) <= 1 + 1e-9


@given(st.lists(st.booleans(), min_size=1, max_size=200))
def test_an_interval_holds_its_value_and_stays_in_bounds(hits: list[bool]) -> None:
    estimate = share(hits)
    assert estimate.value is not None
    assert estimate.low is not None
    assert estimate.high is not None
    assert 0 <= estimate.low <= estimate.value + 1e-12
    assert estimate.value - 1e-12 <= estimate.high <= 1


def test_more_cases_make_the_interval_narrower() -> None:
    few, many = share([True, False] * 5), share([True, False] * 500)
    assert (many.high or 0) - (many.low or 0) < (few.high or 0) - (few.low or 0)


def test_nothing_eligible_is_not_zero() -> None:
    assert share([]).value is None
    assert mean([]).value is None
    assert percentile([], 0.5) is None


def test_percentiles_are_values_that_occurred() -> None:
    assert percentile([5, 1, 3, 2, 4], 0.5) == 3
    assert percentile([5, 1, 3, 2, 4], 0.95) == 5
    assert percentile([7], 0.5) == 7
