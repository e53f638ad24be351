"""A draft said otherwise without a model: shorter is the answer with its conditions, warmer has more courtesy.

No sentence that rests on a passage is put in other words: shorter leaves out what neither answers nor limits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from prompts.phrasing import PhrasingWords
from prompts.strategies import Strategy
from prompts.voice import Voice
from server.reply.composing import moment
from server.reply.types import Mood, Question, Reply, Sentence, Suggestion


class Tone(StrEnum):
    SHORTER = "shorter"
    WARMER = "warmer"


def phrased(made: Suggestion, tone: Tone, voice: Voice, words: PhrasingWords, strategies: Sequence[Strategy]) -> str:
    """The draft in that tone; the draft's own text where there is nothing to shorten or to add."""
    if not isinstance(made.outcome, Reply):
        return made.draft.text  # a question back, a holding line, a hand-over: the voice's words, each whole
    if tone is Tone.WARMER:
        return _warmer(made, voice, words)
    answer = _essential(_answer(made, courtesies(voice, strategies)), made.question, words)
    return "".join(sentence.text for sentence in answer) or made.draft.text


def courtesies(voice: Voice, strategies: Sequence[Strategy]) -> frozenset[str]:
    """What a draft may open and close with that is no part of an answer."""
    own = {*voice.opening.values(), *voice.closing.values()}
    return frozenset(own.union(*({one.opening, one.closing} for one in strategies)))


def _answer(made: Suggestion, courtesy: frozenset[str]) -> list[Sentence]:
    """Without courtesy and without the offer."""
    sentences = list(made.draft.sentences)
    if made.upsell is not None:
        sentences = sentences[:-1]
    return [sentence for sentence in sentences if sentence.citations or sentence.text not in courtesy]


def _essential(answer: Sequence[Sentence], question: Question, words: PhrasingWords) -> list[Sentence]:
    """The first sentence and those that limit it; of several questions every answer."""
    kept = [
        one
        for at, one in enumerate(answer)
        if not at or not one.citations or len(question.parts) > 1 or words.limits.search(one.text)
    ]
    return [replace(one, text=words.asides.sub("", one.text)) for one in kept]


def _warmer(made: Suggestion, voice: Voice, words: PhrasingWords) -> str:
    at = moment(made.question)
    own = voice.opening[at]
    said = made.draft.text.removeprefix(own) if own else made.draft.text
    around = words.warmer.get(voice.id, words.warmer["default"])
    hurried = made.question.mood is Mood.HURRIED
    opening = _one_of(around.opening["hurried" if hurried else at], said).format(opening=own)
    closing = _one_of(around.closing["hurried" if hurried else at], said)
    if voice.closing[at] and said.endswith(voice.closing[at]):
        closing = ""  # one is enough
    room = voice.max_chars - len(opening) - len(said)
    return f"{opening}{said}{closing if len(closing) <= room else ''}"


def _one_of(lines: Sequence[str], said: str) -> str:
    """Always the same for one text, not the same for all."""
    return lines[len(said) % len(lines)]
