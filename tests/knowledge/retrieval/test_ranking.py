"""Product in view, near-duplicates, limits and budget."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from knowledge.retrieval.ranking import fold_duplicates, in_view_first, within_budget
from knowledge.types import Audience, Passage
from tests.knowledge.retrieval.passages import passage


def texts(passages: list[Passage]) -> list[str]:
    return [each.text for each in passages]


def test_what_is_about_the_product_rises_and_what_is_about_another_falls() -> None:
    general = passage("通用", fused=0.6)
    own, other = passage("本款", fused=0.3, skus=("A-1",)), passage("别款", fused=0.9, skus=("B-2",))
    assert texts(in_view_first([other, general, own], {"a1"})) == ["本款", "通用", "别款"]


def test_a_product_named_in_the_context_line_counts() -> None:
    manual = passage("清洗滤网", fused=0.3, context="A-1 说明书 › 保养")
    assert texts(in_view_first([passage("通用", fused=0.6), manual], {"a1"})) == ["清洗滤网", "通用"]


def test_without_a_product_the_order_stays() -> None:
    passages = [passage("乙", fused=0.1, skus=("B-2",)), passage("甲", fused=0.9)]
    assert in_view_first(passages, set()) == passages


def test_a_text_that_differs_in_punctuation_only_is_folded_into_the_better_one() -> None:
    first, again = passage("满 99 包邮。"), passage("满99，包邮")
    assert fold_duplicates([first, again], 9) == [first]


def test_equal_texts_for_different_products_or_people_stay_apart() -> None:
    apart = [
        passage("质保两年", skus=("A",)),
        passage("质保两年", skus=("B",)),
        passage("质保两年", audience=Audience.STAFF),
    ]
    assert fold_duplicates(apart, 9) == apart


def test_folding_stops_at_what_is_wanted() -> None:
    assert len(fold_duplicates([passage(f"第{n}条") for n in range(9)], 4)) == 4


def test_text_for_staff_takes_no_place_from_what_may_be_said() -> None:
    staff = [passage(f"内部{n}", audience=Audience.STAFF) for n in range(5)]
    said = [passage(f"对客{n}") for n in range(3)]
    kept = within_budget([*staff, *said], 3, 10_000)
    assert texts(kept) == ["内部0", "内部1", "对客0", "对客1", "对客2"]


@given(st.lists(st.integers(1, 400), max_size=20), st.integers(1, 8), st.integers(1, 1500))
def test_limit_and_budget_hold_and_the_best_always_stays(sizes: list[int], limit: int, budget: int) -> None:
    passages = [passage(f"{n}", tokens=size) for n, size in enumerate(sizes)]
    kept = within_budget(passages, limit, budget)
    assert len(kept) <= limit
    assert kept[:1] == passages[:1]
    assert len(kept) <= 1 or sum(each.chunk.tokens for each in kept) <= max(budget, kept[0].chunk.tokens)
    order = [passages.index(each) for each in kept]
    assert order == sorted(order)


def test_scores_of_the_stages_survive_the_reordering() -> None:
    one = passage("本款", fused=0.3, skus=("A-1",))
    one = replace(one, scores=replace(one.scores, dense=0.9, lexical_rank=4))
    (moved,) = in_view_first([one], {"a1"})
    assert (moved.scores.dense, moved.scores.lexical_rank) == (0.9, 4)
