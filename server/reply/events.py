"""What `suggest` yields while it works, in this order: understanding, passages, draft (instant), delta*, done."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.types import Passage
from server.reply.types import Draft, Outcome, Question, Suggestion


@dataclass(frozen=True, slots=True)
class Understood:
    question: Question


@dataclass(frozen=True, slots=True)
class Found:
    passages: tuple[Passage, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Drafted:
    """A checked draft: first the instant one, then, if it passed, the model's."""

    draft: Draft
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Delta:
    """Unchecked words of the model while they arrive: to be shown as in progress, never to be sent."""

    text: str


@dataclass(frozen=True, slots=True)
class Done:
    suggestion: Suggestion


Event = Understood | Found | Drafted | Delta | Done
