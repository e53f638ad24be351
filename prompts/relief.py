"""What removes the worry behind a question, as data in relief.yaml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from pydantic import ConfigDict

from prompts.data import HOME, STRICT, load_yaml


@dataclass(frozen=True, slots=True)
class Worry:
    """`asked` is found in a comparable question that somebody with this worry asks, unless `unless` is; `look_up` are
    the words with which the shop's terms are looked up. `says` are found in a sentence that removes it, the most
    welcome first; `answered` in an answer that does so itself. `lead` goes before a sentence that names no case of its
    own. `returns`: it promises to take back or exchange, which shops restrict by kinds of goods. `underway`: the worry
    is shared by who has paid and waits.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    id: str
    asked: re.Pattern[str]
    look_up: str
    says: tuple[re.Pattern[str], ...]
    unless: re.Pattern[str] | None = None
    answered: re.Pattern[str] | None = None
    lead: str = ""
    returns: bool = False
    underway: bool = False


@dataclass(frozen=True, slots=True)
class ReliefWords:
    """See relief.yaml. `most_chars` and `least_chars` bound the sentence, `most_answer` the answer before it; `tips`
    are for after the purchase; `general` are words in the names of any goods.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    most_chars: int
    least_chars: int
    most_answer: int
    worries: tuple[Worry, ...]
    tips: Worry
    never: re.Pattern[str]
    dangling: re.Pattern[str]
    of_a_case: re.Pattern[str]
    affirming: re.Pattern[str]
    excepts: re.Pattern[str]
    refused: re.Pattern[str]
    general: frozenset[str]


def load_relief(path: Path = HOME / "relief.yaml") -> ReliefWords:
    """Raises Config when the file is missing or not of this shape."""
    return load_yaml(path, ReliefWords)
