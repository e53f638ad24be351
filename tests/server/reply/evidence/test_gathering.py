"""Which terms an order falls under."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from knowledge.types import Category, Passage, Retrieval, Validity
from server.reply.evidence.gathering import as_bought

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
BEFORE, AFTER = datetime(2025, 12, 20, tzinfo=UTC), datetime(2026, 1, 5, tzinfo=UTC)


def retrieval(*passages: Passage) -> Retrieval:
    return Retrieval(passages, 0.8, revision=1)


def test_after_sale_terms_are_those_of_the_day_of_payment(make_passage: Callable[..., Passage]) -> None:
    new = replace(make_passage("质保2年。", category=Category.AFTERSALE), validity=Validity(NEW_YEAR, None))
    old = replace(make_passage("质保1年。", category=Category.AFTERSALE), validity=Validity(None, NEW_YEAR))
    fee = make_passage("运费10元。", category=Category.LOGISTICS)
    found = as_bought(retrieval(new, fee), retrieval(old, fee), BEFORE)
    assert [one.text for one in found.passages] == ["质保1年。", "运费10元。"]


def test_terms_that_held_when_the_order_was_paid_stay(make_passage: Callable[..., Passage]) -> None:
    new = replace(make_passage("质保2年。", category=Category.AFTERSALE), validity=Validity(NEW_YEAR, None))
    now = retrieval(new)
    assert as_bought(now, retrieval(), AFTER) is now


def test_a_campaign_of_today_is_not_replaced_by_the_one_of_then(make_passage: Callable[..., Passage]) -> None:
    campaign = replace(make_passage("满300减40。", category=Category.RULES), validity=Validity(NEW_YEAR, None))
    now = retrieval(campaign)
    assert as_bought(now, retrieval(), BEFORE) is now
