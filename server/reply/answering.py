"""Whether a model's sentences answer the question: they say what the instant draft says, or as much by their words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from knowledge.text import comparable
from knowledge.text.figures import find_figures
from knowledge.text.figures import types as figure_kinds
from knowledge.types import ChunkKind, Passage
from server.reply.evidence.scoring import Scored, score_units
from server.reply.evidence.terms import Reader
from server.reply.evidence.units import Unit
from server.reply.types import Sentence

_SLACK = 0.9  # a paraphrase meets a little less of the question than the source's own sentence
_LEAST = 0.35  # below it a sentence is about something else, whatever the instant draft reached
_SAID = 0.6  # of a fact's characters, in the sentences: another wording, the same matter
_MOST_UNSAID = 0.5  # of the facts; the rest is said after the model's sentences

_NO_WORD = re.compile(r"[\W_]+")
_SIZE = re.compile(r"(?<![A-Za-z0-9])(\d{0,2}X{0,4}[SL]|M|\d{2}(?:\.5)?)(?=\s?[码号](?!楼|线|店))", re.IGNORECASE)

_Figure = tuple[str, Decimal, str]


@dataclass(frozen=True, slots=True)
class Standard:
    """What a model's sentences must reach.

    `facts` are what the instant draft answers: half of them have to be said, or each part of the question answered from
    the same passages with the figures of the kind asked for. `partial` is the line with which the instant draft leaves
    a part open, if it does. Where there are no facts, `floor` of every part must stand in the very passages that the
    model cites: its own words prove nothing. `readable` is False for a language that the term lists do not know; then
    nothing can be asked.
    """

    parts: tuple[str, ...]
    passages: tuple[Passage, ...]
    reader: Reader
    floor: float
    facts: tuple[Sentence, ...] = ()
    partial: str = ""
    readable: bool = True

    def met(self, said: Sequence[Sentence]) -> bool:
        if not self.readable:
            return True
        chosen = _sizes("".join(one.text for one in self.facts))
        if chosen and _sizes("".join(one.text for one in said)) - chosen - _sizes("\n".join(self.parts)):
            return False  # every size of a table stands in its sources; which one fits was worked out
        if self.facts and len(self._unsaid(said)) <= _MOST_UNSAID * len(self.facts):
            return True
        return all(self._answered(part, said) for part in self.parts)

    def touched(self, said: Sequence[Sentence]) -> bool:
        """Whether the sentences are about every part, right or wrong."""
        return all(self._covered(part, said) >= _LEAST for part in self.parts)

    def left_out(self, said: Sequence[Sentence]) -> tuple[Sentence, ...]:
        """What is to be said after the sentences: facts that they leave out, which may be the conditions of the others,
        and the line for what is still open."""
        if not self.readable:
            return ()
        more = any(self._covered(part, said) > self._covered(part, self.facts) for part in self.parts)
        every = all(self._covered(part, said) >= self.floor for part in self.parts)
        open_line = (Sentence(self.partial),) if self.partial and not (more and every) else ()
        return (*self._unsaid(said), *open_line)

    def _unsaid(self, said: Sequence[Sentence]) -> tuple[Sentence, ...]:
        words = "".join(one.text for one in said)
        letters, figures = set(comparable(words)), _figures(words)
        return tuple(fact for fact in self.facts if not (_says(fact.text, letters, figures) or self._short(fact, said)))

    def _short(self, fact: Sentence, said: Iterable[Sentence]) -> bool:
        """Whether one sentence says where the fact comes to ("运费110元"): its last figure, when that is what was asked
        for, and none beside the fact's and the question's. A row of cells comes to nothing."""
        asked = _figures("\n".join(self.parts))
        own = [figure for figure in _in_order(fact.text) if figure not in asked]
        if not own or "；" in fact.text or not any(own[-1] in self._asked_for(part, fact.text) for part in self.parts):
            return False
        allowed = asked | _figures(fact.text)
        return any(own[-1] in (held := _figures(one.text)) and held <= allowed for one in said)

    def _answered(self, part: str, said: Sequence[Sentence]) -> bool:
        """By the sentences that rest on what the facts rest on, with every figure of theirs that the part asks for."""
        if not self.facts:
            return self._covered(part, said) >= self.floor
        best = max(self._fitting(part, self.facts), key=lambda one: one.coverage, default=None)
        if best is None or best.coverage < _LEAST:
            return bool(self.partial)  # left open, or answered in words that only the facts have
        same = {number for fact in self.facts for number in fact.citations}
        telling = [one for one in said if not one.citations or same.intersection(one.citations)]
        asked_for = self._asked_for(part, best.unit.body) - _figures(part)
        if not asked_for <= _figures("\n".join(one.text for one in telling)):
            return False
        return self._covered(part, telling) >= min(self.floor, max(_LEAST, _SLACK * best.coverage))

    def _asked_for(self, part: str, fact: str) -> frozenset[_Figure]:
        """The fact's figures of the strict kinds that the part asks for: sums for a price, times for "how long"."""
        kinds = [self.reader.expectation(kind) for kind in self.reader.terms(part).kinds]
        strict = [kind.evidence for kind in kinds if kind.strict]
        told = [one for one in find_figures(fact) if one.kind != figure_kinds.CODE]
        return frozenset(
            (one.kind, one.value, one.code)
            for one in told
            if any(evidence.search(fact, one.start, one.end) for evidence in strict)
        )

    def _covered(self, part: str, said: Sequence[Sentence]) -> float:
        """The share of the part that the best sentence covers; only one that holds the kind of answer asked for (a time
        for "how long") counts."""
        return max((one.coverage for one in self._fitting(part, said)), default=0.0)

    def _fitting(self, part: str, said: Sequence[Sentence]) -> list[Scored]:
        units = [self._unit(sentence) for sentence in said]
        return [one for one in score_units(units, self.reader.terms(part), self.reader) if one.fits]

    def _unit(self, sentence: Sentence) -> Unit:
        cited = [self.passages[number - 1] for number in sentence.citations]
        around = comparable("｜".join(one.text for one in cited))
        headings = (
            word for one in cited for word in (one.title, one.chunk.context, dict(one.chunk.fields).get("question", ""))
        )
        return Unit(
            body=sentence.text,
            lead="",
            number=min(sentence.citations, default=0),
            position=0,
            heading=comparable("｜".join(headings)),
            around=around,
            plain=comparable(sentence.text) if self.facts else around,
            kind=ChunkKind.PROSE,
            skus=tuple(sku for one in cited for sku in one.chunk.skus),
        )


def _sizes(text: str) -> frozenset[str]:
    return frozenset(match.group(1).upper() for match in _SIZE.finditer(text))


def _says(fact: str, letters: set[str], figures: frozenset[_Figure]) -> bool:
    own = set(_NO_WORD.sub("", comparable(fact)))
    return _figures(fact) <= figures and len(own & letters) >= _SAID * len(own)


def _figures(text: str) -> frozenset[_Figure]:
    return frozenset(_in_order(text))


def _in_order(text: str) -> list[_Figure]:
    return [(one.kind, one.value, one.code) for one in find_figures(text)]
