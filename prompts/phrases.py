"""Many words and patterns found in a text at once: the longest one at each place wins.

A question is read in a fraction of a millisecond however many phrases there are: words are looked up, and a pattern is
tried only where the text begins as one of its matches does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from prompts.patterns import beginnings, is_word


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase at [start, end) of the text, with everything that it stands for."""

    start: int
    end: int
    meanings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrases:
    """`entries` maps a phrase, in the text's own normal form, to what it stands for.

    A Latin phrase is no part of a longer Latin word. Raises Config for a pattern that may begin with anything.
    """

    entries: Mapping[str, tuple[str, ...]]
    _patterns: dict[str, tuple[str, ...]] = field(init=False)  # by what a match begins with
    _lengths: dict[str, tuple[int, ...]] = field(init=False)  # of words and beginnings with a first character
    _compiled: dict[str, re.Pattern[str]] = field(init=False, default_factory=dict)  # as they are needed

    def __post_init__(self) -> None:
        patterns: defaultdict[str, list[str]] = defaultdict(list)
        for phrase in self.entries:
            for beginning in () if is_word(phrase) else beginnings(phrase):
                patterns[beginning].append(phrase)
        lengths: defaultdict[str, set[int]] = defaultdict(set)
        for word in (*filter(is_word, self.entries), *patterns):
            lengths[word[0]].add(len(word))
        object.__setattr__(self, "_patterns", {begin: tuple(each) for begin, each in patterns.items()})
        object.__setattr__(self, "_lengths", {head: tuple(sorted(each)) for head, each in lengths.items()})

    def scan(self, text: str) -> Iterator[Found]:
        """From left to right, without overlaps."""
        at = 0
        while at < len(text):
            found = self.at(text, at)
            if found is not None:
                yield found
            at = found.end if found is not None else at + 1

    def at(self, text: str, start: int) -> Found | None:
        """The longest phrase that begins at `start`, with all meanings of the phrases of that length."""
        end, meanings = start, dict[str, None]()
        for phrase, phrase_end in self._all_at(text, start):
            if phrase_end < end or (
                phrase_end < len(text) and _latin(text[phrase_end - 1]) and _latin(text[phrase_end])
            ):
                continue
            if phrase_end > end:
                end, meanings = phrase_end, {}
            meanings.update(dict.fromkeys(self.entries[phrase]))
        return Found(start, end, tuple(meanings)) if end > start else None

    def meanings(self, text: str) -> set[str]:
        """Of every phrase anywhere in the text, overlapping ones too."""
        starts = range(len(text))
        return {one for start in starts for phrase, _ in self._all_at(text, start) for one in self.entries[phrase]}

    def without(self, text: str) -> str:
        """The text less its phrases."""
        for found in reversed([*self.scan(text)]):
            text = text[: found.start] + text[found.end :]
        return text

    def _all_at(self, text: str, start: int) -> Iterator[tuple[str, int]]:
        for length in self._lengths.get(text[start], ()):
            said = text[start : start + length]
            if said in self.entries:
                yield said, start + len(said)
            for pattern in self._patterns.get(said, ()):
                if match := self._pattern(pattern).match(text, start):
                    yield pattern, match.end()

    def _pattern(self, phrase: str) -> re.Pattern[str]:
        pattern = self._compiled.get(phrase)
        if pattern is None:
            pattern = self._compiled[phrase] = re.compile(phrase)
        return pattern


def entries(named: Iterable[tuple[str, Iterable[str]]]) -> dict[str, tuple[str, ...]]:
    """(meaning, phrases) pairs turned round: what each phrase stands for."""
    out: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for meaning, phrases in named:
        for phrase in phrases:
            out[phrase][meaning] = None
    return {phrase: tuple(meanings) for phrase, meanings in out.items()}


def _latin(char: str) -> bool:
    return char.isascii() and char.isalpha()
