"""What to say when the knowledge is not the point: small talk, hand-over, a holding line. Words come from the voice."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.types import Product
from prompts.lexicons import Handover
from prompts.voice import Voice
from prompts.wording import Wording
from server.reply.types import (
    Clarify,
    Conversation,
    Handoff,
    Intent,
    Message,
    Mood,
    Outcome,
    Question,
    Role,
    Sentence,
    Stage,
)

_LINES = {
    Intent.GREETING: "greeting",
    Intent.THANKS: "thanks",
    Intent.FAREWELL: "farewell",
    Intent.PICTURE: "picture",
    Intent.EMPTY: "empty",
}
_REGRETTABLE = {Mood.UNHAPPY, Mood.ANGRY}
HANDOVERS = ("safety", "legal", "compensation", "anger", "wants_human")
"""Signals that a person with more authority must see, the gravest first."""
_SAID_CHARS = 160  # of the customer's words in a hand-over's summary, now and before each
_ANSWERED_CHARS = 60
_MOST_FOUND = 4  # times and wishes that a summary names
_ASKS_TO_SEE = re.compile(r"照片|图片|截图|拍(一?张|个|下|照|给)|视频|发(一?下|我|张|个)|看看|看一下")
_JOINT = " / "


def small_talk_line(intent: Intent, conversation: Conversation, voice: Voice) -> str:
    """The voice's line for small talk. A picture that the agent asked for is looked at, not asked about."""
    if intent is Intent.PICTURE and (last := _last_of(Role.AGENT, conversation)) and _ASKS_TO_SEE.search(last.text):
        return voice.lines["picture_asked"]
    return voice.lines[_LINES[intent]]


def holding_line(question: Question, voice: Voice) -> str:
    """What is said where nothing is known yet: with an apology to who is unhappy, else of what was asked about."""
    if question.mood in _REGRETTABLE:
        return voice.lines["abstain_sorry"]
    if question.intent is Intent.ORDER and question.stage in {Stage.IN_SALE, Stage.AFTERSALE}:
        return voice.lines["abstain_order"]
    return voice.lines["abstain_product" if question.intent is Intent.PRODUCT else "abstain"]


def still_open(unanswered: Sequence[tuple[Outcome | None, str]], voice: Voice) -> list[Sentence]:
    """What is said behind an answer of the parts that have none: each with its outcome and its line as a whole reply.

    A question back is asked, a wish to deal elsewhere declined, all else will be checked; nothing is said twice.
    """
    lines = (
        line.removeprefix(voice.opening["unknown"])
        if isinstance(outcome, Clarify) or line == voice.lines["off_platform"]
        else voice.lines["abstain_partial"]
        for outcome, line in unanswered
    )
    return [Sentence(line) for line in dict.fromkeys(lines)]


def handover(question: Question) -> str | None:
    """The gravest signal that asks for a hand-over."""
    return next((signal for signal in HANDOVERS if signal in question.signals), None)


def handoff(
    signal: str, conversation: Conversation, product: Product | None, words: Handover, wording: Wording
) -> Handoff:
    """To whom, why, and a summary that spares the customer the story: what was said, since when, what is wanted, the
    order, the product and what an agent answered last. The customer's words stay as they were written.
    """
    order, asked = conversation.context.order, conversation.asked
    earlier = [m for m in conversation.messages[: len(conversation.messages) - len(asked)] if m.role is Role.CUSTOMER]
    now, before = _joined(asked), _joined(earlier)
    story = f"{before}\n{now}"
    since = _found((words.since,), story)
    wants = _found(words.wants, story)
    answer = _last_of(Role.AGENT, conversation)
    answered = " ".join(answer.text.split())[:_ANSWERED_CHARS] if answer else ""
    pieces = {
        "said": wording.handoff_said.format(said=now[-_SAID_CHARS:]),
        "before": wording.handoff_before.format(said=before[-_SAID_CHARS:]) if before else "",
        "since": wording.handoff_since.format(since=since) if since else "",
        "wants": wording.handoff_wants.format(wants=wants) if wants else "",
        "order": wording.handoff_order.format(number=order.number, status=order.status) if order else "",
        "product": wording.handoff_product.format(name=product.name) if product else "",
        "answered": wording.handoff_answered.format(said=answered) if answered else "",
    }
    return Handoff(
        to=wording.handoff_to[signal],
        reason=wording.handoff_reason[signal],
        summary=wording.handoff_summary.format(**pieces),
    )


def _joined(messages: Sequence[Message]) -> str:
    return _JOINT.join(" ".join(message.text.split()) for message in messages if message.text.strip())


def _last_of(role: Role, conversation: Conversation) -> Message | None:
    return next((message for message in reversed(conversation.messages) if message.role is role), None)


def _found(patterns: Sequence[re.Pattern[str]], text: str) -> str:
    """What the patterns find in the customer's words, each once."""
    found = dict.fromkeys(match[0] for pattern in patterns for match in pattern.finditer(text))
    kept = [one for one in found if not any(one != other and one in other for other in found)]
    return _JOINT.join(kept[:_MOST_FOUND])
