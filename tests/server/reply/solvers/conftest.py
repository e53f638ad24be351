"""The real words and rules, and a desk with given passages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from knowledge.types import Passage
from prompts.lexicons import load_lexicon
from prompts.rule_packs import RulePacks, load_rule_packs
from prompts.voice import load_voices
from prompts.wording import load_wording
from server.reply.evidence.given import Style
from server.reply.evidence.terms import Reader
from tests.support.solving import Desk


@pytest.fixture(scope="session")
def style() -> Style:
    return Style(load_voices()["default"], load_wording(), Reader(load_lexicon()))


@pytest.fixture(scope="session")
def packs() -> RulePacks:
    return load_rule_packs()


@pytest.fixture
def desk(style: Style, packs: RulePacks) -> Callable[..., Desk]:
    def made(*passages: Passage | Sequence[Passage], **more: Any) -> Desk:
        flat = [one for each in passages for one in ([each] if isinstance(each, Passage) else each)]
        return Desk(style, packs, flat, **more)

    return made
