"""An answer's sentences as an agent sends them: the verdict first, the product in view as "this one", nothing twice.

Works on what was already chosen and cited. Figures and conditions stay; words that are put in assert nothing that the
sentence does not say itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.text import comparable
from knowledge.types import Product
from prompts.speech import Speech
from server.reply.evidence.terms import Terms
from server.reply.types import Sentence

_HAN = re.compile(r"[\u3400-\u9fff]")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_THIS = "这款"
_PIECE = re.compile(r"[^。！？]+[。！？]*")
_COLON = re.compile(r"^[：:]\s*")
_BARE = re.compile(r"^\d")
_CLAUSE = re.compile(r"[^，。；！？]+")
_SAME = 0.8  # of a sentence's own words that another must hold before it says nothing more
_LITTLE = frozenset("的了是在有和与或及都也就会下面这些那种现象情况属于算为您我请可以款")
_TURNS = frozenset("不没无非勿别除仅只")  # one of these more, and a sentence says something else
_MOST_VERDICT = 24  # characters of a sentence that is a verdict and no more
_HELD = 0.8


def answering_first(said: Sequence[Sentence], terms: Terms, speech: Speech) -> tuple[Sentence, ...]:
    """The sentences of an answer with the verdict on a yes-or-no question in front.

    A short verdict that names what is asked goes before a list that does not; "yes" is said only before a sentence
    that allows the thing asked for without any condition or refusal.
    """
    if not said or not is_yes_no(terms.text, speech):
        return tuple(said)
    ordered = _verdict_first(said, terms, speech)
    first = ordered[0]
    opening = _PIECE.match(first.text)
    text = opening[0] if opening else ""
    allowed = speech.a_yes.search(text) and not speech.no_yes.search(text)
    meant = terms.focus and all(term.met(comparable(text)) >= _HELD for term in terms.focus)
    if allowed and meant and _shared(text, terms):
        return (replace(first, text=f"{speech.affirmation}{first.text}"), *ordered[1:])
    return ordered


def is_yes_no(text: str, speech: Speech) -> bool:
    return speech.yes_no.search(text) is not None and speech.open_question.search(text) is None


def finished(said: Sequence[Sentence], view: Product | None, asked: str, speech: Speech) -> tuple[Sentence, ...]:
    """The whole answer without what hangs on unsaid sentences, without repetition, `view` named as a person would."""
    out: list[Sentence] = []
    for at, sentence in enumerate(said):
        text = speech.cell_spaces.sub("", sentence.text)
        if not at or sentence.citations != said[at - 1].citations:
            text = speech.goes_on.sub("", text)
        while (mark := speech.numbering.match(text)) and mark.end() < len(text):
            text = text[mark.end() :]
        if view is not None and comparable(view.name) not in comparable(asked):
            text = _this_one(text, view.name)
            if out and out[-1].text.startswith(_THIS):
                text = text.removeprefix(_THIS).removeprefix("的")
        out.append(replace(sentence, text=text.lstrip()))
    kept = [one for at, one in enumerate(out) if not _says_nothing_more(one, out[:at])]
    return tuple(one for at, one in enumerate(kept) if not _is_told_next(one, kept[at + 1 : at + 2]))


def _verdict_first(said: Sequence[Sentence], terms: Terms, speech: Speech) -> tuple[Sentence, ...]:
    pieces = [replace(one, text=text) for one in said for text in _PIECE.findall(one.text)]
    held = [_shared(piece.text, terms) for piece in pieces]
    for at, piece in enumerate(pieces):
        if at and len(piece.text) <= _MOST_VERDICT and speech.verdict.match(piece.text) and held[at] > held[0]:
            return (piece, *pieces[:at], *pieces[at + 1 :])
    return tuple(said)


def _shared(text: str, terms: Terms) -> int:
    """Pairs of characters that the question and the text share: another word of a concept is no verdict on this one."""
    told = comparable(text)
    return sum(terms.text[at : at + 2] in told for at in range(len(terms.text) - 1))


def _this_one(text: str, name: str) -> str:
    if not text.startswith(name):
        return text
    told = _COLON.sub("", text[len(name) :])
    return f"{_THIS}{'是' if _BARE.match(told) else ''}{told}"


def _is_told_next(sentence: Sentence, following: Sequence[Sentence]) -> bool:
    """Whether a clause of the sentence right behind it says the same figure in nearly the same words, as limited."""
    turns = _TURNS.intersection(sentence.text)
    clauses = (replace(one, text=text) for one in following for text in _CLAUSE.findall(one.text))
    return _FIGURE.search(sentence.text) is not None and any(
        _TURNS.intersection(one.text) == turns and _says_nothing_more(sentence, [one]) for one in clauses
    )


def _says_nothing_more(sentence: Sentence, before: Sequence[Sentence]) -> bool:
    """Whether a sentence before it holds all of its figures and nearly all of its words."""
    words = set(_HAN.findall(sentence.text)) - _LITTLE
    must = set(_FIGURE.findall(sentence.text)) | (words & _TURNS)
    held = [set(_HAN.findall(one.text)) | set(_FIGURE.findall(one.text)) for one in before]
    return bool(words) and any(must <= one and len(words & one) >= _SAME * len(words) for one in held)
