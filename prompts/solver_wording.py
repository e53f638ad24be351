"""What computed answers look up and how they are said, as data in solver_wording.yaml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from pydantic import ConfigDict

from prompts.data import HOME, STRICT, load_yaml, shaped
from prompts.places import Places, load_places


@dataclass(frozen=True, slots=True)
class Topic:
    """A kind of question that is computed: `ask` recognises it, `look_up` finds the rules that it needs."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    ask: tuple[re.Pattern[str], ...]
    look_up: str
    passages: int
    budget: int


@dataclass(frozen=True, slots=True)
class SolverWording:
    """`lines` are templates with {named} values, by what they say; `business` tells of use other than at home,
    `sums_idle` matches the words of a list that name no goods, `faults` those with rules of their own."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    topics: dict[str, Topic]
    lines: dict[str, str]
    measures: dict[str, str]
    matters: dict[str, str]
    business: re.Pattern[str]
    sums_idle: re.Pattern[str]
    faults: re.Pattern[str]
    places: Places


def load_solver_wording(path: Path = HOME / "solver_wording.yaml") -> SolverWording:
    words = {**load_yaml(path, dict[str, object]), "places": load_places()}
    return shaped(words, SolverWording, name=path.name)
