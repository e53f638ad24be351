"""What models write around a reply: names, preambles, greetings, closings, as data in answer_words.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import ClassVar

from pydantic import ConfigDict

from knowledge.errors import Config
from prompts.data import HOME, STRICT, load_yaml

_PARTICLES = "[哦呢呀啊哈啦]*"
_MARKS = r"[，,。！!？?；;：:~～…]"


@dataclass(frozen=True)  # no slots: what is compiled is kept with the words
class AnswerWords:
    """See answer_words.yaml. Names are words, all else are patterns; the properties are what to match with."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    customer_names: tuple[str, ...]
    agent_names: tuple[str, ...]
    preambles: tuple[str, ...]
    asides: tuple[str, ...]
    greetings: tuple[str, ...]
    courtesies: tuple[str, ...]
    closings: tuple[str, ...]

    @cached_property
    def speaker(self) -> re.Pattern[str]:
        """A line's first words when they name who speaks; group "customer" tells that it is the customer."""
        customer, agent = _names(self.customer_names), _names(self.agent_names)
        return re.compile(rf"^[\s*#【\[]*(?:(?P<customer>{customer})|{agent})[\s*】\]]*[：:]\**\s*", re.I)

    @cached_property
    def preamble(self) -> re.Pattern[str]:
        return re.compile(rf"\s*(?:{'|'.join(self.preambles)})", re.I)

    @cached_property
    def aside(self) -> re.Pattern[str]:
        return re.compile("|".join(self.asides), re.I)

    @cached_property
    def greeting(self) -> re.Pattern[str]:
        """To be matched at a sentence's start, with the marks behind it: "亲，您好！"."""
        return re.compile(rf"(?:(?:{'|'.join(self.greetings)}){_PARTICLES}(?:{_MARKS}+\s*|$))+", re.I)

    @cached_property
    def courtesy(self) -> re.Pattern[str]:
        """To be matched against a whole sentence."""
        return re.compile(rf"(?:{'|'.join(self.courtesies)}){_PARTICLES}{_MARKS}*\s*", re.I)

    @cached_property
    def closing(self) -> re.Pattern[str]:
        """To be matched against a whole sentence."""
        return re.compile(rf"(?:{'|'.join(self.closings)}){_PARTICLES}{_MARKS}*\s*", re.I)


def load_answer_words(path: Path = HOME / "answer_words.yaml") -> AnswerWords:
    """Raises Config when a pattern is none."""
    words = load_yaml(path, AnswerWords)
    try:
        _ = words.preamble, words.aside, words.greeting, words.courtesy, words.closing
    except re.error as error:
        raise Config(f"{path.name}: {error.pattern!r} is no pattern: {error.msg}") from error
    return words


def _names(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
