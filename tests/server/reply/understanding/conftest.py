"""`read` understands what was said in a small shop of teapots and tea."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from knowledge.types import Product, Sku
from prompts.lexicons import Lexicon
from prompts.strategies import load_strategies
from server.reply.types import Conversation, Question
from server.reply.understand import Understanding, understand

TEA = Product(Sku("LJ-01"), "明前龙井", Decimal(268))
POT = Product(Sku("P-9"), "紫砂壶", Decimal(199))


def naming(text: str) -> list[Product]:
    """Products whose whole name or SKU stands in the text."""
    return [one for one in (TEA, POT) if one.name in text or one.sku.lower() in text.lower()]


@pytest.fixture(scope="session")
def understanding(lexicon: Lexicon) -> Understanding:
    return Understanding(lexicon, load_strategies())


@pytest.fixture
def read(understanding: Understanding, talk: Callable[..., Conversation]) -> Callable[..., Question]:
    def understood(*said: str, **context: Any) -> Question:
        return understand(talk(*said, **context), naming, understanding)

    return understood
