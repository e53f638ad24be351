"""A model's answer -> a checked draft in the shop's voice, or the reason why it is none. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from knowledge.text import comparable
from prompts.loading import ModelPrompts
from server.reply.answering import Standard
from server.reply.attributing import Sources, attributed, holds_words, tells
from server.reply.citations import CitationReader, cited_sentences
from server.reply.composing import ended, voiced
from server.reply.evidence.units import for_customers
from server.reply.prompting import Brief
from server.reply.tidying import tidied
from server.reply.types import Draft, Finding, Origin, Sentence

Check = Callable[[Draft], tuple[Finding, ...]]
_EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf\u2b50\u2b55\U0001f1e6-\U0001f1ff\ufe0f\u200d]")
_ENDED = re.compile(r"[。！!？?…～~][”」』）)]*$")
_STOPPED = re.compile(r"[。！!？?…～~；;][”」』）)]*$")
_QUESTION = re.compile(r"(?:[？?]|[吗嘛么][。.]?)\s*$")
_PUNCTUATION = re.compile(r"[^\w]+")
# Cells of a table row under their headers, as the passages write them: copied, not told.
_CELL = r"[^：:；;。！？\n]{1,16}[：:][^：:；;。！？\n]{1,60}"
_ROW = re.compile(rf"(?:{_CELL}[；;]){{2}}{_CELL}")
_MOST_SENTENCES = 5  # asked for are one to three
_ENOUGH = 9  # ends of sentences, with greetings and what rests on nothing: what comes after is not read
_STOPS = re.compile(r"[。！!？?…\n]+[^\n]")
_LOOP = re.compile(r"(.{4,60}?)(?:[\s,，。；;、]*\1){3,}", re.S)  # the same words four times in a row
_LOOKED_AT = 300  # characters from the end: a model that has come to loop goes on


class Refusal(StrEnum):
    """Why a model's answer became no draft; the trace's `error` says it."""

    NO_ANSWER = "no_answer"  # the model says so itself, or says nothing
    UNGROUNDED = "ungrounded"  # nothing that it says stands in the sources
    BESIDE = "beside_the_question"  # it answers less of the question than the instant draft, or something else
    RAMBLES = "copied"  # it copies its passages instead of answering
    BLOCKED = "blocked"  # the checks refuse it; the trace's findings say why


def is_enough(text: str) -> bool:
    """Whether a model has said more than will be read, copies a table's cells or repeats itself: it need not go on."""
    return len(_STOPS.findall(text)) >= _ENOUGH or bool(_ROW.search(text) or _LOOP.search(text[-_LOOKED_AT:]))


@dataclass(frozen=True, slots=True)
class Reading:
    """How one suggestion's answers are read. `restore` puts personal data back. `strict` is for questions that the
    instant draft could not answer: then every sentence must be made of its own passages' words.
    """

    brief: Brief
    prompts: ModelPrompts
    sources: Sources
    check: Check
    restore: Callable[[str], str]
    standard: Standard
    strict: bool = False

    def read(self, answer: str) -> Draft | Refusal:
        """A draft that may still be blocked by its findings, or why there is none."""
        text = tidied(answer, self.prompts.answers)
        if not text or self.prompts.words.no_answer.strip("【】[]") in text:
            return Refusal.NO_ANSWER
        reader = CitationReader()
        reader.feed(text)
        reader.finish()
        said = self._attributed(cited_sentences(reader.text, reader.marks, passages=len(self.brief.passages)))
        if _rambles(said, reader.text):
            return Refusal.RAMBLES
        if not any(map(self._rests, said)) or (self.strict and not all(holds_words(one, self.sources) for one in said)):
            return Refusal.UNGROUNDED
        met = self.standard.met(said)
        rest = self.standard.left_out(said) if met else ()
        length = sum(len(sentence.text) for sentence in (*said, *rest))
        if not (met or self.standard.touched(said)) or (rest and length > self.brief.voice.max_chars):
            return Refusal.BESIDE  # another matter, or there is no room for the conditions
        draft = voiced((*said, *rest), self.brief.question, self.brief.voice, self.brief.strategy)
        draft = replace(draft, origin=Origin.MODEL)
        draft = replace(draft, findings=self.check(draft))
        # What is refused for a wrong figure can be mended; what is fine and does not answer cannot.
        return draft if met or draft.blocked else Refusal.BESIDE

    def _attributed(self, cited: Sequence[Sentence]) -> tuple[Sentence, ...]:
        plain = [Sentence(self._spoken(sentence.text), sentence.citations) for sentence in _whole(cited)]
        telling = [one for one in plain if one.text and not self._asks(one.text)]
        asked = "\n".join((self.brief.question.text, *self.brief.question.parts))
        kept = attributed(telling, self.sources, self.prompts.answers)
        courtesy = self.prompts.answers.courtesy
        return self._within([one for one in kept if courtesy.fullmatch(one.text) or tells(one, asked, self.sources)])

    def _asks(self, text: str) -> bool:
        """The customer's question said again, or a FAQ's question copied with its answer."""
        said = _PUNCTUATION.sub("", comparable(text))
        asked = (
            _PUNCTUATION.sub("", comparable(one)) for one in (self.brief.question.text, *self.brief.question.parts)
        )
        return _QUESTION.search(text) is not None or any(said in one for one in asked)

    def _spoken(self, text: str) -> str:
        """With personal data, without emoji that the voice does not use and without what a passage tells the team."""
        allowed = "".join(self.brief.voice.emoji)
        return for_customers(
            self.restore(_EMOJI.sub(lambda match: match[0] if match[0] in allowed else "", text))
        ).strip()

    def _rests(self, sentence: Sentence) -> bool:
        return bool(sentence.citations) or holds_words(sentence, self.sources)

    def _within(self, said: Sequence[Sentence]) -> tuple[Sentence, ...]:
        """As many sentences from the front as the voice's length takes; the first always stays."""
        kept: list[Sentence] = []
        room = self.brief.voice.max_chars
        for sentence in said:
            room -= len(sentence.text)
            if kept and room < 0:
                break
            kept.append(
                Sentence(sentence.text if _STOPPED.search(sentence.text) else ended(sentence.text), sentence.citations)
            )
        return tuple(kept)


def _rambles(said: Sequence[Sentence], text: str) -> bool:
    ends = sum(_ENDED.search(sentence.text) is not None for sentence in said)
    copied = _ROW.search("".join(sentence.text for sentence in said))
    return ends > _MOST_SENTENCES or copied is not None or _LOOP.search(text) is not None


def _whole(said: Sequence[Sentence]) -> Sequence[Sentence]:
    """Without a last sentence that the model's limit cut off: the others end, and it neither ends nor cites."""
    others_end = any(_ENDED.search(sentence.text) for sentence in said[:-1])
    cut = others_end and not (_STOPPED.search(said[-1].text) or said[-1].citations)
    return said[:-1] if cut else said
