"""The real words and rules, and a desk with given passages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from knowledge.types import Passage
from prompts.rule_packs import RulePacks
from server.reply.evidence.given import Style
from server.reply.kit import Words
from tests.support.solving import Desk


@pytest.fixture(scope="session")
def style(words: Words) -> Style:
    return Style(words.voices["default"], words.wording, words.reader)


@pytest.fixture
def desk(style: Style, packs: RulePacks) -> Callable[..., Desk]:
    def made(*passages: Passage | Sequence[Passage], **more: Any) -> Desk:
        flat = [one for each in passages for one in ([each] if isinstance(each, Passage) else each)]
        return Desk(style, packs, flat, **more)

    return made
