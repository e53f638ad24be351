"""What to say when the knowledge is not the point: small talk, hand-over, a holding line. Words come from the voice."""

from __future__ import annotations

from knowledge.types import Product
from prompts.voice import Voice
from prompts.wording import Wording
from server.reply.types import Conversation, Handoff, Intent, Question, Role

_LINES = {
    Intent.GREETING: "greeting",
    Intent.THANKS: "thanks",
    Intent.FAREWELL: "farewell",
    Intent.PICTURE: "picture",
    Intent.EMPTY: "empty",
}
HANDOVERS = ("safety", "legal", "compensation", "anger", "wants_human")
"""Signals that a person with more authority must see, the gravest first."""
_SAID_CHARS = 120  # of the customer's words in a hand-over's summary


def small_talk_line(intent: Intent, voice: Voice) -> str:
    return voice.lines[_LINES[intent]]


def handover(question: Question) -> str | None:
    """The gravest signal that asks for a hand-over."""
    return next((signal for signal in HANDOVERS if signal in question.signals), None)


def handoff(signal: str, conversation: Conversation, product: Product | None, wording: Wording) -> Handoff:
    """To whom, why, and a summary that spares the customer the story."""
    order = conversation.context.order
    said = " / ".join(
        " ".join(m.text.split()) for m in conversation.messages if m.role is Role.CUSTOMER and m.text.strip()
    )
    about_order = wording.handoff_order.format(number=order.number, status=order.status) if order else ""
    about_product = wording.handoff_product.format(name=product.name) if product else ""
    return Handoff(
        to=wording.handoff_to[signal],
        reason=wording.handoff_reason[signal],
        summary=wording.handoff_summary.format(said=said[-_SAID_CHARS:], order=about_order, product=about_product),
    )
