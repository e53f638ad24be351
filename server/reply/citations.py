"""Citation marks in a model's words: [1], 【1】, ［1］, [1][2], [1,2], also where a piece ends inside a mark."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from knowledge.text import sentences
from server.reply.types import Sentence

_NUMBERS = r"\^?\d{1,2}(?:\s{0,2}[,，、;；]\s{0,2}\^?\d{1,2}){0,7}"
_MARK = re.compile(rf"[\[［【]\s{{0,2}}({_NUMBERS})\s{{0,2}}[\]］】]")
# What may still become a mark when more arrives. It may match too much, never too little.
_BEGUN = re.compile(r"[\[［【][\s\d^,，、;；]{0,48}")
_OPEN = re.compile(r"[\[［【]")
_BEFORE_STOP = re.compile(r"\s+(?=[。！？!?，,、；;：:]|$)")


@dataclass(frozen=True, slots=True)
class Mark:
    """Citations that stand behind the visible text's first `offset` characters."""

    offset: int
    numbers: tuple[int, ...]


@dataclass(slots=True)
class CitationReader:
    """Takes pieces of any length; `text` and `marks` come out the same however the words were cut."""

    marks: list[Mark] = field(default_factory=list)
    _shown: list[str] = field(default_factory=list)
    _length: int = 0
    _held: str = ""

    @property
    def text(self) -> str:
        return "".join(self._shown)

    def feed(self, piece: str) -> str:
        """The visible words that are certain by now; what may be half a mark is kept back."""
        self._held += piece
        return self._drain(ended=False)

    def finish(self) -> str:
        """The rest, when the stream has ended."""
        return self._drain(ended=True)

    def _drain(self, *, ended: bool) -> str:
        out: list[str] = []
        while self._held:
            opening = _OPEN.search(self._held)
            start = opening.start() if opening else len(self._held)
            if start:
                out.append(self._show(self._held[:start]))
                self._held = self._held[start:]
                continue
            mark = _MARK.match(self._held)
            if mark:
                self.marks.append(Mark(self._length, tuple(map(int, re.findall(r"\d+", mark[1])))))
                self._held = self._held[mark.end() :]
            elif not ended and _BEGUN.fullmatch(self._held):
                break
            else:
                out.append(self._show(self._held[0]))
                self._held = self._held[1:]
        return "".join(out)

    def _show(self, text: str) -> str:
        self._shown.append(text)
        self._length += len(text)
        return text


def cited_sentences(text: str, marks: list[Mark], *, passages: int) -> tuple[Sentence, ...]:
    """The visible text as sentences. A mark cites for the sentence before it; numbers beyond `passages` are dropped."""
    out: list[Sentence] = []
    start = 0
    for sentence in sentences(text):
        end = start + len(sentence)
        numbers = [n for mark in marks if start < mark.offset <= end for n in mark.numbers]
        if start == 0:
            numbers = [n for mark in marks if mark.offset == 0 for n in mark.numbers] + numbers
        known = tuple(dict.fromkeys(number for number in numbers if 1 <= number <= passages))
        said = _BEFORE_STOP.sub("", sentence.replace("\n", "")) if sentence.strip() else ""
        if said.strip():
            out.append(Sentence(said, known))
        start = end
    return tuple(out)
