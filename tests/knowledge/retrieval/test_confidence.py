"""How likely the passages answer the question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.retrieval.confidence import Features, confidence, covered
from knowledge.retrieval.content import content_terms, is_chinese
from knowledge.retrieval.scale import Scale, measure_scales
from tests.support.hashing_encoder import HashingEncoder

UNIT = st.floats(0, 1)


@given(st.floats(-9, 9), UNIT, st.floats(-9, 9), UNIT)
def test_more_evidence_never_lowers_it(closeness: float, coverage: float, other: float, more: float) -> None:
    low = Features(0.8, min(closeness, other), min(coverage, more))
    high = Features(0.8, max(closeness, other), max(coverage, more))
    assert 0.0 <= confidence(low) <= confidence(high) <= 1.0


def test_chance_is_distrusted_and_a_full_match_trusted() -> None:
    assert confidence(Features(0.83, 0.0, 0.2)) < 0.05
    assert confidence(Features(0.92, 1.0, 1.0)) > 0.95


def test_rare_words_weigh_more_than_common_ones() -> None:
    weights = {"花呗": 6.0, "可以": 0.5}
    assert covered(weights, {"可以"}) < 0.1
    assert covered(weights, {"花呗"}) > 0.9
    assert covered({}, {"花呗"}) == 0.5


def test_the_content_of_a_question_is_left_when_its_courtesy_is_gone() -> None:
    assert content_terms("亲，请问一下这款有没有粉色的呀") == ["亲", "粉色"]
    assert "1.5匹" in content_terms("1.5匹的多少钱")


@pytest.mark.parametrize(
    ("text", "chinese"), [("怎么退", True), ("how to return", False), ("退 it", True), ("123", False)]
)
def test_a_question_with_any_chinese_is_chinese(text: str, chinese: bool) -> None:
    assert is_chinese(text) is chinese


def test_closeness_is_0_at_chance_and_1_at_an_answer() -> None:
    scale = Scale(unrelated=0.83, spread=0.014, related=0.92)
    assert scale.closeness(0.83, 500) == pytest.approx(0.0)
    assert scale.closeness(0.92, 500) == pytest.approx(1.0)
    assert scale.closeness(0.88, 100_000) < scale.closeness(0.88, 500) < scale.closeness(0.88, 10)


def test_any_encoder_that_tells_answers_apart_has_a_scale() -> None:
    scales = measure_scales(HashingEncoder(dimension=512))
    assert scales.chinese.related > scales.chinese.unrelated + scales.chinese.spread
