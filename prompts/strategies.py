"""How to speak to each customer type: data in strategies.yaml, chosen by tags or by what is said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from pydantic import ConfigDict

from prompts.data import HOME, STRICT, load_yaml


@dataclass(frozen=True, slots=True)
class Strategy:
    """`tags` of the workbench and `said` (patterns over what the customer writes) name the type.

    `opening` and `closing` are courtesy for the draft, without facts; `is_brief` leaves both out, the voice's own too.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    id: str
    name: str
    tags: tuple[str, ...]
    approach: str
    said: tuple[re.Pattern[str], ...] = ()
    opening: str = ""
    closing: str = ""
    is_brief: bool = False


def load_strategies(path: Path = HOME / "strategies.yaml") -> tuple[Strategy, ...]:
    return load_yaml(path, tuple[Strategy, ...])


def strategy_for(tags: Sequence[str], strategies: Sequence[Strategy]) -> Strategy | None:
    """The first strategy that one of the customer's tags names; None when no tag does."""
    known = set(tags)
    return next((one for one in strategies if known & {one.id, one.name, *one.tags}), None)


def strategy_named(name: str, strategies: Sequence[Strategy]) -> Strategy | None:
    """By its id; None for "", a customer of no type."""
    return next((one for one in strategies if one.id == name), None)
