"""What must be recognised before anything is answered: safety, law, compensation, injection, diversion …"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from prompts.lexicons import SignalRule
from server.reply.types import Mood

_CLAUSE = re.compile(r"[，,。.！!？?；;\n\s]+")
# A long pasted text is scanned whole, clause by clause; a longer "clause" is cut so that patterns stay bounded.
_LONGEST_CLAUSE = 160
# Instructions to a model often span clauses; these are matched on the sentence.
_PATIENCE = 2  # complaints in a chat before the next one is handed over
_SENTENCE = re.compile(r"[。！!？?；;\n]+")


@dataclass(frozen=True, slots=True)
class Turn:
    """How an earlier turn of the customer sounded."""

    mood: Mood
    signals: tuple[str, ...]


def clauses(text: str) -> list[str]:
    """The pieces between punctuation, none longer than what patterns are meant for."""
    out: list[str] = []
    for piece in _CLAUSE.split(text):
        out += [piece[start : start + _LONGEST_CLAUSE] for start in range(0, len(piece), _LONGEST_CLAUSE)]
    return [piece for piece in out if piece]


def signals(text: str, rules: dict[str, SignalRule]) -> tuple[str, ...]:
    """Names of the rules that hold somewhere in the mended text, in the rules' order."""
    pieces = [*clauses(text), *(s[:_LONGEST_CLAUSE] for s in _SENTENCE.split(text) if s)]
    return tuple(name for name, rule in rules.items() if _holds_anywhere(pieces, rule))


def repeated_anger(mood: Mood, found: Sequence[str], before: Sequence[Turn]) -> bool:
    """Anger for which one more apology is not enough: again, after waiting, or a third complaint in this chat."""
    complaints = sum("complaint" in turn.signals or turn.mood is Mood.ANGRY for turn in before)
    if mood is Mood.ANGRY:
        return complaints > 0 or not {"chasing", "insult"}.isdisjoint(found)
    return "insult" in found or ("complaint" in found and complaints >= _PATIENCE)


def without_signal(text: str, rule: SignalRule) -> str:
    """The sentences of `text` in which the rule does not hold, so that an honest question beside it is answered."""
    kept = [s for s in _SENTENCE.split(text) if s and not _holds_anywhere([s[:_LONGEST_CLAUSE], *clauses(s)], rule)]
    return "。".join(kept)


def _holds_anywhere(pieces: Sequence[str], rule: SignalRule) -> bool:
    return any(
        any(pattern.search(piece) for pattern in rule.any) and not any(pattern.search(piece) for pattern in rule.unless)
        for piece in pieces
    )
