"""The words around an answer when an agent asks for it shorter or warmer; see phrasing.yaml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from pydantic import ConfigDict

from prompts.data import HOME, STRICT, load_yaml
from prompts.loading import PromptFile, load_prompt


@dataclass(frozen=True, slots=True)
class Around:
    """Lines to choose from, keyed by the moment: presale, in_sale, aftersale, unknown, sorry, hurried."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    opening: dict[str, tuple[str, ...]]
    closing: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class PhrasingWords:
    """See phrasing.yaml. `warmer` is keyed by voice, "default" among them; `tones` say to a model what is wanted."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    warmer: dict[str, Around]
    limits: re.Pattern[str]
    asides: re.Pattern[str]
    tones: dict[str, str]


@dataclass(frozen=True, slots=True)
class Phrasing:
    words: PhrasingWords
    prompt: PromptFile


def load_phrasing(home: Path = HOME) -> Phrasing:
    """Raises Config when a file is missing or not of its shape."""
    return Phrasing(load_yaml(home / "phrasing.yaml", PhrasingWords), load_prompt("phrasing", home / "templates"))
