"""How the words of documents become what an agent says, as data in speech.yaml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from pydantic import ConfigDict

from prompts.data import HOME, STRICT, load_yaml


@dataclass(frozen=True, slots=True)
class Speech:
    """See speech.yaml. `allowed`, `forbidden`, `affirmed` and `denied` take what a heading asks as {asked};
    `said_with` takes the cell as {value} and the heading's groups from {0}."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    numbering: re.Pattern[str]
    inner_numbering: re.Pattern[str]
    spaces: re.Pattern[str]
    cell_spaces: re.Pattern[str]
    pointer: re.Pattern[str]
    said_for: tuple[tuple[re.Pattern[str], str], ...]
    silent: re.Pattern[str]
    alone: re.Pattern[str]
    verbs: re.Pattern[str]
    asking: re.Pattern[str]
    may: re.Pattern[str]
    may_not: re.Pattern[str]
    confirmed: re.Pattern[str]
    refused: re.Pattern[str]
    said_with: tuple[tuple[re.Pattern[str], str], ...]
    replies: re.Pattern[str]
    able: re.Pattern[str]
    yes_no: re.Pattern[str]
    open_question: re.Pattern[str]
    no_yes: re.Pattern[str]
    a_yes: re.Pattern[str]
    affirmation: str
    verdict: re.Pattern[str]
    goes_on: re.Pattern[str]
    allowed: str
    forbidden: str
    affirmed: str
    denied: str


def load_speech(path: Path = HOME / "speech.yaml") -> Speech:
    """Raises Config when the file is missing or not of this shape."""
    return load_yaml(path, Speech)
