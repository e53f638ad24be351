"""What removes the worry behind a question, as data in relief.yaml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from pydantic import ConfigDict

from prompts.data import HOME, STRICT, load_yaml


@dataclass(frozen=True, slots=True)
class Ease:
    """`asked` are names of concepts; `says` is found in a sentence that eases what they ask about."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    asked: tuple[str, ...]
    says: re.Pattern[str]
    id: str = ""


@dataclass(frozen=True, slots=True)
class ReliefWords:
    """See relief.yaml. `most_chars` caps the sentence; `tips` are for after the purchase."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    most_chars: int
    reliefs: tuple[Ease, ...]
    never: re.Pattern[str]
    general: re.Pattern[str]
    refused: re.Pattern[str]
    tips: Ease


def load_relief(path: Path = HOME / "relief.yaml") -> ReliefWords:
    """Raises Config when the file is missing or not of this shape."""
    return load_yaml(path, ReliefWords)
