"""One thing more to buy behind an answer, where it is welcome: a last sentence of its own, facts from the catalogue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge.errors import Config
from knowledge.text import comparable
from knowledge.types import Product
from server.reply.evidence.catalogue import money
from server.reply.evidence.given import Evidence, Style
from server.reply.types import Conversation, Draft, Intent, Mood, Question, Role, Sentence, Stage

OFFERS = "upsell.offers"  # the shop setting: true (as usual) or false
_INTERESTED = {Intent.PRODUCT, Intent.RULES, Intent.USAGE, Intent.OTHER}


@dataclass(frozen=True, slots=True)
class Offer:
    """What is proposed, and the sentence that does it."""

    product: Product
    sentence: Sentence


def offers_wanted(settings: Mapping[str, str]) -> bool:
    """Whether the shop wants anything offered at all. Raises `Config`."""
    said = settings.get(OFFERS, "true").strip().lower()
    if said not in {"true", "false"}:
        raise Config(f"shop setting {OFFERS}: say true or false")
    return said == "true"


def offer_for(draft: Draft, evidence: Evidence, companions: Sequence[Product], style: Style) -> Offer | None:
    """A companion of the one product in view, else the benefit of several; None where nothing should be offered.

    `draft` answers the question. Companions are the catalogue's, as the product names them.
    """
    question, upselling = evidence.question, style.wording.upselling
    if len(evidence.products) != 1 or upselling.disappointing.search(comparable(draft.text)):
        return None
    if not is_welcome(question, evidence.conversation, style):
        return None
    product, lines = evidence.products[0], upselling.spoken(style.voice.id)
    told = comparable(f"{draft.text}\n{_said(evidence.conversation)}")
    companion = next((one for one in companions if _fits(one, product, evidence.conversation, told)), None)
    if companion is not None and companion.price is not None:
        text = lines.companion.format(name=companion.name, price=money(companion.price))
        offered = companion
    elif product.stock != 0 and upselling.several.search(comparable(product.benefit)):
        if comparable(product.benefit) in told:
            return None
        text, offered = lines.several.format(benefit=product.benefit), product
    else:
        return None
    if len(draft.text) + len(text) > style.voice.max_chars:
        return None
    return Offer(offered, Sentence(text))


def is_welcome(question: Question, conversation: Conversation, style: Style) -> bool:
    """Before a purchase, in a calm chat that shows interest and no other worry, and where nothing was declined."""
    upselling, order = style.wording.upselling, conversation.context.order
    before_purchase = question.stage is Stage.PRESALE or (question.stage is Stage.UNKNOWN and order is None)
    if not before_purchase or question.mood is not Mood.CALM or question.signals:
        return False
    asked = comparable("\n".join([question.text, *question.parts]))
    if question.intent not in _INTERESTED or upselling.never.search(asked) or not _shows_interest(asked, style):
        return False
    return not any(
        message.role is Role.CUSTOMER and upselling.declined.search(comparable(message.text))
        for message in conversation.messages
    )


def _shows_interest(asked: str, style: Style) -> bool:
    """Whether the customer asks what buyers ask: the price, the stock, what a thing is like, whether it suits."""
    words = style.wording.attributes
    if style.wording.upselling.interest.search(asked) or words.recommend.found(asked):
        return True
    goods = [one for one in words.attributes if not one.by_policy]
    return bool(words.price.found(asked) or words.stock.found(asked)) or any(one.found(asked) for one in goods)


def _fits(companion: Product, product: Product, conversation: Conversation, told: str) -> bool:
    """In stock, priced, no dearer than what it goes with, and neither spoken of yet nor bought."""
    order = conversation.context.order
    bought = {line.sku for line in order.lines} if order else set()
    return (
        companion.price is not None
        and (product.price is None or companion.price <= product.price)
        and companion.stock != 0
        and product.stock != 0
        and companion.sku not in bought
        and comparable(companion.name) not in told
    )


def _said(conversation: Conversation) -> str:
    return "\n".join(message.text for message in conversation.messages)
