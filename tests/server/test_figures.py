"""Figures from messages and decisions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from knowledge.store.adoption import Decided
from knowledge.store.messages import Written
from knowledge.types import ShopId
from server.figures import adoption, service
from server.service_rules import ServiceRules

START = datetime(2026, 7, 18, 2, tzinfo=UTC)
RULES = ServiceRules()


def _chat(name: str, *turns: tuple[str, int]) -> list[Written]:
    return [Written(f"{name}{at}", ShopId("rules"), name, role, START + timedelta(seconds=at)) for role, at in turns]


def test_a_response_runs_from_the_first_bubble_that_waits() -> None:
    found = service(_chat("a", ("customer", 0), ("customer", 20), ("agent", 50), ("agent", 60)), RULES)
    assert (found.first_response_s, found.average_response_s) == (50, 50)


def test_a_chat_that_nobody_answered_has_no_response_time_and_lowers_the_reply_rate() -> None:
    found = service([*_chat("a", ("customer", 0)), *_chat("b", ("customer", 0), ("agent", 10))], RULES)
    assert (found.chats, found.answered, found.average_response_s) == (2, 1, 10)


def test_a_chat_is_slow_when_more_than_three_replies_took_longer_than_two_minutes() -> None:
    slow = [("customer", 0), ("agent", 130)] * 4
    turns = [(role, at + 1000 * number) for number, (role, at) in enumerate(slow)]
    assert service(_chat("a", *turns[:6]), RULES).slow_chats == 0
    spaced = [turn for number in range(4) for turn in (("customer", number * 1000), ("agent", number * 1000 + 130))]
    assert service(_chat("a", *spaced), RULES).slow_chats == 1


def test_what_an_agent_greets_without_being_asked_is_no_chat() -> None:
    assert service(_chat("a", ("agent", 0)), RULES).chats == 0


@given(st.lists(st.integers(0, 5000), min_size=1, max_size=12))
def test_never_more_chats_at_once_than_there_are_and_at_least_one(starts: list[int]) -> None:
    messages = [one for number, at in enumerate(starts) for one in _chat(f"c{number}", ("customer", at))]
    assert 1 <= service(messages, RULES).most_at_once <= len(starts)


def test_withheld_drafts_are_counted_apart() -> None:
    decided = [
        Decided("sent", "none", None, "reply", 900, overridden=False),
        Decided("edited", "heavy", None, "reply", 1100, overridden=True),
        Decided("ignored", None, None, "abstain", None, overridden=False),
    ]
    found = adoption(decided)
    assert (found.shown, found.sent, found.heavy, found.ignored, found.withheld) == (2, 1, 1, 0, 1)
    assert (found.overridden, found.median_ms) == (1, 1000)
