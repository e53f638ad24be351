"""What words.yaml holds, made ready: how a text is read when it is compared with another one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import ClassVar

from pydantic import ConfigDict

from prompts.concepts import Concept, load_concepts
from prompts.data import HOME, STRICT, load_yaml
from prompts.places import Places, load_places

_FILE = Path(__file__).parent / "words.yaml"
_GAP = "\0"  # where something was taken out of a text; no word reaches across it
_KIND_WEIGHT = 1.0  # concepts of less weight are kinds of goods, rooms and seasons: they say which case is meant
_NO_KINDS = frozenset({"recommend"})  # words about choosing, which say of nothing what it is
_CODE = re.compile(r"(?<![a-z0-9])(?!ip[x\d]\d?(?![a-z0-9]))(?=[a-z0-9\-]*\d)[a-z]+[a-z0-9\-]*")
# How many somebody is or has, where that is which one is meant: 3口之家, 双人座.
_COUNTED = re.compile(
    r"\d+\+\d+(?=版|g|$|[^\d元])|\d+-\d+(?=镜头)|(?:\d+(?:-\d+)?|[一二两三四五六七八九十单双])(?=口之家|人座|人位|人用|人份|人床|门冰箱|孔|斗柜)|(?<![\d第])[一二三四五1-9](?=段|档|挡|代|阶|路)"
)
_LETTER_SIZE = re.compile(r"(?<![a-z0-9])(?:x{0,3}[sl]|m|\d?xl)(?=码|号|$|[^a-z0-9])")


@dataclass(frozen=True, slots=True)
class _Listed:
    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    same: dict[str, list[str]]
    cases: dict[str, dict[str, str]]
    assumed: list[str]
    all: str
    example: str
    not_denying: list[str]
    filler: list[str]
    dress: dict[str, list[str]]
    acts: dict[str, str]
    forbids: str
    permits: str
    gratis: str
    ended: str
    opposites: dict[str, list[str]]
    weak: str


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """`cases` are (dimension, value, pattern). All patterns are for texts in the plain view."""

    cases: tuple[tuple[str, str, re.Pattern[str]], ...]
    assumed: frozenset[str]
    for_all: re.Pattern[str]
    example: re.Pattern[str]
    not_denying: re.Pattern[str]
    forbids: re.Pattern[str]
    permits: re.Pattern[str]
    gratis: re.Pattern[str]
    ended: re.Pattern[str]
    opposites: Mapping[str, tuple[re.Pattern[str], re.Pattern[str]]]
    acts: tuple[tuple[str, re.Pattern[str]], ...]
    weak: frozenset[str]
    kinds: re.Pattern[str]
    places: Places
    kind_of: Mapping[str, str]
    _told: Mapping[str, str] = field(repr=False)  # word to what stands for it, empty for what tells nothing
    _any: re.Pattern[str] = field(repr=False)
    _matters: Mapping[str, tuple[tuple[str, str], ...]] = field(repr=False)  # by the first two characters
    _case: re.Pattern[str] = field(repr=False)  # any of the cases

    def telling(self, text: str) -> str:
        """The text in the words that stand for all of their kind, without those that tell nothing."""
        return self._any.sub(lambda match: self._told[match[0]], text)

    def matters_of(self, text: str) -> frozenset[str]:
        """What the text speaks of, by the names of the trade's concepts."""
        found: set[str] = set()
        for at in range(len(text) - 1):
            for word, name in self._matters.get(text[at : at + 2], ()):
                if text.startswith(word, at):
                    found.add(name)
        return frozenset(found)

    def acts_of(self, text: str) -> frozenset[str]:
        """Which steps of a process the text names."""
        return frozenset(name for name, pattern in self.acts if pattern.search(text))

    def case_of(self, text: str) -> dict[str, frozenset[str]]:
        """By dimension, which cases the text names."""
        found: dict[str, set[str]] = {}
        for dimension, value, pattern in self.cases if self._case.search(text) else ():
            if pattern.search(text):
                found.setdefault(dimension, set()).add(value)
        if kinds := {self.kind_of[match[0]] for match in self.kinds.finditer(text)}:
            found["kind"] = kinds
        if regions := self.places.named(text):
            found["region"] = set(regions)
        if codes := {match[0].replace("-", "") for match in _CODE.finditer(text)}:
            found["code"] = codes
        if counted := {match[0] for match in _COUNTED.finditer(text)}:
            found["counted"] = counted
        if sizes := {match[0] for match in _LETTER_SIZE.finditer(text)}:
            found["size"] = sizes
        return {dimension: frozenset(values) for dimension, values in found.items()}


@lru_cache(maxsize=1)
def load_words() -> Words:
    """Read once. Raises `Config` when the file does not fit."""
    listed = load_yaml(_FILE, _Listed)
    told = dict.fromkeys([*listed.filler, *chain.from_iterable(listed.dress.values())], "")
    told |= {word: chief for chief, words in listed.same.items() for word in (chief, *words)}
    concepts = load_yaml(HOME / "lexicon" / "concepts" / "kinds.yaml", dict[str, Concept])
    kinds = {
        word: name
        for name, concept in concepts.items()
        if concept.weight < _KIND_WEIGHT and name not in _NO_KINDS
        for word in concept.means
        if "+" not in word and len(word) > 1
    }
    return Words(
        cases=tuple(
            (dimension, value, re.compile(pattern))
            for dimension, values in listed.cases.items()
            for value, pattern in values.items()
        ),
        assumed=frozenset(listed.assumed),
        for_all=re.compile(listed.all),
        example=re.compile(listed.example),
        not_denying=_longest_first(listed.not_denying),
        forbids=re.compile(listed.forbids),
        permits=re.compile(listed.permits),
        gratis=re.compile(listed.gratis),
        ended=re.compile(listed.ended),
        opposites={name: (re.compile(yes), re.compile(no)) for name, (yes, no) in listed.opposites.items()},
        acts=tuple((name, re.compile(pattern)) for name, pattern in listed.acts.items()),
        weak=frozenset(listed.weak),
        kinds=_longest_first(kinds),
        places=load_places(),
        kind_of=kinds,
        _told=told,
        _any=_longest_first(told),
        _matters=_matters(load_concepts(HOME / "lexicon" / "concepts")),
        _case=re.compile("|".join(pattern for values in listed.cases.values() for pattern in values.values())),
    )


def _matters(concepts: Mapping[str, Concept]) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """What can be asked about, by the first two characters of the words that show it."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name, concept in concepts.items():
        for word in concept.written if concept.askable and name not in _NO_KINDS else ():
            if len(word) > 1:
                found.setdefault(word[:2], []).append((word, name))
    return {start: tuple(words) for start, words in found.items()}


def _longest_first(words: object) -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))  # type: ignore[call-overload]
