"""A text as rules read it: tricks of writing undone, every character still knowing where it came from.

Three views, each dropping more: `plain` undoes width, case, traditional and look-alike characters, invisible characters
and spaces between ideographs; `squeezed` also drops signs put between characters (最*好) but keeps clause marks;
`tight` drops those too and keeps only ends of sentences (微，信).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from prompts.rule_packs import ViewName

SENTENCE_ENDS = "。！？!?\n"
CLAUSE_ENDS = SENTENCE_ENDS + "，,；;：:、"
_SIGNS_WITH_MEANING = "%+=¥$<>"  # 100%, +v, ¥99: part of what is said
_INVISIBLE = ("Cf", "Mn", "Me", "Cc")


@dataclass(frozen=True, slots=True)
class View:
    """`origin[i]` is the offset in the original of `text[i]`."""

    text: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that [start, end) of the view, which is not empty, was written as."""
        return self.origin[start], self.origin[end - 1] + 1

    def around(self, start: int, end: int, ends: str) -> tuple[int, int]:
        """The sentence or clause, by its closing marks, in which [start, end) lies."""
        left = max(self.text.rfind(mark, 0, start) for mark in ends) + 1
        rights = [found for mark in ends if (found := self.text.find(mark, end)) >= 0]
        return left, min(rights, default=len(self.text))


def make_view(text: str, name: ViewName, lookalikes: Mapping[str, str]) -> View:
    letters: list[str] = []
    origin: list[int] = []
    for offset, char in enumerate(text):
        for letter in _read(char, lookalikes):
            letters.append(letter)
            origin.append(offset)
    kept = [index for index in range(len(letters)) if _stays(letters, index, name)]
    return View("".join(letters[index] for index in kept), tuple(origin[index] for index in kept))


def _read(char: str, lookalikes: Mapping[str, str]) -> str:
    if char in lookalikes:
        return lookalikes[char]
    if char != "\n" and unicodedata.category(char) in _INVISIBLE:
        return ""
    folded = unicodedata.normalize("NFKC", char).lower()
    return "".join(lookalikes.get(letter, letter) for letter in folded)


def _stays(letters: list[str], index: int, name: ViewName) -> bool:
    letter = letters[index]
    if letter.isalnum() or letter in SENTENCE_ENDS or letter in _SIGNS_WITH_MEANING:
        return True
    before = letters[index - 1] if index else " "
    after = letters[index + 1] if index + 1 < len(letters) else " "
    if letter.isspace():
        return name == "plain" and _is_latin(before) and _is_latin(after)
    if letter in ".,:" and before.isdigit() and after.isdigit():
        return True  # 1.5, 2,599, 18:00
    if name == "plain":
        return True
    return name == "squeezed" and letter in CLAUSE_ENDS


def _is_latin(letter: str) -> bool:
    return re.fullmatch(r"[a-z0-9]", letter) is not None
