"""The bridge between how customers speak and how documents write: concepts/, one file for each part of the trade."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from pydantic import ConfigDict

from knowledge.errors import Config
from prompts.data import STRICT, load_yaml
from prompts.patterns import is_word

_BOTH = "+"
_NEAR = ".{0,5}"  # between the two words of a pair in a question: 退货的运费, 退货来回的运费


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing with all its names; exchanging them must keep the answer, yes or no left open.

    `means` are words of documents, which customers use too; `says` are customers' words and patterns; `told_by` are
    words by which a document speaks of it without naming it (dB of noise). "退货+运费" are two words near each other.
    `weight`: 1 for what can be asked about, less for what only describes the case (a product's kind, who it is for).
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    means: tuple[str, ...]
    says: tuple[str, ...] = ()
    told_by: tuple[str, ...] = ()
    weight: float = 1.0

    @property
    def askable(self) -> bool:
        """Whether a question can be about it."""
        return self.weight >= 1

    @property
    def spoken(self) -> tuple[str, ...]:
        """Words and patterns that show it in a question."""
        return (*(word.replace(_BOTH, _NEAR) for word in self.means), *self.says)

    @property
    def written(self) -> tuple[str, ...]:
        """Words that show it in a text, shortest wins: a word that holds another one adds nothing."""
        words = [word for word in (*self.means, *self.told_by, *filter(_telling, self.says)) if _BOTH not in word]
        return tuple(dict.fromkeys(word for word in words if not any(one != word and one in word for one in words)))

    @property
    def pairs(self) -> tuple[tuple[str, ...], ...]:
        """Words that show it in a text only together."""
        return tuple(tuple(word.split(_BOTH)) for word in (*self.means, *self.told_by) if _BOTH in word)


def load_concepts(folder: Path) -> Mapping[str, Concept]:
    """Every concept by its name. Raises Config when a file does not fit or two files define one name."""
    concepts: dict[str, Concept] = {}
    for path in sorted(folder.glob("*.yaml")):
        for name, concept in load_yaml(path, dict[str, Concept]).items():
            if name in concepts:
                raise Config(f"{path.name}: {name}: another file defines this concept")
            concepts[name] = concept
    if not concepts:
        raise Config(f"{folder.name}/: no concepts there")
    return concepts


def _telling(phrase: str) -> bool:
    """A word that customers use may stand in a FAQ as well; a single character would stand everywhere."""
    return is_word(phrase) and len(phrase) > 1
