"""Retrievals that are remembered: only for the same question, and only while the shop's knowledge is the same."""

from __future__ import annotations

from knowledge.retrieval.recent import Found, Recent
from knowledge.types import Retrieval, ShopId

SHOP, OTHER = ShopId("tea"), ShopId("other")
FOUND = Found(Retrieval((), 0.5, 1), ())


def test_the_same_question_in_the_same_state_is_remembered() -> None:
    recent = Recent()
    recent.keep(SHOP, (1, 1, 0), "退货", FOUND)
    assert recent.get(SHOP, (1, 1, 0), "退货") is FOUND
    assert recent.get(SHOP, (1, 1, 0), "换货") is None
    assert recent.get(OTHER, (1, 1, 0), "退货") is None


def test_nothing_is_remembered_of_another_state() -> None:
    recent = Recent()
    recent.keep(SHOP, (1, 1, 0), "退货", FOUND)
    assert recent.get(SHOP, (2, 1, 0), "退货") is None
    assert recent.get(SHOP, (1, 1, 1), "退货") is None
    recent.keep(SHOP, (2, 1, 0), "换货", FOUND)
    assert recent.get(SHOP, (1, 1, 0), "退货") is None


def test_the_questions_asked_longest_ago_are_forgotten() -> None:
    recent = Recent()
    recent.keep(SHOP, 1, "first", FOUND)
    for number in range(255):
        recent.keep(SHOP, 1, number, FOUND)
    assert recent.get(SHOP, 1, "first") is FOUND
    recent.keep(SHOP, 1, "last", FOUND)
    assert recent.get(SHOP, 1, "first") is FOUND
    assert recent.get(SHOP, 1, 0) is None
