"""Conversation -> Question. Pure and fast: word lists, no model, work bounded whatever is pasted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from knowledge.types import Product, Sku
from prompts.lexicons import Lexicon
from server.reply.types import Conversation, Intent, Mood, Question, Role, Stage
from server.reply.understanding.asking import Asker
from server.reply.understanding.carrying import standalone
from server.reply.understanding.courtesy import small_talk
from server.reply.understanding.mending import Mended, Mender, open_mender
from server.reply.understanding.signals import signals, without_signal
from server.reply.understanding.topic import intent_of, language_of, mood_of, stage_of

# A message is read whole for signals; a question is looked for in this much of it, half from either end.
_READ_CHARS = 1200
_SCANNED_CHARS = 12_000
_HISTORY = 12  # earlier messages that an ellipsis may refer to
_ASKS_NOTHING = {Intent.GREETING, Intent.THANKS, Intent.FAREWELL, Intent.PICTURE, Intent.EMPTY}


@dataclass(frozen=True, slots=True)
class Understanding:
    """The word lists made ready; build it once."""

    lexicon: Lexicon
    asker: Asker = field(init=False)
    mender: Mender = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "asker", Asker(self.lexicon))
        object.__setattr__(self, "mender", open_mender(self.lexicon.spelling, self.lexicon.courtesy))


def understand(conversation: Conversation, mentioned: Sequence[Product], words: Understanding) -> Question:
    """What the customer wants to know. `mentioned` are catalogue products named anywhere in the chat."""
    bubbles = [words.mender.mend(message.text[:_SCANNED_CHARS]) for message in conversation.asked]
    text = "\n".join(message.text for message in conversation.asked)
    whole = "\n".join(bubble.text for bubble in bubbles)
    earlier = _earlier(conversation, words)
    found = signals(whole, words.lexicon.signals)
    mood = mood_of(whole, words.lexicon)
    again = "chasing" in found or any(mood_of(said, words.lexicon) is Mood.ANGRY for said in earlier)
    if mood is Mood.ANGRY and again:
        found = (*found, "anger")
    sku = _sku_in_view(conversation, mentioned, whole, earlier)
    question = Question(
        text=text,
        parts=(),
        intent=Intent.EMPTY,
        stage=stage_of(whole, conversation.context, words.lexicon),
        mood=mood,
        language=language_of(whole),
        sku=sku,
        signals=found,
    )
    talk = small_talk(bubbles, words.lexicon.courtesy)
    if talk is not None:
        return replace(question, intent=talk, parts=())
    parts = _parts(bubbles, found, earlier, words)
    if not parts:
        return replace(question, intent=Intent.OTHER)
    intent = intent_of("，".join(parts), words.lexicon)
    stage = question.stage
    if stage is Stage.UNKNOWN and intent in {Intent.PRODUCT, Intent.RULES}:
        stage = Stage.PRESALE
    return replace(question, intent=intent, parts=parts, stage=stage)


def asks_nothing(question: Question) -> bool:
    """Small talk, a lone picture, only emoji: answered without retrieval."""
    return question.intent in _ASKS_NOTHING


def _parts(
    bubbles: Sequence[Mended], found: Sequence[str], earlier: Sequence[str], words: Understanding
) -> tuple[str, ...]:
    texts = [bubble.text for bubble in bubbles]
    if "injection" in found:
        texts = [without_signal(text, words.lexicon.signals["injection"]) for text in texts]
    read = [_bounded(text) for text in texts if text]
    said = [text for text in read if small_talk([Mended(text, False)], words.lexicon.courtesy) is None]
    return tuple(standalone(part, earlier, words.asker) for part in words.asker.questions(said))


def _bounded(text: str) -> str:
    half = _READ_CHARS // 2
    return text if len(text) <= _READ_CHARS else f"{text[:half]}\n{text[-half:]}"


def _earlier(conversation: Conversation, words: Understanding) -> list[str]:
    """The customer's bubbles before the present ones, newest first, mended."""
    before = conversation.messages[: len(conversation.messages) - len(conversation.asked)][-_HISTORY:]
    mended = [words.mender.mend(m.text[:_READ_CHARS]) for m in reversed(before) if m.role is Role.CUSTOMER]
    return [bubble.text for bubble in mended if small_talk([bubble], words.lexicon.courtesy) is None]


def _sku_in_view(
    conversation: Conversation, mentioned: Sequence[Product], asked: str, earlier: Sequence[str]
) -> Sku | None:
    """Named now, else shown by the workbench, else named before, else the only line of the order in view."""
    for said in (asked,):
        if named := _named(mentioned, said):
            return named if len(_all_named(mentioned, said)) == 1 else None
    if conversation.context.sku:
        return conversation.context.sku
    for said in earlier:
        if named := _named(mentioned, said):
            return named
    order = conversation.context.order
    return order.lines[0].sku if order and len(order.lines) == 1 else None


def _all_named(mentioned: Sequence[Product], text: str) -> list[Sku]:
    return [product.sku for product in mentioned if product.sku.lower() in text or product.name.lower() in text]


def _named(mentioned: Sequence[Product], text: str) -> Sku | None:
    return next(iter(_all_named(mentioned, text)), None)
