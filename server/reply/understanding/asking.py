"""Bubbles into standalone questions: fillers out, statements joined to the question that they explain."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from prompts.lexicons import Lexicon, longest_first

MAX_PARTS = 4  # more questions than an agent answers in one reply; the rest is still in the text
_SENTENCE = re.compile(r"(?<=[。！!？?；;\n])")
_PIECE = re.compile(r"[，,、~～\s]+|(?:另外|还有就是|还有|顺便(?:问一?下)?|以及|对了)(?=.)")
_EDGE = " ，,。.！!？?；;、~～…\n"
_QUESTION_TAIL = re.compile(r"(吗|么|呢|嘛|不|没|没有|吧)?[?？]+$|(吗|么|呢|嘛|不|没|没有)$")


@dataclass(frozen=True, slots=True)
class Asker:
    """Built once: knows which words ask, which are fillers and which carry no topic."""

    lexicon: Lexicon
    _ask: re.Pattern[str] = field(init=False)
    _filler: re.Pattern[str] = field(init=False)
    _function: re.Pattern[str] = field(init=False)
    _concept: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        ask = [word for kind in self.lexicon.expectations.values() for word in kind.ask if len(word) > 1]
        fillers = sorted(self.lexicon.courtesy.fillers, key=len, reverse=True)
        plain = (*self.lexicon.function_words, *self.lexicon.synonyms.generic)
        function = [*map(re.escape, plain), *ask]
        concepts = {word for group in self.lexicon.synonyms.groups for word in group if len(word) > 1}
        object.__setattr__(self, "_ask", re.compile("|".join(longest_first(ask))))
        filler = "|".join(map(re.escape, fillers))
        object.__setattr__(self, "_filler", re.compile(rf"^(?:(?:{filler})[{_EDGE}]*)+"))
        object.__setattr__(self, "_function", re.compile("|".join(longest_first(function))))
        object.__setattr__(
            self, "_concept", re.compile("|".join(map(re.escape, sorted(concepts, key=len, reverse=True))))
        )

    def asks(self, text: str) -> bool:
        return self._ask.search(text) is not None or _QUESTION_TAIL.search(text.strip()) is not None

    def topic(self, text: str) -> str:
        """What is left when asking and function words are gone; empty for an elliptical question."""
        if concept := self._concept.search(text):
            return concept[0]
        return re.sub(rf"[{_EDGE}\s]+", "", self._function.sub("", text))

    def questions(self, bubbles: Sequence[str]) -> tuple[str, ...]:
        """The standalone questions in order; a text without any question is one part by itself."""
        parts: list[str] = []
        told: list[str] = []
        for sentence in self._sentences(bubbles):
            for question, told_with_it in self._split(sentence):
                if question:
                    parts.append("，".join([*told, *told_with_it, question]))
                    told = []
                else:
                    told += told_with_it
        if told:
            # What follows the last question explains it; without any question it is the question.
            parts[-1:] = ["，".join([*told, parts[-1]])] if parts else ["，".join(told)]
        return tuple(parts[:MAX_PARTS])

    def _sentences(self, bubbles: Sequence[str]) -> list[str]:
        out: list[str] = []
        for bubble in bubbles:
            for raw in _SENTENCE.split(bubble):
                sentence = self._filler.sub("", raw.strip()).strip()
                if sentence.strip(_EDGE):
                    out.append(sentence)
        return out

    def _split(self, sentence: str) -> list[tuple[str, list[str]]]:
        """(question, statements before it) pairs of one sentence; a question "" means that only statements are left."""
        asked = sentence.strip(_EDGE)
        pieces = [piece for piece in (part.strip(_EDGE) for part in _PIECE.split(sentence) if part) if piece]
        whole_asks = self.asks(sentence)
        questions = [piece for piece in pieces if self.asks(piece)]
        if len(questions) < 2:
            return [(asked, [])] if whole_asks else [("", [asked])]
        out: list[tuple[str, list[str]]] = []
        told: list[str] = []
        for piece in pieces:
            if not self.asks(piece):
                told.append(piece)
            elif out and not self.topic(piece):
                # "能退吗，可以吗": the second has no topic of its own.
                out[-1] = (f"{out[-1][0]}，{piece}", out[-1][1])
            else:
                out.append((piece, told))
                told = []
        if told and out:
            out[-1] = (out[-1][0], [*out[-1][1], *told])
        return out
