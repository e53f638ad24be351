"""The checks of drafts, on a text that an agent wrote or edited."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from knowledge.types import Passage, Product, Query, Shop
from server.reply.checks.subject import Authority, Subject, VoiceRules
from server.reply.types import Conversation, ConversationContext, Finding, Message, Mood, Role, Stage, Suggestion

if TYPE_CHECKING:
    from server.compose import Services


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a text may rest on."""

    shop: Shop
    conversation: Conversation
    passages: tuple[Passage, ...]
    stage: Stage = Stage.UNKNOWN
    mood: Mood = Mood.CALM
    authority: Authority = field(default_factory=Authority)  # of whoever wants to send the text


def grounds_of_suggestion(shop: Shop, made: Suggestion, conversation: Conversation | None = None) -> Grounds:
    """The suggestion's own passages. Without the conversation, of which only a hash is kept, its question stands in."""
    if conversation is None:
        asked = (Message(Role.CUSTOMER, made.question.text),)
        context = ConversationContext(platform=shop.platform, sku=made.question.sku)
        conversation = Conversation(shop.id, made.conversation_id, asked, made.as_of, context)
    return Grounds(shop, conversation, made.passages, made.question.stage, made.question.mood)


def grounds_of_conversation(services: Services, shop: Shop, conversation: Conversation, text: str) -> Grounds:
    """What the shop's knowledge says on the conversation, or on the text itself when there is none."""
    asked = "\n".join(message.text for message in conversation.asked) or text
    sku = conversation.context.sku
    found = services.knowledge.retrieve(Query(shop.id, asked, conversation.as_of, sku))
    return Grounds(shop, conversation, found.passages)


def check_text(services: Services, grounds: Grounds, text: str) -> tuple[Finding, ...]:
    """Every finding, the same checks as on a draft. Blocking work: call it in a thread."""
    products = _products(services, grounds, text)
    words = services.suggester.kit.words
    voice = words.voices.get(grounds.shop.voice, words.voices["default"])
    subject = Subject(
        text=text,
        sentences=(),
        passages=grounds.passages,
        products=products,
        conversation=grounds.conversation,
        category=products[0].category if products else "",
        authority=grounds.authority,
        voice=VoiceRules(voice.forbidden, None, "".join(voice.emoji)),
        stage=grounds.stage,
        mood=grounds.mood,
    )
    return services.suggester.kit.checker(subject)


def _products(services: Services, grounds: Grounds, text: str) -> tuple[Product, ...]:
    """The one in view first, then those that the text or the chat names."""
    shop, sku = grounds.shop.id, grounds.conversation.context.sku
    said = "\n".join([text, *(message.text for message in grounds.conversation.messages)])
    in_view = [] if sku is None else list(services.knowledge.products(shop, [sku]))
    named = [one for one in services.knowledge.mentioned(shop, said) if one.sku != sku]
    return (*in_view, *named)
