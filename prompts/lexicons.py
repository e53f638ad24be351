"""The words that understanding and evidence search go by: files in lexicon/, loaded once by the composition root."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from pydantic import ConfigDict

from prompts.concepts import Concept, load_concepts
from prompts.data import HOME, STRICT, load_yaml

_OPTIONAL = re.compile(r"\(.*?\)\??|\.?\{\d+,\d+\}")


def longest_first(patterns: Iterable[str]) -> list[str]:
    """Alternatives in the order that lets the longest words win; optional parts of a pattern do not count."""
    return sorted(set(patterns), key=lambda pattern: (-len(_OPTIONAL.sub("", pattern)), pattern))


@dataclass(frozen=True, slots=True)
class Spelling:
    """`latin`: abbreviation that stands alone -> word. `phrases`: wrong or colloquial spelling -> word.

    `emoji`: one that stands for a word -> that word; every other emoji parts two pieces like a comma.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    latin: dict[str, str]
    phrases: dict[str, str]
    emoji: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Courtesy:
    """Bubbles that ask nothing, placeholders of the workbenches, and fillers around a question."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    greeting: tuple[str, ...]
    thanks: tuple[str, ...]
    farewell: tuple[str, ...]
    placeholders: tuple[str, ...]
    fillers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StageWords:
    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    status: dict[str, tuple[str, ...]]
    words: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class SignalRule:
    """Holds in a clause when one of `any` matches and none of `unless` does."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    any: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Expectation:
    """A kind of answer: the words (patterns) that ask for it and what an answering sentence holds."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    strict: bool
    ask: tuple[str, ...]
    evidence: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Need:
    """A question whose answer hangs on what only the customer knows: `ask` is put to them unless `given` is there.

    `bare`: holds only where the question names no thing of its own. `place`: any place that the chat names is enough.
    Several may share an id; then they share `missing` and `ask`, too.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    id: str
    patterns: tuple[re.Pattern[str], ...]
    given: tuple[re.Pattern[str], ...]
    missing: str
    ask: str
    unless: tuple[re.Pattern[str], ...] = ()
    needs_order: bool = False
    needs_product: bool = False
    bare: bool = False
    place: bool = False


@dataclass(frozen=True, slots=True)
class FunctionWords:
    """What no answer repeats: `words` without a topic, `generic` names of the thing itself, `asides` (patterns) about
    the customer's own life. `light` are characters that most sentences hold.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    words: tuple[str, ...]
    generic: tuple[str, ...]
    asides: tuple[str, ...]
    light: str


@dataclass(frozen=True, slots=True)
class Turns:
    """How a chat is led from one matter to the next; patterns over the mended text."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    turning: tuple[str, ...]
    continuing: re.Pattern[str]
    correcting: re.Pattern[str]
    not_this: re.Pattern[str]
    asking: re.Pattern[str]
    indefinite: re.Pattern[str]
    telling: re.Pattern[str]
    requests: re.Pattern[str]
    unit_price: re.Pattern[str]
    price: re.Pattern[str]
    chatter: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Handover:
    """What a hand-over's summary takes from the customer's words: since when, and what is wanted."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    since: re.Pattern[str]
    wants: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class Wondered:
    """What shows, before or after a word, that it is feared or asked about rather than told."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    spelling: Spelling
    courtesy: Courtesy
    intents: dict[str, tuple[str, ...]]
    stages: StageWords
    moods: dict[str, tuple[str, ...]]
    wondered: Wondered
    signals: dict[str, SignalRule]
    expectations: dict[str, Expectation]
    concepts: Mapping[str, Concept]
    needs: tuple[Need, ...]
    turns: Turns
    english: dict[str, str]
    handover: Handover
    function_words: FunctionWords


def load_lexicon(folder: Path = HOME / "lexicon") -> Lexicon:
    """Every file of the folder. Raises Config naming the file and field that do not fit."""
    return Lexicon(
        spelling=load_yaml(folder / "spelling.yaml", Spelling),
        courtesy=load_yaml(folder / "courtesy.yaml", Courtesy),
        intents=load_yaml(folder / "intents.yaml", dict[str, tuple[str, ...]]),
        stages=load_yaml(folder / "stages.yaml", StageWords),
        moods=load_yaml(folder / "moods.yaml", dict[str, tuple[str, ...]]),
        wondered=load_yaml(folder / "wondered.yaml", Wondered),
        signals=load_yaml(folder / "signals.yaml", dict[str, SignalRule]),
        expectations=load_yaml(folder / "expectations.yaml", dict[str, Expectation]),
        concepts=load_concepts(folder / "concepts"),
        needs=load_yaml(folder / "needs.yaml", tuple[Need, ...]),
        turns=load_yaml(folder / "turns.yaml", Turns),
        english=load_yaml(folder / "english.yaml", dict[str, str]),
        handover=load_yaml(folder / "handover.yaml", Handover),
        function_words=load_yaml(folder / "function_words.yaml", FunctionWords),
    )
