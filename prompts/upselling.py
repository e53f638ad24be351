"""When one thing more may be offered behind an answer, and in which words: upselling.yaml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from pydantic import ConfigDict

from knowledge.errors import Config
from prompts.data import HOME, STRICT, load_yaml


@dataclass(frozen=True, slots=True)
class OfferLines:
    """A companion with {name} and {price}; a {benefit} for several of the same."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    companion: str
    several: str


@dataclass(frozen=True, slots=True)
class Upselling:
    """`lines` are keyed by voice, "default" among them."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    never: re.Pattern[str]
    disappointing: re.Pattern[str]
    declined: re.Pattern[str]
    several: re.Pattern[str]
    interest: re.Pattern[str]
    lines: dict[str, OfferLines]

    def spoken(self, voice: str) -> OfferLines:
        return self.lines.get(voice, self.lines["default"])


def load_upselling(path: Path = HOME / "upselling.yaml") -> Upselling:
    """Raises Config when the file is missing, not of this shape, or has no default lines."""
    loaded = load_yaml(path, Upselling)
    if "default" not in loaded.lines:
        raise Config(f"{path.name}: lines: default is missing")
    return loaded
