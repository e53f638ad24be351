"""Thousands of made-up values in the notations of chats: none is left, and what is no personal data stays."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest

from knowledge.types import ShopId
from server.reply.masking import Masked, mask_conversation
from server.reply.types import Conversation, Message, Role
from tests.support.personal import Chat, chats, harmless

CHATS = 800


def masked(*bubbles: str) -> Masked:
    messages = tuple(Message(Role.CUSTOMER, text) for text in bubbles)
    return mask_conversation(Conversation(ShopId("s"), "c", messages, datetime(2026, 11, 21, tzinfo=UTC)))


def texts(result: Masked) -> tuple[str, ...]:
    return tuple(message.text for message in result.conversation.messages)


@pytest.fixture(scope="module")
def made() -> list[Chat]:
    return list(chats(random.Random(20261121), CHATS))


def test_999_of_1000_values_are_gone_in_every_notation(made: list[Chat]) -> None:
    values = leaked = 0
    for chat in made:
        left = "\n".join(texts(masked(*chat.bubbles)))
        values += len(chat.values)
        leaked += sum(value.secret in left for value in chat.values)
    assert values >= 5000
    assert leaked <= values / 1000


def test_the_way_back_is_exact(made: list[Chat]) -> None:
    for chat in made[:200]:
        result = masked(*chat.bubbles)
        assert tuple(map(result.restore, texts(result))) == chat.bubbles


def test_what_a_number_of_the_trade_says_is_kept(made: list[Chat]) -> None:
    for chat in made[:200]:
        assert texts(masked(*chat.bubbles))[-1] == chat.bubbles[-1]


@pytest.mark.parametrize("text", harmless())
def test_prices_sizes_codes_and_questions_survive(text: str) -> None:
    assert texts(masked(text)) == (text,)
