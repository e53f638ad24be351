"""Whether a model's sentences answer the question: judged as the instant draft judges its own candidates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.text import comparable
from knowledge.types import ChunkKind, Passage
from server.reply.evidence.scoring import score_units
from server.reply.evidence.terms import Reader
from server.reply.evidence.units import Unit
from server.reply.types import Sentence

_SLACK = 0.9  # a paraphrase meets a little less of the question than the source's own sentence
_LEAST = 0.35  # below it a sentence is about something else, whatever the instant draft reached


@dataclass(frozen=True, slots=True)
class Standard:
    """What a model's sentences must reach, part by part of the question.

    `instant` are the instant draft's sentences: of each part a model has to answer about as much. `partial` is the line
    with which they leave a part open, if they do. Where there are none (`instant` empty), `floor` of every part must
    stand in the very passages that the model cites: its own words prove nothing. `readable` is False for a language
    that the term lists do not know; then nothing can be asked.
    """

    parts: tuple[str, ...]
    passages: tuple[Passage, ...]
    reader: Reader
    floor: float
    instant: tuple[Sentence, ...] = ()
    partial: str = ""
    readable: bool = True

    def met(self, said: Sequence[Sentence]) -> bool:
        return not self.readable or all(self._answers(part, said) >= self._least(part) for part in self.parts)

    def left_open(self, said: Sequence[Sentence]) -> tuple[Sentence, ...]:
        """The line for what the sentences still leave open."""
        if self.partial and not all(self._answers(part, said) >= self.floor for part in self.parts):
            return (Sentence(self.partial),)
        return ()

    def _least(self, part: str) -> float:
        if not self.instant:
            return self.floor
        reached = self._answers(part, self.instant)
        if self.partial and reached < _LEAST:
            return 0.0  # the part that the instant draft leaves open
        return min(self.floor, max(_LEAST, _SLACK * reached))

    def _answers(self, part: str, said: Sequence[Sentence]) -> float:
        """The share of the part that the best sentence covers; only one that holds the kind of answer asked for (a time
        for "how long") counts."""
        units = [self._unit(sentence) for sentence in said]
        scored = score_units(units, self.reader.terms(part), self.reader)
        return max((one.coverage for one in scored if one.fits), default=0.0)

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
            plain=comparable(sentence.text) if self.instant else around,
            kind=ChunkKind.PROSE,
            skus=tuple(sku for one in cited for sku in one.chunk.skus),
        )
