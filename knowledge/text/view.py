"""A text as rules read it: tricks of writing undone, every character still knowing where it came from.

Views, each dropping more: `plain` undoes width, case, traditional and look-alike characters, invisible characters and
spaces between ideographs; `squeezed` also drops signs put between characters (最*好) but keeps clause marks; `tight`
drops those too and keeps only ends of sentences (微，信). `paced` is `squeezed` with commas for the spaces that are
typed instead of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

ViewName = Literal["plain", "paced", "squeezed", "tight"]
SENTENCE_ENDS = "。！？!?\n"
CLAUSE_ENDS = SENTENCE_ENDS + "，,；;：:、"
_SIGNS_WITH_MEANING = "%+=¥$<>"  # 100%, +v, ¥99: part of what is said
_ALWAYS = frozenset(SENTENCE_ENDS + _SIGNS_WITH_MEANING)
_LATIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_RUN = re.compile(r"(?P<plain>[\u4e00-\u9fff0-9a-z。，、\n.\-]+)|.", re.S)  # `plain` folds to itself
_INVISIBLE = ("Cf", "Mn", "Me", "Cc")
_IDEOGRAPH = "[\u4e00-\u9fff]"
# Between words of three or more: 微 信 and 加我 薇信 hide a word, 今天拍的 明天到 are two clauses.
_PAUSE = re.compile(rf"(?<=[^\s]{{2}}{_IDEOGRAPH})[ \u3000]+(?={_IDEOGRAPH}[^\s]{{2}})")


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
    if name == "paced":
        text = _PAUSE.sub(lambda gap: "，".ljust(len(gap.group())), text)
    letters: list[str] = []
    origin: list[int] = []
    if not lookalikes:
        return _kept(*_folded_letters(text), name)
    for offset, char in enumerate(text):
        read = lookalikes.get(char)
        folded = _folded(char) if read is None else read
        for letter in folded:
            letters.append(letter if read is not None else lookalikes.get(letter, letter))
            origin.append(offset)
    return _kept(letters, origin, name)


def _folded_letters(text: str) -> tuple[list[str], list[int]]:
    """Where no letter is written for another one, most of a text is taken over as it stands."""
    letters: list[str] = []
    origin: list[int] = []
    for run in _RUN.finditer(text):
        start, end = run.span()
        if run.lastgroup == "plain":
            letters += run.group()
            origin += range(start, end)
            continue
        for letter in _folded(run.group()):
            letters.append(letter)
            origin.append(start)
    return letters, origin


def _kept(letters: Sequence[str], origin: Sequence[int], name: ViewName) -> View:
    kept = [
        index
        for index, letter in enumerate(letters)
        if letter.isalnum() or letter in _ALWAYS or _stays(letters, index, name)
    ]
    return View("".join([letters[index] for index in kept]), tuple([origin[index] for index in kept]))


@lru_cache(maxsize=16384)  # of the characters that texts are made of; more than a shop ever uses
def _folded(char: str) -> str:
    if char != "\n" and unicodedata.category(char) in _INVISIBLE:
        return ""
    return unicodedata.normalize("NFKC", char).lower()


def _stays(letters: Sequence[str], index: int, name: ViewName) -> bool:
    """Whether a sign or space stays, which its neighbours decide."""
    letter = letters[index]
    before = letters[index - 1] if index else " "
    after = letters[index + 1] if index + 1 < len(letters) else " "
    if letter.isspace():
        return name == "plain" and before in _LATIN and after in _LATIN
    if letter in ".,:" and before.isdigit() and after.isdigit():
        return True  # 1.5, 2,599, 18:00
    if name == "plain":
        return True
    return name in ("paced", "squeezed") and letter in CLAUSE_ENDS
